import type { EventCard, EventDetail, TimeView } from '../calendar/card.ts'
import type { EventContent, EventTime } from '../calendar/event.ts'
import { dirOf, type Lang } from '../calendar/language.ts'
import type { Publication, Site } from '../calendar/publication.ts'
import { isSeries, occurrenceOn } from '../calendar/series.ts'
import { instantOf } from '../calendar/time.ts'
import { icsUrl, pageUrl, translationOf } from './event-text.ts'
import { instantsOf } from './series.ts'

/** An event's time as JSON shows it: as entered, and in UTC when it has a time of day. */
export const timeView = (time: EventTime): TimeView =>
  time.allDay
    ? {
        allDay: true,
        start: time.start,
        end: time.end,
        timeZone: time.zone ?? null,
        startsAt: null,
        endsAt: null,
      }
    : {
        allDay: false,
        start: time.start,
        end: time.end ?? null,
        timeZone: time.zone,
        startsAt: instantOf(instantsOf(time).startAt),
        endsAt: time.end === undefined ? null : instantOf(instantsOf(time).endAt),
      }

/** The card of an event in one of its languages, for lists and the month grid. */
export const cardOf = (publication: Publication, lang: Lang, site: Site): EventCard => {
  const { content } = publication
  const { originalLang, place } = content
  const { title, teaser } = translationOf(publication, lang)
  return {
    id: publication.event,
    ...timeView(content.time),
    title,
    titleLang: lang,
    titleDir: dirOf(lang),
    originalTitle: lang === originalLang ? null : translationOf(publication, originalLang).title,
    originalLang,
    teaser: teaser ?? null,
    status: publication.status,
    availability: publication.availability,
    attendance: content.attendance,
    place: cardPlaceOf(place),
    primaryCountry: content.primaryCountry,
    countries: content.countries,
    themes: content.themes,
    track: content.track,
    format: content.format ?? null,
    eventLanguages: [...new Set(content.eventLanguages.map((spoken) => spoken.lang))],
    organiser: content.organiser?.name ?? null,
    cost: content.cost.kind,
    url: pageUrl(publication, site),
    ics: icsUrl(publication, site),
    rev: publication.revision,
    recurs: isSeries(content.time),
    dates: isSeries(content.time) ? datesOf(publication, lang) : {},
  }
}

const cardPlaceOf = (place: EventContent['place']): EventCard['place'] =>
  place
    ? { name: place.name ?? null, city: place.city ?? null, country: place.country ?? null }
    : null

/** Dates that say something else or are called off. A date that only moves has its time from its occurrence. */
const datesOf = ({ event, content, calledOff }: Publication, lang: Lang): EventCard['dates'] => {
  const { time, overrides = [] } = content
  const dates = new Set([...overrides, ...calledOff].map(({ date }) => date))
  return Object.fromEntries(
    [...dates].sort().flatMap((date) => {
      const recurrenceId = occurrenceOn(event, time, date)?.recurrenceId
      const override = overrides.find((each) => each.date === date)
      const off = calledOff.find((each) => each.date === date)
      const title = override?.translations?.[lang]?.title ?? null
      const place = cardPlaceOf(override?.place)
      if (recurrenceId === undefined || !(title || place || off)) return []
      return [[recurrenceId, { title, place, cancelled: Boolean(off), note: off?.note ?? null }]]
    })
  )
}

const recurrenceOf = ({ content, calledOff }: Publication): EventDetail['recurrence'] => {
  const { time, overrides } = content
  if (!isSeries(time)) return null
  return {
    rule: time.rule ?? null,
    extraDates: time.extraDates ?? [],
    exceptDates: time.exceptDates ?? [],
    overrides: overrides ?? [],
    calledOff,
  }
}

/** All the public may know of an event, its text in one of its languages in front. */
export const detailOf = (publication: Publication, lang: Lang, site: Site): EventDetail => {
  const { content } = publication
  const { title, teaser, description } = translationOf(publication, lang)
  return {
    id: publication.event,
    uid: publication.uid,
    url: pageUrl(publication, site),
    ics: icsUrl(publication, site),
    revision: publication.revision,
    sequence: publication.sequence,
    status: publication.status,
    statusNote: publication.statusNote,
    availability: publication.availability,
    publishedAt: publication.publishedAt,
    changedAt: publication.changedAt,
    title,
    titleLang: lang,
    titleDir: dirOf(lang),
    teaser: teaser ?? null,
    description: description ?? null,
    originalLang: content.originalLang,
    translations: content.translations,
    ...timeView(content.time),
    recurrence: recurrenceOf(publication),
    attendance: content.attendance,
    place: content.place ?? null,
    joinUrl: content.joinUrl ?? null,
    primaryCountry: content.primaryCountry,
    countries: content.countries,
    scope: content.scope ?? null,
    themes: content.themes,
    track: content.track,
    format: content.format ?? null,
    audience: content.audience,
    cost: content.cost,
    eventLanguages: content.eventLanguages,
    teaches: content.teaches ?? null,
    accessibility: content.accessibility ?? null,
    registration: content.registration ?? null,
    organiser: content.organiser ?? null,
    organisation: publication.organisation,
    publicContact: content.publicContact ?? null,
    website: content.url ?? null,
  }
}
