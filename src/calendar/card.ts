import type { Availability, EventContent, EventStatus, Translation } from './event.ts'
import type { Lang } from './language.ts'
import type { CalledOff, PublicOrganisation } from './publication.ts'
import type { Instant, LocalDate, WallTime, Zone } from './time.ts'

type Dir = 'ltr' | 'rtl'

/** The time of an event or occurrence as every JSON answer shows it. */
export type TimeView = Readonly<{
  allDay: boolean
  /** Date when all-day, else wall time in `timeZone`. */
  start: LocalDate | WallTime
  /** Exclusive; null when the organiser gave none. */
  end: LocalDate | WallTime | null
  timeZone: Zone | null
  /** UTC; null when all-day. */
  startsAt: Instant | null
  endsAt: Instant | null
}>

/** Where it takes place, as short as a list has room for. */
type CardPlace = Readonly<{ name: string | null; city: string | null; country: string | null }>

/** What is different on one date of a series, in the card's language; null: as on the others. */
export type DateCard = Readonly<{
  title: string | null
  place: CardPlace | null
  /** The organiser has called this date off. */
  cancelled: boolean
  note: string | null
}>

/** One date of a series that is not like the others, as stored. */
type Override = NonNullable<EventContent['overrides']>[number]

/** An event as lists and the month grid show it: one language, no long text. Format `card`. */
export type EventCard = TimeView &
  Readonly<{
    id: string
    title: string
    titleLang: Lang
    titleDir: Dir
    /** Present when the title shown is not the original. */
    originalTitle: string | null
    originalLang: Lang
    teaser: string | null
    status: EventStatus
    availability: Availability
    attendance: string
    place: CardPlace | null
    primaryCountry: string
    countries: readonly string[]
    themes: readonly string[]
    track: string
    format: string | null
    eventLanguages: readonly Lang[]
    organiser: string | null
    cost: string
    url: string
    ics: string
    rev: number
    /** A series: it takes place on more than one date. */
    recurs: boolean
    /** Only the dates that differ from the others, by RECURRENCE-ID. */
    dates: Readonly<Record<string, DateCard>>
  }>

/** Everything the public may know of an event: `/v1/events/{id}` and the event page. Format `json`. */
export type EventDetail = TimeView &
  Readonly<{
    id: string
    uid: string
    url: string
    ics: string
    revision: number
    sequence: number
    status: EventStatus
    statusNote: string | null
    availability: Availability
    publishedAt: Instant
    changedAt: Instant
    /** The text chosen for the reader; all of them are in `translations`. */
    title: string
    titleLang: Lang
    titleDir: Dir
    teaser: string | null
    /** Sanitised HTML subset. */
    description: string | null
    originalLang: Lang
    translations: Readonly<Record<Lang, Translation>>
    organisation: PublicOrganisation
  }> &
  Pick<
    EventContent,
    | 'attendance'
    | 'primaryCountry'
    | 'countries'
    | 'themes'
    | 'track'
    | 'audience'
    | 'cost'
    | 'eventLanguages'
  > &
  Readonly<{
    place: EventContent['place'] | null
    joinUrl: string | null
    scope: string | null
    format: string | null
    teaches: EventContent['teaches'] | null
    accessibility: EventContent['accessibility'] | null
    registration: EventContent['registration'] | null
    organiser: EventContent['organiser'] | null
    publicContact: EventContent['publicContact'] | null
    website: string | null
    /** How it repeats, as stored; null for what takes place once. Dates are on the series' clock. */
    recurrence: Readonly<{
      /** RRULE value in its one spelling. */
      rule: string | null
      extraDates: readonly string[]
      exceptDates: readonly string[]
      overrides: readonly Override[]
      calledOff: readonly CalledOff[]
    }> | null
  }>
