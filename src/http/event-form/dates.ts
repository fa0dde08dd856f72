import type { FormFields } from '../../calendar/draft.ts'
import { type Form, inRow, merged } from './form.ts'
import { clockText, dateText } from './typed.ts'

/** Further dates of an event, and dates that are left out: the names of their rows. */
export const dateRows = {
  extraDates: { date: 'extra', clock: 'extraTime' },
  exceptDates: { date: 'except', clock: 'exceptTime' },
} as const
export type DateRow = (typeof dateRows)[keyof typeof dateRows]

export const ownsDates = (name: string): boolean =>
  /^(extra|extraTime|except|exceptTime)\.\d{1,3}$/.test(name)

/** The starts in the rows, sorted as the calendar sorts them; `clock` is the time of those without one. */
export const startsIn = (
  form: Form,
  names: DateRow,
  { allDay, clock }: Readonly<{ allDay: boolean; clock: string }>
): readonly Readonly<{ row: number; start: string }>[] => {
  const starts = new Map<string, number>()
  for (const row of form.rows(names.date)) {
    const date = dateText(form.text(`${names.date}.${row}`))
    if (date === '') continue
    const time = clockText(form.text(`${names.clock}.${row}`)) || clock
    const start = allDay ? date : `${date}T${time}`
    if (!starts.has(start)) starts.set(start, row)
  }
  return [...starts]
    .map(([start, row]) => ({ row, start }))
    .sort((a, b) => (a.start < b.start ? -1 : 1))
}

/** The rows of starts; a time is said only where it is not that of the event. */
export const rowsOfStarts = (
  starts: readonly string[],
  names: DateRow,
  clock: string
): FormFields =>
  merged(
    starts.map((start, row) => {
      const time = start.slice(11)
      return inRow(
        { [names.date]: start.slice(0, 10), [names.clock]: time === clock ? '' : time },
        row
      )
    })
  )
