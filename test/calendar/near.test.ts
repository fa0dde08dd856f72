import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cellOf, cellsAround, farthest, isWithin, type Point } from '../../src/calendar/near.ts'

const radius = 6371.0088
const radians = (degrees: number) => (degrees * Math.PI) / 180
const degrees = (angle: number) => (angle * 180) / Math.PI

/** Where one gets from a place after so many kilometres in a direction (degrees from north). */
const reached = ({ lat, lon }: Point, km: number, bearing: number): Point => {
  const [phi, angle, theta] = [radians(lat), km / radius, radians(bearing)]
  const sine = Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(theta)
  const aside = Math.atan2(
    Math.sin(theta) * Math.sin(angle) * Math.cos(phi),
    Math.cos(angle) - Math.sin(phi) * sine
  )
  const east = lon + degrees(aside)
  return {
    lat: degrees(Math.asin(Math.max(-1, Math.min(1, sine)))),
    lon: ((((east + 180) % 360) + 360) % 360) - 180,
  }
}

/** Anywhere, and often where maps end: the date line, the poles, corners of square degrees. */
const degree = (most: number) =>
  fc.oneof(
    fc.double({ min: -most, max: most, noNaN: true }),
    fc.integer({ min: -most, max: most }),
    fc.constantFrom(-most, most, most - 0.01, 0.01 - most, 0)
  )
const place = fc.record({ lat: degree(90), lon: degree(180) })
const distance = fc.oneof(
  fc.double({ min: 0.1, max: farthest, noNaN: true }),
  fc.constantFrom(0.1, 1, 111, farthest)
)
const bearing = fc.integer({ min: 0, max: 359 })

describe('a place is near another', () => {
  test.each([
    [52.2297, 21.0122, 51.7592, 19.456, 118, 119, 'Warsaw and Łódź'],
    [-17, 179.9, -17, -179.9, 21, 22, 'both sides of the date line'],
    [89.9, 0, 89.9, 180, 22, 23, 'both sides of the pole'],
    [0, 179.99, 0, -180, 1, 2, 'the date line itself'],
  ])('%f,%f to %f,%f is between %f and %f km: %s', (lat, lon, toLat, toLon, least, most) => {
    const there = { lat: toLat, lon: toLon }
    expect(isWithin({ lat, lon, km: most }, there)).toBe(true)
    expect(isWithin({ lat, lon, km: least }, there)).toBe(false)
    expect(isWithin({ ...there, km: most }, { lat, lon })).toBe(true)
  })

  test('if one gets there within the distance, in whatever direction', () => {
    fc.assert(
      fc.property(place, distance, bearing, fc.boolean(), (centre, km, direction, inside) => {
        const near = { ...centre, km }
        const there = reached(centre, inside ? km * 0.999 : km * 1.001 + 0.001, direction)
        expect(isWithin(near, there)).toBe(inside)
      }),
      { numRuns: 2000 }
    )
  })
})

describe('square degrees', () => {
  test('are named by their southern and western edge, the date line by the western hemisphere’s', () => {
    expect(cellOf({ lat: 52.23, lon: 21.01 })).toBe('52:21')
    expect(cellOf({ lat: -0.0001, lon: -0.0001 })).toBe('-1:-1')
    expect(cellOf({ lat: 0, lon: 180 })).toBe(cellOf({ lat: 0, lon: -180 }))
    expect(cellOf({ lat: 90, lon: 0 })).toBe('90:0')
  })

  test('around a place hold every place within the distance', () => {
    fc.assert(
      fc.property(
        place,
        distance,
        bearing,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (centre, km, direction, share) => {
          const cells = cellsAround({ ...centre, km })
          for (const part of [share, 1]) {
            const there = reached(centre, km * part, direction)
            expect(cells).toContain(cellOf(there))
          }
        }
      ),
      { numRuns: 3000 }
    )
  })

  test('hold every place that counts as near, wherever it lies', () => {
    const shift = fc.double({ min: -5, max: 5, noNaN: true })
    let near = 0
    fc.assert(
      fc.property(place, distance, shift, shift, (centre, km, north, east) => {
        const there = {
          lat: Math.max(-90, Math.min(90, centre.lat + north)),
          lon: ((((centre.lon + east + 180) % 360) + 360) % 360) - 180,
        }
        if (!isWithin({ ...centre, km }, there)) return
        near += 1
        expect(cellsAround({ ...centre, km })).toContain(cellOf(there))
      }),
      { numRuns: 3000 }
    )
    expect(near).toBeGreaterThan(200)
  })

  test('are few where the earth is wide, each once, and go once round it at a pole', () => {
    expect(cellsAround({ lat: 52.5, lon: 21.5, km: 20 })).toEqual(['52:21'])
    expect(cellsAround({ lat: 50.5, lon: 179.99, km: 10 }).sort()).toEqual(['50:-180', '50:179'])
    const polar = cellsAround({ lat: 89.99, lon: 7, km: 5 })
    expect(new Set(polar).size).toBe(polar.length)
    expect(polar.length).toBe(2 * 360)
  })
})
