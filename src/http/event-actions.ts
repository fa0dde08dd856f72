import { type Context, Hono } from 'hono'
import { Fault, type FaultCode } from '../calendar/fault.ts'
import type { Actor } from '../calendar/people.ts'
import { versionOf } from '../journeys/mine.ts'
import { calendarsWith } from '../journeys/readers.ts'
import type { FormProblem } from '../pages/account/field.ts'
import type { Markup } from '../pages/layout.ts'
import { doingNames, doings } from '../pages/my/doings.ts'
import { ownEventPage } from '../pages/my/event.ts'
import { callOffPage, doingPage, type FormInput, formNames, retryPage } from '../pages/my/form.ts'
import type { Address, Frame } from '../pages/my/frame.ts'
import { versionPage } from '../pages/my/versions.ts'
import type { OwnEventView } from '../pages/my/view.ts'
import { words } from '../pages/my/words.ts'
import { dateWish, type Fields, type Read, roomWish, wishes } from './event-wishes.ts'
import type { Means } from './means.ts'
import { dateInWords, happenedSince, ownEventView } from './own-event.ts'
import {
  formFields,
  type PrivateVariables,
  portsFor,
  privatePage,
  seeOther,
  textOf,
} from './private-page.ts'
import { formBody } from './submit/body.ts'

export type PrivateContext = Context<PrivateVariables>

/** What differs between a member's pages of an event and those behind its secret link. */
export type Entrance = Readonly<{
  means: Means
  address: (c: PrivateContext) => Address
  frame: (actor: Actor) => Frame
  /** Sections at the end of the event's page. */
  more?: (c: PrivateContext) => Promise<Markup>
}>

/** One form: how it is read, what version it starts from, and how it is drawn when it was not done. */
type Form = Readonly<{
  name: string
  /** The word in the address afterwards. */
  done: string
  reads: (fields: Fields) => Read
  version: (view: OwnEventView) => string
  draws: (input: FormInput) => Markup
}>

/** Statuses of what a form can meet; any other fault becomes a page of its own. */
const statuses: Readonly<Partial<Record<FaultCode, 400 | 409 | 410 | 412 | 422>>> = {
  invalid: 400,
  conflict: 409,
  gone: 410,
  stale: 412,
  unprocessable: 422,
}

/** These mean that something else happened first. */
const overtaken: readonly FaultCode[] = ['stale', 'conflict', 'gone']

const doneSentences: Readonly<Record<string, string>> = {
  ...Object.fromEntries(doingNames.map((name) => [name, words.doings[name].done])),
  // The form's own ways back.
  sent: words.sentDone,
  edited: words.editedDone,
  room: words.roomDone,
  off: words.callOffDone,
  on: words.callOnDone,
}

/** What a form was sent for, in words, once it is done; by the word in the address after it. */
const doneSentence = (word: string | undefined): string | undefined =>
  Object.entries(doneSentences).find(([known]) => known === word)?.[1]

const publicVersion = ({ situation }: OwnEventView): string => doings.cancel.version(situation)

/**
 * The page of one event and everything its organiser does with it, below one address. Whoever mounts
 * it lets in whom it concerns, and leaves `actor`.
 */
