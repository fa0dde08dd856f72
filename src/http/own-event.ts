import type { HistoryEntry } from '../calendar/audit.ts'
import { Fault } from '../calendar/fault.ts'
import type { Actor } from '../calendar/people.ts'
import { horizonOf, type Publication } from '../calendar/publication.ts'
import {
  dateOfRecurrenceId,
  goesOnAfter,
  isSeries,
  occurrenceOn,
  occurrencesWithin,
} from '../calendar/series.ts'
import { floating } from '../calendar/time.ts'
import { queueAhead, standingOf } from '../journeys/mine.ts'
import type { Ports } from '../journeys/ports.ts'
import { spanInWords } from '../pages/in-words.ts'
import type { Situation } from '../pages/my/doings.ts'
import { happenings } from '../pages/my/happened.ts'
import type { OwnEventView } from '../pages/my/view.ts'

/** How many dates of a series can be called off from its page. */
const listedDates = 20

/** All that an organiser's page of one event shows; faults as `ownEvent`. */
export const ownEventView = async (
  ports: Ports,
  actor: Actor,
  event: string
): Promise<OwnEventView> => {
  const { head, decisions, history, mayAppeal } = await standingOf(ports, actor, event)
  const { publication, waiting, newest, newestRevision } = head
  const now = ports.now()
  return {
    situation: { publication, waiting, newest },
    newestRevision,
    decisions,
    history,
    mayAppeal,
    ahead: await queueAhead(ports, waiting),
    ...nextDates({ publication, waiting, newest }, now),
    now,
  }
}

/** The dates of a public series from today on; none for what takes place once. */
const nextDates = (
  { publication }: Situation,
  now: string
): Pick<OwnEventView, 'occurrences' | 'more'> => {
  if (!publication || !isSeries(publication.content.time)) return { occurrences: [], more: false }
  const { event, content } = publication
  const span = { from: floating(now.slice(0, 10)), to: horizonOf(now) }
  const coming = occurrencesWithin(event, content, span)
  return {
    occurrences: coming.slice(0, listedDates),
    more: coming.length > listedDates || goesOnAfter(content, span.to),
  }
}

/** What has happened since a form was opened that told how many entries there were. */
export const happenedSince = (
  history: readonly HistoryEntry[],
  seen: string
): readonly HistoryEntry[] => {
  const fresh = new Set(history.slice(/^\d{1,6}$/.test(seen) ? Number(seen) : -1))
  return happenings(history).filter((entry) => fresh.has(entry))
}

/** A date of the public series in words; `not_found` when the series has none of that RECURRENCE-ID. */
export const dateInWords = (
  { situation: { publication }, occurrences }: OwnEventView,
  recurrenceId: string
): string => {
  const found =
    occurrences.find((each) => each.recurrenceId === recurrenceId) ??
    (publication && regularDate(publication, recurrenceId))
  if (!found) throw new Fault('not_found', 'The series does not take place then.')
  return spanInWords(found)
}

const regularDate = ({ event, content: { time } }: Publication, recurrenceId: string) => {
  const date = isSeries(time) ? dateOfRecurrenceId(time, recurrenceId) : null
  return date === null ? null : occurrenceOn(event, time, date)
}
