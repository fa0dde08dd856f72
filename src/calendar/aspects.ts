import type { EventContent, Translation } from './event.ts'
import { read } from './hygiene/markup.ts'
import { plainOf } from './hygiene.ts'
import type { Lang } from './language.ts'
import { ruleInWords } from './rule-words.ts'
import { addDays } from './time.ts'
import { countries } from './vocabularies/countries.ts'
import {
  accessibilityFeatures,
  attendances,
  audiences,
  costKinds,
  formats,
  languageRoles,
  scopes,
  tracks,
} from './vocabularies/kinds.ts'
import { themes } from './vocabularies/themes.ts'
import type { Vocabulary } from './vocabulary.ts'
import { wordsOfTime } from './words-of-time.ts'

/*
 * What a content says, one aspect after the other in the order of the form, each as people read it.
 * English, as moderators' pages are; texts of the event stay in their own language.
 */

/** Nothing said, one text, or a list of entries that are told apart. */
export type Said = string | readonly string[] | null

/** One thing a content can say. `path` is a JSON Pointer; what lies below it is part of it. */
export type Aspect<T> = Readonly<{ field: string; path: string; said: (of: T) => Said }>

type Override = NonNullable<EventContent['overrides']>[number]
type Place = NonNullable<EventContent['place']>
type Time = EventContent['time']

const aspect = <T, Field extends string>(
  field: Field,
  path: string,
  said: (of: T) => Said | undefined
) => ({ field, path, said: (of: T): Said => said(of) ?? null })

const says = wordsOfTime('en')
const languageNames = new Intl.DisplayNames('en', { type: 'language' })
const languageName = (tag: Lang): string => `${languageNames.of(tag) ?? tag} (${tag})`
const labelOf = (list: Vocabulary, id: string): string => list.get(id)?.label ?? id
const labels = (list: Vocabulary, ids: readonly string[]): Said =>
  ids.length ? ids.map((id) => labelOf(list, id)) : null

const triStates = { yes: 'Yes', no: 'No', unknown: 'Not stated' } as const
const registrationKinds = {
  none: 'No registration',
  optional: 'Registration possible',
  required: 'Registration required',
} as const
const origins = {
  author: 'Written by the author',
  human: 'Translated by a person',
  machine: 'Translated by a machine',
} as const

/** Targets of the links in a description, in their order: a text can stay and lead elsewhere. */
const linksIn = (html: string): Said => {
  const targets = read(html, 1)
    .blocks.flatMap(({ runs }) => runs.map(({ marks }) => marks.href))
    .filter((href, index, all) => href !== undefined && href !== all[index - 1])
  return targets.length ? targets.filter((href) => href !== undefined) : null
}

/** What each text of a language says; paths are below `/translations/{lang}`. */
export const textAspects = [
  aspect('title', '/title', (text: Translation) => text.title),
  aspect('teaser', '/teaser', (text: Translation) => text.teaser),
  aspect('description', '/description', (text: Translation) =>
    text.description === undefined ? null : plainOf(text.description)
  ),
  aspect('links', '/description', (text: Translation) =>
    text.description === undefined ? null : linksIn(text.description)
  ),
  aspect('origin', '/origin', (text: Translation) => origins[text.origin]),
  aspect('stale', '/stale', (text: Translation) =>
    text.stale === undefined ? null : text.stale ? 'Behind the original' : 'Up to date'
  ),
] as const

/** “Tuesday 4 May 2027, 18:00” or “4 May 2027”. */
const startInWords = (start: string): string =>
  start.length === 10
    ? says.fullDate(start)
    : `${says.fullDate(start.slice(0, 10))}, ${says.time(start)}`

const spanInWords = ({ allDay, start, end }: Time): string => {
  if (allDay) {
    const oneDay = end === undefined || end <= addDays(start, 1)
    return oneDay ? says.fullDate(start) : says.dates(start, end)
  }
  if (end === undefined) return startInWords(start)
  return end.slice(0, 10) === start.slice(0, 10)
    ? `${startInWords(start)}–${says.time(end)}`
    : `${startInWords(start)} – ${startInWords(end)}`
}

const timeInWords = (time: Time): string => {
  const pass = 'pass' in time && time.pass ? `, the ${time.pass} time the clocks show it` : ''
  return `${spanInWords(time)}${pass}${time.zone === undefined ? '' : ` (${time.zone})`}`
}

/** The rule alone: dates beside it are aspects of their own. */
const ruleAlone = (time: Time): Said =>
  time.rule === undefined
    ? null
    : ruleInWords({ ...time, extraDates: undefined, exceptDates: undefined }, 'en').text

const datesInWords = (dates: readonly string[] | undefined): Said =>
  dates?.length ? dates.map(startInWords) : null

/** What a place says; paths are below its own. */
const placeAspects = [
  aspect('place-name', '/name', (place: Place) => place.name),
  aspect('address', '/address', (place: Place) => place.address),
  aspect('city', '/city', (place: Place) => place.city),
  aspect(
    'place-country',
    '/country',
    (place: Place) => place.country && labelOf(countries, place.country)
  ),
  aspect('coordinates', '/lat', ({ lat, lon }: Place) =>
    lat === undefined || lon === undefined ? null : `${lat}, ${lon}`
  ),
] as const

