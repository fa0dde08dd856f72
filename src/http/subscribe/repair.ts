import { Fault, type FaultDetail } from '../../calendar/fault.ts'
import { parseFilter } from '../../calendar/filter.ts'

const isKnown = (name: string, value: string): boolean => {
  try {
    parseFilter(new URLSearchParams([[name, value]]))
    return true
  } catch (error) {
    if (error instanceof Fault) return false
    throw error
  }
}

/** A value left out is wrong in the same way: the nearest is left out then. */
const instead = (value: string, suggestion: string) =>
  value.startsWith('-') ? `-${suggestion}` : suggestion

/**
 * The parameters with the nearest value (or name) in place of what a fault complains of; null when
 * nothing is near.
 */
export const repaired = (
  params: URLSearchParams,
  { parameter, code, suggestion }: FaultDetail
): URLSearchParams | null => {
  if (!parameter || !suggestion) return null
  const renames = code === 'unknown-parameter'
  return new URLSearchParams(
    [...params].map(([name, value]) => {
      if (name !== parameter) return [name, value]
      if (renames) return [suggestion, value]
      return [name, isKnown(name, value) ? value : instead(value, suggestion)]
    })
  )
}
