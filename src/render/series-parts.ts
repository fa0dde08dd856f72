import type { EventTime } from '../calendar/event.ts'
import type { Publication } from '../calendar/publication.ts'
import { instantOfMoment, type Series, startAtOf, startsOf } from '../calendar/recurrence.ts'
import { type Rule, ruleText } from '../calendar/rule.ts'
import { firstDate, midnight, startMatches } from '../calendar/rule-days.ts'
import { seriesOf, startText } from '../calendar/series.ts'
import {
  addMonths,
  basicForm,
  day,
  type FloatingMs,
  floating,
  wallClock,
} from '../calendar/time.ts'
import { contentLine } from './content-line.ts'
import { plainRule } from './plain-rule.ts'
import {
  isRegular,
  momentLine,
  type SeriesPart,
  shownEnd,
  singlePart,
  zoneOfClock,
} from './series.ts'

/**
 * The VEVENTs of a series, the master first. RRULE and EXDATE say what all clients read alike:
 * regular dates. A date that is not like the others is an override (§3.8.4.4); one that RDATE would
 * name, and one whose span meets a change of the clock, stands alone.
 *
 * Such nights are looked for as far as `lookedThrough`; later ones come with a later publication
 * step. The master begins at the first regular date that takes place, so that DTSTART is an
 * occurrence (§3.8.5.3) and DTEND gives the length every client takes it for; a COUNT is counted
 * from there.
 */
export const seriesParts = (publication: Publication): readonly SeriesPart[] => {
  const known = parts.get(publication)
  if (known) return known
  const series = seriesOf(publication.content.time)
  if (!series) throw new Error(`event ${publication.event} is no series`)
  const made = series.rule
    ? partsByRule(publication, series, series.rule)
    : partsByDate(publication, series)
  parts.set(publication, made)
  return made
}

/** The same in every language, so found once. */
const parts = new WeakMap<Publication, readonly SeriesPart[]>()

const yearsLookedThrough = 5

/** Wall-clock moment: five years after the latest step or the start, and past every date that is named. */
const lookedThrough = ({ content, calledOff, changedAt }: Publication): FloatingMs => {
  const { time, overrides = [] } = content
  const after = (date: string) => floating(addMonths(date.slice(0, 10), yearsLookedThrough * 12))
  const named = [
    ...(time.exceptDates ?? []),
    ...(time.extraDates ?? []),
    ...[...overrides, ...calledOff].map(({ date }) => date),
  ]
  return Math.max(
    after(changedAt),
    after(time.start),
    ...named.map((date) => floating(date) + 2 * day)
  )
}

/** One date the rule gives: `wall` by the rule alone, also where the zone's clock skips it. */
type Given = Readonly<{ wall: FloatingMs; startAt: number; endAt: number; regular: boolean }>

const lengthOf = (series: Series): number => (series.end.kind === 'exact' ? series.end.ms : 0)

/**
 * The dates of a rule in a span of wall times, those that EXDATE removes among them. Expanded
 * without a zone, as clients do before they ask the clock.
 */
const given = (time: EventTime, series: Series, rule: Rule, from: number, to: number): Given[] => {
  const zone = zoneOfClock(time)
  const first = firstWall(series, rule)
  if (first === null) return []
  const floatingSeries: Series = {
    ...series,
    zone: null,
    start: first,
    // A zone's clock is less than two days from UTC: what is too late is dropped by instant below.
    rule: {
      ...rule,
      until: rule.until && {
        ...rule.until,
        ms: rule.until.ms + (series.allDay ? 0 : 2 * day),
      },
    },
    extra: [],
    except: [],
  }
  const found = startsOf(floatingSeries, { from, to })
    .map((wall) => ({ wall, startAt: startAtOf(series, wall) }))
    .filter(({ startAt }) => !rule.until || startAt <= rule.until.ms)
  // Where a zone skips a whole day, two dates meet, and an EXDATE for one would drop the other.
  const meetings = new Set(
    found
      .filter(({ startAt }, index) => startAt === found[index - 1]?.startAt)
      .map((d) => d.startAt)
  )
  return found.map(({ wall, startAt }) => {
    const endAt = shownEnd(time, startAt, startAt + lengthOf(series))
    const regular = zone === null || isRegular(wall, startAt, endAt, zone)
    return { wall, startAt, endAt, regular: regular && !meetings.has(startAt) }
  })
}

/** DTSTART, or the first date of the rule when DTSTART is none and dropped (RFC 5545's Friday the 13th). */
const firstWall = ({ start }: Series, rule: Rule): FloatingMs | null => {
  if (startMatches(rule, start)) return start
  const first = firstDate(rule, start)
  return first === null ? null : first + start - midnight(start)
}

/** Beyond what was looked through: where a series without one regular date till then goes on. */
const furtherOn = 40 * 366 * day

