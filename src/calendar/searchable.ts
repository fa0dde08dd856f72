import type { EventContent } from './event.ts'
import { foldedWords } from './fold.ts'
import { plainOf } from './hygiene.ts'
import { type Label, labelsOf } from './label.ts'
import type { Point } from './near.ts'
import type { Publication } from './publication.ts'

/** All a filter can ask of an event. */
export type Searchable = Readonly<{
  labels: readonly Label[]
  /** Folded words of its texts in all languages, of its place and its organisers; each once, sorted. */
  words: readonly string[]
  /** Where it takes place; null when nobody said. */
  point: Point | null
}>

const wordsOf = (
  { translations, place, organiser }: EventContent,
  organisationName: string
): string[] => {
  const texts = [
    ...Object.values(translations).flatMap(({ title, teaser, description }) => [
      title,
      teaser,
      description && plainOf(description),
    ]),
    place?.name,
    place?.city,
    organiser?.name,
    organisationName,
  ]
  return [...new Set(texts.flatMap((text) => (text ? foldedWords(text) : [])))].sort()
}

/** What can be asked of a publication. One that was removed has no words any more. */
export const searchableOf = (publication: Publication): Searchable => {
  const { content, organisation } = publication
  const { lat, lon } = content.place ?? {}
  return {
    labels: labelsOf(publication),
    words: publication.state === 'removed' ? [] : wordsOf(content, organisation.name),
    point: lat !== undefined && lon !== undefined ? { lat, lon } : null,
  }
}
