import { invalidParameter } from '../calendar/fault.ts'
import { nearestOf } from '../calendar/vocabulary.ts'

/** Query parameters of an address that takes only these; anything else is refused with the nearest. */
export const readOnly = (url: string, accepted: readonly string[]): URLSearchParams => {
  const params = new URL(url).searchParams
  for (const name of params.keys()) {
    if (accepted.includes(name)) continue
    const near = nearestOf(name, accepted)
    throw invalidParameter(
      name.slice(0, 40),
      'unknown-parameter',
      `There is no parameter “${name.slice(0, 40)}” here${near ? `; did you mean “${near}”?` : '.'}`,
      near
    )
  }
  return params
}

/** `limit`, 1 to 100, 50 when absent; out of range is refused rather than clamped. */
export const readLimit = (params: URLSearchParams): number => {
  const raw = params.get('limit')
  if (raw === null) return 50
  const limit = /^\d{1,3}$/.test(raw) ? Number(raw) : 0
  if (limit >= 1 && limit <= 100) return limit
  throw invalidParameter('limit', 'out-of-range', '“limit” is a whole number from 1 to 100.')
}
