import { baseLang, type Lang } from './language.ts'
import type { Frequency } from './rule.ts'
import { drafts } from './rule-phrases-drafts.ts'

/** A phrase by number: the number itself, else its plural category (CLDR), else `other`. */
export type Forms = Readonly<Record<string, string>>

/**
 * What a language needs to say a rule. Lists are separated by commas, weekdays begin with Monday.
 * A part that is missing is a rule the language cannot say; it then says `plain`, which is always
 * true. Names in braces are filled in.
 */
export type RulePhrases = Readonly<{
  /** Has somebody who speaks the language read it? */
  state: 'draft' | 'reviewed'
  /** Before every entry of a list but the first and last; before the last; for alternatives. */
  comma: string
  and: string
  or: string
  /** Weekdays as a name, after “every”, and as the days of a rule for weeks. */
  names: string
  each: string
  on: string
  /** Monday to Friday in those last two places. */
  workdays?: Readonly<{ each: string; on: string }>
  /** “of January” and “in January”, January first. */
  ofMonths: string
  inMonths: string
  /** “every second month”, by interval. */
  period: Readonly<Record<Frequency, Forms>>
  /** Rules for weeks: {each} when every week, else {period} and {on}. */
  weekly: Forms
  /** The same for a single weekday, where it reads otherwise. */
  weeklySingle?: Forms
  /** Rules for months and years: {period} and {days}. */
  pattern: string
  /** “on 5 December”, by day of the month: {date}. */
  onDate: Forms
  /** “the 15th” of a month; ordinal plural categories. And from its end. */
  monthDay: Forms
  monthDayFromEnd: Forms
  /** “first” to “fifth”, “last”, … by gender of what follows: {1, …, -1, …}. */
  nth: Readonly<Record<string, Forms>>
  /** Gender of the seven weekdays, one letter each, and of the word for day. */
  genders: string
  dayGender: string
  /** Any other place, by ordinal plural category, and from the end by the place from the front. */
  nthNumber?: Forms
  nthFromEnd?: string
  /** Weekdays after an ordinal; {nth} {weekday}. */
  nthNames: string
  nthWeekday: string
  ofYear: string
  /** {nth}: of the days from Monday to Friday; of the days that are {weekdays}. */
  nthWorkday: string
  nthOfDays?: string
  /** “every {weekday}” within a month or year. */
  everyWeekday?: string
  /** “Monday of week {n}”; the {nth} day of the year. */
  ofWeek?: string
  nthYearDay?: string
  /** Limits: {months}, {weekdays}. */
  onlyIn: string
  onlyIf?: string
  /** {date} by day of the month; {n} times. */
  until: Forms
  times: Forms
  /** {dates}, or {onDates} each in the words of `onDate`; {n} when there are too many to name. */
  except: string
  exceptMany: Forms
  also: string
  alsoMany: Forms
  /** No rule, only dates. */
  onlyDates: string
  onlyDatesMany: Forms
  plain: string
}>

const english: RulePhrases = {
  state: 'reviewed',
  comma: ', ',
  and: ' and ',
  or: ' or ',
  names: 'Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday',
  each: 'Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday',
  on: 'Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday',
  workdays: { each: 'day from Monday to Friday', on: 'every day from Monday to Friday' },
  ofMonths:
    'of January,of February,of March,of April,of May,of June,of July,of August,of September,of October,of November,of December',
  inMonths: 'January,February,March,April,May,June,July,August,September,October,November,December',
  period: {
    DAILY: { 1: 'every day', 2: 'every second day', other: 'every {n} days' },
    WEEKLY: { 1: 'every week', 2: 'every second week', other: 'every {n} weeks' },
    MONTHLY: { 1: 'every month', 2: 'every second month', other: 'every {n} months' },
    YEARLY: { 1: 'every year', 2: 'every second year', other: 'every {n} years' },
  },
  weekly: { 1: 'every {each}', other: '{period} on {on}' },
  weeklySingle: { 1: 'every {each}', 2: 'every second {each}', other: '{period} on {on}' },
  pattern: '{period} on {days}',
  onDate: { other: '{date}' },
  monthDay: { one: 'the {n}st', two: 'the {n}nd', few: 'the {n}rd', other: 'the {n}th' },
  monthDayFromEnd: {
    1: 'the last day',
    2: 'the second to last day',
    3: 'the third to last day',
    one: 'the {n}st to last day',
    two: 'the {n}nd to last day',
    few: 'the {n}rd to last day',
    other: 'the {n}th to last day',
  },
  nth: {
    m: {
      1: 'first',
      2: 'second',
      3: 'third',
      4: 'fourth',
      5: 'fifth',
      '-1': 'last',
    },
  },
  genders: 'mmmmmmm',
  dayGender: 'm',
  nthNumber: { one: '{n}st', two: '{n}nd', few: '{n}rd', other: '{n}th' },
  nthFromEnd: '{nth} to last',
  nthNames: 'Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday',
  nthWeekday: 'the {nth} {weekday}',
  ofYear: 'of the year',
  nthWorkday: 'the {nth} weekday (Monday to Friday)',
  nthOfDays: 'the {nth} day that is a {weekdays}',
  everyWeekday: 'every {weekday}',
  ofWeek: '{days} of week {n}',
  nthYearDay: 'the {nth} day of the year',
  onlyIn: ' (only in {months})',
  onlyIf: ' (if it is a {weekdays})',
  until: { other: ' until {date}' },
  times: { 1: ', once only', 2: ', twice', other: ', {n} times' },
  except: ', except {dates}',
  exceptMany: { other: ', except on {n} dates' },
  also: ', and also on {dates}',
  alsoMany: { other: ', and also on {n} other dates' },
  onlyDates: 'on {dates}',
  onlyDatesMany: { other: 'on {n} dates' },
  plain: 'Repeats; see the dates',
}

const catalogues: Readonly<Record<Lang, RulePhrases>> = { en: english, ...drafts }

/** The phrases of a language and the language they are in: English for one nobody has written. */
export const rulePhrases = (locale: Lang): Readonly<{ lang: Lang; phrases: RulePhrases }> => {
  const lang = baseLang(locale)
  const phrases = Object.hasOwn(catalogues, lang) ? catalogues[lang] : undefined
  return phrases ? { lang, phrases } : { lang: 'en', phrases: english }
}

/** Languages that can say a rule. */
export const ruleLanguages: readonly Lang[] = Object.keys(catalogues)
