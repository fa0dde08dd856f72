import { type EventContentInput, eventContent } from '../calendar/event.ts'
import type { Actor } from '../calendar/people.ts'
import type { CalledOff } from '../calendar/publication.ts'
import { occurrenceOn } from '../calendar/series.ts'
import type { ReasonCode } from '../calendar/submission.ts'
import { addDays, dateOf, day, floating, type LocalDate } from '../calendar/time.ts'
import { announceStatus } from '../journeys/announce.ts'
import { callOffDate } from '../journeys/dates.ts'
import { moderate } from '../journeys/moderate.ts'
import type { Ports } from '../journeys/ports.ts'
import { submit } from '../journeys/submit.ts'
import sample from './december-2012.json' with { type: 'json' }
import series from './series.json' with { type: 'json' }

type Entry = Readonly<{
  key: string
  outcome: 'approved' | 'pending' | 'rejected' | 'cancelled'
  note: string
  reason?: Readonly<{ code: ReasonCode; text: string }>
  statusNote?: string
  /** Dates of a series that fell out, by the start the series gives them. */
  calledOff?: readonly CalledOff[]
  content: EventContentInput
}>

/** The two people of the sample: an organisation's key and a moderator of every country. */
export type SamplePeople = Readonly<{ submitter: Actor; moderator: Actor }>

export type SampleResult = Readonly<Record<Entry['outcome'], number>>

/** The month the sample is about begins on this day, a Saturday. */
const sampleMonth: LocalDate = '2012-12-01'

/** Days by which the sample moves into a month (`YYYY-MM`): whole weeks, so that weekdays stay. */
export const daysTo = (month: string): number => {
  const first = floating(`${month}-01`)
  const apart = (first - floating(sampleMonth)) / day
  return Math.ceil(apart / 7) * 7
}

const shifted = (content: EventContentInput, days: number): EventContentInput => {
  if (days === 0) return content
  const move = (value: string) => addDays(value.slice(0, 10), days) + value.slice(10)
  const { start, end } = content.time
  const time = { ...content.time, start: move(start), ...(end && { end: move(end) }) }
  return { ...content, time: time as EventContentInput['time'] }
}

/**
 * Loads the real calendar of December 2012 and three invented series, or a copy of the month moved
 * into another one, through the journeys people use: each event is submitted, then approved, rejected, cancelled or left waiting.
 * Loading the same month again within a day adds nothing.
 */
export const loadSample = async (
  ports: Ports,
  { submitter, moderator }: SamplePeople,
  shiftTo?: string,
  progress: (done: number, of: number) => void = () => undefined
): Promise<SampleResult> => {
  const days = shiftTo ? daysTo(shiftTo) : 0
  // A copy in another month is for trying clients with; open series are in every month already.
  const entries = [
    ...sample.events,
    ...(shiftTo ? [] : series.events),
  ] as unknown as readonly Entry[]
  const counts = { approved: 0, pending: 0, rejected: 0, cancelled: 0 }
  for (const [index, entry] of entries.entries()) {
    const input = shifted(entry.content, days)
    const content = eventContent.parse(input)
    const received = JSON.stringify(input)
    const key = `sample-${dateOf(floating(sampleMonth) + days * day)}-${entry.key}`
    const { body, replayed } = await submit(
      ports,
      submitter,
      { content, received, message: entry.note, lang: 'en' },
      { key, digest: key },
      ({ id, event }) => JSON.stringify({ id, event })
    )
    const { id, event } = JSON.parse(body) as { id: string; event: string }
    // What an interrupted load left waiting is decided now; what was done is passed over.
    const waits = (await ports.store.submission(id))?.state === 'pending'
    if (replayed && (!waits || entry.outcome === 'pending')) continue
    counts[entry.outcome] += 1
    if (entry.outcome === 'rejected') {
      await moderate(
        ports,
        moderator,
        id,
        'reject',
        entry.reason ?? { code: 'other', text: entry.note }
      )
    } else if (entry.outcome !== 'pending') {
      await moderate(ports, moderator, id, 'approve', { code: null, text: null })
    }
    if (entry.outcome === 'cancelled') {
      const wish = { cause: 'cancel', note: entry.statusNote ?? null } as const
      await announceStatus(ports, submitter, event, wish, null)
    }
    for (const { date, note } of entry.calledOff ?? []) {
      const found = occurrenceOn(event, content.time, date)
      if (!found) throw new Error(`the sample’s ${entry.key} does not take place on ${date}`)
      await callOffDate(ports, submitter, event, found.recurrenceId, true, note, null)
    }
    progress(index + 1, entries.length)
  }
  return counts
}
