import type { EventContent } from './event.ts'
import { Fault } from './fault.ts'
import type { CalledOff } from './publication.ts'
import { instantOfMoment } from './recurrence.ts'
import { parseRule, ruleText } from './rule.ts'
import { isSeries, occurrenceOn, seriesOf } from './series.ts'
import { addDays, floating } from './time.ts'

type Override = NonNullable<EventContent['overrides']>[number]

const takesPlaceOn = (content: EventContent, date: string): boolean =>
  isSeries(content.time) &&
  date.length === content.time.start.length &&
  occurrenceOn('', content.time, date) !== null

/**
 * An edit that says nothing of single dates keeps them where the new series still has them.
 * `dropped` names the dates it does not: the organiser must know that a promise about them is gone.
 */
export const keepingDates = (
  before: EventContent,
  after: EventContent,
  calledOff: readonly CalledOff[]
): Readonly<{ content: EventContent; dropped: readonly string[] }> => {
  const silent = after.overrides === undefined
  const earlier = silent ? (before.overrides ?? []) : []
  const kept = earlier
    .filter(({ date }) => takesPlaceOn(after, date))
    .map((each) => inLanguagesOf(after, each))
  const lost = [...earlier, ...calledOff]
    .map(({ date }) => date)
    .filter((date) => !takesPlaceOn(after, date))
  return {
    content: kept.length ? { ...after, overrides: kept } : after,
    dropped: [...new Set(lost)].sort(),
  }
}

/** Texts of a date in languages the event no longer has go with them. */
const inLanguagesOf = (content: EventContent, { translations, ...rest }: Override): Override => {
  const texts = Object.entries(translations ?? {}).filter(([tag]) => content.translations[tag])
  return texts.length ? { ...rest, translations: Object.fromEntries(texts) } : rest
}

/** The content with one date changed; an earlier change of the same date is replaced. */
export const withOverride = (content: EventContent, override: Override): EventContent => ({
  ...content,
  overrides: [
    ...(content.overrides ?? []).filter(({ date }) => date !== override.date),
    override,
  ].sort((a, b) => (a.date < b.date ? -1 : 1)),
})

/**
 * The part of a series before a date, for “this and following”: the rule ends just before it, and
 * what was said of later dates goes. COUNT becomes UNTIL, since it counted what is cut off. Throws
 * when the date is not a later occurrence of the series.
 */
export const endedBefore = (content: EventContent, date: string): EventContent => {
  const { time, overrides, ...rest } = content
  const series = seriesOf(time)
  if (!series || !takesPlaceOn(content, date))
    throw new Fault('not_found', 'The series does not take place then.')
  if (date <= time.start) {
    throw new Fault('conflict', 'That is the first date of the series; edit the series instead.', [
      { code: 'first-date', detail: 'Nothing would be left of the series.' },
    ])
  }
  const earlier = (dates: readonly string[] | undefined) =>
    (dates ?? []).filter((each) => each < date)
  const [extraDates, exceptDates] = [earlier(time.extraDates), earlier(time.exceptDates)]
  const { rule, extraDates: _extra, exceptDates: _except, ...once } = time
  const parsed = rule === undefined ? null : parseRule(rule, { allDay: time.allDay })
  const last = time.allDay
    ? floating(addDays(date, -1))
    : instantOfMoment(series, { wall: floating(date) }) - 1000
  const ended = parsed?.ok
    ? ruleText({
        ...parsed.rule,
        count: null,
        until: { ms: Math.min(last, parsed.rule.until?.ms ?? last), allDay: time.allDay },
      })
    : null
  const kept = overrides?.filter((each) => each.date < date)
  return {
    ...rest,
    time: {
      ...once,
      ...(ended && { rule: ended }),
      ...(extraDates.length && { extraDates }),
      ...(exceptDates.length && { exceptDates }),
    } as EventContent['time'],
    ...(kept?.length && { overrides: kept }),
  }
}
