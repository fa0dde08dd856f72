import { countries } from '../../calendar/vocabularies/countries.ts'
import {
  accessibilityFeatures,
  audiences,
  costKinds,
  formats,
  tracks,
} from '../../calendar/vocabularies/kinds.ts'
import { themeGroups, themes } from '../../calendar/vocabularies/themes.ts'
import { type Option, optionsOf, termsOf } from '../submit/controls.ts'
import { offeredLanguages } from '../submit/languages.ts'
import type { Tick } from './ticks.ts'
import { words } from './words.ts'

/** The countries of the European Free Trade Association. */
const efta = ['CH', 'IS', 'LI', 'NO']
/** EU members are what is neither here nor there. */
const candidates = ['AL', 'BA', 'GB', 'GE', 'MD', 'ME', 'MK', 'RS', 'TR', 'UA', 'XK']

const countryTicks = (belongs: (id: string) => boolean): Tick[] =>
  countries.terms
    .filter(({ id }) => belongs(id))
    .map(({ id, label }) => ({ value: id, label }))
    .sort((a, b) => a.label.localeCompare(b.label, 'en'))

const isMember = (id: string) => id !== 'EU' && !efta.includes(id) && !candidates.includes(id)

/** All 43, in sets people look for them in. */
export const countryGroups: readonly Readonly<{ legend: string; options: readonly Tick[] }>[] = [
  { legend: words.countryGroups.eu, options: countryTicks(isMember) },
  { legend: words.countryGroups.efta, options: countryTicks((id) => efta.includes(id)) },
  {
    legend: words.countryGroups.candidates,
    options: countryTicks((id) => candidates.includes(id)),
  },
  { legend: words.countryGroups.whole, options: [{ value: 'EU', label: words.wholeUnion }] },
]

/** Each group with its themes. */
export const themeSets = themeGroups.terms.map(({ id, label }) => ({
  group: label,
  whole: { value: `group:${id}`, label: words.groupWhole(label) },
  parts: themes.terms
    .filter(({ group }) => group === id)
    .map((theme) => ({ value: theme.id, label: theme.label })),
}))

export const languageTicks: readonly Tick[] = offeredLanguages.map(({ tag, name, own }) => ({
  value: tag,
  label: name,
  own,
  lang: tag,
}))

/** Languages of a list to choose one from, by both of their names. */
export const languageValues: readonly Option[] = offeredLanguages.map(({ tag, name, own }) => ({
  value: tag,
  label: own === name ? name : `${name} – ${own}`,
}))

export const localeOptions: readonly Option[] = [
  { value: '', label: words.original },
  ...languageValues,
]

export const kindOptions = [
  { name: 'track', legend: words.track, options: termsOf(tracks.terms) },
  { name: 'audience', legend: words.audience, options: termsOf(audiences.terms) },
  { name: 'format', legend: words.format, options: termsOf(formats.terms) },
] as const

export const accessOptions = [
  { name: 'cost', legend: words.cost, options: termsOf(costKinds.terms) },
  {
    name: 'accessibility',
    legend: words.accessibility,
    options: termsOf(accessibilityFeatures.terms),
  },
] as const

export const levels: readonly Option[] = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'].map((level) => ({
  value: level,
  label: level,
}))

export const onlineOptions = optionsOf(words.onlineWays)

export const advancedOptions = {
  roles: [{ value: '', label: words.anyRole }, ...optionsOf(words.roles)],
  statuses: optionsOf(words.statuses),
  cancelled: optionsOf(words.cancelledWays),
} as const

const namesOf = (options: readonly Readonly<{ value: string; label: string }>[]) =>
  new Map(options.map(({ value, label }) => [value, label]))

/** For each field with a list: the values the form draws, and their names. */
export const drawn: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  country: namesOf(countryGroups.flatMap(({ options }) => options)),
  theme: namesOf(themeSets.flatMap(({ whole, parts }) => [whole, ...parts])),
  language: namesOf(languageTicks),
  teaches: namesOf(languageTicks),
  role: namesOf(optionsOf(words.roles)),
  status: namesOf(advancedOptions.statuses),
  cancelled: namesOf(advancedOptions.cancelled),
  ...Object.fromEntries(
    [...kindOptions, ...accessOptions].map(({ name, options }) => [name, namesOf(options)])
  ),
}
