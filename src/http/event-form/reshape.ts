import type { FormFields } from '../../calendar/draft.ts'
import { isDate, type LocalDate } from '../../calendar/time.ts'
import type { Half } from '../../calendar/title-languages.ts'
import { type TitleSuggestion, titleSuggestions } from '../../calendar/title-suggestions.ts'
import type { DayOfYear } from '../../calendar/title-times.ts'
import { countries } from '../../calendar/vocabularies/countries.ts'
import { langOfText, textOfLang } from '../../pages/submit/languages.ts'
import type { Suggestion } from '../../pages/submit/preview.ts'
import { type Form, formOf, inRow, merged } from './form.ts'

/*
 * Buttons that change the form and show it again: what a page with a script could do by itself, done
 * here, so that it is done once and works without one.
 */

const textNames = ['lang', 'title', 'teaser', 'description', 'origin'] as const

type Step = (fields: FormFields, argument: string, today: LocalDate) => FormFields

/** Rows that one press adds. */
const rowsAdded = 2

const addRows =
  (name: string): Step =>
  (fields) => {
    const form = formOf(fields)
    // A page without any shows as many empty ones.
    const next = Math.max(rowsAdded - 1, ...form.rows(name)) + 1
    const added = Array.from({ length: next + rowsAdded }, (_, row) => `${name}.${row}`)
    return { ...Object.fromEntries(added.map((each) => [each, ''])), ...fields }
  }

const steps: Readonly<Record<string, Step>> = {
  'add-language': (fields) => {
    const form = formOf(fields)
    const row = nextText(form)
    const hasEnglish = form.rows('lang').some((each) => langIn(form, each) === 'en')
    return { ...fields, ...inRow({ lang: hasEnglish ? '' : textOfLang('en') }, row) }
  },
  'remove-language': (fields, row) =>
    Object.fromEntries(
      Object.entries(fields).filter(
        ([name]) => !textNames.some((each) => name === `${each}.${row}`)
      )
    ),
  'add-extra': addRows('extra'),
  'add-except': addRows('except'),
  'add-event-language': addRows('eventLang'),
  use: (fields, argument) => {
    const [, field, value] = /^([\w.-]{1,60})=(.*)$/s.exec(argument) ?? []
    return field === undefined || value === undefined ? fields : { ...fields, [field]: value }
  },
  apply: (fields, index, today) => {
    const suggestion = suggestionsFor(fields)[Number(index)]
    return suggestion ? applied(fields, suggestion, today) : fields
  },
}

/** The form after a button of its was pressed; null for buttons that do something else. */
export const reshaped = (
  fields: FormFields,
  action: string,
  today: LocalDate
): FormFields | null => {
  const [, name = '', argument = ''] = /^([a-z-]+)(?::(.*))?$/s.exec(action) ?? []
  return Object.hasOwn(steps, name) ? (steps[name]?.(fields, argument, today) ?? null) : null
}

/** The fields a suggestion fills beside the title. */
const others = { country: 'country', time: 'start', date: 'date' } as const

const otherOf = ({ kind }: TitleSuggestion): string | undefined =>
  kind === 'country' || kind === 'time' || kind === 'date' ? others[kind] : undefined

/** What could be better about the original title; numbered as the page numbers them. */
export const suggestionsFor = (fields: FormFields): readonly Suggestion[] => {
  const form = formOf(fields)
  const row = originalRow(form)
  return titleSuggestions({
    title: form.text(`title.${row}`),
    lang: langIn(form, row) ?? 'en',
    primaryCountry: countries.resolve(form.text('country')) ?? null,
    hasTime: form.text('start') !== '',
  }).map((suggestion) => {
    const other = otherOf(suggestion)
    return { suggestion, titleOnly: other !== undefined && form.text(other) !== '' }
  })
}

const textRows = (form: Form) =>
  [...new Set(textNames.flatMap((name) => form.rows(name)))].sort((a, b) => a - b)
const originalRow = (form: Form) => textRows(form)[0] ?? 0
const nextText = (form: Form) => Math.max(-1, ...textRows(form)) + 1
const langIn = (form: Form, row: number) => langOfText(form.text(`lang.${row}`))

/** The form with a suggestion taken. What somebody has typed in another field stays. */
const applied = (
  fields: FormFields,
  { suggestion, titleOnly }: Suggestion,
  today: LocalDate
): FormFields => {
  if (suggestion.kind === 'languages') return withTitles(fields, suggestion.titles)
  const form = formOf(fields)
  const better = { ...fields, ...inRow({ title: suggestion.title }, originalRow(form)) }
  if (titleOnly) return better
  const unlessSaid = (name: string, value: string) =>
    form.text(name) === '' ? { [name]: value } : {}
  if (suggestion.kind === 'country') return { ...better, country: suggestion.country }
  if (suggestion.kind === 'time')
    return { ...better, start: suggestion.start, ...unlessSaid('end', suggestion.end ?? '') }
  if (suggestion.kind === 'date') {
    const date = comingDate(suggestion.first, today)
    const last = suggestion.last && comingDate(suggestion.last, date)
    return { ...better, date, ...(last && unlessSaid('endDate', last)) }
  }
  return better
}

/** Each half of a title in the row of its language; a new row where there is none. */
const withTitles = (fields: FormFields, titles: readonly [Half, Half]): FormFields => {
  const form = formOf(fields)
  const original = originalRow(form)
  const own = titles.find(({ lang }) => lang === langIn(form, original)) ?? titles[0]
  const rowOf = (lang: string) =>
    textRows(form).find((row) => row !== original && langIn(form, row) === lang) ?? nextText(form)
  return merged([
    fields,
    ...titles.map((half) =>
      inRow(
        { lang: textOfLang(half.lang), title: half.title },
        half === own ? original : rowOf(half.lang)
      )
    ),
  ])
}

/** A day of the year as the next one from a date on; a year that was given stays. */
const comingDate = ({ year, month, day }: DayOfYear, from: LocalDate): LocalDate => {
  const inYear = (of: number) =>
    `${of}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
  if (year !== null) return inYear(year)
  const now = Number(from.slice(0, 4))
  // The 29th of February comes within eight years.
  const years = Array.from({ length: 9 }, (_, more) => inYear(now + more))
  return years.find((date) => isDate(date) && date >= from) ?? inYear(now)
}
