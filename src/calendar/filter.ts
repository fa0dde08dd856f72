import { facetVocabularies as lists } from './facet-vocabularies.ts'
import { invalidParameter, unknownSentence } from './fault.ts'
import { everything, type Facet, facets, type Label } from './label.ts'
import { baseLang, canonicalLang, type Lang } from './language.ts'
import { isDate, type LocalDate } from './time.ts'
import { themeGroups, themes } from './vocabularies/themes.ts'
import { nearestOf, type Vocabulary } from './vocabulary.ts'

/** Values of one facet: an event must carry one of `any` (if there are any) and none of `none`. */
export type Choice = Readonly<{ any: readonly string[]; none: readonly string[] }>

/**
 * What to select. Values of a facet are OR-ed, facets AND-ed; `from` and `to` are local dates,
 * `to` exclusive. Two filters that mean the same are equal, value by value.
 */
export type Filter = Readonly<{
  choices: Readonly<Partial<Record<Facet, Choice>>>
  from?: LocalDate
  to?: LocalDate
}>

/** A filter and the languages its texts are wanted in, best first. */
export type FilterRequest = Readonly<{ filter: Filter; locale: readonly Lang[] }>

/** Together, over all facets. */
const mostValues = 60

/** Parameters that newsletters and address books hang on an address; they say nothing about events. */
const isTracking = (name: string) => /^(utm_.*|fbclid|gclid|_)$/.test(name)

const unknownValue = (facet: string, raw: string, name: string, near: string | undefined) =>
  invalidParameter(facet, 'unknown-value', unknownSentence(raw, name, near), near)

type Reader = (raw: string) => string

/** Reads a value of a closed list from a parameter: any case, aliases too; else a fault with the nearest. */
export const fromList =
  (facet: string, list: Vocabulary): Reader =>
  (raw) => {
    const id = list.resolve(raw)
    if (id) return id
    throw unknownValue(facet, raw, list.name, list.nearest(raw))
  }

const readTheme: Reader = (raw) => {
  if (!raw.toLowerCase().startsWith('group:')) return fromList('theme', themes)(raw)
  const group = themeGroups.resolve(raw.slice(6))
  if (group) return `group:${group}`
  const near = themeGroups.nearest(raw.slice(6))
  throw unknownValue('theme', raw, themeGroups.name, near && `group:${near}`)
}

const readLanguage =
  (facet: Facet): Reader =>
  (raw) => {
    const tag = canonicalLang(raw)
    if (tag) return tag
    throw unknownValue(facet, raw, 'language (BCP 47 tag)', undefined)
  }

const readPrinciple: Reader = (raw) => {
  if (/^([1-9]|10|11)$/.test(raw)) return raw
  throw invalidParameter(
    'cbp',
    'unknown-value',
    'The Common Basic Principles are numbered 1 to 11.'
  )
}

const readOrganisation: Reader = (raw) => {
  if (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(raw) && raw.length <= 80) return raw
  throw invalidParameter(
    'organisation',
    'unknown-value',
    'Name an organisation by its slug, such as “open-doors-lisbon”.'
  )
}

/** One reader a facet: input value → stored value, or a fault with the nearest one. */
const readers: Readonly<Record<Facet, Reader>> = {
  country: fromList('country', lists.country),
  language: readLanguage('language'),
  teaches: readLanguage('teaches'),
  theme: readTheme,
  cbp: readPrinciple,
  track: fromList('track', lists.track),
  format: fromList('format', lists.format),
  audience: fromList('audience', lists.audience),
  cost: fromList('cost', lists.cost),
  attendance: fromList('attendance', lists.attendance),
  scope: fromList('scope', lists.scope),
  organisation: readOrganisation,
}

const isFacet = (name: string): name is Facet => (facets as readonly string[]).includes(name)

const unique = (values: readonly string[]) => [...new Set(values)].sort()

const readDate = (name: 'from' | 'to', raw: string): LocalDate => {
  if (isDate(raw) && raw >= '1970-01-01' && raw <= '2101-01-01') return raw
  throw invalidParameter(name, 'invalid-date', `“${name}” is a date that exists, as YYYY-MM-DD.`)
}

const readLocale = (raws: readonly string[]): Lang[] => {
  const tags = raws
    .flatMap((raw) => raw.split(','))
    .map((raw) => raw.trim())
    .filter(Boolean)
  if (tags.length > 5) {
    throw invalidParameter('locale', 'too-many', 'Name at most five text languages, best first.')
  }
  return [
    ...new Set(
      tags.map((raw) => {
        const tag = canonicalLang(raw)
        if (tag) return tag
        throw unknownValue('locale', raw, 'language (BCP 47 tag)', undefined)
      })
    ),
  ]
}

/** A list of wishes, in order, with the base language of each behind it: `pt-BR` also reads `pt`. */
export const localeChain = (locale: readonly Lang[]): Lang[] => [
  ...new Set(locale.flatMap((tag) => [tag, baseLang(tag)])),
]

