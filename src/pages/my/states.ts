import type { EventContent } from '../../calendar/event.ts'
import { goesOnAfter, occurrencesWithin } from '../../calendar/series.ts'
import { floating, type Instant } from '../../calendar/time.ts'
import type { Situation } from './doings.ts'
import { words } from './words.ts'

/** One state as a word, and how it is coloured: good, waiting for somebody, bad, or over. */
export type StatePill = Readonly<{ text: string; tone: 'good' | 'wait' | 'bad' | 'off' }>

/** Where an event stands, in one or two words; an edit of a public event has a word of its own. */
export const statesOf = (
  { publication, newest, waiting }: Situation,
  now: Instant
): StatePill[] => {
  if (!publication) return newest ? [words.submissionStates[newest.state]] : []
  const { state, status, availability, content } = publication
  const room = words.roomStates[availability]
  const open = state === 'published'
  const past = open && isPast(content, now)
  const refused = newest?.state === 'rejected' && newest.revision > publication.revision
  return [
    words.publicationStates[state],
    ...(open && words.statuses[status] ? [words.statuses[status]] : []),
    ...(open && room ? [room] : []),
    ...(past ? [words.past] : []),
    ...(waiting ? [words.editStates[waiting.state]] : []),
    ...(open && refused ? [words.editRefused] : []),
  ]
}

/** Does nothing of it lie today or later? Today on the clock of UTC: a pill may be some hours late. */
const isPast = (content: EventContent, now: Instant): boolean => {
  const from = floating(now.slice(0, 10))
  if (goesOnAfter(content, from)) return false
  return occurrencesWithin('', content, { from, to: from + 1 }).length === 0
}