export const eventActions = ({ means, address, frame, more }: Entrance) => {
  const app = new Hono<PrivateVariables>()

  const viewFor = async (c: PrivateContext): Promise<OwnEventView> =>
    ownEventView(await portsFor(means, c), c.get('actor'), address(c).event)

  const inputOf = (
    c: PrivateContext,
    view: OwnEventView,
    problem: FormProblem | null = null,
    since: FormInput['since'] = null
  ): FormInput => ({
    frame: frame(c.get('actor')),
    address: address(c),
    situation: view.situation,
    mayAppeal: view.mayAppeal,
    history: view.history,
    reader: c.get('actor').id,
    now: view.now,
    problem,
    since,
  })

  /**
   * Reads a form, does what it wishes and leads back to the event. What is wrong or came too late is
   * drawn again with all that was typed and with what happened meanwhile; what was done already (the
   * form was sent twice) is done.
   */
  const attempt = async (c: PrivateContext, form: Form): Promise<Response> => {
    const fields = await formFields(c)
    const { event, base } = address(c)
    const after = () => seeOther(c, `${base}?done=${form.done}`)
    const before = await viewFor(c)
    const { wish, wrong } = form.reads(fields)
    if (!wish) return privatePage(c, form.draws(inputOf(c, before, wrong)), 400)
    const version = textOf(fields, formNames.version)
    try {
      if (version !== '' && version !== form.version(before)) throw new Fault('stale', '')
      const ports = await portsFor(means, c)
      await wish.does({ ports, actor: c.get('actor'), event, version }, before)
      return after()
    } catch (fault) {
      const status = fault instanceof Fault ? statuses[fault.code] : undefined
      if (!(fault instanceof Fault) || status === undefined) throw fault
      const late = overtaken.includes(fault.code)
      const view = await viewFor(c)
      if (late && wish.settled(view)) return after()
      // A journey speaks to programs of headers here; the page has a sentence of its own.
      const whole = fault.code === 'stale' ? words.staleHint : fault.message
      const problem = { form: form.name, fields: {}, whole, typed: fields }
      const since = late ? happenedSince(view.history, textOf(fields, formNames.seen)) : null
      return privatePage(c, form.draws(inputOf(c, view, problem, since)), status)
    }
  }

  app.get('/', async (c) => {
    const view = await viewFor(c)
    const { publication } = view.situation
    const page = ownEventPage({
      frame: frame(c.get('actor')),
      address: address(c),
      view,
      reader: c.get('actor').id,
      readers: publication && (await calendarsWith(means.ports, publication, means.feeds)),
      done: doneSentence(c.req.query('done')),
      ...(more && { more: await more(c) }),
    })
    return privatePage(c, page)
  })

  for (const name of doingNames) {
    app.get(`/${name}`, async (c) => privatePage(c, doingPage(name, inputOf(c, await viewFor(c)))))
    app.post(`/${name}`, ...formBody, (c) =>
      attempt(c, {
        name,
        done: name,
        reads: wishes[name],
        version: ({ situation }) => doings[name].version(situation),
        draws: (input) => doingPage(name, input),
      })
    )
  }

  app.post('/room', ...formBody, (c) =>
    attempt(c, {
      name: 'room',
      done: 'room',
      reads: roomWish,
      version: publicVersion,
      draws: (input) =>
        retryPage('room', words.room, words.roomButton, sentAgain(input, 'availability'), input),
    })
  )

  app.get('/dates/:date', async (c) => {
    const view = await viewFor(c)
    const date = c.req.param('date')
    return privatePage(c, callOffPage(date, dateInWords(view, date), inputOf(c, view)))
  })

  app.post('/dates/:date', ...formBody, async (c) => {
    const date = c.req.param('date')
    const when = dateInWords(await viewFor(c), date)
    const off = textOf(await formFields(c), formNames.status) !== 'scheduled'
    return attempt(c, {
      name: 'date',
      done: off ? 'off' : 'on',
      reads: (fields) => dateWish(date, off, fields),
      version: publicVersion,
      draws: (input) =>
        off
          ? callOffPage(date, when, input)
          : retryPage(
              `dates/${date}`,
              words.callOn,
              words.callOn,
              sentAgain(input, 'status'),
              input
            ),
    })
  })

  app.get('/versions/:number{[1-9][0-9]{0,5}}', async (c) => {
    const number = Number(c.req.param('number'))
    const ports = await portsFor(means, c)
    const found = await versionOf(ports, c.get('actor'), address(c).event, number)
    return privatePage(
      c,
      versionPage({
        frame: frame(c.get('actor')),
        address: address(c),
        content: found.content,
        before: found.before,
        number,
        situation: found.head,
        now: ports.now(),
      })
    )
  })

  return app
}

/** What a button alone had sent, for its form to be sent again. */
const sentAgain = (
  { problem }: FormInput,
  name: 'availability' | 'status'
): Readonly<Record<string, string>> => ({ [name]: textOf(problem?.typed ?? {}, formNames[name]) })
