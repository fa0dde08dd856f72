import { diffArrays } from 'diff'
import {
  type Aspect,
  dateLists,
  type Field,
  factAspects,
  originalLanguage,
  overrideSaid,
  rule,
  type Said,
  textAspects,
  time,
} from './aspects.ts'
import type { EventContent } from './event.ts'
import type { Lang } from './language.ts'

/** A stretch of a text: in both versions, only in the one before, only in the one after. */
export type Part = Readonly<{ text: string; op: 'same' | 'added' | 'removed' }>

/** One aspect of an event that two contents put differently. */
export type Difference = Readonly<{
  /**
   * JSON Pointer of the topmost place that differs: into the content after, or the one before for
   * what was removed. What lies below it is part of it, except under `/time`, where the rule and the
   * dates beside it are differences of their own.
   */
  path: string
  field: Field
  /** The language of a text; null where no one language is meant. */
  lang: Lang | null
  kind: 'added' | 'removed' | 'changed'
  /** As people read it, in English or in the text's own language; null: nothing was said. */
  before: string | null
  after: string | null
  /**
   * Word by word (lists: entry by entry), when something was said before and after. Without what
   * was added they spell `before`, without what was removed `after`.
   */
  parts?: readonly Part[]
}>

/**
 * What an edit changes, field by field and, for texts, language by language, in the order of the
 * form: texts (the original first), time, dates that differ, place, tags, registration, cost,
 * accessibility, organiser, contact. `before` is null for an event that is new: all it says is added.
 * A changed description is up to three differences: its text, where its links lead (`links`), or,
 * when neither differs, its markup (`form`).
 */
export const differences = (
  before: EventContent | null,
  after: EventContent
): readonly Difference[] => [
  ...between([originalLanguage], before, after),
  ...languagesOf(before, after).flatMap((lang) => textDifferences(lang, before, after)),
  ...between([time], before, after),
  ...ruleDifferences(before, after),
  ...between(dateLists, before, after),
  ...overrideDifferences(before, after),
  ...between(factAspects, before, after),
]

/** More edits than this are no edit but another text, and comparing costs their square. */
const mostEdits = 1000

/** Between the entries of a list; entries hold commas. */
const separator = '; '

type Place = Readonly<{ path: string; field: Field; lang?: Lang }>

const between = <T>(
  aspects: readonly (Aspect<T> & Readonly<{ field: Field }>)[],
  before: T | null | undefined,
  after: T | null | undefined,
  under: Readonly<{ path: string; lang: Lang }> | null = null
): Difference[] =>
  aspects.flatMap(({ field, path, said }) =>
    compared(
      { field, path: `${under?.path ?? ''}${path}`, ...(under && { lang: under.lang }) },
      before ? said(before) : null,
      after ? said(after) : null
    )
  )

const compared = ({ path, field, lang }: Place, before: Said, after: Said): Difference[] => {
  const [was, is] = [textOf(before), textOf(after)]
  if (was === is) return []
  const kind = was === null ? 'added' : is === null ? 'removed' : 'changed'
  const parts =
    before !== null && after !== null
      ? partsOf(tokensOf(before, lang), tokensOf(after, lang))
      : undefined
  return [
    { path, field, lang: lang ?? null, kind, before: was, after: is, ...(parts && { parts }) },
  ]
}

const textOf = (said: Said): string | null =>
  said === null || typeof said === 'string' ? said : said.join(separator)

const tokensOf = (said: string | readonly string[], lang: Lang = 'en'): string[] =>
  typeof said === 'string'
    ? Array.from(
        new Intl.Segmenter(lang, { granularity: 'word' }).segment(said),
        ({ segment }) => segment
      )
    : said.flatMap((entry, index) => (index === 0 ? [entry] : [separator, entry]))

const partsOf = (before: string[], after: string[]): readonly Part[] => {
  const changes = diffArrays(before, after, { maxEditLength: mostEdits })
  if (!changes) {
    return [
      { text: before.join(''), op: 'removed' },
      { text: after.join(''), op: 'added' },
    ]
  }
  const parts: Part[] = []
  let [removed, added] = ['', '']
  const close = () => {
    if (removed) parts.push({ text: removed, op: 'removed' })
    if (added) parts.push({ text: added, op: 'added' })
    ;[removed, added] = ['', '']
  }
  for (const [index, change] of changes.entries()) {
    const text = change.value.join('')
    // A space between two changed words belongs to the change: people read phrases.
    const bridges = removed !== '' && added !== '' && /^\s+$/.test(text) && changes[index + 1]
    if (change.removed || bridges) removed += text
    if (change.added || bridges) added += text
    if (change.removed || change.added || bridges) continue
    close()
    parts.push({ text, op: 'same' })
  }
  close()
  return parts
}

/** The original first, then the others as they come, dropped ones last. */
const languagesOf = (before: EventContent | null, after: EventContent): readonly Lang[] => [
  ...new Set([
    after.originalLang,
    ...Object.keys(after.translations),
    ...Object.keys(before?.translations ?? {}),
  ]),
]

const textDifferences = (
  lang: Lang,
  before: EventContent | null,
  after: EventContent
): readonly Difference[] => {
  const [was, is] = [before?.translations[lang], after.translations[lang]]
  const path = `/translations/${lang}`
  const found = between(textAspects, was, is, { path, lang })
  const sameWords = !found.some(({ field }) => field === 'description' || field === 'links')
  const markup = sameWords
    ? compared(
        { field: 'form', path: `${path}/description`, lang },
        was?.description ?? null,
        is?.description ?? null
      )
    : []
  return [...found, ...markup]
}

/** Two rules can read the same in words; then they are shown as they are. */
const ruleDifferences = (
  before: EventContent | null,
  after: EventContent
): readonly Difference[] => {
  const found = between([rule], before, after)
  if (found.length) return found
  const { field, path } = rule
  return compared({ field, path }, before?.time.rule ?? null, after.time.rule ?? null)
}

/** Dates that are not like the others, told apart by the start the series gives them. */
const overrideDifferences = (
  before: EventContent | null,
  after: EventContent
): readonly Difference[] => {
  const [was, is] = [before?.overrides ?? [], after.overrides ?? []]
  const dates = [...new Set([...is, ...was].map(({ date }) => date))].sort()
  return dates.flatMap((date) => {
    const [then, now] = [was, is].map((list) => list.find((each) => each.date === date))
    const index = now ? is.indexOf(now) : was.findIndex((each) => each.date === date)
    return compared(
      { field: 'override', path: `/overrides/${index}` },
      then ? overrideSaid(then) : null,
      now ? overrideSaid(now) : null
    )
  })
}
