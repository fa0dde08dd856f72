import { Fault } from '../../calendar/fault.ts'
import { parseFilter } from '../../calendar/filter.ts'
import { filterText } from '../../calendar/filter-text.ts'
import { facets } from '../../calendar/label.ts'
import type { Sheet } from '../submit/sheet.ts'
import { drawn } from './choices.ts'

/** A value of the address that no control of the form shows. */
type Kept = Readonly<{ name: string; value: string; label: string }>

/**
 * What the address says beyond what is drawn: left-out values, principles, organisations. A value the
 * filter does not know is not kept: sent again, it would be wrong again.
 */
export const keptOf = (sheet: Sheet): Kept[] =>
  facets.flatMap((name) =>
    sheet
      .values(name)
      .filter((value) => !isShown(sheet, name, value))
      .flatMap((value) => {
        const label = nameOfValue(name, value)
        return label === null ? [] : [{ name, value, label }]
      })
  )

/** Does a control of its own show a value? The one line for cities takes all that are not left out. */
const isShown = (sheet: Sheet, name: string, value: string): boolean => {
  if (name === 'city') return !value.startsWith('-')
  if (name === 'teaches') return firstDrawn(sheet, name) === value
  return drawn[name]?.has(value) ?? false
}

/** The first value of a field that a list to choose one from can show; empty when there is none. */
export const firstDrawn = (sheet: Sheet, name: string): string =>
  sheet.values(name).find((value) => drawn[name]?.has(value)) ?? ''

/** One value of a parameter in words, “not Poland”; null when the filter does not know it. */
const nameOfValue = (name: string, value: string): string | null => {
  try {
    return filterText(parseFilter(new URLSearchParams([[name, value]])).filter)
  } catch (error) {
    if (error instanceof Fault) return null
    throw error
  }
}
