/** A place on the globe, in degrees. */
export type Point = Readonly<{ lat: number; lon: number }>

/** Around a place: all within so many kilometres of it, as the crow flies. */
export type Near = Point & Readonly<{ km: number }>

/** A place as a unit vector: distances become one sum of products, which SQL can do as well. */
export type Direction = readonly [x: number, y: number, z: number]

/** Mean radius of the earth in kilometres (IUGG). */
const earthRadius = 6371.0088

/** Further than this is another filter: a country. */
export const farthest = 500

const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Where a place lies, seen from the middle of the earth. */
export const directionOf = ({ lat, lon }: Point): Direction => {
  const [phi, lambda] = [radians(lat), radians(lon)]
  return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)]
}

/** The least product of two directions that are at most so far apart. */
export const leastProduct = (km: number): number => Math.cos(km / earthRadius)

/** Is a place within the distance? The sum stands in the order in which the store's SQL takes it. */
export const isWithin = ({ km, ...centre }: Near, point: Point): boolean => {
  const [a, b] = [directionOf(centre), directionOf(point)]
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2] >= leastProduct(km)
}

const cellName = (row: number, column: number) => `${row}:${column}`

/** West to east, −180 to 179. */
const wrapped = (column: number) => ((((column + 180) % 360) + 360) % 360) - 180

/** The square degree a place lies in: its southern and its western edge. */
export const cellOf = ({ lat, lon }: Point): string =>
  cellName(Math.floor(lat), wrapped(Math.floor(lon)))

/** Every square degree a circle can touch: a few too many rather than one too few. */
export const cellsAround = ({ lat, lon, km }: Near): string[] => {
  // A hair wider, so that rounding leaves no place at the rim outside.
  const angle = km / earthRadius + 1e-6
  const up = (angle * 180) / Math.PI
  const rows = { from: Math.floor(Math.max(-90, lat - up)), to: Math.floor(Math.min(90, lat + up)) }
  const roundPole = Math.abs(lat) + up >= 90
  const aside = roundPole
    ? 180
    : (Math.asin(Math.min(1, Math.sin(angle) / Math.cos(radians(lat)))) * 180) / Math.PI
  const columns =
    aside >= 179
      ? { from: -180, to: 179 }
      : { from: Math.floor(lon - aside), to: Math.floor(lon + aside) }
  const cells = new Set<string>()
  for (let row = rows.from; row <= rows.to; row += 1) {
    for (let column = columns.from; column <= columns.to; column += 1) {
      cells.add(cellName(row, wrapped(column)))
    }
  }
  return [...cells]
}
