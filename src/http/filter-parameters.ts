import type { DescribeRouteOptions } from 'hono-openapi'
import { vocabularyOf } from '../calendar/facet-vocabularies.ts'
import { cancelledStyles, onlineWishes } from '../calendar/filter.ts'
import { type Facet, facets } from '../calendar/label.ts'

type Parameters = NonNullable<DescribeRouteOptions['parameters']>

const notes: Readonly<Partial<Record<Facet, string>>> = {
  theme: 'Also `group:education` for a whole group.',
  cbp: 'Common Basic Principles, 1 to 11.',
  language: 'Languages of the event, BCP 47; `ar:interpreted` for the part one plays.',
  teaches: 'Language taught, BCP 47; `de:B1` with its level.',
  city: 'Name of the city; accents and case don’t matter.',
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
    name: 'near',
    in: 'query',
    description: 'Latitude, longitude and at most 500 kilometres: `52.23,21.01,50`.',
    schema: { type: 'string' },
  },
  {
    name: 'q',
    in: 'query',
    description: 'Words, each the beginning of a word of the event; a leading “-” excludes.',
    schema: { type: 'string' },
  },
  {
    name: 'online',
    in: 'query',
    description:
      '`include` adds what can be attended from afar to the countries asked for, `exclude` leaves out what is online alone, `only` leaves nothing else.',
    schema: { type: 'string', enum: [...onlineWishes] },
  },
  {
    name: 'cancelled',
    in: 'query',
    description: 'Where cancelled events say so: in STATUS, in the title, in both; or not at all.',
    schema: { type: 'string', enum: [...cancelledStyles], default: 'both' },
  },
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
