import { describe, expect, it } from 'vitest'
import { interfaceLanguages } from '../../src/calendar/language.ts'
import { weekStartOf, wordsOfTime } from '../../src/calendar/words-of-time.ts'

describe('dates in words', () => {
  it('are English as Europe writes it', () => {
    const says = wordsOfTime('en')
    expect(says.month('2012-12')).toBe('December 2012')
    expect(says.day('2012-12-05')).toBe('5 December')
    expect(says.fullDate('2012-12-05')).toBe('Wednesday 5 December 2012')
    expect(says.weekdayAndDay('2012-12-09')).toBe('Sunday 9 December')
    expect(says.dates('2012-12-05', '2012-12-10')).toBe('5–9 December 2012')
    expect(says.dates('2012-12-05', '2012-12-06')).toBe('5 December 2012')
    expect(says.dates('2012-11-30', '2012-12-03')).toBe('30 November – 2 December 2012')
    expect(says.dates('2012-12-30', '2013-01-03')).toBe('30 December 2012 – 2 January 2013')
    expect(says.times('2012-12-05T19:30', '2012-12-05T22:00')).toBe('19:30–22:00')
    expect(says.times('2012-12-05T09:00', null)).toBe('09:00')
  })

  it('use the month that stands alone in a title and the declined one in a date', () => {
    expect(wordsOfTime('pl').month('2012-12')).toBe('grudzień 2012')
    expect(wordsOfTime('pl').day('2012-12-05')).toBe('5 grudnia')
    expect(wordsOfTime('pl').dates('2012-12-05', '2012-12-10')).toBe('5–9 grudnia 2012')
  })

  it('begin the weekdays where the week begins', () => {
    expect(wordsOfTime('pl').weekdays(1)[0]).toEqual({
      iso: 1,
      short: 'pon.',
      long: 'poniedziałek',
    })
    expect(
      wordsOfTime('ga')
        .weekdays(7)
        .map(({ iso }) => iso)
    ).toEqual([7, 1, 2, 3, 4, 5, 6])
    expect(wordsOfTime('mt').weekdays(6)[0]).toMatchObject({ iso: 6, long: 'Is-Sibt' })
  })

  it('exist for Irish and Maltese, which workerd lacks, in the spelling of CLDR', () => {
    expect(wordsOfTime('ga').fullDate('2012-12-05')).toBe('Dé Céadaoin 5 Nollaig 2012')
    expect(wordsOfTime('mt').fullDate('2012-12-05')).toBe('L-Erbgħa, 5 ta’ Diċembru 2012')
    for (const lang of ['ga', 'mt', 'is', 'lb', 'mk', 'sq', 'cy']) {
      const months = new Intl.DateTimeFormat(lang, { month: 'long', timeZone: 'UTC' })
      const weekdays = new Intl.DateTimeFormat(lang, { weekday: 'long', timeZone: 'UTC' })
      for (let month = 1; month <= 12; month++) {
        const date = `2012-${String(month).padStart(2, '0')}-0${(month % 7) + 1}`
        expect(wordsOfTime(lang).date(date)).toContain(months.format(new Date(date)))
        expect(wordsOfTime(lang).fullDate(date)).toContain(weekdays.format(new Date(date)))
      }
    }
  })

  it('exist in every language of our own words', () => {
    const titles = interfaceLanguages.map((lang) => wordsOfTime(lang).month('2012-12'))
    expect(titles.every((title) => /2012|٢٠١٢/.test(title))).toBe(true)
    expect(interfaceLanguages.map((lang) => wordsOfTime(lang).lang)).toEqual(interfaceLanguages)
    expect(wordsOfTime('pt').weekdays(1)[0]?.short).toBe('segunda')
  })

  it('are English, and say so, in a language nobody has words for', () => {
    expect(wordsOfTime('xx')).toMatchObject({ lang: 'en' })
    expect(wordsOfTime('xx').month('2012-12')).toBe('December 2012')
  })
})

describe('the first day of the week', () => {
  it('is Monday unless someone wishes otherwise', () => {
    expect(weekStartOf(undefined, 'ar')).toBe(1)
    expect(weekStartOf('mon', 'ar')).toBe(1)
    expect(weekStartOf('sun', 'pl')).toBe(7)
    expect(weekStartOf('sat', 'pl')).toBe(6)
  })

  it('follows the country when asked to, not the language alone', () => {
    expect(weekStartOf('auto', 'en')).toBe(1)
    expect(weekStartOf('auto', 'en-US')).toBe(7)
    expect(weekStartOf('auto', 'pt')).toBe(7)
    expect(weekStartOf('auto', 'mt')).toBe(7)
    expect(weekStartOf('auto', 'ar')).toBe(6)
    expect(weekStartOf('auto', 'sr-Latn')).toBe(1)
  })
})
