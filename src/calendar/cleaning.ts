import type { EventContent } from './event.ts'
import { type Cleaned, cleanDescription, cleanLine, cleanTitle } from './hygiene.ts'
import { canonicalLang, type Lang } from './language.ts'

/** Names of the rules of hygiene (`hygiene.ts`) that change texts, in their order of work. */
const ruleNames = ['W', 'I', 'T', 'E', 'M', 'C', 'S', 'Z', 'P'] as const
export type Rule = (typeof ruleNames)[number]

/** What each rule did, for people who only see what came of it. */
export const ruleSentences: Readonly<Record<Rule, string>> = {
  W: 'Broken characters were dropped, or accents joined to their letters.',
  I: 'Invisible characters were dropped; some of them can turn the direction of a text.',
  T: 'Markup that an event’s text does not hold was dropped.',
  E: 'Characters written as codes, such as “&amp;”, were written out.',
  M: 'Left-over settings of a word processor, or a “[more]” at the end, were dropped.',
  C: 'Line breaks were replaced, or control characters dropped.',
  S: 'Superfluous spaces were dropped.',
  Z: 'Accents stacked upon one letter were reduced to four.',
  P: 'Punctuation at the edges was dropped.',
}

/** A text that hygiene changed at the door. */
export type CleaningFlag = Readonly<{
  /** JSON Pointer into the content, as `Difference.path` has it. */
  pointer: string
  /** Null where a text belongs to no one language. */
  lang: Lang | null
  /** In their order of work. */
  rules: readonly Rule[]
}>

/**
 * Which texts of a content were changed when it came in, and by which rules, for the moderation
 * screen. `received` is the event as it was sent (see `receivedEvent`), before it became `content`.
 * Texts that only lost spaces are left out; what cannot be found in `received` has no flags.
 */
export const cleaningFlags = (received: unknown, content: EventContent): readonly CleaningFlag[] =>
  textsOf(received, content).flatMap(({ path, lang, raw, clean }) => {
    // White space at the edges is nobody's settings, but goes in the same step as those.
    const result = clean(raw.trim())
    const rules = result.ok ? ruleNames.filter((rule) => result.rules.includes(rule)) : []
    return rules.some((rule) => rule !== 'S')
      ? [{ pointer: `/${path.join('/')}`, lang, rules }]
      : []
  })

/**
 * The event in a body as it is kept with a revision: the body itself, or its `event`. Null when the
 * body was erased or is no JSON object.
 */
export const receivedEvent = (body: string | null): unknown => {
  if (!body?.trim().startsWith('{')) return null
  const parsed: unknown = JSON.parse(body)
  return at(parsed, ['event', 'translations']) === undefined ? parsed : at(parsed, ['event'])
}

type Cleaner = (raw: string) => Cleaned<unknown>
type Path = readonly (string | number)[]
type Text = Readonly<{ path: Path; lang: Lang | null; raw: string; clean: Cleaner }>

/** What came in had passed the limit of its field, so none is asked for again. */
const asLine: Cleaner = (raw) => cleanLine(raw, Number.POSITIVE_INFINITY)

const textFields = { title: cleanTitle, teaser: asLine, description: cleanDescription } as const

const placeLines: readonly Path[] = [['name'], ['address'], ['city']]
const otherLines: readonly Path[] = [
  ['cost', 'note'],
  ['accessibility', 'note'],
  ['organiser', 'name'],
  ['publicContact', 'name'],
]

const textsOf = (received: unknown, content: EventContent): readonly Text[] => [
  ...translated(received, ['translations'], content.translations),
  ...(content.overrides ?? []).flatMap(({ translations = {} }, index) =>
    translated(received, ['overrides', index, 'translations'], translations)
  ),
  ...linesIn(received, placed(['place'])),
  ...(content.overrides ?? []).flatMap((_, index) =>
    linesIn(received, placed(['overrides', index, 'place']))
  ),
  ...linesIn(received, otherLines),
]

const placed = (under: Path): readonly Path[] => placeLines.map((line) => [...under, ...line])

/** A language is found under its tag as it was typed: `PL`, `sr-latn`. */
const translated = (
  received: unknown,
  under: Path,
  texts: Readonly<Record<Lang, unknown>>
): readonly Text[] => {
  const keys = Object.keys(at(received, under) ?? {})
  return Object.keys(texts).flatMap((lang) => {
    const key = keys.find((typed) => canonicalLang(typed) === lang)
    return key === undefined
      ? []
      : Object.entries(textFields).flatMap(([field, clean]) => {
          const raw = at(received, [...under, key, field])
          return typeof raw === 'string'
            ? [{ path: [...under, lang, field], lang, raw, clean }]
            : []
        })
  })
}

const linesIn = (received: unknown, paths: readonly Path[]): readonly Text[] =>
  paths.flatMap((path) => {
    const raw = at(received, path)
    return typeof raw === 'string' ? [{ path, lang: null, raw, clean: asLine }] : []
  })

/** What stands at a place, undefined if nothing does. Only own properties: the body is a stranger's. */
const at = (value: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (inside, step) =>
      typeof inside === 'object' && inside !== null
        ? Object.getOwnPropertyDescriptor(inside, step)?.value
        : undefined,
    value
  )
