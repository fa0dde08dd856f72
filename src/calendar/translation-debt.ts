import type { EventContent, Translation } from './event.ts'
import { plainOf, teaserOf } from './hygiene.ts'
import type { Lang } from './language.ts'

/** Texts beside the title that a translation can lack. */
export type DebtText = 'teaser' | 'description'

/**
 * How a translation stands to its original. `behind`: made by a machine, or without a text that the
 * original has. `stale`: the original was changed after it, which outweighs the rest.
 */
export type TranslationDebt = Readonly<{
  lang: Lang
  state: 'current' | 'behind' | 'stale'
  /** No person has translated it. */
  machine: boolean
  missing: readonly DebtText[]
}>

/** What each translation owes to the original, in the order of the content; the original owes nothing. */
export const translationDebt = ({
  originalLang,
  translations,
}: Pick<EventContent, 'originalLang' | 'translations'>): readonly TranslationDebt[] => {
  const wanted = textsOf(translations[originalLang])
  return Object.entries(translations)
    .filter(([lang]) => lang !== originalLang)
    .map(([lang, text]) => debtOf(lang, text, wanted))
}

/** A teaser cut from the description is no text of its own: it comes with the description. */
const textsOf = (original: Translation | undefined): readonly DebtText[] => {
  if (!original) return []
  const { teaser, description } = original
  const cut = description !== undefined && teaser === teaserOf(plainOf(description))
  return [
    ...(teaser && !cut ? (['teaser'] as const) : []),
    ...(description ? (['description'] as const) : []),
  ]
}

const debtOf = (lang: Lang, text: Translation, wanted: readonly DebtText[]): TranslationDebt => {
  const missing = wanted.filter((name) => !text[name])
  const machine = text.origin === 'machine'
  const behind = machine || missing.length > 0
  return { lang, state: text.stale ? 'stale' : behind ? 'behind' : 'current', machine, missing }
}
