import type { EventContent } from './event.ts'
import { baseLang, type Lang } from './language.ts'
import { themes } from './vocabularies/themes.ts'

/** Facets a filter can ask for; each names the kind of one label. */
export const facets = [
  'country',
  'language',
  'teaches',
  'theme',
  'cbp',
  'track',
  'format',
  'audience',
  'cost',
  'attendance',
  'scope',
  'organisation',
] as const
export type Facet = (typeof facets)[number]

/** A filterable word on an event, `facet:value`; for example `country:PL` or `theme:group:rights`. */
export type Label = `${Facet}:${string}`

/** The label every event carries: the version of “everything” is kept under it. */
export const everything = 'all'

const languageLabels = (facet: 'language' | 'teaches', tag: Lang): Label[] => [
  `${facet}:${tag}`,
  `${facet}:${baseLang(tag)}`,
]

/** All labels of an event, sorted, each once. Groups and principles of its themes are labels too. */
export const labelsOf = (content: EventContent, organisationSlug: string): Label[] => {
  const { teaches, format, scope } = content
  const labels: Label[] = [
    ...content.countries.map((id): Label => `country:${id}`),
    ...content.eventLanguages.flatMap(({ lang }) => languageLabels('language', lang)),
    ...(teaches ? languageLabels('teaches', teaches.lang) : []),
    ...content.themes.flatMap((id): Label[] => {
      const theme = themes.get(id)
      return [
        `theme:${id}`,
        ...(theme ? [`theme:group:${theme.group}` as const] : []),
        ...(theme?.cbp ?? []).map((principle) => `cbp:${principle}` as const),
      ]
    }),
    `track:${content.track}`,
    ...(format ? [`format:${format}` as const] : []),
    ...content.audience.map((id): Label => `audience:${id}`),
    `cost:${content.cost.kind}`,
    `attendance:${content.attendance}`,
    ...(scope ? [`scope:${scope}` as const] : []),
    `organisation:${organisationSlug}`,
  ]
  return [...new Set(labels)].sort()
}
