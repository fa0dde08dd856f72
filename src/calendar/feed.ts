import * as z from 'zod'
import { Fault } from './fault.ts'
import { canonicalQuery, type FilterRequest, localeChain, parseFilter } from './filter.ts'
import { cleanDescription } from './hygiene.ts'
import { canonicalLang, type Lang } from './language.ts'
import type { LocalDate } from './time.ts'

/** What calendars show of a feed, in one language. */
export type FeedText = Readonly<{ title: string; description: string }>

/** What every feed has. The slug is its address and a promise: it is never renamed. */
type Feed = Readonly<{
  slug: string
  /** Old slugs and other spellings, served as the same feed for ever. */
  aliases: readonly string[]
}>

type NamedFeed = Feed &
  FeedText &
  Readonly<{
    /** A word or two for lists whose heading says the rest: “Poland”. */
    name: string
    /** Title and description in languages beside English. */
    translations: Readonly<Record<Lang, FeedText>>
    /** Who keeps it; null for the feeds that stand by themselves. */
    keptBy: string | null
  }>

/** A selection of events. `from` and `to` in its filter fix the window; without, it moves. */
export type OpenFeed = NamedFeed & Readonly<{ kind: 'open'; request: FilterRequest }>

/** Not a selection of events: its own address makes what it holds. */
export type MadeFeed = NamedFeed & Readonly<{ kind: 'made' }>

/** Nobody keeps it any more: a calendar with one notice, never a 404. */
export type ClosedFeed = NamedFeed & Readonly<{ kind: 'closed'; closed: Closing }>

/** Its address answers 301 to the feed of another slug, which is there and has not moved itself. */
export type MovedFeed = Feed & Readonly<{ kind: 'moved'; movedTo: string }>

/** What subscribers of a closed feed read: an all-day event on the local date `on`. */
export type Closing = Readonly<{
  on: LocalDate
  /** The title of the event: “This calendar has ended”. */
  title: string
  /** Why, and where to go instead; plain text, at most 500 characters. */
  notice: string
  /** The language of both. */
  lang: Lang
}>

/** A feed with an address of its own: one reviewed JSON file in `feeds/`, or standing by itself. */
export type FeedDefinition = OpenFeed | MadeFeed | ClosedFeed | MovedFeed
/** The feeds a list shows. */
export type ListedFeed = Exclude<FeedDefinition, MovedFeed>

const slug = z
  .string()
  .max(80, 'A slug has at most 80 characters.')
  .regex(
    /^[a-z0-9]+(?:[-/][a-z0-9]+)*$/,
    'A slug is lower-case letters and digits, with “-” or “/” between them.'
  )

/** One line of plain text. */
const line = (most: number) =>
  z
    .string()
    .min(1, 'Say something.')
    .max(most, `At most ${most} characters.`)
    .regex(/^[^\p{Cc}]*$/u, 'One line, without control characters.')

const lang = z
  .string()
  .refine((tag) => canonicalLang(tag) === tag, 'Give a language as a canonical tag, such as “el”.')

const text = { title: line(120), description: line(400) } as const

const everyFeed = { slug, aliases: z.array(slug).default([]), keptBy: line(80) } as const

const namedFeed = {
  ...everyFeed,
  ...text,
  translations: z.record(lang, z.strictObject(text)).default({}),
} as const

const openFile = z.strictObject({
  ...namedFeed,
  /** Parameters as in an address: `{ "country": "PL,EU" }`. */
  filter: z.record(z.string(), z.string()),
  /** Text languages, best first; absent means each event's original. */
  locale: z.string().optional(),
  /** Absent: 30 days back to 18 months ahead, moving. `to` is exclusive. */
  window: z.strictObject({ from: z.iso.date(), to: z.iso.date() }).optional(),
})

const closedFile = z.strictObject({
  ...namedFeed,
  closed: z.strictObject({
    on: z.iso.date('Give the date of the notice as YYYY-MM-DD.'),
    title: line(120),
    notice: z
      .string()
      .max(500, 'A notice has at most 500 characters.')
      .refine((raw) => {
        const cleaned = cleanDescription(raw)
        return cleaned.ok && cleaned.value.plain !== ''
      }, 'Say something.'),
    lang: lang.default('en'),
  }),
})

const movedFile = z.strictObject({ ...everyFeed, movedTo: slug })

/** What address parameters say beside the filter is said by fields of their own. */
const ownFields: Readonly<Record<string, string>> = {
  locale: 'locale',
  from: 'window',
  to: 'window',
}

const requestOf = ({ filter, locale, window }: z.output<typeof openFile>): FilterRequest => {
  for (const name of Object.keys(filter)) {
    if (ownFields[name]) {
      throw new Error(`filter: “${name}” is said by the field “${ownFields[name]}”.`)
    }
  }
  const params = new URLSearchParams({ ...filter, ...(locale && { locale }), ...window })
  try {
    return parseFilter(params)
  } catch (error) {
    throw error instanceof Fault ? new Error(`filter: ${error.message}`) : error
  }
}

/** A file that is no feed: one line for each thing that is wrong in it. */
const refusal = (file: unknown, complaints: readonly string[]): Error => {
  const known = z.looseObject({ slug: z.string() }).safeParse(file)
  const path = known.success ? `feeds/${known.data.slug}.json` : 'A file in feeds/ without a slug'
  return new Error(complaints.map((each) => `${path}: ${each}`).join('\n'))
}

const checked = <Schema extends z.ZodType>(schema: Schema, file: unknown): z.output<Schema> => {
  const result = schema.safeParse(file)
  if (result.success) return result.data
  throw refusal(
    file,
    result.error.issues.map(({ path, message }) => [...path.map(String), message].join(': '))
  )
}

const has = (file: unknown, name: string) =>
  typeof file === 'object' && file !== null && Object.hasOwn(file, name)

/**
 * Reads a file of `feeds/`. It is open and has a `filter`, or `closed` and has its notice, or it has
 * `movedTo` and then neither filter nor title. Throws an error that names each wrong field.
 */
export const readFeed = (file: unknown): FeedDefinition => {
  if (has(file, 'movedTo')) return { kind: 'moved', ...checked(movedFile, file) }
  if (has(file, 'closed')) {
    const feed = checked(closedFile, file)
    return { kind: 'closed', name: feed.title, ...feed }
  }
  const parsed = checked(openFile, file)
  const { filter: _filter, locale: _locale, window: _window, ...feed } = parsed
  try {
    return { kind: 'open', name: feed.title, ...feed, request: requestOf(parsed) }
  } catch (error) {
    throw error instanceof Error ? refusal(file, [error.message]) : error
  }
}

/** Title and description in the first of the wished languages there are, else in English. */
export const feedTextIn = (
  { title, description, translations }: ListedFeed,
  locale: readonly Lang[]
): FeedText & Readonly<{ lang: Lang }> => {
  for (const tag of localeChain(locale)) {
    const found = translations[tag]
    if (found) return { ...found, lang: tag }
    if (tag === 'en') break
  }
  return { title, description, lang: 'en' }
}

/** What a feed selects, in canonical spelling and whatever the languages of its texts. */
export const selectionOf = ({ request }: OpenFeed): string =>
  canonicalQuery({ ...request, locale: [] })
