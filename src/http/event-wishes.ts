import type * as z from 'zod'
import type { Availability, EventStatus } from '../calendar/event.ts'
import { Fault } from '../calendar/fault.ts'
import type { Actor } from '../calendar/people.ts'
import { dateOfRecurrenceId } from '../calendar/series.ts'
import { announceRoom, announceStatus } from '../journeys/announce.ts'
import { appeal } from '../journeys/appeal.ts'
import { callOffDate } from '../journeys/dates.ts'
import type { Ports } from '../journeys/ports.ts'
import { withdraw } from '../journeys/retract.ts'
import type { FormProblem } from '../pages/account/field.ts'
import { type DoingName, doings } from '../pages/my/doings.ts'
import { formNames } from '../pages/my/form.ts'
import type { OwnEventView } from '../pages/my/view.ts'
import { textOf } from './private-page.ts'
import {
  appealRequest,
  availabilityRequest,
  cancellationRequest,
  statusRequest,
  withdrawalRequest,
} from './schemas.ts'

export type Fields = Readonly<Record<string, string | readonly string[]>>

/** Who wishes it, of which event, starting from which version (empty: from whatever there is). */
export type Wisher = Readonly<{ ports: Ports; actor: Actor; event: string; version: string }>

/** A wish that was read and can be done; `settled` says whether it is so already. */
export type Wish = Readonly<{
  does: (wisher: Wisher, view: OwnEventView) => Promise<unknown>
  /** A form that is sent again after a timeout has been done: that is no mistake of anybody. */
  settled: (view: OwnEventView) => boolean
}>

export type Read = Readonly<{ wish: Wish; wrong: null } | { wish: null; wrong: FormProblem }>

/** Names of the API's fields that the forms call otherwise. */
const formField: Readonly<Record<string, string>> = { text: formNames.note }

/** What a form says, by the same schema as the API; complaints come back with all that was typed. */
const read = <Schema extends z.ZodType>(
  form: string,
  fields: Fields,
  schema: Schema,
  raw: unknown,
  wishOf: (parsed: z.output<Schema>) => Wish
): Read => {
  const parsed = schema.safeParse(raw)
  if (parsed.success) return { wish: wishOf(parsed.data), wrong: null }
  const wrong = parsed.error.issues.map(({ path, message }) => {
    const name = String(path[0] ?? formNames.note)
    return [formField[name] ?? name, message] as const
  })
  return {
    wish: null,
    wrong: { form, whole: null, typed: fields, fields: Object.fromEntries(wrong) },
  }
}

const expecting = (version: string) => (version === '' ? null : (tag: string) => tag === version)

const announcing =
  (name: DoingName) =>
  (fields: Fields): Read => {
    const { announces } = doings[name]
    if (!announces) throw new Error(`“${name}” announces nothing`)
    const { cause, status } = announces
    const joinUrl = textOf(fields, formNames.joinUrl)
    const raw = { status, note: textOf(fields, formNames.note), ...(joinUrl && { joinUrl }) }
    return read(name, fields, statusRequest, raw, (said) => {
      const note = said.note ?? null
      const wish = { cause, note, ...(said.joinUrl && { joinUrl: said.joinUrl }) }
      return {
        does: ({ ports, actor, event, version }) =>
          announceStatus(ports, actor, event, wish, expecting(version)),
        settled: ({ situation }) => isSaid(situation.publication, status, note),
      }
    })
  }

const isSaid = (
  publication: Readonly<{ state: string; status: EventStatus; statusNote: string | null }> | null,
  status: EventStatus,
  note: string | null
): boolean =>
  publication?.state === 'published' &&
  publication.status === status &&
  publication.statusNote === note

/** What each form of an organiser says and does. */
export const wishes: Readonly<Record<DoingName, (fields: Fields) => Read>> = {
  cancel: announcing('cancel'),
  postpone: announcing('postpone'),
  online: announcing('online'),
  reinstate: announcing('reinstate'),

  withdraw: (fields) =>
    read(
      'withdraw',
      fields,
      withdrawalRequest,
      { text: textOf(fields, formNames.note) },
      (said) => ({
        does: ({ ports, actor, event, version }) =>
          withdraw(ports, actor, event, said.text ?? null, expecting(version.split('/')[0] ?? '')),
        settled: ({ situation: { publication, waiting, newest } }) =>
          waiting === null &&
          (publication ? publication.state === 'withdrawn' : newest?.state === 'withdrawn'),
      })
    ),

  appeal: (fields) =>
    read('appeal', fields, appealRequest, { text: textOf(fields, formNames.note) }, ({ text }) => ({
      does: ({ ports, actor }, { situation: { newest } }) => {
        if (!newest) throw new Fault('conflict', 'Nothing of this event was rejected.')
        return appeal(ports, actor, newest.id, text)
      },
      settled: ({ decisions }) => {
        const last = decisions.at(-1)
        return last?.verb === 'appeal' && last.reason.text === text
      },
    })),
}

/** That there is room, or none. */
export const roomWish = (fields: Fields): Read =>
  read(
    'room',
    fields,
    availabilityRequest,
    { availability: textOf(fields, formNames.availability) },
    ({ availability }) => ({
      does: ({ ports, actor, event, version }) =>
        announceRoom(ports, actor, event, availability, expecting(version)),
      settled: ({ situation }) => hasRoom(situation.publication, availability),
    })
  )

const hasRoom = (
  publication: Readonly<{ state: string; availability: Availability }> | null,
  availability: Availability
): boolean => publication?.state === 'published' && publication.availability === availability

/** That one date of a series is called off, or takes place after all. */
export const dateWish = (recurrenceId: string, off: boolean, fields: Fields): Read =>
  read('date', fields, cancellationRequest, { note: textOf(fields, formNames.note) }, (said) => {
    const note = said.note ?? null
    return {
      does: ({ ports, actor, event, version }) =>
        callOffDate(ports, actor, event, recurrenceId, off, note, expecting(version)),
      settled: ({ situation: { publication } }) => {
        const date = publication && dateOfRecurrenceId(publication.content.time, recurrenceId)
        const told = publication?.calledOff.find((each) => each.date === date)
        return off ? told !== undefined && told.note === note : told === undefined
      },
    }
  })
