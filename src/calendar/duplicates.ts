import { namesOfCountry } from './country-languages.ts'
import type { EventContent } from './event.ts'
import { folded, foldedWords } from './fold.ts'
import { baseLang, type Lang } from './language.ts'
import { occurrencesWithin } from './series.ts'
import { addDays, dateOf, day, floating, type LocalDate } from './time.ts'
import { sameTown, townWords } from './towns.ts'

/** What of an event shows whether another one is the same happening. */
export type Candidate = Readonly<{
  id: string
  /** Days it takes place on its own clock: the first ten. */
  dates: readonly LocalDate[]
  /** Hour of its first start, `HH`; null when it has no time of day. */
  hour: string | null
  /** Null: not said, or online. */
  city: string | null
  /** Where it takes place, else the country it is about. */
  country: string
  titles: readonly Readonly<{ lang: Lang; text: string }>[]
  /** Names and homepages of who holds it. */
  hosts: readonly string[]
  /** Web addresses of the event itself: its page, its registration, where to join. */
  links: readonly string[]
}>

/** The part of a content a candidate is made from; a form half filled in has most of it. */
export type Comparable = Pick<EventContent, 'time' | 'translations' | 'primaryCountry'> &
  Partial<
    Pick<EventContent, 'overrides' | 'place' | 'organiser' | 'url' | 'registration' | 'joinUrl'>
  >

export type TwinReason = 'title' | 'host' | 'link'

/** Another event that may be the same one. `score` (0 to 1) is for the order. */
export type Twin = Readonly<{ id: string; score: number; reasons: readonly TwinReason[] }>

/**
 * The events that may be the same happening as one, the likeliest first: on the same day in the same
 * town (or, where no town is said, in the same country), and with
 * - a title that is alike in any pair of languages, or
 * - the same web address, or
 * - the same host, when no two titles can be compared or they are at least related.
 * Without a like title, two times of day must begin in the same hour. An event is not its own twin.
 */
export const twins = (of: Candidate, among: readonly Candidate[]): readonly Twin[] =>
  among
    .filter((other) => other.id !== of.id && sameDay(of, other) && sameWhere(of, other))
    .flatMap((other) => {
      const twin = judged(of, other)
      return twin.score >= least ? [twin] : []
    })
    .sort((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1))

/**
 * What `twins` compares of an event. `organisationName` is who submits it, or null for somebody
 * without an organisation; it counts as the host only when the event names no organiser, since
 * some submit for many.
 */
export const candidateOf = (
  id: string,
  content: Comparable,
  organisationName: string | null
): Candidate => {
  const { time, place, translations, organiser, url, registration, joinUrl } = content
  const addresses = [url, registration?.url, joinUrl].filter((address) => address !== undefined)
  return {
    id,
    dates: firstDays(content),
    hour: time.allDay ? null : time.start.slice(11, 13),
    city: place?.city ?? null,
    country: place?.country ?? content.primaryCountry,
    titles: Object.entries(translations).map(([lang, { title }]) => ({ lang, text: title })),
    hosts: [
      organiser?.name ?? organisationName,
      organiser?.url,
      ...addresses.filter(isHomepage),
    ].filter((host) => host !== null && host !== undefined),
    links: addresses.filter((address) => !isHomepage(address)),
  }
}

/** Days kept of a candidate, and how far ahead they are looked for: a yearly event has one. */
const mostDays = 10
const lookAhead = 366 * day

/**
 * Chosen on the 100 events of December 2012: the 38 pairs on one day in one place are alike by 0.4
 * at most, titles typed twice by 0.6 at least.
 */
const alike = 0.55
/** Titles below this have nothing to do with each other. */
const related = 0.3
/** What a twin must score. */
const least = 0.5
/** How much each finding says by itself. */
const weight = { link: 0.8, host: 0.5 } as const
/** A like title at another hour may be the second sitting. */
const otherHour = 0.8

const judged = (of: Candidate, other: Candidate): Twin => {
  const likeness = titleLikeness(of, other)
  const sameHour = of.hour === null || other.hour === null || of.hour === other.hour
  const comparable = of.titles.some(({ lang }) =>
    other.titles.some((title) => baseLang(title.lang) === baseLang(lang))
  )
  const found: Record<TwinReason, number> = {
    title: likeness >= alike ? likeness * (sameHour ? 1 : otherHour) : 0,
    link: sameHour && meet(of.links.map(addressKey), other.links.map(addressKey)) ? weight.link : 0,
    host:
      sameHour &&
      (!comparable || likeness >= related) &&
      meet(of.hosts.map(hostKey), other.hosts.map(hostKey))
        ? weight.host
        : 0,
  }
  const reasons = (['title', 'link', 'host'] as const).filter((reason) => found[reason] > 0)
  const score = 1 - (1 - found.title) * (1 - found.link) * (1 - found.host)
  return { id: other.id, score: Math.round(score * 100) / 100, reasons }
}