/** Reads a comma-separated chain of text languages, as in `locale=el,en`. */
export const parseLocale = (raw: string): Lang[] => readLocale([raw])

/**
 * Query parameters → filter and text languages. Comma or repetition means OR; a leading `-`
 * excludes. `more` names further parameters the caller reads itself. Unknown values and unknown
 * parameters are refused with the nearest one: an ignored typo would silently subscribe someone to
 * everything. Tracking parameters are ignored.
 */
export const parseFilter = (
  params: URLSearchParams,
  more: readonly string[] = []
): FilterRequest => {
  const accepted = [...facets, 'from', 'to', 'locale', ...more]
  const values: Partial<Record<Facet, { any: string[]; none: string[] }>> = {}
  let count = 0
  for (const name of new Set(params.keys())) {
    if (isTracking(name)) continue
    if (!accepted.includes(name)) {
      const near = nearestOf(name, accepted)
      throw invalidParameter(
        name.slice(0, 40),
        'unknown-parameter',
        `There is no parameter “${name.slice(0, 40)}”${near ? `; did you mean “${near}”?` : '.'}`,
        near
      )
    }
    if (!isFacet(name)) {
      const given = params.getAll(name)
      if (name !== 'locale' && given.length > 1) {
        throw invalidParameter(name, 'repeated', `“${name}” can be given once.`)
      }
      continue
    }
    const choice = { any: [] as string[], none: [] as string[] }
    for (const raw of params.getAll(name).flatMap((list) => list.split(','))) {
      const value = raw.trim()
      if (value === '') continue
      count += 1
      if (count > mostValues) {
        throw invalidParameter(
          name,
          'too-many',
          `A filter holds at most ${mostValues} values in all.`
        )
      }
      if (value.startsWith('-')) choice.none.push(readers[name](value.slice(1)))
      else choice.any.push(readers[name](value))
    }
    if (choice.any.length || choice.none.length) {
      values[name] = { any: unique(choice.any), none: unique(choice.none) }
    }
  }
  const from = params.get('from')
  const to = params.get('to')
  const filter: Filter = {
    choices: values,
    ...(from && { from: readDate('from', from) }),
    ...(to && { to: readDate('to', to) }),
  }
  if (filter.from && filter.to && filter.to <= filter.from) {
    throw invalidParameter('to', 'empty-window', '“to” is exclusive: it must be later than “from”.')
  }
  return { filter, locale: readLocale(params.getAll('locale')) }
}

/** The filter of a curated feed's JSON, with the same readers as an address. */
export const filterOf = (params: Readonly<Record<string, string>>): Filter =>
  parseFilter(new URLSearchParams(params)).filter

/**
 * The one spelling of a filter request, without `?`: facets and values sorted, aliases resolved,
 * defaults dropped. Equal wishes have equal addresses and share caches.
 */
export const canonicalQuery = ({ filter, locale }: FilterRequest): string => {
  const parts: string[] = []
  for (const facet of [...facets].sort()) {
    const choice = filter.choices[facet]
    if (!choice) continue
    const list = [...choice.any, ...choice.none.map((value) => `-${value}`)]
    parts.push(
      `${facet}=${list.map((value) => encodeURIComponent(value).replaceAll('%3A', ':')).join(',')}`
    )
  }
  if (filter.from) parts.push(`from=${filter.from}`)
  if (locale.length) parts.push(`locale=${locale.join(',')}`)
  if (filter.to) parts.push(`to=${filter.to}`)
  return parts.join('&')
}

const labelsFor = (facet: Facet, values: readonly string[]): Label[] =>
  values.map((value): Label => `${facet}:${value}`)

/** The filter as labels: an event must carry one of each `all` list and none of `none`. */
export const labelsWanted = (
  filter: Filter
): Readonly<{ all: readonly (readonly Label[])[]; none: readonly Label[] }> => {
  const chosen = Object.entries(filter.choices) as [Facet, Choice][]
  return {
    all: chosen
      .filter(([, { any }]) => any.length)
      .map(([facet, { any }]) => labelsFor(facet, any)),
    none: chosen.flatMap(([facet, { none }]) => labelsFor(facet, none)),
  }
}

/** Does an event with these labels match? The plain statement of what the store's SQL must select. */
export const matches = (filter: Filter, labels: ReadonlySet<string>): boolean => {
  const { all, none } = labelsWanted(filter)
  return (
    all.every((any) => any.some((label) => labels.has(label))) &&
    !none.some((label) => labels.has(label))
  )
}

/**
 * The label lists whose versions bound the version of what matches: whenever a matching event is
 * published, changed or leaves, every list's newest version rises to it. So the smallest of the
 * lists' newest versions rises too, and a change elsewhere seldom moves it.
 */
export const versionLabels = (filter: Filter): readonly (readonly string[])[] => {
  const { all } = labelsWanted(filter)
  return all.length ? all : [[everything]]
}
