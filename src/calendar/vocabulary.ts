import { closest, distance } from 'fastest-levenshtein'

/** One permanent id with its English label. Ids are never renamed: a retired one names its successor. */
export type Term = Readonly<{
  id: string
  /** English label, at most 40 characters. Other languages live in message catalogues. */
  label: string
  /** Other spellings accepted on input, for example `EL` for `GR`. Never emitted. */
  aliases?: readonly string[]
  /** The id that took this one's place; input with the old id means the new one. */
  successor?: string
}>

/** A closed list of terms, and the only way to read one from input. */
export type Vocabulary<T extends Term = Term> = Readonly<{
  /** Singular name for sentences: “country”, “theme”. */
  name: string
  terms: readonly T[]
  /** The term of an id as stored, or undefined. */
  get(id: string): T | undefined
  /** Input in any case, or an alias or a retired id → the id that is stored; undefined if unknown. */
  resolve(raw: string): string | undefined
  /** The id most like `raw`, for “did you mean”; undefined if nothing is near. */
  nearest(raw: string): string | undefined
}>

/** The value of `accepted` most like `raw`, undefined when more than half of it would have to change. */
export const nearestOf = (raw: string, accepted: readonly string[]): string | undefined => {
  if (accepted.length === 0 || raw.length === 0 || raw.length > 60) return undefined
  const found = closest(
    raw.toLowerCase(),
    accepted.map((value) => value.toLowerCase())
  )
  const far = distance(raw.toLowerCase(), found)
  if (far > Math.max(1, Math.ceil(raw.length / 2))) return undefined
  return accepted.find((value) => value.toLowerCase() === found)
}

export const vocabulary = <T extends Term>(name: string, terms: readonly T[]): Vocabulary<T> => {
  const byId = new Map(terms.map((term) => [term.id, term]))
  const spellings = new Map<string, string>()
  for (const term of terms) {
    const target = term.successor ?? term.id
    for (const spelling of [term.id, ...(term.aliases ?? [])]) {
      spellings.set(spelling.toLowerCase(), target)
    }
  }
  const words = terms.flatMap((term) => [term.id, ...(term.aliases ?? []), term.label])
  return {
    name,
    terms,
    get: (id) => byId.get(id),
    resolve: (raw) => spellings.get(raw.trim().toLowerCase()),
    nearest: (raw) => {
      const word = nearestOf(raw.trim(), words)
      return terms.find((t) => t.id === word || t.label === word || t.aliases?.includes(word ?? ''))
        ?.id
    },
  }
}
