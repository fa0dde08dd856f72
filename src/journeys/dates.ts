import { callOff } from '../calendar/announcing.ts'
import type { EventCard, EventDetail, TimeView } from '../calendar/card.ts'
import { type EventContent, eventContent } from '../calendar/event.ts'
import { Fault } from '../calendar/fault.ts'
import type { Lang } from '../calendar/language.ts'
import type { Actor } from '../calendar/people.ts'
import { horizonOf, type Occurrence, type Publication } from '../calendar/publication.ts'
import {
  dateOfRecurrenceId,
  goesOnAfter,
  isSeries,
  occurrencesWithin,
  startText,
} from '../calendar/series.ts'
import { withOverride } from '../calendar/series-edit.ts'
import { floating, type Instant, instantOf, type Window } from '../calendar/time.ts'
import { fragmentsOf } from '../render/fragment.ts'
import { eventJsonLd, scriptSafe } from '../render/json-ld.ts'
import { type Answer, todayOf } from './answer.ts'
import type { Ports } from './ports.ts'
import { checkPublished } from './retract.ts'
import { type Expected, ownEvent, type Revised, revise } from './revise.ts'
import { showEvent, visibleEvent } from './show.ts'

/** What may be different on one date. */
export type DateWish = Omit<NonNullable<EventContent['overrides']>[number], 'date'>

const noSuchDate = () => new Fault('not_found', 'The series does not take place then.')

/** The date (start on the series' clock) a RECURRENCE-ID names in the content an edit starts from. */
const dateIn = ({ time }: EventContent, recurrenceId: string): string => {
  const date = isSeries(time) ? dateOfRecurrenceId(time, recurrenceId) : null
  if (date === null) throw noSuchDate()
  return date
}

/** One date of a public series will not happen, or will after all: at once, without review. */
export const callOffDate = async (
  { store, site, now }: Ports,
  actor: Actor,
  eventId: string,
  recurrenceId: string,
  off: boolean,
  note: string | null,
  expected: Expected
): Promise<Publication> => {
  const head = await ownEvent({ store }, actor, eventId, 'announce')
  const before = checkPublished(head, expected)
  const date = dateIn(before.content, recurrenceId)
  const said = before.calledOff.find((each) => each.date === date)
  // Saying it twice changes nothing.
  if (off ? said !== undefined && said.note === note : said === undefined) return before
  const step = callOff(before, date, off, note, { id: actor.id, name: actor.name }, now())
  await store.commit({ steps: [{ step, fragments: fragmentsOf(step.publication, site) }] })
  return step.publication
}

/** One date is moved, retitled or somewhere else: an edit like any other, waiting for a moderator. */
export const changeDate = async (
  ports: Ports,
  actor: Actor,
  eventId: string,
  recurrenceId: string,
  wish: DateWish,
  more: Readonly<{ received: string; message: string | null; lang: Lang }>,
  expected: Expected
): Promise<Revised> => {
  const head = await ownEvent(ports, actor, eventId, 'submit')
  const base = head.waiting?.content ?? head.publication?.content
  if (!base) throw noSuchDate()
  const wished = withOverride(base, { date: dateIn(base, recurrenceId), ...wish })
  const parsed = eventContent.safeParse(wished)
  if (!parsed.success) {
    throw new Fault(
      'invalid',
      parsed.error.issues[0]?.message ?? 'The date cannot be changed so.',
      parsed.error.issues.map((issue) => ({
        pointer: `/${issue.path.slice(2).join('/')}`,
        code:
          issue.code === 'custom' && typeof issue.params?.code === 'string'
            ? issue.params.code
            : issue.code,
        detail: issue.message,
      }))
    )
  }
  return revise(ports, actor, eventId, { content: parsed.data, ...more }, expected)
}

/** One date of an event as everybody may read it. */
export type DateView = TimeView &
  Readonly<{
    recurrenceId: string
    status: 'scheduled' | 'cancelled'
    note: string | null
    /** Only where this date has its own. */
    title: string | null
    place: EventCard['place']
    ics: string
  }>

/** The dates of a visible event that touch a window of local dates, at most `limit`. */
export const eventOccurrences = async (
  { store, site }: Pick<Ports, 'store' | 'site'>,
  id: string,
  { from, to }: Window,
  limit: number,
  locale: readonly Lang[] = []
): Promise<Readonly<{ event: string; occurrences: readonly DateView[]; more: boolean }>> => {
  const { content, status } = await visibleEvent({ store }, id)
  const card: EventCard = JSON.parse((await store.fragment(id, 'card', locale)) ?? '{}')
  const found = occurrencesWithin(id, content, { from: floating(from), to: floating(to) })
  const view = (o: Occurrence): DateView => {
    const own = card.dates[o.recurrenceId]
    return {
      recurrenceId: o.recurrenceId,
      allDay: o.allDay,
      start: startText(o.start, o.allDay),
      end: o.end === o.start ? null : startText(o.end, o.allDay),
      timeZone: content.time.zone ?? null,
      startsAt: o.allDay ? null : instantOf(o.startAt),
      endsAt: o.allDay || o.end === o.start ? null : instantOf(o.endAt),
      status: own?.cancelled || status === 'cancelled' ? 'cancelled' : 'scheduled',
      note: own?.note ?? null,
      title: own?.title ?? null,
      place: own?.place ?? null,
      ics: `${site.baseUrl}/events/${id}/${o.recurrenceId}.ics`,
    }
  }
  return { event: id, occurrences: found.slice(0, limit).map(view), more: found.length > limit }
}

/** How many dates of a series its page lists. */
const listedDates = 20

/** What the page of an event shows. */
type Shown = Readonly<{
  event: EventDetail
  /** schema.org/Event in the language of the event shown, ready for a script element. */
  jsonLd: string
  occurrences: readonly Occurrence[]
  more: boolean
}>

/**
 * What the page of an event shows: its detail, and for a series the dates from today on, or all of
 * them when it is over. The date is part of the version then.
 */
export const showWithDates = async (
  ports: Pick<Ports, 'store' | 'now' | 'site'>,
  id: string,
  locale: readonly Lang[]
): Promise<Answer<Shown>> => {
  const shown = await showEvent(ports, id, locale)
  const publication = await visibleEvent(ports, id)
  const { content } = publication
  const detail = async () => {
    const event = await shown.body()
    // A step between the two reads may have taken this language out.
    const lang = content.translations[event.titleLang] ? event.titleLang : content.originalLang
    const jsonLd = scriptSafe(JSON.stringify(eventJsonLd(publication, lang, ports.site)))
    return { event, jsonLd }
  }
  if (!isSeries(content.time)) {
    return {
      ...shown,
      body: async () => ({ ...(await detail()), occurrences: [], more: false }),
    }
  }
  const at = ports.now()
  const today = todayOf(at)
  return {
    tag: `${shown.tag}.${today.replaceAll('-', '')}`,
    lastModified: later(shown.lastModified, `${today}T00:00:00Z`),
    body: async () => {
      const from = floating(today)
      const coming = occurrencesWithin(id, content, { from, to: horizonOf(at) })
      const listed = coming.length ? coming : occurrencesWithin(id, content, { from: 0, to: from })
      return {
        ...(await detail()),
        occurrences: listed.slice(0, listedDates),
        more: listed.length > listedDates || goesOnAfter(content, horizonOf(at)),
      }
    },
  }
}

const later = (a: Instant, b: Instant): Instant => (a > b ? a : b)
