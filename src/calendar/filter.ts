import { invalidParameter } from './fault.ts'
import {
  facetReaders,
  readLang,
  readNear,
  readWords,
  standsFor,
  type Words,
} from './filter-values.ts'
import { everything, type Facet, facets, type Label, remote } from './label.ts'
import { baseLang, type Lang } from './language.ts'
import { cellsAround, isWithin, type Near } from './near.ts'
import type { Searchable } from './searchable.ts'
import { isDate, type LocalDate } from './time.ts'
import { nearestOf } from './vocabulary.ts'

/** Values of one facet: an event must carry one of `any` (if there are any) and none of `none`. */
export type Choice = Readonly<{ any: readonly string[]; none: readonly string[] }>

/**
 * Events one can attend from afar: `include` adds them to the countries asked for, `exclude` leaves
 * out what takes place online alone, `only` leaves nothing else.
 */
export const onlineWishes = ['include', 'exclude', 'only'] as const
export type OnlineWish = (typeof onlineWishes)[number]

/**
 * What to select. Values of a facet are OR-ed, facets AND-ed; `from` and `to` are local dates,
 * `to` exclusive. Two filters that mean the same are equal, value by value.
 */
export type Filter = Readonly<{
  choices: Readonly<Partial<Record<Facet, Choice>>>
  online?: OnlineWish
  near?: Near
  words?: Words
  /** Neither cancelled events nor what is left of withdrawn ones. */
  hide?: true
  from?: LocalDate
  to?: LocalDate
}>

/**
 * How a cancelled event shows in a calendar: by its STATUS, by a word in front of its title, by
 * both; `hide` leaves it out.
 */
export const cancelledStyles = ['both', 'status', 'title', 'hide'] as const
export type CancelledStyle = (typeof cancelledStyles)[number]

/** A filter, the languages its texts are wanted in, best first, and how cancelled events show. */
export type FilterRequest = Readonly<{
  filter: Filter
  locale: readonly Lang[]
  cancelled: CancelledStyle
}>

/** Together, over all facets. */
const mostValues = 60

/** Parameters that newsletters, address books and widgets hang on an address; they say nothing about events. */
const isTracking = (name: string) =>
  /^(utm_.*|fbclid|gclid|dclid|msclkid|mc_cid|mc_eid|igshid|yclid|_|_ga|_gl)$/.test(name)

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
  return [...new Set(tags.map(readLang('locale')))]
}

/** A parameter of a few words, null when it is absent or empty. */
const readWish = <Wish extends string>(
  params: URLSearchParams,
  name: string,
  wishes: readonly Wish[]
): Wish | null => {
  const raw = params.get(name)?.trim().toLowerCase()
  if (!raw) return null
  const wish = wishes.find((each) => each === raw)
  if (wish) return wish
  throw invalidParameter(
    name,
    'unknown-value',
    `“${name}” is one of ${wishes.join(', ')}.`,
    nearestOf(raw, wishes)
  )
}

/** Parameters beside the facets; every one can be given once, only `locale` more often. */
const single = ['from', 'to', 'q', 'near', 'online', 'cancelled', 'locale'] as const

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
  const accepted = [...facets, ...single, ...more]
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
      if (value.startsWith('-')) choice.none.push(facetReaders[name](value.slice(1)))
      else choice.any.push(facetReaders[name](value))
    }
    if (choice.any.length || choice.none.length) {
      values[name] = { any: unique(choice.any), none: unique(choice.none) }
    }
  }
  const given = (name: (typeof single)[number]) => params.get(name)?.trim() || null
  const [from, to, near, q] = [given('from'), given('to'), given('near'), given('q')]
  const words = q && readWords(q)
  const online = readWish(params, 'online', onlineWishes)
  const cancelled = readWish(params, 'cancelled', cancelledStyles) ?? 'both'
  // Without a country everything is asked for anyway.
  const widens = online !== 'include' || values.country?.any.length
  const filter: Filter = {
    choices: values,
    ...(online && widens && { online }),
    ...(near && { near: readNear(near) }),
    ...(words && { words }),
    ...(cancelled === 'hide' && { hide: true as const }),
    ...(from && { from: readDate('from', from) }),
    ...(to && { to: readDate('to', to) }),
  }
  if (filter.from && filter.to && filter.to <= filter.from) {
    throw invalidParameter('to', 'empty-window', '“to” is exclusive: it must be later than “from”.')
  }
  return { filter, locale: readLocale(params.getAll('locale')), cancelled }
}

