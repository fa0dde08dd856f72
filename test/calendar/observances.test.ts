import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { eventContent } from '../../src/calendar/event.ts'
import { interfaceLanguages } from '../../src/calendar/language.ts'
import { observanceNames } from '../../src/calendar/observances/names.ts'
import { observanceEdition, observanceOf, observances } from '../../src/calendar/observances.ts'
import { veventOf } from '../../src/render/vevent.ts'
import { calendarOf, site } from '../render/fixture.ts'
import { lint } from '../render/lint.ts'
import { seenIn, takesPlaceIn } from '../render/read-series.ts'

const feedIn = (lang: string): string => {
  const [first] = observances()
  if (!first) throw new Error('there are no days')
  return calendarOf(first, ...observances().map((day) => veventOf(day, lang, site)))
}

const yearOf = (year: number, lang = 'en') =>
  seenIn(feedIn(lang), `${year}-01-01`, `${year + 1}-01-01`).map(
    ({ start, end, title }) => `${start.slice(5)} to ${end.slice(5)} ${title}`
  )

describe('the days', () => {
  test('come every year, each on its date, for one whole day', () => {
    const days = [
      '02-06 to 02-07 International Day of Zero Tolerance for Female Genital Mutilation',
      '02-21 to 02-22 International Mother Language Day',
      '03-08 to 03-09 International Women’s Day',
      '03-21 to 03-22 International Day for the Elimination of Racial Discrimination',
      '04-08 to 04-09 International Roma Day',
      '05-09 to 05-10 Europe Day',
      '05-21 to 05-22 World Day for Cultural Diversity for Dialogue and Development',
      '06-18 to 06-19 International Day for Countering Hate Speech',
      '06-20 to 06-21 World Refugee Day',
      '07-30 to 07-31 World Day against Trafficking in Persons',
      '08-02 to 08-03 European Holocaust Memorial Day for Sinti and Roma',
      '08-12 to 08-13 International Youth Day',
      '09-26 to 09-27 European Day of Languages',
      '10-18 to 10-19 EU Anti-Trafficking Day',
      '11-16 to 11-17 International Day for Tolerance',
      '11-20 to 11-21 World Children’s Day',
      '11-25 to 11-26 International Day for the Elimination of Violence against Women',
      '12-10 to 12-11 Human Rights Day',
      '12-18 to 12-19 International Migrants Day',
    ]
    for (const year of [2026, 2027, 2028, 2051]) expect(yearOf(year)).toEqual(days)
  })

  test('begin with the year in which they were first held', () => {
    const held = (year: number) => yearOf(year).map((day) => day.slice(0, 5))
    expect(held(1999)).not.toContain('12-18')
    expect(held(2000)).toContain('12-18')
    expect(held(2000)).not.toContain('06-20')
    expect(held(2001)).toContain('06-20')
    expect(held(2021)).not.toContain('06-18')
    expect(held(2022)).toContain('06-18')
  })

  test.each(interfaceLanguages)('stand in a calendar file in %s that has no fault', (lang) => {
    const file = feedIn(lang)
    expect(lint(file)).toEqual([])
    expect(file.match(/^DTSTART;VALUE=DATE:/gm)).toHaveLength(observances().length)
    expect(file.match(/^RRULE:FREQ=YEARLY\r$/gm)).toHaveLength(observances().length)
    expect(file).not.toContain('LOCATION')
  })

  test('are shown by others on the days on which we show them ourselves', () => {
    const ours = observances()
      .flatMap((day) => takesPlaceIn(day, '2026-01-01', '2028-01-01'))
      .sort((a, b) => (a.start < b.start ? -1 : 1))
    const theirs = seenIn(feedIn('en'), '2026-01-01', '2028-01-01')
    expect(theirs.map(({ start, end }) => ({ start, end }))).toEqual(ours)
  })

  test('are events that anybody could have entered, in their final spelling', () => {
    for (const { content } of observances()) {
      const { countries: _derived, ...entered } = content
      expect(eventContent.parse(entered)).toEqual(content)
      expect(content.countries).toEqual(['EU'])
      expect(content.translations.en?.description).toMatch(/^<p>.+\.<\/p>$/)
    }
  })

  test('are known by their identity, and nothing else is', () => {
    for (const day of observances()) expect(observanceOf(day.event)).toBe(day)
    expect(observanceOf('019cafe0-0000-7000-8000-0000000000aa')).toBeNull()
    expect(new Set(observances().map(({ uid }) => uid)).size).toBe(observances().length)
  })

  test('are in a new edition when anything about them has changed', () => {
    const said = observances().map(({ uid, content }) => [uid, content])
    const digest = createHash('sha256').update(JSON.stringify(said)).digest('hex').slice(0, 16)
    // Whoever changes a day raises `sequence` and `changedAt` and writes both lines anew.
    expect(`${observanceEdition.sequence} ${observanceEdition.changedAt} ${digest}`).toBe(
      '0 2026-11-24T12:00:00Z 4d03b0fd42be94e7'
    )
  })
})

describe('their names', () => {
  test('are there in every language of ours, each with its state', () => {
    expect(Object.keys(observanceNames).sort()).toEqual([...interfaceLanguages].sort())
    for (const names of Object.values(observanceNames)) {
      expect(Object.keys(names)).toEqual(Object.keys(observanceNames.en ?? {}))
      for (const { value, state } of Object.values(names)) {
        expect(['reviewed', 'draft', 'machine']).toContain(state)
        expect(value).toBe(value.normalize('NFC').trim())
      }
    }
  })

  test('are not those of another day, nor English ones', () => {
    const english = Object.values(observanceNames.en ?? {}).map(({ value }) => value)
    for (const [lang, names] of Object.entries(observanceNames)) {
      const values = Object.values(names).map(({ value }) => value)
      expect(new Set(values).size).toBe(values.length)
      if (lang !== 'en') expect(values.filter((value) => english.includes(value))).toEqual([])
    }
  })

  test('are the readers’ own', () => {
    expect(yearOf(2026, 'pl').at(-1)).toBe('12-18 to 12-19 Międzynarodowy Dzień Migrantów')
    expect(yearOf(2026, 'ar')[1]).toBe('02-21 to 02-22 اليوم الدولي للغة الأم')
  })
})
