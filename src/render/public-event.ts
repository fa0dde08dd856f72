import type { EventTime, Translation } from '../calendar/event.ts'
import type { Lang } from '../calendar/language.ts'
import type { Publication, Site } from '../calendar/publication.ts'
import { addDays } from '../calendar/time.ts'
import { countries } from '../calendar/vocabularies/countries.ts'
import { accessibilityFeatures } from '../calendar/vocabularies/kinds.ts'
import { pageUrl } from './event-text.ts'
import { localTime } from './local-time.ts'
import { placeLine } from './place-line.ts'

/*
 * The Core Public Event Vocabulary 1.1.1 (SEMIC) beside schema.org in one JSON-LD node: property by
 * property in docs/event-vocabulary.md. Only what is certain: where the Publications Office has no
 * code we could confirm, the property is left out.
 */

/** The prefixes the properties below are written with. */
export const prefixes = {
  cv: 'http://data.europa.eu/m8g/',
  dct: 'http://purl.org/dc/terms/',
  foaf: 'http://xmlns.com/foaf/0.1/',
  locn: 'http://www.w3.org/ns/locn#',
  skos: 'http://www.w3.org/2004/02/skos/core#',
  time: 'http://www.w3.org/2006/time#',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const

/** The class, for schema.org's `additionalType`. */
export const publicEvent = `${prefixes.cv}PublicEvent`

type Node = Readonly<Record<string, unknown>>

/** Address of a theme in the vocabulary that is published with the calendar. */
export const themeIri = (id: string, site: Site): string =>
  `${site.baseUrl}/v1/vocabularies/themes#${encodeURIComponent(id.toWellFormed())}`

/** Languages in which one can follow the event, not those that only the papers are in. */
export const followedIn = ({ content }: Publication): Lang[] => [
  ...new Set(
    content.eventLanguages.filter(({ role }) => role !== 'materials').map(({ lang }) => lang)
  ),
]

/** The properties of an event in the Core Public Event Vocabulary, by their prefixed names. */
export const publicEventOf = (publication: Publication, site: Site): Node => {
  const { content, uid, state, status } = publication
  const { registration, publicContact, accessibility, place } = content
  const languages = followedIn(publication).flatMap((lang) => languageCodes[lang] ?? [])
  return {
    'dct:identifier': uid,
    'dct:title': inEach(content.translations, ({ title }) => title),
    'dct:description': inEach(content.translations, ({ teaser }) => teaser),
    ...(languages.length > 0 && {
      'dct:language': languages.map((code) => iri(`${authority}/language/${code}`)),
    }),
    'dct:subject': content.themes.map((id) => iri(themeIri(id, site))),
    'foaf:homepage': iri(pageUrl(publication, site)),
    'time:hasTime': temporal(content.time),
    ...(place && { 'locn:address': address(place, content.primaryCountry) }),
    // The one code of this table that could be confirmed.
    ...(state === 'published' &&
      status === 'scheduled' && { 'cv:eventStatus': iri(`${authority}/event-status/NORMAL`) }),
    ...(registration?.url && { 'cv:registrationPage': iri(registration.url) }),
    ...((publicContact?.email || publicContact?.phone) && {
      'cv:contactPoint': {
        '@type': 'cv:ContactPoint',
        ...(publicContact.email && { 'cv:email': publicContact.email }),
        ...(publicContact.phone && { 'cv:telephone': publicContact.phone }),
      },
    }),
    ...(accessibility && { 'cv:accessibility': accessOf(accessibility) }),
  }
}

const authority = 'http://publications.europa.eu/resource/authority'

const iri = (id: string): Node => ({ '@id': id })

const said = (text: string, lang: Lang): Node => ({ '@value': text, '@language': lang })

const inEach = (
  texts: Readonly<Record<Lang, Translation>>,
  part: (text: Translation) => string | undefined
): Node[] =>
  Object.entries(texts).flatMap(([lang, text]) => {
    const found = part(text)
    return found ? [said(found, lang)] : []
  })

/** Both ends as one says them: of dates the last day, not the day after. */
const temporal = (time: EventTime): Node => {
  const { start, end } = localTime(time)
  const instant = (value: string): Node => ({
    '@type': 'time:Instant',
    ...(time.allDay
      ? { 'time:inXSDDate': { '@type': 'xsd:date', '@value': value } }
      : { 'time:inXSDDateTimeStamp': { '@type': 'xsd:dateTimeStamp', '@value': value } }),
  })
  return {
    '@type': 'time:TemporalEntity',
    'time:hasBeginning': instant(start),
    ...(end && { 'time:hasEnd': instant(time.allDay ? addDays(end, -1) : end) }),
  }
}

const address = (
  place: NonNullable<Publication['content']['place']>,
  primaryCountry: string
): Node => {
  const country = countries.get(place.country ?? primaryCountry)
  return {
    '@type': 'locn:Address',
    'locn:fullAddress': placeLine([place.name, place.address, place.city]),
    ...(place.city && { 'locn:postName': place.city }),
    ...(country && { 'locn:adminUnitL1': said(country.label, 'en') }),
  }
}

/** What there is, in English, and the organiser's note, whose language nobody states. */
const accessOf = ({
  features,
  note,
}: NonNullable<Publication['content']['accessibility']>): (Node | string)[] => [
  ...Object.entries(features).flatMap(([id, has]) =>
    has === 'yes' ? [said(accessibilityFeatures.get(id)?.label ?? id, 'en')] : []
  ),
  ...(note ? [note] : []),
]

/** The Publications Office's codes of the languages our own words come in: ISO 639-3, upper case. */
const languageCodes: Readonly<Record<Lang, string>> = {
  ar: 'ARA',
  bg: 'BUL',
  cs: 'CES',
  da: 'DAN',
  de: 'DEU',
  el: 'ELL',
  en: 'ENG',
  es: 'SPA',
  et: 'EST',
  fi: 'FIN',
  fr: 'FRA',
  ga: 'GLE',
  hr: 'HRV',
  hu: 'HUN',
  it: 'ITA',
  lt: 'LIT',
  lv: 'LAV',
  mt: 'MLT',
  nl: 'NLD',
  pl: 'POL',
  pt: 'POR',
  ro: 'RON',
  ru: 'RUS',
  sk: 'SLK',
  sl: 'SLV',
  sv: 'SWE',
  tr: 'TUR',
  uk: 'UKR',
}
