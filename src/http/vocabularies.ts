import { Hono } from 'hono'
import { describeRoute, resolver } from 'hono-openapi'
import * as z from 'zod'
import { facetVocabularies } from '../calendar/facet-vocabularies.ts'
import { Fault } from '../calendar/fault.ts'
import { themeGroups } from '../calendar/vocabularies/themes.ts'
import { nearestOf, type Vocabulary } from '../calendar/vocabulary.ts'
import { documented } from './documented.ts'
import { corsHeaders, safetyHeaders } from './problem.ts'

const { country, theme, track, format, audience, cost, accessibility, attendance, scope, status } =
  facetVocabularies

/** The closed lists by the plural that names each in its address. */
const lists: Readonly<Record<string, Vocabulary>> = {
  countries: country,
  themes: theme,
  groups: themeGroups,
  tracks: track,
  formats: format,
  audiences: audience,
  costs: cost,
  accessibility,
  attendances: attendance,
  scopes: scope,
  statuses: status,
}

const listAnswer = z.object({
  name: z.string(),
  terms: z.array(z.looseObject({ id: z.string(), label: z.string() })),
})

const headers = {
  'Content-Type': 'application/json; charset=utf-8',
  // The lists change with releases alone.
  'Cache-Control': 'public, max-age=3600, stale-while-revalidate=86400',
  ...corsHeaders,
  ...safetyHeaders,
}

/** `/v1/vocabularies/{list}`: ids, labels in English and what else is known of each word of a filter. */
export const vocabularyRoutes = () => {
  const app = new Hono()
  app.get(
    '/:list',
    describeRoute({
      summary: 'A closed list of words',
      description: `One of ${Object.keys(lists).join(', ')}. Ids are permanent; a retired one names its \`successor\`.`,
      responses: documented({ 200: ['The list', resolver(listAnswer)] }, [404]),
    }),
    (c) => {
      const name = c.req.param('list')
      const list = Object.hasOwn(lists, name) ? lists[name] : undefined
      if (!list) {
        const near = nearestOf(name, Object.keys(lists))
        throw new Fault(
          'not_found',
          `There is no list “${name.slice(0, 40)}”${near ? `; did you mean “${near}”?` : '.'}`
        )
      }
      return c.body(JSON.stringify({ name, terms: list.terms }), 200, headers)
    }
  )
  return app
}
