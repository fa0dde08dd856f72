import type { Lang } from './language.ts'
import { isDate } from './time.ts'
import { wordsOfTime } from './words-of-time.ts'

/** Where something stands in a title (UTF-16 units, end exclusive), with the words that lead to it. */
type Found = Readonly<{ from: number; to: number }>

/** Times of day, `HH:mm`; no end when the title gives none. An end before the start is the next day's. */
export type FoundTime = Found & Readonly<{ start: string; end: string | null }>

/** A day as a title gives it, mostly without the year. */
export type DayOfYear = Readonly<{ year: number | null; month: number; day: number }>

/** The first day and, of several, the last one. */
export type FoundDate = Found & Readonly<{ first: DayOfYear; last: DayOfYear | null }>

const notInside = String.raw`(?<![\p{L}\p{N}]|\p{N}[.:/-])`
const notBefore = String.raw`(?![\p{L}\p{N}]|[.:/]\p{N})`
const dash = String.raw`\s*(?:[-–—]|to|till|until|bis|do|až|à|a)\s*`

/** Words that lead to a time in one of the languages of Europe; `strong` ones to nothing else. */
const strong = 'kl|klo|godz|ore|ora|orele|kell|plkst|ώρα'
const weak =
  'at|from|um|ab|von|om|vanaf|o|od|à|de|às|a las|las|alle|dalle|klokken|klockan|ob|u|v|ve'
const units = 'Uhr|uur|hrs|hod|ч|val|h|óra|órakor'
const clock = (name: string) =>
  String.raw`(?<${name}Hour>\d{1,2})(?:(?<${name}Sign>[:.h])(?<${name}Minute>\d{2}))?(?!\d)` +
  String.raw`(?:\s*(?<${name}Half>[ap])\.?m(?:\.|(?!\p{L})))?`

const timePattern = new RegExp(
  `${notInside}(?:(?:o\\s+)?(?:(?<strong>${strong})\\.?|(?<weak>${weak}))\\s+)?` +
    `(?<!\\d)${clock('start')}(?<bare>h(?!\\p{L}))?(?:${dash}${clock('end')})?` +
    `(?:\\s?(?<unit>${units})(?!\\p{L})\\.?)?${notBefore}`,
  'giu'
)

/** Minutes that no month has: `19.30` is a time, `5.12` may be a day. */
const noMonth = (minute: string | undefined): boolean =>
  minute !== undefined && (minute === '00' || Number(minute) > 12)

type Groups = Readonly<Record<string, string | undefined>>

/** Is a number with a dot or nothing beside it meant as a time at all? */
const isTime = (groups: Groups, bracketed: boolean): boolean => {
  const { startSign, endSign, startHalf, endHalf, unit, bare, startMinute, endMinute } = groups
  if (unit !== undefined || startHalf !== undefined || endHalf !== undefined) return true
  if (groups.strong !== undefined || startSign === ':' || startSign === 'h') return true
  // “9h” is a time, “2h” a length.
  if (bare !== undefined) return Number(groups.startHour) >= 7
  if (startSign === '.' && endSign === '.') return noMonth(startMinute) || noMonth(endMinute)
  return startSign === '.' && noMonth(startMinute) && (bracketed || groups.weak !== undefined)
}

/** `HH:mm`, or undefined for what no clock shows. Midnight at the end of a day is `00:00`. */
const timeOf = (hour: string, minute = '00', half?: string): string | undefined => {
  const value = Number(hour)
  if (value > (half ? 12 : 24) || Number(minute) > 59 || (value === 24 && minute !== '00')) return
  const shown = half ? (value % 12) + (half.toLowerCase() === 'p' ? 12 : 0) : value % 24
  return `${String(shown).padStart(2, '0')}:${minute}`
}

/** The first time of day in a title: “(19:30–22:00)”, “19.30-22 Uhr”, “at 7pm”, “godz. 18”. */
export const timeIn = (title: string): FoundTime | null => {
  for (const match of title.matchAll(timePattern)) {
    const groups: Groups = match.groups ?? {}
    const { startHour, endHour, endHalf } = groups
    const before = title.slice(0, match.index).trimEnd()
    if (startHour === undefined || !isTime(groups, before.endsWith('('))) continue
    // “7–9 pm” are both in the evening, “10–2 pm” are not.
    const morning = Number(startHour) % 12 > Number(endHour) % 12
    const startHalf = groups.startHalf ?? (endHalf && (morning ? 'a' : endHalf))
    const start = timeOf(startHour, groups.startMinute, startHalf)
    const end = endHour === undefined ? null : timeOf(endHour, groups.endMinute, endHalf)
    if (start === undefined || end === undefined || startHour === '24') continue
    return { from: match.index, to: match.index + match[0].length, start, end }
  }
  return null
}

