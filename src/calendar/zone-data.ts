import { dateOf, day, resolve } from './time.ts'
import { countries } from './vocabularies/countries.ts'

/**
 * A short name for the clock rules this runtime has, for runtimes that do not tell a version: a
 * digest of every day's offset in the zones of our countries over some years (both inclusive).
 */
export const zoneFingerprint = (fromYear: number, toYear: number): string => {
  let hash = 0x811c9dc5
  const zones = [...new Set(countries.terms.map((country) => country.zone))]
  for (const zone of zones) {
    let last: number | undefined
    for (let noon = Date.UTC(fromYear, 0, 1, 12); noon < Date.UTC(toYear + 1, 0); noon += day) {
      const offset = noon - resolve(noon, zone)
      if (offset === last) continue
      last = offset
      for (const char of `${zone} ${dateOf(noon)} ${offset}`) {
        hash = Math.imul(hash ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0
      }
    }
  }
  return `${fromYear}-${toYear}.${hash.toString(36)}`
}
