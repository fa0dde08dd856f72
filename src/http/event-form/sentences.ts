import { wordsOfTime } from '../../calendar/words-of-time.ts'

const says = wordsOfTime('en')

/**
 * Sentences for people who fill the form, where the calendar's own speak of its fields: by the name
 * of the field without its number, and the code; a field of `*` stands for any.
 */
const sentences: Readonly<Record<string, string>> = {
  'title missing': 'Give the event a title.',
  'date invalid-date': 'Give a day that exists.',
  'date invalid-time': 'Give a day that exists.',
  'start invalid-time': 'Give a time of day such as 19:30.',
  'end invalid-time': 'Give a time of day such as 21:00, or leave the end out.',
  'end end-before-start': 'It must end later than it begins.',
  'endDate invalid-date': 'Give a day that exists.',
  'endDate end-before-start': 'The last day must not be before the first.',
  'until until-before-start': 'This is before the first date.',
  'extra invalid-date': 'Give a day that exists, and a time of day where it is another one.',
  'extra invalid-time': 'Give a day that exists, and a time of day where it is another one.',
  'except invalid-date': 'Give a day that exists.',
  'except invalid-time': 'Give a day that exists.',
  'except hits-nothing': 'It does not take place then, so there is nothing to leave out.',
  'except nothing-left': 'With these days left out, no date remains.',
  'country missing': 'Choose the country.',
  'theme too-small': 'Choose a theme.',
  'theme too-large': 'Choose at most three themes.',
  'organiserName missing': 'Give the name that belongs to this address.',
  'amount too-large': 'This is more than we believe.',
  'count out-of-range': 'Give a smaller number, or let it go on until a day.',
  'monthDay out-of-range': 'Give a day from 1 to 31.',
}

/** What a complaint of the calendar says on the form. */
export const sentenceFor = (field: string, code: string, detail: string): string => {
  const name = field.replace(/\.\d+$/, '')
  if (code === 'not-on-rule') {
    const [, nearest] = /nearest is (\d{4}-\d\d-\d\d)/.exec(detail) ?? []
    return `The first day must be one of those on which it repeats${nearest ? `; the nearest is ${says.fullDate(nearest)}` : ''}.`
  }
  return sentences[`${name} ${code}`] ?? detail
}
