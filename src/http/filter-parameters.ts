import type { DescribeRouteOptions } from 'hono-openapi'
import { vocabularyOf } from '../calendar/facet-vocabularies.ts'
import { type Facet, facets } from '../calendar/label.ts'

type Parameters = NonNullable<DescribeRouteOptions['parameters']>

const notes: Readonly<Partial<Record<Facet, string>>> = {
  theme: 'Also `group:education` for a whole group.',
  cbp: 'Common Basic Principles, 1 to 11.',
  language: 'Languages of the event, BCP 47.',
  teaches: 'Language taught, BCP 47.',
  organisation: 'Slug of the submitting organisation.',
}

/** The filter grammar as OpenAPI parameters, the same for feeds, events and months. */
export const filterParameters: Parameters = [
  ...facets.map((facet) => {
    const ids = vocabularyOf(facet)?.terms.map((term) => term.id)
    const values = ids ? ` One of: ${ids.join(', ')}.` : ''
    return {
      name: facet,
      in: 'query' as const,
      description: `Comma or repetition means OR, a leading “-” excludes. ${notes[facet] ?? ''}${values}`,
      schema: { type: 'array' as const, items: { type: 'string' as const } },
      explode: false,
    }
  }),
  {
    name: 'from',
    in: 'query',
    description: 'First local date.',
    schema: { type: 'string', format: 'date' },
  },
  {
    name: 'to',
    in: 'query',
    description: 'Exclusive local date.',
    schema: { type: 'string', format: 'date' },
  },
  {
    name: 'locale',
    in: 'query',
    description: 'Text languages, best first: `el,en`.',
    schema: { type: 'string' },
  },
]
