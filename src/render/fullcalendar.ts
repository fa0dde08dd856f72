import type { EventCard } from '../calendar/card.ts'
import type { CancelledStyle } from '../calendar/filter.ts'
import type { GridZone } from '../calendar/grid.ts'
import type { Lang } from '../calendar/language.ts'
import type { Occurrence } from '../calendar/publication.ts'
import { dateOf, wallClock, wallTimeOf, type Zone } from '../calendar/time.ts'
import { inGridOrder } from '../calendar/touched-dates.ts'
import { withOffset } from './local-time.ts'
import { wordsOf } from './words.ts'

/**
 * One occurrence as FullCalendar and EventCalendar read it: their own names in front, ours in
 * `extendedProps`, which both hand on untouched.
 */
export type FullCalendarEvent = Readonly<{
  /** The event, or of a series `{event}/{recurrenceId}`: no two alike in one answer. */
  id: string
  /** The event, for the dates of a series. */
  groupId?: string
  title: string
  /** Date when all-day, else wall time with its offset. */
  start: string
  /** Exclusive. Never null, which EventCalendar cannot read: equal to `start` when none was given. */
  end: string
  allDay: boolean
  /** The event's page, at the date of a series. */
  url: string
  /** As a list, for EventCalendar and FullCalendar 4 to 6. */
  classNames: readonly string[]
  /** The same as text, for FullCalendar 7. */
  className: string
  extendedProps: Readonly<Record<string, unknown>>
}>

/** Everything the answer depends on: the same input gives the same bytes. */
export type FullCalendarInput = Readonly<{
  /** In any order; those without a card are left out. */
  occurrences: readonly Occurrence[]
  cards: ReadonlyMap<string, EventCard>
  /** Whose clock timed events are written in: `event`, each its own. */
  zone: GridZone
  cancelled: CancelledStyle
  /** Language of our own words before a title; the title's own when undefined. */
  reader: Lang | undefined
}>

/** The array both libraries fetch. With `cancelled: 'hide'` dates that are called off are left out. */
export const fullCalendarOf = ({
  occurrences,
  cards,
  zone,
  cancelled,
  reader,
}: FullCalendarInput): FullCalendarEvent[] =>
  inGridOrder(occurrences, zone).flatMap((occurrence) => {
    const card = cards.get(occurrence.event)
    if (!card) return []
    const shown = shownOn(card, occurrence.recurrenceId)
    if (cancelled === 'hide' && shown.status === 'cancelled') return []
    return [asWritten(card, occurrence, shown, { zone, cancelled, reader })]
  })

type Shown = Readonly<{
  title: string
  status: EventCard['status']
  place: EventCard['place']
  note: string | null
}>

/** What is special about one date of a series, else what holds for all. */
const shownOn = (card: EventCard, recurrenceId: string): Shown => {
  const date = card.dates[recurrenceId]
  return {
    title: date?.title ?? card.title,
    status: date?.cancelled ? 'cancelled' : card.status,
    place: date?.place ?? card.place,
    note: date?.note ?? null,
  }
}

const asWritten = (
  card: EventCard,
  occurrence: Occurrence,
  { title, status, place, note }: Shown,
  { zone, cancelled, reader }: Pick<FullCalendarInput, 'zone' | 'cancelled' | 'reader'>
): FullCalendarEvent => {
  const { event, recurrenceId, allDay, start, end, startAt, endAt } = occurrence
  const url = card.recurs ? `${card.url}#d${recurrenceId}` : card.url
  const classes = [
    'ic-event',
    `ic-${status}`,
    `ic-${card.attendance}`,
    ...card.themes.map((theme) => `ic-theme-${theme}`),
  ]
  return {
    id: card.recurs ? `${event}/${recurrenceId}` : event,
    ...(card.recurs && { groupId: event }),
    // Bad news in front: a widget shows a cancelled event as any other.
    title:
      status === 'postponed' || (status === 'cancelled' && cancelled !== 'status')
        ? `${wordsOf(reader ?? card.titleLang).say(status)} ${title}`
        : title,
    start: allDay ? dateOf(start) : moment(start, startAt, zone),
    end: allDay ? dateOf(end) : moment(end, endAt, zone),
    allDay,
    url,
    classNames: classes,
    className: classes.join(' '),
    extendedProps: {
      event,
      recurrenceId: card.recurs ? recurrenceId : null,
      // EventCalendar drops the one above.
      url,
      ics: card.ics,
      status,
      note,
      availability: card.availability,
      titleLang: card.titleLang,
      titleDir: card.titleDir,
      originalTitle: card.originalTitle,
      originalLang: card.originalLang,
      teaser: card.teaser,
      endGiven: endAt !== startAt,
      timeZone: card.timeZone,
      attendance: card.attendance,
      place,
      primaryCountry: card.primaryCountry,
      countries: card.countries,
      themes: card.themes,
      track: card.track,
      format: card.format,
      eventLanguages: card.eventLanguages,
      organiser: card.organiser,
      cost: card.cost,
    },
  }
}

/**
 * The offset says which instant it is; the wall time is what a widget shows that does not know the
 * zone and so ignores the offset (https://fullcalendar.io/docs/timeZone).
 */
const moment = (wall: number, at: number, zone: 'event' | Zone): string =>
  withOffset(wallTimeOf(zone === 'event' ? wall : wallClock(at, zone)), at)
