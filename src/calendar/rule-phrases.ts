import { baseLang, type Lang } from './language.ts'
import type { Frequency } from './rule.ts'
import { arabic } from './rule-phrases/ar.ts'
import { german } from './rule-phrases/de.ts'
import { greek } from './rule-phrases/el.ts'
import { english } from './rule-phrases/en.ts'
import { spanish } from './rule-phrases/es.ts'
import { french } from './rule-phrases/fr.ts'
import { italian } from './rule-phrases/it.ts'
import { dutch } from './rule-phrases/nl.ts'
import { polish } from './rule-phrases/pl.ts'
import { portuguese } from './rule-phrases/pt.ts'
import { ukrainian } from './rule-phrases/uk.ts'
import type { LocalDate } from './time.ts'
import { type WordsOfTime, wordsOfTime } from './words-of-time.ts'

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

/** Drafts say the common rules and leave the rest to their plain sentence. */
const catalogues: Readonly<Record<Lang, RulePhrases>> = {
  en: english,
  ar: arabic,
  de: german,
  el: greek,
  es: spanish,
  fr: french,
  it: italian,
  nl: dutch,
  pl: polish,
  pt: portuguese,
  uk: ukrainian,
}

/** What a sentence is made with: phrases, dates and plurals of one language. */
export type Speech = Readonly<{
  lang: Lang
  phrases: RulePhrases
  says: WordsOfTime
  plural: Intl.PluralRules
  ordinal: Intl.PluralRules
}>

/** The phrases of a language; English for one nobody has written. */
export const rulePhrasesOf = (lang: Lang): RulePhrases =>
  (Object.hasOwn(catalogues, lang) ? catalogues[lang] : undefined) ?? english

/** What is needed to speak to a reader; `lang` is the language it turned out to be. */
export const speechOf = (locale: Lang): Speech => {
  const base = baseLang(locale)
  const lang = Object.hasOwn(catalogues, base) ? base : 'en'
  return {
    lang,
    phrases: rulePhrasesOf(lang),
    says: wordsOfTime(lang),
    plural: new Intl.PluralRules(lang),
    ordinal: new Intl.PluralRules(lang, { type: 'ordinal' }),
  }
}

/** Languages that can say a rule. */
export const ruleLanguages: readonly Lang[] = Object.keys(catalogues)

/** The word at a place (from 0) of a list separated by commas. */
export const entry = (list: string, index: number): string => list.split(',')[index] ?? ''

/** “a, b and c”, or with another word before the last. */
export const joined = (
  phrases: RulePhrases,
  words: readonly string[],
  last = phrases.and
): string =>
  words.length < 2
    ? (words[0] ?? '')
    : `${words.slice(0, -1).join(phrases.comma)}${last}${words.at(-1)}`

/** A template with its names replaced. */
export const filled = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')

/** The phrase for a number with the number filled in, empty when there is none. */
export const form = (rules: Intl.PluralRules, forms: Forms, n: number): string =>
  (forms[n] ?? forms[rules.select(n)] ?? forms.other ?? '').replaceAll('{n}', String(n))

/** “on 5 December”, around the text of a date. */
export const onDate = ({ phrases, plural }: Speech, date: LocalDate, text: string): string =>
  filled(form(plural, phrases.onDate, Number(date.slice(8))), { date: text })