/** The first date in a title, in figures or with a month of English or of the title's language. */
export const dateIn = (title: string, lang: Lang): FoundDate | null => {
  if (!/\p{Nd}/u.test(title)) return null
  const months = new Map([...monthNames('en'), ...monthNames(lang)])
  for (const pattern of [...inFigures, ...inWords([...months.keys()])]) {
    for (const match of title.matchAll(pattern)) {
      const { year, month = '', day = '', last } = match.groups ?? {}
      const number = /^\d/.test(month) ? Number(month) : months.get(month.toLowerCase())
      if (number === undefined) continue
      const dated = (days: string): DayOfYear => ({
        year: year === undefined ? null : Number(year),
        month: number,
        day: Number(days),
      })
      const [first, until] = [dated(day), last === undefined ? null : dated(last)]
      if (!exists(first) || (until && !exists(until))) continue
      return { from: match.index, to: match.index + match[0].length, first, last: until }
    }
  }
  return null
}

/** Without a year, 29 February exists. */
const exists = ({ year, month, day }: DayOfYear): boolean =>
  isDate([year ?? 2012, String(month).padStart(2, '0'), String(day).padStart(2, '0')].join('-'))

const leading = String.raw`(?:(?<!\p{L})(?:on|am|vom|den|op|le|el|il|dia|dnia)\s+(?:the\s+)?)?`

/** `2012-12-05`, `5.12.2012`, `5/12/2012`; two figures alone are too much else. */
const inFigures: readonly RegExp[] = [
  String.raw`(?<year>\d{4})-(?<month>\d{2})-(?<day>\d{2})`,
  String.raw`(?<day>\d{1,2})\.\s?(?<month>\d{1,2})\.\s?(?<year>\d{4})`,
  String.raw`(?<day>\d{1,2})/(?<month>\d{1,2})/(?<year>\d{4})`,
].map((figures) => new RegExp(leading + notInside + figures + notBefore, 'giu'))

/** `5–9 December 2012`, `December 5th, 2012`, `5 de dezembro de 2012`, `2012. december 5.` */
const inWords = (months: readonly string[]): readonly RegExp[] => {
  const month = `(?<month>${months.join('|')})`
  const ordinal = String.raw`(?:st|nd|rd|th|er|º|\.)?`
  const year = String.raw`(?:,?\s+(?:de\s+|del\s+)?(?<year>\d{4})(?!\d))?`
  const range = String.raw`(?:\s*[-–—]\s*(?<last>\d{1,2})${ordinal})?`
  const day = `(?<day>\\d{1,2})${ordinal}${range}`
  return [
    `${day}\\s+(?:of\\s+|de\\s+|ta’\\s+)?${month}(?!\\p{L})${year}`,
    // The year first comes before the month first, which would leave it standing.
    `(?<year>\\d{4})\\.?\\s+${month}\\.?\\s+${day}(?!\\p{L}|\\d)`,
    `${month}\\.?\\s+${day}(?!\\p{L}|\\d)${year}`,
  ].map((words) => new RegExp(leading + notInside + words, 'giu'))
}

const connectors = /^(?:de|ta’|of)\s+|\s+(?:d|г)$/gu

/** Names of the months in a language in small letters, alone and beside a day, with their numbers. */
const monthNames = (lang: Lang): readonly (readonly [string, number])[] => {
  const says = wordsOfTime(lang)
  return Array.from({ length: 12 }, (_, index) => index + 1).flatMap((number) => {
    const month = `2012-${String(number).padStart(2, '0')}`
    return [says.day(`${month}-05`), says.month(month)]
      .map((text) =>
        text
          .toLowerCase()
          .replace(/[^\p{L}\p{M}\s’]/gu, '')
          .trim()
      )
      .map((name) => [name.replace(connectors, '').trim(), number] as const)
      .filter(([name]) => name !== '')
  })
}
