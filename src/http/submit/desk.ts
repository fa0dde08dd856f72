import type { Context } from 'hono'
import type { FormFields } from '../../calendar/draft.ts'
import { Fault } from '../../calendar/fault.ts'
import type { Actor } from '../../calendar/people.ts'
import { todayOf } from '../../journeys/answer.ts'
import type { Ports } from '../../journeys/ports.ts'
import { type Filler, formPage } from '../../pages/submit/form.ts'
import type { PreviewInput } from '../../pages/submit/preview.ts'
import type { Problem } from '../../pages/submit/problem.ts'
import { reshaped } from '../event-form/reshape.ts'
import type { Guards } from '../guards.ts'
import { accountOf, privatePage, textOf } from '../private-page.ts'
import { problemTypes } from '../problem.ts'
import { typedFields } from './body.ts'
import { previewOf } from './preview.ts'

/** One form at one address: who fills it, what it edits, and what its buttons do. */
export type Desk = Readonly<{
  ports: Ports
  guards: Guards
  /** Nobody we know, a member, or the holder of an event's secret link. */
  actor: Actor | null
  /** Local path to which the form is sent. */
  address: string
  /** The event it edits: its page, and the version the edit starts from. */
  edits: Readonly<{ event: string; page: string; base: string }> | null
  draft: boolean
  /** What the buttons do that end it; any other name does nothing. */
  doings: Readonly<Record<string, (fields: FormFields) => Promise<Response | Refusal>>>
}>

/** A form that could not be taken, with what to say about it. */
export type Refusal = Readonly<{
  fault: Fault
  /** What is wrong with single fields; without any the fault is about the whole form. */
  problems?: readonly Problem[]
  /** The form is another one from now on: sending it again sends something new. */
  renewed?: boolean
  /** The version an edit starts from now. */
  base?: string
  /** Dates that somebody gives up by sending the form once more. */
  dropped?: string
}>

type Drawing = Readonly<{
  problems?: readonly Problem[]
  trouble?: string | null
  done?: string | null
  preview?: PreviewInput | null
  fresh?: boolean
  renewed?: boolean
  base?: string | undefined
  status?: Parameters<typeof privatePage>[2]
}>

/** Draws the form as it was typed. */
export const drawForm = async (
  c: Context,
  desk: Desk,
  fields: FormFields,
  { status = 200, renewed = false, base, ...drawing }: Drawing = {}
): Promise<Response> => {
  const { edits } = desk
  const page = formPage({
    site: desk.ports.site,
    filler: await fillerOf(desk, renewed ? '' : textOf(fields, 'form')),
    address: desk.address,
    edits: edits && { ...edits, base: base ?? (textOf(fields, 'base') || edits.base) },
    draft: desk.draft,
    fields,
    problems: [],
    trouble: null,
    done: null,
    preview: null,
    fresh: false,
    ...drawing,
  })
  return privatePage(c, page, status)
}

/** A number for this form, so that sending it twice stays one submission. Strangers' are signed. */
const fillerOf = async ({ actor, guards, ports }: Desk, token: string): Promise<Filler> => {
  if (actor === null) return { kind: 'stranger', token: await guards.forms.renew(token) }
  const own = isToken(token) ? token : ports.newId()
  return actor.holds === null
    ? { kind: 'member', account: accountOf(actor), token: own }
    : { kind: 'holder', token: own }
}

export const isToken = (text: string): boolean => /^[0-9a-f-]{36}$/.test(text)

/** Draws the form with its preview. */
export const drawWithPreview = async (
  c: Context,
  desk: Desk,
  fields: FormFields,
  drawing: Drawing = {}
): Promise<Response> => {
  await desk.guards.limiter.take(c, 'preview')
  return drawForm(c, desk, fields, { ...drawing, preview: await previewOf(desk, fields) })
}

/** Reads a form that was sent and does what its button says; on any refusal nothing typed is lost. */
export const takeForm = async (c: Context, desk: Desk): Promise<Response> => {
  const fields = await typedFields(c)
  const action = textOf(fields, 'action') || 'send'
  try {
    const doing = Object.hasOwn(desk.doings, action) ? desk.doings[action] : undefined
    if (!doing) {
      const shape = reshaped(fields, action, todayOf(desk.ports.now()))
      return await drawWithPreview(c, desk, shape ?? fields)
    }
    const outcome = await doing(fields)
    return 'fault' in outcome ? drawRefusal(c, desk, fields, outcome) : outcome
  } catch (error) {
    if (!(error instanceof Fault && isDrawn(error))) throw error
    return drawRefusal(c, desk, fields, { fault: error })
  }
}

const drawRefusal = (c: Context, desk: Desk, fields: FormFields, refusal: Refusal) => {
  const { fault, problems = problemsOf(fault), dropped, ...more } = refusal
  return drawForm(c, desk, dropped === undefined ? fields : { ...fields, dropped }, {
    ...more,
    problems,
    trouble: problems.length ? null : fault.message,
    status: statusOf(fault),
  })
}

/** What is about somebody else's event, or nobody's, is no matter of the form. */
const isDrawn = ({ code }: Fault): boolean =>
  code !== 'not_found' && code !== 'forbidden' && code !== 'unauthenticated'

/** What a fault says of a field that people see; of a single one in its own sentence, which says what to do. */
const problemsOf = ({ details, message }: Fault): readonly Problem[] =>
  details.flatMap(({ pointer, code, detail }) => {
    const field = pointer?.slice(1) ?? ''
    if (!privateFields.includes(field)) return []
    return [{ field, code, detail: details.length === 1 ? message : detail }]
  })

/** The fields that are no part of an event. */
const privateFields: readonly string[] = ['name', 'email', 'message', 'mailLang']

type Status = NonNullable<Drawing['status']>
const statuses: readonly Status[] = [400, 409, 410, 412, 413, 422, 429]

const statusOf = ({ code }: Fault): Status =>
  statuses.find((status) => status === problemTypes[code].status) ?? 400
