import { folded } from './fold.ts'
import { baseLang, type Lang } from './language.ts'
import { cellOf } from './near.ts'
import type { Publication } from './publication.ts'
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
  'accessibility',
  'attendance',
  'scope',
  'organisation',
  'city',
  'status',
] as const
export type Facet = (typeof facets)[number]

/**
 * Kinds of labels no parameter names one by one: can it be attended from afar, in which degree of
 * latitude and longitude does it take place, does its registration close on a known date.
 */
export type Hidden = 'remote' | 'cell' | 'deadline'

/** A searchable word on an event, `kind:value`; for example `country:PL` or `theme:group:rights`. */
export type Label = `${Facet | Hidden}:${string}`

/** The label every event carries: the version of “everything” is kept under it. */
export const everything = 'all'

/** It takes place online, or online too. */
export const remote: Label = 'remote:yes'
/** Its registration closes on a day that is known. */
export const withDeadline: Label = 'deadline:yes'

const languageLabels = (
  facet: 'language' | 'teaches',
  tag: Lang,
  more: string | undefined
): Label[] =>
  [tag, baseLang(tag)].flatMap((lang): Label[] => [
    `${facet}:${lang}`,
    ...(more === undefined ? [] : [`${facet}:${lang}:${more}` as const]),
  ])

/** All labels of an event, sorted, each once. Groups and principles of its themes are labels too. */
export const labelsOf = ({
  content,
  organisation,
  status,
}: Pick<Publication, 'content' | 'organisation' | 'status'>): Label[] => {
  const { teaches, format, scope, place, attendance, accessibility } = content
  const labels: Label[] = [
    ...content.countries.map((id): Label => `country:${id}`),
    ...content.eventLanguages.flatMap(({ lang, role }) => languageLabels('language', lang, role)),
    ...(teaches ? languageLabels('teaches', teaches.lang, teaches.level) : []),
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
    ...Object.entries(accessibility?.features ?? {}).flatMap(([feature, has]): Label[] =>
      has === 'yes' ? [`accessibility:${feature}`] : []
    ),
    `attendance:${attendance}`,
    ...(attendance === 'offline' ? [] : [remote]),
    ...(scope ? [`scope:${scope}` as const] : []),
    `organisation:${organisation.slug}`,
    ...(place?.city && folded(place.city) ? [`city:${folded(place.city)}` as const] : []),
    `status:${status}`,
    ...(place?.lat !== undefined && place.lon !== undefined
      ? [`cell:${cellOf({ lat: place.lat, lon: place.lon })}` as const]
      : []),
    ...(content.registration?.deadline && content.registration.kind !== 'none'
      ? [withDeadline]
      : []),
  ]
  return [...new Set(labels)].sort()
}
