import { isDate, type LocalDate } from '../../calendar/time.ts'

/*
 * What people type, in the spelling the calendar reads. What cannot be understood stays as it is, for
 * the calendar to complain of.
 */

const twoDigits = (text: string) => text.padStart(2, '0')

/** A date, also as people of Europe write one: `8.5.2027`, `08/05/2027`. */
export const dateText = (text: string): LocalDate => {
  const [, day = '', month = '', year = ''] =
    /^(\d{1,2})[./-]\s?(\d{1,2})[./-]\s?(\d{4})\.?$/.exec(text) ?? []
  const date = `${year}-${twoDigits(month)}-${twoDigits(day)}`
  return year && isDate(date) ? date : text
}

/** A time of day, also as `9:30`, `19.30`, `19h30` or `19`. */
export const clockText = (text: string): string => {
  const [, hour = '', minute = '00'] = /^(\d{1,2})(?:[:.h](\d{2}))?(?::00)?h?$/i.exec(text) ?? []
  return hour ? `${twoDigits(hour)}:${minute}` : text
}

/** A web address; most people leave `https://` out. */
export const addressText = (text: string): string =>
  /^[\p{L}\p{N}-]+(\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(?=[/?#:]|$)/u.test(text) ? `https://${text}` : text

/** A number with a point or a comma in it; undefined when it is none. */
export const numberOf = (text: string): number | undefined =>
  /^\d{1,9}([.,]\d{1,9})?$/.test(text) ? Number(text.replace(',', '.')) : undefined
