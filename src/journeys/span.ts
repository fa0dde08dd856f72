import type { EventCard } from '../calendar/card.ts'
import { invalidParameter } from '../calendar/fault.ts'
import { canonicalQuery, type FilterRequest } from '../calendar/filter.ts'
import type { GridZone } from '../calendar/grid.ts'
import type { Occurrence } from '../calendar/publication.ts'
import { addDays, dateOf, type FloatingMs, type Window } from '../calendar/time.ts'
import { type FullCalendarEvent, fullCalendarOf } from '../render/fullcalendar.ts'
import { type Answer, versionOf } from './answer.ts'
import { completed, withBeyond } from './beyond.ts'
import type { Ports } from './ports.ts'

/** What one answer holds at most; with more no view of a calendar could be drawn. */
export const mostInSpan = 5000

/** A half-open span of time, `to` exclusive. */
export type Span = Readonly<{
  /** On the wall clock of whoever asks; all-day events have no other. */
  from: FloatingMs
  to: FloatingMs
  /**
   * Where timed events must lie, in UTC milliseconds: the same, or wider when nobody knows whose
   * clock it is; null when it is each event's own.
   */
  instants: Readonly<{ from: number; to: number }> | null
}>

/** A span as a calendar widget asks for it. */
export type SpanWish = FilterRequest &
  Readonly<{
    span: Span
    /** Whose clock the answer is written in. */
    zone: GridZone
  }>

/**
 * A widget draws a span of its own choice: every occurrence that touches it, in the order of the
 * grid. More than `mostInSpan` are refused (`too-many`): a widget has no place to say that some are
 * missing.
 */
export const span = async (
  ports: Pick<Ports, 'store' | 'now' | 'site'>,
  wish: SpanWish
): Promise<Answer<readonly FullCalendarEvent[]>> => {
  const { store } = ports
  const { filter, locale, cancelled, zone } = wish
  const { from, to, instants } = wish.span
  const shape = [from, to, instants?.from, instants?.to, zone, canonicalQuery(wish)].join(' ')
  const { tag, lastModified, today } = await versionOf(ports, filter, `span ${shape}`)
  return {
    tag,
    lastModified,
    body: async () => {
      const complete = await completed(
        store,
        { filter, window: windowAround(wish.span), today },
        'page'
      )
      const stored = await store.occurrences(complete.selection, mostInSpan + 1)
      const found = withBeyond(stored, complete)
      const occurrences = found.filter((occurrence) => touches(wish.span, occurrence))
      if (stored.length > mostInSpan || occurrences.length > mostInSpan) throw tooMany()
      const bodies = await store.cards([...new Set(occurrences.map((o) => o.event))], locale)
      const cards = new Map([...bodies].map(([id, body]) => [id, JSON.parse(body) as EventCard]))
      return fullCalendarOf({ occurrences, cards, zone, cancelled, reader: locale[0] })
    },
  }
}

const tooMany = () =>
  invalidParameter(
    'end',
    'too-many',
    `More than ${mostInSpan} dates lie between “start” and “end”. Ask for a shorter time, or filter, for example by “country” or “theme”.`
  )

/** Dates on any event's clock that can lie in the span; no two clocks are two days apart. */
const windowAround = ({ from, to, instants }: Span): Window => {
  const margin = instants === null ? 0 : 2
  return { from: addDays(dateOf(from), -margin), to: addDays(dateOf(to - 1), 1 + margin) }
}

const touches = ({ from, to, instants }: Span, occurrence: Occurrence): boolean => {
  const { allDay, start, end, startAt, endAt } = occurrence
  return allDay || instants === null
    ? overlap(start, end, from, to)
    : overlap(startAt, endAt, instants.from, instants.to)
}

/** Something without length touches the span in which it begins. */
const overlap = (start: number, end: number, from: number, to: number): boolean =>
  start < to && (end > from || start >= from)
