import type { Facet } from './label.ts'
import { countries } from './vocabularies/countries.ts'
import {
  accessibilityFeatures,
  attendances,
  audiences,
  costKinds,
  formats,
  scopes,
  statuses,
  tracks,
} from './vocabularies/kinds.ts'
import { themes } from './vocabularies/themes.ts'
import type { Vocabulary } from './vocabulary.ts'

/** The closed list behind each facet that has one; languages, principles and organisations have none. */
export const facetVocabularies = {
  country: countries,
  theme: themes,
  track: tracks,
  format: formats,
  audience: audiences,
  cost: costKinds,
  accessibility: accessibilityFeatures,
  attendance: attendances,
  scope: scopes,
  status: statuses,
} as const satisfies Partial<Record<Facet, Vocabulary>>

/** The list of a facet, if it has one. */
export const vocabularyOf = (facet: Facet): Vocabulary | undefined =>
  (facetVocabularies as Partial<Record<Facet, Vocabulary>>)[facet]
