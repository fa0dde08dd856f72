/*
 * How ways are compared on a noisy machine: they take turns, the one who begins changes, and only
 * ratios within a round count. A median over rounds says more than any single time.
 */

/** Median of some numbers, with the smallest and the largest. */
export type Spread = Readonly<{ median: number; low: number; high: number }>

export const spreadOf = (values: readonly number[]): Spread => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  const lower = sorted[sorted.length % 2 ? middle : middle - 1] ?? Number.NaN
  return { median: (upper + lower) / 2, low: sorted[0] ?? Number.NaN, high: sorted.at(-1) ?? 0 }
}

/** Measures each of some ways in each of `rounds`; what each found, round by round. */
export const inTurn = async <Way extends string, Measured>(
  rounds: number,
  ways: readonly Way[],
  measure: (way: Way) => Promise<Measured>
): Promise<Readonly<Record<Way, Measured>>[]> => {
  const found: Readonly<Record<Way, Measured>>[] = []
  for (let round = 0; round < rounds; round += 1) {
    const first = round % ways.length
    const measured: Partial<Record<Way, Measured>> = {}
    for (const way of [...ways.slice(first), ...ways.slice(0, first)]) {
      measured[way] = await measure(way)
    }
    found.push(measured as Record<Way, Measured>)
  }
  return found
}

/** CPU milliseconds of this process, user and system, that one call of `work` takes. */
export const cpuOf = async (times: number, work: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage()
  for (let i = 0; i < times; i += 1) await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / times
}
