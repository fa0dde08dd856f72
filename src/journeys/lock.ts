import { Fault } from '../calendar/fault.ts'
import type { Lock } from '../calendar/store.ts'

/** Which lock refused a commit, if it was one. */
export const lockOf = (error: unknown): Lock | null => {
  if (!(error instanceof Fault) || error.code !== 'conflict') return null
  const code = error.details[0]?.code ?? ''
  return code.startsWith('lock:') ? (code.slice(5) as Lock) : null
}