const partsByRule = (publication: Publication, series: Series, rule: Rule): SeriesPart[] => {
  const { time } = publication.content
  const horizon = lookedThrough(publication)
  const dates = given(time, series, rule, series.start, horizon)
  const dropped = new Set(series.except.map((moment) => instantOfMoment(series, moment)))
  const takesPlace = dates.filter(({ startAt }) => !dropped.has(startAt))
  const plain = plainRule(rule, series.start)
  const regular = plain ? takesPlace.filter((date) => date.regular) : []
  const begin =
    regular[0] ??
    (plain && given(time, series, rule, horizon, horizon + furtherOn).find((d) => d.regular))
  const before = begin ? dates.filter(({ wall }) => wall < begin.wall).length : 0
  const alone = takesPlace.filter((date) => !(plain && date.regular))
  const ruled = new Set(dates.map(({ startAt }) => startAt))
  const extra = namedStarts(series).filter((startAt) => !ruled.has(startAt))
  return [
    ...(begin && plain
      ? [
          masterPart(publication, begin, [
            contentLine('RRULE', {}, ruleText(writtenRule(time, series, plain, before))),
            ...dates
              .filter(
                ({ wall, startAt, regular }) =>
                  wall > begin.wall && (!regular || dropped.has(startAt))
              )
              .map(({ wall }) => momentLine('EXDATE', wall, time)),
          ]),
        ]
      : []),
    ...regular.flatMap((date) => overridePart(publication, date) ?? []),
    ...[...new Set([...alone.map(({ startAt }) => startAt), ...extra])]
      .sort((a, b) => a - b)
      .map((startAt) => alonePart(publication, series, startAt)),
  ]
}

/** A series of named dates only: the first is the event, the others stand beside it. */
const partsByDate = (publication: Publication, series: Series): SeriesPart[] =>
  namedStarts(series).map((startAt, index) => {
    const part = alonePart(publication, series, startAt)
    return index === 0 ? { ...part, uid: publication.uid, lines: [] } : part
  })

/** The instants (ms) of DTSTART and RDATE without what EXDATE removes, in order. */
const namedStarts = (series: Series): number[] => {
  const dropped = new Set(series.except.map((moment) => instantOfMoment(series, moment)))
  const named = [{ wall: series.start }, ...series.extra].map((m) => instantOfMoment(series, m))
  return [...new Set(named)].filter((at) => !dropped.has(at)).sort((a, b) => a - b)
}

const wallOf = ({ allDay, zone }: Series, at: number): FloatingMs =>
  allDay || zone === null ? at : wallClock(at, zone)

const alonePart = (publication: Publication, series: Series, startAt: number): SeriesPart => {
  const endAt = startAt + lengthOf(series)
  const [start, end] = [wallOf(series, startAt), wallOf(series, endAt)]
  const recurrenceId = basicForm(startAt, series.allDay)
  const occurrence = { recurrenceId, start, end, startAt, endAt }
  return singlePart(publication, occurrence, startText(start, series.allDay))
}

const masterPart = (
  { uid, content: { time } }: Publication,
  { startAt, endAt }: Given,
  lines: readonly string[]
): SeriesPart => ({ uid, startAt, endAt, zone: zoneOfClock(time), lines })

/** A date that differs, in the place RECURRENCE-ID names; undefined when it does not. */
const overridePart = (publication: Publication, date: Given): SeriesPart | undefined => {
  const { uid, content } = publication
  const { time, overrides } = content
  if (!overrides?.length && publication.calledOff.length === 0) return undefined
  const text = startText(date.wall, time.allDay)
  const override = overrides?.find((each) => each.date === text)
  const calledOff = publication.calledOff.find((each) => each.date === text)
  if (!override && !calledOff) return undefined
  const { startAt, endAt, zone } = singlePart(
    publication,
    {
      ...date,
      recurrenceId: '',
      start: date.wall,
      end: date.wall + date.endAt - date.startAt,
    },
    text
  )
  return {
    uid,
    startAt,
    endAt,
    zone,
    lines: [momentLine('RECURRENCE-ID', date.wall, time)],
    override,
    calledOff,
  }
}

/**
 * The rule as clients get it. UNTIL is the end of its last day on the series' clock: equal to the
 * last start, it loses that date where a program compares it with the wall clock. It lets in
 * nothing, for the next date is a day later at least.
 */
const writtenRule = (time: EventTime, series: Series, rule: Rule, before: number): Rule => {
  const count = rule.count === null ? null : rule.count - before
  const { until } = rule
  if (!until || time.allDay) return { ...rule, count }
  const end = until.ms + 2 * day
  const last =
    given(time, series, rule, end - 400 * day, end).at(-1) ??
    given(time, series, rule, series.start, end).at(-1)
  if (!last) return { ...rule, count }
  const endOfDay = startAtOf(series, midnight(last.wall) + day - 1000)
  const next = startAtOf(series, last.wall + day)
  return { ...rule, count, until: { ...until, ms: Math.min(endOfDay, next - 1000) } }
}
