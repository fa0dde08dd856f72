import type { EventDetail } from '../calendar/card.ts'
import type { EventContent } from '../calendar/event.ts'
import type { Month } from '../calendar/month.ts'
import { independent } from '../calendar/people.ts'
import type { Occurrence } from '../calendar/publication.ts'
import { publish } from '../calendar/publishing.ts'
import { occurrencesWithin } from '../calendar/series.ts'
import { dateOf, day, type FloatingMs, floating } from '../calendar/time.ts'
import { fragmentsOf } from '../render/fragment.ts'
import { monthOf } from '../render/month.ts'
import { todayOf } from './answer.ts'
import type { Ports } from './ports.ts'
import { type Twin, twinsOf } from './twins.ts'

/** What calendar programs show of an event, as it stands in its calendar file. */
export type CalendarEntry = Readonly<{ summary: string; location: string; description: string }>

/** An event as it would be published now. */
export type Preview = Readonly<{
  content: EventContent
  /** In its original language. */
  detail: EventDetail
  /** The month of the first of `dates`, with nothing else in it. */
  month: Month
  entry: CalendarEntry
  /** The next ones, or the first ones when all of them are past. */
  dates: readonly Occurrence[]
  /** It goes on after them. */
  more: boolean
  /** All of them are past. */
  over: boolean
  /** Public events that may be the same one. */
  twins: readonly Twin[]
}>

/** How many dates a preview lists. */
const mostDates = 5

/** Nobody made this: it is in no ledger. */
const nobody = { id: 'preview', name: 'Preview' }

/** Draws an event as it would be if it were public now. Nothing is kept. */
export const preview = async (
  { store, site, now }: Pick<Ports, 'store' | 'site' | 'now'>,
  of: Readonly<{
    event: string | null
    content: EventContent
    organisation: Readonly<{ slug: string; name: string }> | null
  }>
): Promise<Preview> => {
  const { content } = of
  const at = now()
  const offered = {
    event: of.event ?? 'preview',
    revision: 1,
    content,
    organisation: of.organisation ?? independent,
  }
  const { publication } = publish(null, offered, nobody, at)
  const texts = fragmentsOf(publication, site).filter(({ original }) => original)
  const bodyOf = (format: string) => texts.find((each) => each.format === format)?.body ?? ''
  const { dates, more, over } = datesFrom(content, floating(todayOf(at)), offered.event)
  const [first] = dates
  return {
    content,
    detail: JSON.parse(bodyOf('json')),
    month: monthOf({
      month: dateOf(first?.start ?? 0).slice(0, 7),
      locale: 'en',
      weekStart: 1,
      zone: 'event',
      maxLanes: 1,
      layout: true,
      occurrences: first ? [first] : [],
      cards: new Map([[offered.event, JSON.parse(bodyOf('card'))]]),
      query: '',
      site,
      truncated: false,
      version: at,
    }),
    entry: entryIn(bodyOf('ics')),
    dates,
    more,
    over,
    twins: await twinsOf(
      { store, now },
      { event: of.event, content, organisation: of.organisation },
      false
    ),
  }
}

/** Longer and longer looks ahead: most series need the first, what comes every four years the last. */
const farthest = 36_525 * day
const looks = [400 * day, 3000 * day, farthest]

/** The dates from a moment on, or the first ones when there are none. */
const datesFrom = (content: EventContent, from: FloatingMs, event: string) => {
  const start = Math.max(from, floating(content.time.start) - day)
  for (const look of looks) {
    const found = occurrencesWithin(event, content, { from: start, to: start + look })
    if (found.length > mostDates || (found.length > 0 && look === farthest)) {
      return { dates: found.slice(0, mostDates), more: found.length > mostDates, over: false }
    }
  }
  const all = occurrencesWithin(event, content)
  return { dates: all.slice(0, mostDates), more: all.length > mostDates, over: true }
}

/** Folded lines put together again (RFC 5545 §3.1) and read where a calendar program reads. */
const entryIn = (ics: string): CalendarEntry => {
  const lines = ics.replaceAll(/\r\n[ \t]/g, '').split('\r\n')
  const valueIn = (name: string): string => {
    const line = lines.find((each) => new RegExp(`^${name}[;:]`).test(each)) ?? ''
    // A colon may stand in a quoted parameter.
    const value = /^[A-Z]+(?:;[A-Z-]+=(?:"[^"]*"|[^":;]*))*:(.*)$/s.exec(line)?.[1] ?? ''
    return value.replaceAll(/\\([\\;,nN])/g, (_, sign: string) => (/n/i.test(sign) ? '\n' : sign))
  }
  return {
    summary: valueIn('SUMMARY'),
    location: valueIn('LOCATION'),
    description: valueIn('DESCRIPTION'),
  }
}
