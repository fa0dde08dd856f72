import type { EventTime } from '../calendar/event.ts'
import type { Before, Publication } from '../calendar/publication.ts'
import { isSeries } from '../calendar/series.ts'
import { dateOf, day, floating, isUtc, wallClock, type Zone } from '../calendar/time.ts'
import { type WordsOfTime, wordsOfTime } from '../calendar/words-of-time.ts'
import { placeLine } from './place-line.ts'
import type { WordName, Words } from './words.ts'

/**
 * What the latest change of time, place or attendance was, as one sentence: “Changed on 24 November
 * 2026: was 14:00–16:00, now 15:30–17:00.” Times are those of the event's own clock, the day of the
 * change too. Null when nothing was changed that can be told, and of what does not take place: where
 * it would have been only misleads.
 */
export const changedNote = (publication: Publication, words: Words): string | null => {
  const { state, status, content, previous } = publication
  const before = previous.at(-1)
  if (!before || status === 'cancelled' || state === 'withdrawn' || state === 'removed') return null
  const says = wordsOfTime(words.lang)
  const what = [
    ...timeParts(before.time, content.time, words, says),
    ...placeParts(before.place, content.place, words),
    // What was moved online since is told by its status, and was not changed on that day.
    ...(status === 'moved-online' ? [] : attendanceParts(before, content, words)),
  ]
  if (what.length === 0) return null
  const date = says.date(
    dateOf(wallClock(Date.parse(before.at), clockOf(content.time) ?? 'Etc/UTC'))
  )
  const sentence = words.say('changed', {
    date,
    what: what.reduce((first, second) => words.say('both', { first, second })),
  })
  // A date that ends in an abbreviation brings its full stop.
  return sentence.replace(/\.\.$/, '.')
}

/** The zone on whose clock the event was entered; null when that is none. */
const clockOf = (time: EventTime): Zone | null => (time.allDay ? null : time.zone)

/** “was …, now …”, or nothing when both read alike. */
const wasNow = (before: string, after: string, words: Words): string[] =>
  before === after ? [] : [words.say('wasNow', { before, after })]

const timeParts = (
  before: EventTime,
  now: EventTime,
  words: Words,
  says: WordsOfTime
): readonly string[] => {
  // Wall times on two clocks can only be compared with both clocks named.
  const [old, fresh] = [clockOf(before), clockOf(now)]
  const zoned = old !== null && fresh !== null && old !== fresh
  const named = (text: string, zone: Zone | null) =>
    zoned && zone !== null ? `${text} (${isUtc(zone) ? 'UTC' : zone})` : text
  const both = (read: (time: EventTime) => string) =>
    wasNow(named(read(before), old), named(read(now), fresh), words)

  if (isSeries(now)) {
    const hours = isSeries(before) && isWithinDay(before) && isWithinDay(now)
    return [
      ...(hours ? both((time) => says.times(time.start, time.end ?? null)) : []),
      ...(isSeries(before) && patternOf(before) === patternOf(now) ? [] : [words.say('newDates')]),
    ]
  }
  const whole = (time: EventTime) => inWords(time, words, says)
  if (isSeries(before)) return [words.say('nowTime', { after: whole(now) })]
  if (!isWithinDay(before) || !isWithinDay(now)) return both(whole)
  if (dayOf(before) === dayOf(now)) return both((time) => says.times(time.start, time.end ?? null))
  const sameHours =
    !zoned && before.start.slice(10) === now.start.slice(10) && lengthOf(before) === lengthOf(now)
  return both(sameHours ? (time) => says.date(dayOf(time)) : whole)
}

const dayOf = ({ start }: EventTime) => start.slice(0, 10)

/** In milliseconds of the wall clock; null when no end was given. */
const lengthOf = ({ start, end }: EventTime): number | null =>
  end === undefined ? null : floating(end) - floating(start)

/** Has it times of day that need no date of their own? */
const isWithinDay = (time: EventTime): boolean => !time.allDay && (lengthOf(time) ?? 0) < day

/** What gives a series its dates, without its times of day. Equal texts are equal dates. */
const patternOf = (time: EventTime): string => {
  const days = (dates: readonly string[] = []) => dates.map((date) => date.slice(0, 10))
  const rule = time.rule?.replace(/(UNTIL=\d{8})T\w+/, '$1')
  const length = isWithinDay(time) ? 0 : lengthOf(time)
  return JSON.stringify([
    time.allDay,
    dayOf(time),
    length,
    rule,
    days(time.extraDates),
    days(time.exceptDates),
  ])
}

const inWords = (time: EventTime, words: Words, says: WordsOfTime): string => {
  const { start, end } = time
  if (time.allDay) return says.dates(start, time.end)
  const moment = (from: string, to: string | null) =>
    words.say('moment', { date: says.date(from.slice(0, 10)), times: says.times(from, to) })
  return end === undefined || isWithinDay(time)
    ? moment(start, end ?? null)
    : `${moment(start, null)} – ${moment(end, null)}`
}

const placeParts = (
  before: Before['place'],
  now: Publication['content']['place'],
  words: Words
): readonly string[] => {
  const lineOf = (place: Before['place'] | typeof now) =>
    placeLine([place?.name, place?.address, place?.city])
  const [old, fresh] = [lineOf(before), lineOf(now)]
  if (old === fresh) return []
  if (old === '') return [words.say('newPlace', { after: fresh })]
  if (fresh === '') return [words.say('noPlace', { before: old })]
  return [words.say('otherPlace', { before: old, after: fresh })]
}

const attendanceNow: Readonly<Record<string, WordName>> = {
  offline: 'onSite',
  online: 'onlineOnly',
  mixed: 'onSiteAndOnline',
}

const attendanceParts = (
  before: Pick<Before, 'attendance'>,
  now: Pick<Before, 'attendance'>,
  words: Words
): readonly string[] => {
  const name = before.attendance === now.attendance ? undefined : attendanceNow[now.attendance]
  return name ? [words.say(name)] : []
}
