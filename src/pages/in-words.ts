import type { Lang } from '../calendar/language.ts'
import type { Occurrence } from '../calendar/publication.ts'
import { startText } from '../calendar/series.ts'
import { addDays, dateOf, day } from '../calendar/time.ts'
import { countries } from '../calendar/vocabularies/countries.ts'
import { wordsOfTime } from '../calendar/words-of-time.ts'
import { words, wordsLang } from './words.ts'

const says = wordsOfTime(wordsLang)
const languageNames = new Intl.DisplayNames(wordsLang, { type: 'language' })

/** A country's name; a code the vocabulary lacks stays as it is. */
export const countryName = (code: string): string => countries.get(code)?.label ?? code

/** A language's name. */
export const languageName = (lang: Lang): string => languageNames.of(lang) ?? lang

/** “Tuesday 5 January 2027, 18:00–19:30”, “5–9 January 2027”. */
export const spanInWords = ({
  allDay,
  start,
  end,
}: Pick<Occurrence, 'allDay' | 'start' | 'end'>): string => {
  const [from, to] = [startText(start, false), startText(end, false)]
  const [first, last] = [dateOf(start), dateOf(Math.max(start, end - 1))]
  if (allDay) return first === last ? says.fullDate(first) : says.dates(first, addDays(last, 1))
  if (end - start >= day)
    return `${says.fullDate(first)}, ${says.time(from)} ${words.until} ${says.fullDate(dateOf(end))}, ${says.time(to)}`
  return `${says.fullDate(first)}, ${says.times(from, end === start ? null : to)}`
}
