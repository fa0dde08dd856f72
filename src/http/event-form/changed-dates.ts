import * as z from 'zod'
import { eventContent } from '../../calendar/event.ts'

/** An event on its way, before it is parsed. */
export type Changed = Readonly<Record<string, unknown>>

/** Of changed dates only what is needed to let one go; the calendar reads the rest. */
const changedDates = z.array(
  z.looseObject({
    date: z.string(),
    translations: z.record(z.string(), z.unknown()).optional(),
  })
)

/** The number of a changed date among those complained of. */
const place = (path: readonly PropertyKey[]): number | null =>
  path[0] === 'overrides' && typeof path[1] === 'number' ? path[1] : null

/**
 * An edit of a series may leave changed dates without a day they change, and texts of them in a
 * language the event has no more. Those go, and `dropped` says which, so that somebody can be told.
 */
export const withFittingDates = (
  wished: Changed
): Readonly<{ input: Changed; dropped: readonly string[] }> => {
  const { overrides, ...rest } = wished
  if (overrides === undefined) return { input: wished, dropped: [] }
  const known = changedDates.safeParse(overrides)
  if (!known.success) return { input: rest, dropped: [] }
  const texts = z.record(z.string(), z.unknown()).safeParse(rest.translations).data ?? {}
  const dates = known.data.map(({ translations, ...date }) => {
    const left = Object.entries(translations ?? {}).filter(([lang]) => lang in texts)
    return left.length ? { ...date, translations: Object.fromEntries(left) } : date
  })
  const complaints = eventContent.safeParse({ ...rest, overrides: dates }).error?.issues ?? []
  const wrong = new Set(complaints.map(({ path }) => place(path)))
  const fitting = dates.filter((_, index) => !wrong.has(index))
  return {
    input: { ...rest, ...((fitting.length || dates.length === 0) && { overrides: fitting }) },
    dropped: dates.filter((_, index) => wrong.has(index)).map(({ date }) => date),
  }
}
