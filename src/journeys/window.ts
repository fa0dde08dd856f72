import { addDays, addMonths, type LocalDate, type Window } from '../calendar/time.ts'

/** The window of a feed when its reader names none: 30 days back to 18 months ahead. */
const daysBack = 30
const monthsAhead = 18

/** Fixed ends where the filter names them, moving ones elsewhere; `to` exclusive. */
export const windowOf = (
  { from, to }: Readonly<{ from?: LocalDate; to?: LocalDate }>,
  today: LocalDate
): Window => {
  const start =
    from ??
    (to && to <= addDays(today, -daysBack) ? addDays(to, -daysBack) : addDays(today, -daysBack))
  const end = to ?? addMonths(start > today ? start : today, monthsAhead)
  return { from: start, to: end }
}