/** The filter of a curated feed's JSON, with the same readers as an address. */
export const filterOf = (params: Readonly<Record<string, string>>): Filter =>
  parseFilter(new URLSearchParams(params)).filter

const encoded = (value: string) => encodeURIComponent(value).replaceAll('%3A', ':')

/**
 * The one spelling of a filter request, without `?`: parameters and values sorted, aliases resolved,
 * defaults dropped. Equal wishes have equal addresses and share caches.
 */
export const canonicalQuery = ({
  filter,
  locale,
  cancelled,
}: Pick<FilterRequest, 'filter' | 'locale'> & Partial<FilterRequest>): string => {
  const { choices, online, near, words, from, to } = filter
  const chosen = (facet: Facet, { any, none }: Choice): [string, string] => [
    facet,
    [...any, ...none.map((value) => `-${value}`)].map(encoded).join(','),
  ]
  const parts: [string, string | undefined][] = [
    ...facets.flatMap((facet) => (choices[facet] ? [chosen(facet, choices[facet])] : [])),
    ['cancelled', filter.hide ? 'hide' : cancelled === 'both' ? undefined : cancelled],
    ['from', from],
    ['locale', locale.join(',') || undefined],
    ['near', near && [near.lat, near.lon, near.km].join(',')],
    ['online', online],
    ['q', words && [...words.all, ...words.none.map((word) => `-${word}`)].map(encoded).join('+')],
    ['to', to],
  ]
  return parts
    .filter(([, value]) => value !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `${name}=${value}`)
    .join('&')
}

const labelsFor = (facet: Facet, values: readonly string[]): Label[] =>
  values.map((value): Label => `${facet}:${value}`)

/** The filter as labels: an event must carry one of each `all` list and none of `none`. */
export const labelsWanted = ({
  choices,
  online,
  near,
  hide,
}: Filter): Readonly<{ all: readonly (readonly Label[])[]; none: readonly Label[] }> => {
  const chosen = Object.entries(choices) as [Facet, Choice][]
  return {
    all: [
      ...chosen
        .filter(([, { any }]) => any.length)
        .map(([facet, { any }]) => [
          ...labelsFor(facet, any),
          ...(facet === 'country' && online === 'include' ? [remote] : []),
        ]),
      ...(online === 'only' ? [[remote]] : []),
      ...(near ? [cellsAround(near).map((cell): Label => `cell:${cell}`)] : []),
    ],
    none: [
      ...chosen.flatMap(([facet, { none }]) => labelsFor(facet, none)),
      ...(online === 'exclude' ? (['attendance:online'] as const) : []),
      ...(hide ? (['status:cancelled'] as const) : []),
    ],
  }
}

const hasWords = ({ all, none }: Words, words: readonly string[]): boolean => {
  const has = (wish: string) => words.some((word) => standsFor(wish, word))
  return all.every(has) && !none.some(has)
}

/**
 * Does an event match, whatever its dates? The plain statement of what the store's SQL must select;
 * what is left of withdrawn events is a matter of the reader (`hide`), not of the event.
 */
export const matches = (filter: Filter, { labels, words, point }: Searchable): boolean => {
  const { all, none } = labelsWanted(filter)
  const carried = new Set<string>(labels)
  return (
    all.every((any) => any.some((label) => carried.has(label))) &&
    !none.some((label) => carried.has(label)) &&
    (!filter.near || (point !== null && isWithin(filter.near, point))) &&
    (!filter.words || hasWords(filter.words, words))
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
