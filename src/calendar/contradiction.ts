import { type Filter, labelsWanted } from './filter.ts'
import { standsFor } from './filter-values.ts'
import { type Label, remote } from './label.ts'
import { baseLang } from './language.ts'
import { themes } from './vocabularies/themes.ts'

/** What an event that carries a label carries by that alone, the label itself first. */
const impliedBy = (label: Label): readonly string[] => {
  const [kind = '', value = '', part] = label.split(':')
  if (kind === 'language' || kind === 'teaches') {
    // `ar:interpreted` is Arabic, `de:B1` is German, `pt-BR` is Portuguese.
    const spoken = `${kind}:${baseLang(value)}`
    return [label, `${kind}:${value}`, spoken, `${spoken}:${part}`]
  }
  const theme = kind === 'theme' ? themes.get(value) : undefined
  if (!theme) return [label]
  return [label, `theme:group:${theme.group}`, ...theme.cbp.map((number) => `cbp:${number}`)]
}

/**
 * Can nothing ever match? True when all that a facet wants is excluded, directly or by what it
 * implies (`theme=language,-group:education`), when a word is looked for and excluded, and when what
 * takes place on the spot alone is wanted online. Such a filter is no mistake of the address: it is a
 * valid calendar that stays empty, and its name says so.
 */
export const contradicts = (filter: Filter): boolean => {
  const { all, none } = labelsWanted(filter)
  const excluded = new Set<string>(none)
  const isExcluded = (label: Label) => impliedBy(label).some((each) => excluded.has(each))
  const { words } = filter
  return (
    all.some((any) => any.every(isExcluded)) ||
    Boolean(words?.none.some((wish) => words.all.some((word) => standsFor(wish, word)))) ||
    (all.some((any) => any.every((label) => label === remote)) &&
      all.some((any) => any.every((label) => label === 'attendance:offline')))
  )
}