const firstDays = ({ time, overrides }: Comparable): LocalDate[] => {
  const to = floating(time.start.slice(0, 10)) + lookAhead
  const days = new Set<LocalDate>()
  for (const { start, end } of occurrencesWithin('', { time, overrides }, { from: 0, to })) {
    const last = dateOf(Math.max(start, end - 1))
    for (let date = dateOf(start); date <= last && days.size < mostDays; date = addDays(date, 1)) {
      days.add(date)
    }
    if (days.size === mostDays) break
  }
  return [...days]
}

const sameDay = (one: Candidate, other: Candidate): boolean => meet(one.dates, other.dates)

/** What is addressed to the whole Union can still take place in a town of some country. */
const sameWhere = (one: Candidate, other: Candidate): boolean => {
  const sameCountry = one.country === other.country
  if (one.city === null || other.city === null) return sameCountry
  const anywhere = one.country === 'EU' || other.country === 'EU'
  return (sameCountry || anywhere) && sameTown(one.city, other.city)
}

const meet = (some: readonly string[], others: readonly string[]): boolean =>
  some.some((each) => others.includes(each))

/** How alike the likeliest pair of titles is, 0 to 1. The place says nothing: it is the same. */
const titleLikeness = (one: Candidate, other: Candidate): number => {
  const place = new Set([
    ...[one.city, other.city].flatMap((city) => (city === null ? [] : townWords(city))),
    ...[one.country, other.country].flatMap(namesOfCountry).flatMap(foldedWords),
  ])
  const [some, others] = [one, other].map(({ titles }) =>
    titles.map(({ text }) => tellingWords(text, place))
  )
  return Math.max(
    0,
    ...(some ?? []).flatMap((a) =>
      (others ?? []).map((b) => Math.max(dice(trigramsOf(a), trigramsOf(b)), contained(a, b)))
    )
  )
}

/** The words of a title without those of the place, unless little else is left. */
const tellingWords = (title: string, place: ReadonlySet<string>): readonly string[] => {
  const words = foldedWords(title)
  const telling = words.filter((word) => !place.has(word))
  return telling.length >= 2 ? telling : words
}

/** Trigrams of the words one by one, so that their order says nothing. */
const trigramsOf = (words: readonly string[]): ReadonlySet<string> =>
  new Set(
    words.flatMap((word) => {
      const padded = ` ${word} `
      return Array.from({ length: padded.length - 2 }, (_, at) => padded.slice(at, at + 3))
    })
  )

const shared = (one: ReadonlySet<string>, other: ReadonlySet<string>): number =>
  [...one].filter((each) => other.has(each)).length

const dice = (one: ReadonlySet<string>, other: ReadonlySet<string>): number =>
  one.size + other.size === 0 ? 0 : (2 * shared(one, other)) / (one.size + other.size)

/** Shorter words than this are in every title. */
const wordLength = 4

/** A title typed with its second half left out: all its long words are in the other one. */
const contained = (one: readonly string[], other: readonly string[]): number => {
  const [a, b] = [one, other].map(
    (words) => new Set(words.filter((word) => word.length >= wordLength))
  )
  if (!a || !b || Math.min(a.size, b.size) < 2) return 0
  const share = shared(a, b) / Math.min(a.size, b.size)
  return share === 1 ? alike : 0
}

const isHomepage = (address: string): boolean => {
  const { pathname, search } = new URL(address)
  return pathname === '/' && search === ''
}

/** Parameters that choose a language; those that track people are gone from what is stored. */
const ofLanguage = new Set(['lang', 'language', 'locale', 'hl', 'l'])

/**
 * An address as it is compared: host and path without `www.`, a leading language and the final
 * slash, with the parameters that name a page. One page in two languages is one page.
 */
const addressKey = (address: string): string => {
  const { hostname, pathname, searchParams } = new URL(address)
  const parameters = [...searchParams]
    .filter(([name]) => !ofLanguage.has(name.toLowerCase()) && !/^(utm_|fbclid|gclid)/i.test(name))
    .map(([name, value]) => `${name}=${value}`)
    .sort()
  const path = pathname.replace(/^\/[a-z]{2}(?=\/|$)/i, '').replace(/\/$/, '')
  return [hostname.replace(/^www\./, '') + path, ...parameters].join('&')
}

const hostKey = (host: string): string =>
  /^https?:\/\//.test(host) ? addressKey(host) : folded(host)
