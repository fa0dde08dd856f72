import type { FeedFacts } from '../calendar/feed-check.ts'
import { canonicalLang } from '../calendar/language.ts'
import { startsOf } from '../calendar/recurrence.ts'
import { startMatches } from '../calendar/rule-days.ts'
import {
  dateOf,
  day,
  type FloatingMs,
  floating,
  type Instant,
  type LocalDate,
  wallClock,
} from '../calendar/time.ts'
import { type Component, componentsOf, propertyOf } from './lint/component.ts'
import { instantOfMoment, momentOf, seriesOf } from './lint/moments.ts'

const written = (component: Component, name: string): string | null =>
  propertyOf(component, name)?.value ?? null

const has = (component: Component, name: string): boolean =>
  propertyOf(component, name) !== undefined

const unescaped = (value: string): string =>
  value.replace(/\\(.)/g, (_, character: string) => (/[nN]/.test(character) ? '\n' : character))

/** `20261102T093015Z` → `2026-11-02T09:30:15Z`; null for anything else. */
const instantIn = (value: string | null): Instant | null => {
  const parts = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(value ?? '')
  return parts && `${parts[1]}-${parts[2]}-${parts[3]}T${parts[4]}:${parts[5]}:${parts[6]}Z`
}

/** No rule of ours has two dates further apart: 29 February on a given weekday. */
const farthest = 41 * 366 * day

/** First from today on, last of all; local dates. */
type Reach = Readonly<{ next: LocalDate | null; last: LocalDate | null; endless: boolean }>
const nowhere: Reach = { next: null, last: null, endless: false }

/** The dates of one VEVENT: its start, or those of its rule without what is left out or changed. */
const reachOf = (event: Component, skipped: ReadonlySet<number>, today: LocalDate): Reach => {
  const line = propertyOf(event, 'DTSTART')
  const start = line && momentOf(line)
  if (!start) return nowhere
  const series = seriesOf(event)
  // What is wrong with such a rule the lint says.
  if (!series || !startMatches(series.rule, series.start)) {
    const date = dateOf(start.wall)
    return { next: date >= today ? date : null, last: date, endless: false }
  }
  const { rule, zone } = series
  const endless = rule.until === null && rule.count === null
  const midnight = floating(today)
  const longest = rule.freq === 'YEARLY' || rule.freq === 'MONTHLY' ? farthest : 800 * day
  const span = endless
    ? { from: midnight - 2 * day, to: Math.max(midnight, series.start) + longest }
    : { from: series.start - 2 * day, to: Math.max(midnight, series.start) + farthest }
  const onClock = (at: number): FloatingMs => (zone === null ? at : wallClock(at, zone))
  const dates = startsOf(series, span)
    .filter((at) => !skipped.has(at))
    .map((at) => dateOf(onClock(at)))
  return {
    next: dates.find((date) => date >= today) ?? null,
    last: endless ? null : (dates.at(-1) ?? null),
    endless,
  }
}

/** Starts that a series has by its rule and does not keep, by UID: left out, or written out anew. */
const skippedIn = (events: readonly Component[]): ReadonlyMap<string, ReadonlySet<number>> => {
  const skipped = new Map<string, Set<number>>()
  for (const event of events) {
    const uid = written(event, 'UID') ?? ''
    for (const line of event.lines) {
      if (line.name !== 'EXDATE' && line.name !== 'RECURRENCE-ID') continue
      const moment = momentOf(line)
      if (!moment) continue
      const known = skipped.get(uid) ?? new Set()
      known.add(instantOfMoment(moment))
      skipped.set(uid, known)
    }
  }
  return skipped
}

const none: ReadonlySet<number> = new Set()

const least = <Value extends string>(values: readonly Value[]): Value | null =>
  values.reduce<Value | null>((a, b) => (a === null || b < a ? b : a), null)
const most = <Value extends string>(values: readonly Value[]): Value | null =>
  values.reduce<Value | null>((a, b) => (a === null || b > a ? b : a), null)

/** On which clock an entry is written: a zone, `UTC`, or null for whole days. */
const clockOf = (event: Component): string | null => {
  const start = propertyOf(event, 'DTSTART')
  if (!start || start.params.get('VALUE') === 'DATE') return null
  return start.params.get('TZID') ?? 'UTC'
}

const zonesIn = (entries: readonly Component[]): FeedFacts['zones'] => {
  const counts = new Map<string | null, number>()
  for (const event of entries) {
    const zone = clockOf(event)
    counts.set(zone, (counts.get(zone) ?? 0) + 1)
  }
  return [...counts]
    .map(([zone, events]) => ({ zone, events }))
    .sort((a, b) => b.events - a.events || ((a.zone ?? '') < (b.zone ?? '') ? -1 : 1))
}

/** What a calendar file holds, seen on a day. */
export const factsOf = (calendar: Component, today: LocalDate): FeedFacts => {
  const events = componentsOf(calendar, 'VEVENT')
  const entries = events.filter((event) => !has(event, 'RECURRENCE-ID'))
  const skipped = skippedIn(events)
  const reaches = events.map((event) =>
    reachOf(
      event,
      has(event, 'RRULE') ? (skipped.get(written(event, 'UID') ?? '') ?? none) : none,
      today
    )
  )
  const changes = events.flatMap((event) => instantIn(written(event, 'LAST-MODIFIED')) ?? [])
  const count = (accepts: (event: Component) => boolean) => events.filter(accepts).length
  const endless = reaches.some((reach) => reach.endless)
  return {
    name: unescaped(written(calendar, 'NAME') ?? written(calendar, 'X-WR-CALNAME') ?? ''),
    lang: canonicalLang(propertyOf(calendar, 'NAME')?.params.get('LANGUAGE') ?? '') ?? null,
    events: entries.length,
    repeating: entries.filter((event) => has(event, 'RRULE')).length,
    changedDates: events.length - entries.length,
    cancelled: count((event) => written(event, 'STATUS') === 'CANCELLED'),
    zones: zonesIn(entries),
    html: count((event) => has(event, 'X-ALT-DESC')),
    conferences: count((event) => has(event, 'CONFERENCE')),
    next: least(reaches.flatMap(({ next }) => next ?? [])),
    last: endless ? null : most(reaches.flatMap(({ last }) => last ?? [])),
    endless,
    oldestChange: least(changes),
    newestChange: most(changes),
    refresh: written(calendar, 'REFRESH-INTERVAL'),
  }
}
