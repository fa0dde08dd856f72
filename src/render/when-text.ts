import type { EventTime } from '../calendar/event.ts'
import type { Lang } from '../calendar/language.ts'
import { ruleInWords } from '../calendar/rule-words.ts'
import { isSeries } from '../calendar/series.ts'
import { wordsOfTime } from '../calendar/words-of-time.ts'

/**
 * When an event takes place, for people who see its text and nothing else: “Saturday 5 December
 * 2026, 10:00–12:30 (Europe/Warsaw)”, of a series its rule. `lang` is English where a language has
 * no words for it.
 */
export const whenText = (time: EventTime, locale: Lang): Readonly<{ text: string; lang: Lang }> => {
  const says = wordsOfTime(locale)
  if (isSeries(time)) {
    const { text, lang } = ruleInWords(time, locale)
    if (time.allDay) return { text, lang }
    const hours = oneDay(time.start, time.end)
      ? says.times(time.start, time.end ?? null)
      : says.time(time.start)
    return { text: `${text}, ${hours} (${time.zone})`, lang }
  }
  if (time.allDay) return { text: says.dates(time.start, time.end), lang: says.lang }
  const at = (value: string) => `${says.fullDate(value.slice(0, 10))}, ${says.time(value)}`
  const text = oneDay(time.start, time.end)
    ? `${says.fullDate(time.start.slice(0, 10))}, ${says.times(time.start, time.end ?? null)}`
    : `${at(time.start)} – ${at(time.end ?? time.start)}`
  return { text: `${text} (${time.zone})`, lang: says.lang }
}

const oneDay = (start: string, end: string | undefined): boolean =>
  end === undefined || end.slice(0, 10) === start.slice(0, 10)
