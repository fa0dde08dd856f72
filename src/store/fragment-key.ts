import type { FragmentFormat } from '../calendar/publication.ts'

/** Codes of the formats in keys of stored texts: permanent, a new format takes the next one. */
const codes: Readonly<Record<FragmentFormat, number>> = {
  ics: 0,
  item: 1,
  card: 2,
  json: 3,
  'ics:status': 4,
  'ics:title': 5,
  'item:status': 6,
}

/** Keys of one event; and of one format within it. */
export const keysOfEvent = 65_536
const keysOfFormat = 256

/** First key of a format behind the first key of an event; that of the original text. */
export const formatOffset = (format: FragmentFormat): number => codes[format] * keysOfFormat

/** Last key of a format behind the first key of an event. */
export const lastOffset = (format: FragmentFormat): number =>
  formatOffset(format) + keysOfFormat - 1
