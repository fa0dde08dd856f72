import { contradicts } from './contradiction.ts'
import { vocabularyOf } from './facet-vocabularies.ts'
import type { Filter, OnlineWish } from './filter.ts'
import { type Facet, facets } from './label.ts'
import { languageRoles } from './vocabularies/kinds.ts'
import { themeGroups } from './vocabularies/themes.ts'

const languageNames = new Intl.DisplayNames('en', { type: 'language' })

const labelOf = (facet: Facet, value: string): string =>
  vocabularyOf(facet)?.get(value)?.label ?? value

/** `ar:interpreted` → `Arabic` and `interpreted`. */
const languageOf = (value: string): readonly [name: string, part: string | undefined] => {
  const [tag = value, part] = value.split(':')
  return [languageNames.of(tag) ?? tag, part]
}

/** Facets whose values need more than the label of their list. */
const sayings: Readonly<Partial<Record<Facet, (value: string) => string>>> = {
  language: (value) => {
    const [name, role] = languageOf(value)
    return `in ${name}${role ? ` (${(languageRoles.get(role)?.label ?? role).toLowerCase()})` : ''}`
  },
  teaches: (value) => `teaching ${languageOf(value).filter(Boolean).join(' ')}`,
  theme: (value) =>
    value.startsWith('group:')
      ? (themeGroups.get(value.slice(6))?.label ?? value)
      : labelOf('theme', value),
  cbp: (value) => `Common Basic Principle ${value}`,
  organisation: (value) => `by ${value}`,
  // Kept folded: without capitals and accents.
  city: (value) => `in ${value.replace(/(?<!\p{L})\p{L}/gu, (letter) => letter.toUpperCase())}`,
}

const onlineWords: Readonly<Record<OnlineWish, string>> = {
  include: 'or online',
  exclude: 'not online alone',
  only: 'online',
}

const quoted = (word: string) => `“${word}”`

/**
 * A filter in English words, for the name of a feed or a page: “Poland or Malta · Language learning”;
 * empty for the filter that selects everything. One that contradicts itself says so.
 */
export const filterText = (filter: Filter): string => {
  const { choices, near, words, online, hide, from, to } = filter
  const parts = facets.flatMap((facet) => {
    const choice = choices[facet]
    if (!choice) return []
    const say = sayings[facet] ?? ((value: string) => labelOf(facet, value))
    const names = (values: readonly string[]) => values.map(say).join(' or ')
    return [
      ...(choice.any.length ? [names(choice.any)] : []),
      ...(choice.none.length ? [`not ${names(choice.none)}`] : []),
    ]
  })
  if (near) parts.push(`within ${near.km} km of ${near.lat}, ${near.lon}`)
  if (online) parts.push(onlineWords[online])
  if (words?.all.length) parts.push(words.all.map(quoted).join(' '))
  if (words?.none.length) parts.push(`without ${words.none.map(quoted).join(' or ')}`)
  if (hide) parts.push('without what is cancelled')
  if (from) parts.push(`from ${from}`)
  if (to) parts.push(`before ${to}`)
  const text = parts.join(' · ')
  return contradicts(filter) ? `${text} (nothing can match)` : text
}
