import type { Availability, EventContent, EventStatus } from '../calendar/event.ts'
import type { Lang } from '../calendar/language.ts'
import type { Publication, Site } from '../calendar/publication.ts'
import { isSeries } from '../calendar/series.ts'
import { addDays } from '../calendar/time.ts'
import { countries } from '../calendar/vocabularies/countries.ts'
import { audiences } from '../calendar/vocabularies/kinds.ts'
import { themes } from '../calendar/vocabularies/themes.ts'
import { articleOf, pageUrl, titleOf, translationOf } from './event-text.ts'
import type { FeedAbout } from './feed-format.ts'
import { localTime } from './local-time.ts'
import { followedIn, prefixes, publicEvent, publicEventOf, themeIri } from './public-event.ts'
import { schedulesOf } from './schedule.ts'

/** A JSON-LD node: schema.org's names bare, others with a prefix. */
export type JsonLd = Readonly<Record<string, unknown>>

const context = ['https://schema.org', prefixes] as const

/**
 * A public event as schema.org/Event for the head of its page, with the Core Public Event
 * Vocabulary's properties beside (docs/event-vocabulary.md). Dates when all-day, the last one
 * inclusive as search engines read it; else the local offset. The name is bare: what happened
 * stands in `eventStatus`.
 */
export const eventJsonLd = (publication: Publication, lang: Lang, site: Site): JsonLd => ({
  '@context': context,
  ...nodeOf(publication, lang, site),
})

/** JSON inside a script element: no text in it can end the element or begin a comment (HTML §4.12.1.3). */
export const scriptSafe = (json: string): string =>
  json.replaceAll('<', '\\u003c').replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')

/**
 * A JSON-LD document up to its first event. The feed itself is the first node of the graph, so
 * events are nodes of their own, which is where programs look for them.
 */
export const jsonLdHead = (about: FeedAbout): string => {
  const feed = {
    '@type': 'DataFeed',
    '@id': about.feedUrl,
    name: about.title,
    description: about.description,
    url: about.homeUrl,
    inLanguage: about.language,
    dateModified: about.updated,
    // schema.org has no word for a next page.
    ...(about.nextUrl && { 'http://www.w3.org/ns/hydra/core#next': { '@id': about.nextUrl } }),
  }
  const document = JSON.stringify({ '@context': context, '@graph': [feed] })
  return document.slice(0, -2)
}

/** One event in such a document, with the comma before it. A removed one keeps its id and time only. */
export const jsonLdEntryOf = (publication: Publication, lang: Lang, site: Site): string =>
  `,\n${JSON.stringify(nodeOf(publication, lang, site))}`

/** The end of such a document. */
export const jsonLdTail = (): string => ']}'

const nodeOf = (publication: Publication, lang: Lang, site: Site): JsonLd => {
  const { content, state } = publication
  const page = pageUrl(publication, site)
  const common = {
    // Only an EducationEvent has `teaches`.
    '@type': content.teaches && state !== 'removed' ? 'EducationEvent' : 'Event',
    '@id': `${page}#event`,
    additionalType: publicEvent,
    identifier: publication.uid,
    ...timeOf(publication),
    eventStatus: schema(statusOf(publication)),
  }
  if (state === 'removed') return { ...common, name: titleOf(publication, lang) }
  const languages = followedIn(publication)
  return {
    ...common,
    name: translationOf(publication, lang).title,
    description: articleOf(publication, lang).plain,
    url: page,
    ...(content.url && { sameAs: content.url }),
    ...seriesOf(publication),
    eventAttendanceMode: schema(
      attendanceModes[content.attendance] ?? 'OfflineEventAttendanceMode'
    ),
    ...locationOf(publication, page),
    ...(languages.length > 0 && { inLanguage: languages }),
    about: content.themes.map((id) => themeNode(id, site)),
    ...(content.audience.length > 0 && {
      audience: content.audience.map((id) => ({
        '@type': 'Audience',
        audienceType: audiences.get(id)?.label ?? id,
      })),
    }),
    ...teaching(content),
    ...costOf(publication, page),
    // Nobody is called an organiser who was not named as one.
    ...(content.organiser && {
      organizer: {
        '@type': 'Organization',
        name: content.organiser.name,
        ...(content.organiser.url && { url: content.organiser.url }),
      },
    }),
    ...publicEventOf(publication, site),
  }
}

const schema = (name: string): string => `https://schema.org/${name}`

const gone = ({ state }: Publication): boolean => state === 'withdrawn' || state === 'removed'

const statusNames: Readonly<Record<EventStatus, string>> = {
  scheduled: 'EventScheduled',
  rescheduled: 'EventRescheduled',
  'moved-online': 'EventMovedOnline',
  postponed: 'EventPostponed',
  cancelled: 'EventCancelled',
}

const attendanceModes: Readonly<Record<string, string>> = {
  offline: 'OfflineEventAttendanceMode',
  online: 'OnlineEventAttendanceMode',
  mixed: 'MixedEventAttendanceMode',
}

