import { Fault } from '../calendar/fault.ts'
import type { Lock } from '../calendar/store.ts'

/** Unique key (as both engines name it in their message) → the lock it is, and what the loser is told. */
const locks: readonly (readonly [key: string, lock: Lock, message: string])[] = [
  ['decision.submission_id', 'decision', 'Somebody else decided this submission a moment ago.'],
  ['revision.event_id', 'revision', 'Somebody else changed this event while you were writing.'],
  [
    'publication_step.event_id',
    'sequence',
    'The public version of this event changed a moment ago.',
  ],
  ['must_change', 'sequence', 'The public version of this event changed a moment ago.'],
  ['submission.event_id', 'waiting', 'Another edit of this event waits already.'],
  ['submission_waiting', 'waiting', 'Another edit of this event waits already.'],
  ['answered_request.actor_id', 'idempotency', 'The same request is already being answered.'],
  ['organisation.slug', 'slug', 'There is an organisation with this slug already.'],
]

const texts = (error: unknown): string => {
  const parts: string[] = []
  for (let e: unknown = error; e instanceof Error && parts.length < 5; e = e.cause)
    parts.push(e.message)
  return parts.join(' | ')
}

/**
 * The one place that reads a database error: a refused unique key is a conflict, anything else is
 * thrown on as the bug it is. (`SqliteError` and `D1_ERROR` both say “UNIQUE constraint failed: table.column”.)
 */
export const asFault = (error: unknown): unknown => {
  const text = texts(error)
  if (!/UNIQUE constraint failed|must_change/.test(text)) return error
  const found = locks.find(([key]) => text.includes(key))
  if (!found) return error
  const [, lock, message] = found
  return new Fault('conflict', message, [{ code: `lock:${lock}`, detail: message }])
}
