import { vocabularyOf } from './facet-vocabularies.ts'
import type { Filter } from './filter.ts'
import { type Facet, facets } from './label.ts'
import { themeGroups } from './vocabularies/themes.ts'

const languageNames = new Intl.DisplayNames('en', { type: 'language' })

const nameOf = (facet: Facet, value: string): string => {
  if (facet === 'theme' && value.startsWith('group:')) {
    return themeGroups.get(value.slice(6))?.label ?? value
  }
  if (facet === 'language') return `in ${languageNames.of(value) ?? value}`
  if (facet === 'teaches') return `teaching ${languageNames.of(value) ?? value}`
  if (facet === 'cbp') return `Common Basic Principle ${value}`
  if (facet === 'organisation') return `by ${value}`
  return vocabularyOf(facet)?.get(value)?.label ?? value
}

/** A filter in English words, for the name of a feed or a page: “Poland or Malta · Language learning”. */
export const filterText = (filter: Filter): string => {
  const parts = facets.flatMap((facet) => {
    const choice = filter.choices[facet]
    if (!choice) return []
    const names = (values: readonly string[]) =>
      values.map((value) => nameOf(facet, value)).join(' or ')
    return [
      ...(choice.any.length ? [names(choice.any)] : []),
      ...(choice.none.length ? [`not ${names(choice.none)}`] : []),
    ]
  })
  if (filter.from) parts.push(`from ${filter.from}`)
  if (filter.to) parts.push(`before ${filter.to}`)
  return parts.join(' · ')
}
