/*
 * How two ways are compared on a noisy machine: they take turns, the one who begins alternates, and
 * only ratios within a round count. A median over rounds says more than any single time.
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

/** Measures `ours` and `other` in turn, `rounds` times; the pairs in order. */
export const interleaved = async <Measured>(
  rounds: number,
  ours: () => Promise<Measured>,
  other: () => Promise<Measured>
): Promise<Readonly<{ ours: Measured; other: Measured }>[]> => {
  const pairs: Readonly<{ ours: Measured; other: Measured }>[] = []
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2) {
      const measured = await other()
      pairs.push({ ours: await ours(), other: measured })
    } else {
      const measured = await ours()
      pairs.push({ ours: measured, other: await other() })
    }
  }
  return pairs
}

/** CPU milliseconds of this process, user and system, that one call of `work` takes. */
export const cpuOf = async (times: number, work: () => Promise<unknown>): Promise<number> => {
  const before = process.cpuUsage()
  for (let i = 0; i < times; i += 1) await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000 / times
}
