import type { FormFields } from '../../calendar/draft.ts'

/*
 * The builder's form is the filter grammar but for three fields that people think of separately: a
 * box for EU-wide events, one role for all languages of the event, the level of a course. They are
 * folded into the grammar when the form comes, and unfolded when it is drawn.
 */

const listed = (values: readonly string[]): string[] =>
  values
    .flatMap((value) => value.split(','))
    .map((value) => value.trim())
    .filter(Boolean)

/** Free text and numbers have commas of their own. */
const whole: ReadonlySet<string> = new Set(['q', 'near', 'from', 'to'])

/** Names of the three fields. */
export const folds = ['wide', 'role', 'level'] as const

const isFold = (name: string) => folds.some((fold) => fold === name)

const isChosen = (value: string) => !value.startsWith('-')

/** Values of a facet with an ending such as `:signed` where they have none yet. */
const ended = (values: readonly string[], ending: string | undefined): string[] =>
  ending
    ? values.map((value) =>
        value.includes(':') || !isChosen(value) ? value : `${value}:${ending}`
      )
    : [...values]

/**
 * The form as sent → parameters of the filter grammar, for `parseFilter`. Fields left empty are
 * dropped; what the grammar does not know stays, to be refused by it.
 */
export const foldedParameters = (params: URLSearchParams): URLSearchParams => {
  const one = (name: string) => listed(params.getAll(name))[0]
  const folded = new URLSearchParams()
  for (const name of new Set(params.keys())) {
    if (isFold(name)) continue
    const given = params.getAll(name)
    const values = whole.has(name) ? given.filter((value) => value.trim()) : listed(given)
    const wanted =
      name === 'language'
        ? ended(values, one('role'))
        : name === 'teaches'
          ? ended(values, one('level'))
          : values
    for (const value of wanted) folded.append(name, value)
  }
  const countries = folded.getAll('country')
  if (one('wide') && countries.some(isChosen) && !countries.includes('EU')) {
    folded.append('country', 'EU')
  }
  return folded
}

/** The one ending that all chosen values of a facet have, if they agree. */
const commonEnding = (values: readonly string[]): string | undefined => {
  const endings = new Set(values.filter(isChosen).map((value) => value.split(':')[1] ?? ''))
  const [ending] = endings
  return endings.size === 1 && ending ? ending : undefined
}

/** Parameters of an address → the form's fields as they are drawn; the way back from folding. */
export const fieldsOf = (params: URLSearchParams): FormFields => {
  const fields: Record<string, string[]> = {}
  for (const name of new Set(params.keys())) {
    const given = params.getAll(name)
    fields[name] = whole.has(name) ? given : listed(given)
  }
  const { country = [], language = [], teaches = [] } = fields
  const others = country.filter((value) => isChosen(value) && value !== 'EU')
  // Ticked from the start, so that people who then choose a country see what they get.
  if (others.length === 0) fields.wide = ['1']
  else if (country.includes('EU')) {
    fields.wide = ['1']
    fields.country = country.filter((value) => value !== 'EU')
  }
  for (const [name, fold, values] of [
    ['language', 'role', language],
    ['teaches', 'level', teaches],
  ] as const) {
    const ending = commonEnding(values)
    if (!ending) continue
    fields[fold] = [ending]
    fields[name] = values.map((value) =>
      isChosen(value) ? value.replace(`:${ending}`, '') : value
    )
  }
  return fields
}
