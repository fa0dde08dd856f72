import type { FormFields } from '../../calendar/draft.ts'

/** A field that comes several times has a number behind its name: the numbers there are of each, ascending. */
export const rowsOf = (fields: FormFields): ReadonlyMap<string, readonly number[]> => {
  const rows = new Map<string, number[]>()
  for (const name of Object.keys(fields)) {
    const [, field, row] = /^([a-zA-Z]+)\.(\d{1,3})$/.exec(name) ?? []
    if (field === undefined || row === undefined) continue
    const known = rows.get(field)
    if (known) known.push(Number(row))
    else rows.set(field, [Number(row)])
  }
  for (const numbers of rows.values()) numbers.sort((a, b) => a - b)
  return rows
}
