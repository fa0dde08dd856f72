import { invalidParameter } from '../calendar/fault.ts'
import type { Position } from '../calendar/store.ts'
import { digestOf } from './answer.ts'

/** Position and filter in one opaque word: a cursor only continues the list it came from. */
export const writeCursor = ({ start, event }: Position, list: string) =>
  btoa(JSON.stringify([start, event, digestOf(list)]))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** A cursor of ours → the place it names; fault `invalid` for any other, or one of another list. */
export const readCursor = (cursor: string, list: string): Position => {
  const [start, event, digest] = decoded(cursor)
  if (digest !== digestOf(list)) {
    throw invalidParameter(
      'cursor',
      'foreign-cursor',
      'This cursor belongs to a list with another filter.'
    )
  }
  return { start, event }
}

const decoded = (cursor: string): [number, string, string] => {
  const refuse = () =>
    invalidParameter('cursor', 'invalid-cursor', 'This is no cursor of ours; start without one.')
  try {
    const value: unknown = JSON.parse(atob(cursor.replaceAll('-', '+').replaceAll('_', '/')))
    if (
      Array.isArray(value) &&
      Number.isSafeInteger(value[0]) &&
      typeof value[1] === 'string' &&
      typeof value[2] === 'string'
    ) {
      return [value[0], value[1], value[2]]
    }
  } catch {
    throw refuse() // not base64 or not JSON
  }
  throw refuse()
}
