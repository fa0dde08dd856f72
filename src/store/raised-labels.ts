import type { Driver } from './driver.ts'

/**
 * Labels whose version is newer than a journal number: those that events published, changed or gone
 * since then carry or carried. At most `most`, the newest first.
 */
export const raisedLabels = async (
  driver: Pick<Driver, 'all'>,
  since: number,
  most: number
): Promise<string[]> => {
  const rows = await driver.all<{ label: string }>(
    'select label from label_version where number > ? order by number desc, label limit ?',
    [since, most]
  )
  return rows.map(({ label }) => label)
}
