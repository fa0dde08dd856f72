import type { EventContent } from './event.ts'
import type { Before, Publication } from './publication.ts'
import type { Instant } from './time.ts'

/** Older changes than these tell nobody anything: their readers have polled since. */
const mostKept = 3

const stood = ({ time, place, attendance }: EventContent): Omit<Before, 'at'> => {
  const { name, city, address } = place ?? {}
  const named = { ...(name && { name }), ...(city && { city }), ...(address && { address }) }
  return { time, place: Object.keys(named).length > 0 ? named : null, attendance }
}

/**
 * What stood before, newest last, once `content` has replaced what the public has: one more when
 * time, place or attendance differ. `at` is the moment of the step that replaces it.
 */
export const withBefore = (
  { previous, content: before }: Pick<Publication, 'previous' | 'content'>,
  content: EventContent,
  at: Instant
): readonly Before[] => {
  const [old, fresh] = [stood(before), stood(content)]
  // Both come from the same parser, so equal wishes have their fields in the same order.
  return JSON.stringify(old) === JSON.stringify(fresh)
    ? previous
    : [...previous, { at, ...old }].slice(-mostKept)
}