/** Said when a revision moved the event: no announcement does, so its status is still “scheduled”. */
const statusOf = (publication: Publication): string => {
  if (gone(publication)) return 'EventCancelled'
  const { status } = publication
  const moved = status === 'scheduled' && previousStarts(publication).length > 0
  return statusNames[moved ? 'rescheduled' : status]
}

/** A cancelled or postponed event keeps its date; of a series it is the first one. */
const timeOf = (publication: Publication): JsonLd => {
  const { time } = publication.content
  const { start, end } = localTime(time)
  const before =
    statusOf(publication) === statusNames.rescheduled ? previousStarts(publication) : []
  return {
    startDate: start,
    ...(end && { endDate: time.allDay ? addDays(end, -1) : end }),
    ...(before.length > 0 && { previousStartDate: before }),
  }
}

/**
 * Starts the event had before this one, each once, oldest first. A time of day for what was a bare
 * date is no move, nor is another first date of a series.
 */
const previousStarts = ({ content, previous }: Publication): string[] => {
  const times = [...previous.map(({ time }) => time), content.time]
  if (times.some(isSeries)) return []
  const now = localTime(content.time).start
  const starts = previous.map(({ time }) => localTime(time).start)
  return [...new Set(starts)].filter((start) => !now.startsWith(start) && !start.startsWith(now))
}

/** schema.org would drop `startDate` beside a schedule; search engines ask for it, so both stand. */
const seriesOf = (publication: Publication): JsonLd => {
  const schedules = schedulesOf(publication)
  return schedules.length > 0 ? { eventSchedule: schedules } : {}
}

/** A place, an address to join at, or both; nothing when an event on site says no place and no country. */
const locationOf = ({ content }: Publication, page: string): JsonLd => {
  const online = {
    '@type': 'VirtualLocation',
    url: content.joinUrl ?? content.registration?.url ?? page,
  }
  const places = [
    ...(content.attendance === 'online' ? [] : placeNodes(content)),
    ...(content.attendance === 'offline' ? [] : [online]),
  ]
  return places.length === 0 ? {} : { location: places.length === 1 ? places[0] : places }
}

const placeNodes = ({ place, primaryCountry }: EventContent): JsonLd[] => {
  const code = place?.country ?? primaryCountry
  // `EU` is no country one could go to.
  const country = code === 'EU' ? undefined : countries.get(code)
  const name = place?.name ?? place?.city ?? country?.label
  if (!name) return []
  return [
    {
      '@type': 'Place',
      name,
      address: {
        '@type': 'PostalAddress',
        ...(place?.address && { streetAddress: place.address }),
        ...(place?.city && { addressLocality: place.city }),
        ...(country && { addressCountry: country.id }),
      },
      ...(place?.lat !== undefined &&
        place.lon !== undefined && {
          geo: { '@type': 'GeoCoordinates', latitude: place.lat, longitude: place.lon },
        }),
    },
  ]
}

/**
 * A theme with the EuroVoc concepts near it. They are said of the theme, not of the event: a theme
 * is wider than each of them, and an event on asylum is not about return.
 */
const themeNode = (id: string, site: Site): JsonLd => {
  const theme = themes.get(id)
  return {
    '@type': 'DefinedTerm',
    '@id': themeIri(id, site),
    name: theme?.label ?? id,
    termCode: id,
    inDefinedTermSet: `${site.baseUrl}/v1/vocabularies/themes`,
    ...(theme && {
      'skos:relatedMatch': theme.eurovoc.map((concept) => ({
        '@id': `http://eurovoc.europa.eu/${concept}`,
      })),
    }),
  }
}

const teaching = ({ teaches }: EventContent): JsonLd =>
  teaches
    ? {
        teaches: {
          '@type': 'DefinedTerm',
          termCode: teaches.lang,
          inDefinedTermSet: 'https://www.rfc-editor.org/info/bcp47',
        },
        ...(teaches.level && { educationalLevel: teaches.level }),
      }
    : {}

/** Whether one can still come; a closed registration is no statement on seats. */
const stock: Readonly<Partial<Record<Availability, string>>> = {
  open: 'InStock',
  full: 'SoldOut',
}

/** Only what the organiser said: of a donation or an unknown cost neither free nor paid. */
const costOf = ({ content, availability }: Publication, page: string): JsonLd => {
  const { cost, registration } = content
  const price = cost.kind === 'free' ? 0 : cost.kind === 'paid' ? cost.amount : undefined
  const seats = stock[availability]
  const offered = registration?.url !== undefined || seats !== undefined || cost.kind === 'paid'
  return {
    ...((cost.kind === 'free' || cost.kind === 'paid') && {
      isAccessibleForFree: cost.kind === 'free',
    }),
    ...(offered && {
      offers: {
        '@type': 'Offer',
        url: registration?.url ?? page,
        ...(price !== undefined && { price }),
        ...(cost.currency && { priceCurrency: cost.currency }),
        ...(seats && { availability: schema(seats) }),
        ...(registration?.deadline && { validThrough: registration.deadline }),
      },
    }),
  }
}