/** One date of a series that is not like the others, in one sentence-like list. */
export const overrideSaid = (override: Override): readonly string[] => {
  const { date, start, end, translations = {}, place } = override
  const texts = inOrder(translations).flatMap(([lang, { title, teaser }]) => [
    `“${title}” (${lang})`,
    ...(teaser === undefined ? [] : [`“${teaser}” (${lang})`]),
  ])
  return [
    startInWords(date),
    ...(start === undefined ? [] : [`moved to ${startInWords(start)}`]),
    ...(end === undefined ? [] : [`until ${startInWords(lastShown(end))}`]),
    ...texts,
    ...(place ? placeAspects.map(({ said }) => said(place)).filter(isText) : []),
  ]
}

/** The order of keys says nothing. */
const inOrder = <T>(of: Readonly<Record<string, T>>): [string, T][] =>
  Object.entries(of).sort(([one], [other]) => (one < other ? -1 : 1))

/** People read the last day of an all-day span, not the one after it. */
const lastShown = (end: string): string => (end.length === 10 ? addDays(end, -1) : end)
const isText = (said: Said): said is string => typeof said === 'string'

export const originalLanguage = aspect('original-language', '/originalLang', (of: EventContent) =>
  languageName(of.originalLang)
)

export const time = aspect('time', '/time', (of: EventContent) => timeInWords(of.time))
export const rule = aspect('rule', '/time/rule', (of: EventContent) => ruleAlone(of.time))
/** Dates beside the rule: further ones and dropped ones. */
export const dateLists = [
  aspect('extra-dates', '/time/extraDates', (of: EventContent) => datesInWords(of.time.extraDates)),
  aspect('except-dates', '/time/exceptDates', (of: EventContent) =>
    datesInWords(of.time.exceptDates)
  ),
] as const

/** Where, for whom, how: everything after the time. */
export const factAspects = [
  aspect('attendance', '/attendance', (of: EventContent) => labelOf(attendances, of.attendance)),
  ...placeAspects.map(({ field, path, said }) =>
    aspect(field, `/place${path}`, ({ place }: EventContent) => place && said(place))
  ),
  aspect('join-url', '/joinUrl', (of: EventContent) => of.joinUrl),
  aspect('primary-country', '/primaryCountry', (of: EventContent) =>
    labelOf(countries, of.primaryCountry)
  ),
  aspect('countries', '/countries', (of: EventContent) => labels(countries, of.countries)),
  aspect('scope', '/scope', (of: EventContent) => of.scope && labelOf(scopes, of.scope)),
  aspect('themes', '/themes', (of: EventContent) => labels(themes, of.themes)),
  aspect('track', '/track', (of: EventContent) => labelOf(tracks, of.track)),
  aspect('format', '/format', (of: EventContent) => of.format && labelOf(formats, of.format)),
  aspect('audience', '/audience', (of: EventContent) => labels(audiences, of.audience)),
  aspect('event-languages', '/eventLanguages', ({ eventLanguages }: EventContent) =>
    eventLanguages.length
      ? eventLanguages.map(
          ({ lang, role }) => `${languageName(lang)}, ${labelOf(languageRoles, role).toLowerCase()}`
        )
      : null
  ),
  aspect(
    'teaches',
    '/teaches',
    ({ teaches }: EventContent) =>
      teaches && languageName(teaches.lang) + (teaches.level ? `, ${teaches.level}` : '')
  ),
  aspect(
    'registration',
    '/registration/kind',
    ({ registration }: EventContent) => registration && registrationKinds[registration.kind]
  ),
  aspect('registration-url', '/registration/url', (of: EventContent) => of.registration?.url),
  aspect('registration-deadline', '/registration/deadline', ({ registration }: EventContent) =>
    registration?.deadline === undefined ? null : says.fullDate(registration.deadline)
  ),
  aspect(
    'id-required',
    '/registration/idRequired',
    ({ registration }: EventContent) => registration && triStates[registration.idRequired]
  ),
  aspect('cost', '/cost/kind', (of: EventContent) => labelOf(costKinds, of.cost.kind)),
  aspect('cost-amount', '/cost/amount', ({ cost: { amount, currency } }: EventContent) =>
    amount === undefined && currency === undefined
      ? null
      : [amount, currency].filter((part) => part !== undefined).join(' ')
  ),
  aspect('cost-note', '/cost/note', (of: EventContent) => of.cost.note),
  aspect('accessibility', '/accessibility/features', ({ accessibility }: EventContent) => {
    const features = inOrder(accessibility?.features ?? {})
    return features.length
      ? features.map(
          ([id, state]) =>
            `${labelOf(accessibilityFeatures, id)}: ${triStates[state].toLowerCase()}`
        )
      : null
  }),
  aspect('accessibility-note', '/accessibility/note', (of: EventContent) => of.accessibility?.note),
  aspect('organiser', '/organiser/name', (of: EventContent) => of.organiser?.name),
  aspect('organiser-url', '/organiser/url', (of: EventContent) => of.organiser?.url),
  aspect('contact-name', '/publicContact/name', (of: EventContent) => of.publicContact?.name),
  aspect('contact-email', '/publicContact/email', (of: EventContent) => of.publicContact?.email),
  aspect('contact-phone', '/publicContact/phone', (of: EventContent) => of.publicContact?.phone),
  aspect('url', '/url', (of: EventContent) => of.url),
] as const

/** Stable names of what can differ, for the labels of a page. */
export type Field =
  | (typeof textAspects)[number]['field']
  | 'form'
  | typeof originalLanguage.field
  | typeof time.field
  | typeof rule.field
  | (typeof dateLists)[number]['field']
  | 'override'
  | (typeof factAspects)[number]['field']
