import { describe, expect, it } from 'vitest'
import { eventContent } from '../../src/calendar/event.ts'
import { occurrencesWithin } from '../../src/calendar/series.ts'
import { floating, wallTimeOf } from '../../src/calendar/time.ts'
import sample from '../../src/sample/december-2012.json' with { type: 'json' }
import series from '../../src/sample/series.json' with { type: 'json' }

/** Rejection codes a moderator may choose. */
const reasonCodes = [
  'out-of-scope',
  'duplicate',
  'insufficient-information',
  'already-over',
  'commercial',
  'unverifiable-organiser',
  'personal-data',
  'discriminatory',
  'illegal',
  'spam',
  'other',
]

/** The source's countries; its 11 events of unknown country are the EU desk's. */
const countryCounts = {
  AT: 8,
  BE: 4,
  BG: 1,
  CZ: 4,
  DE: 1,
  DK: 2,
  ES: 4,
  EU: 11,
  FR: 1,
  GB: 4,
  GR: 6,
  HU: 4,
  IE: 3,
  IT: 1,
  LV: 2,
  MT: 2,
  NL: 9,
  PL: 18,
  PT: 9,
  SE: 3,
  SK: 3,
}

const { events } = sample
const contentOf = (key: string) => {
  const entry = events.find((event) => event.key === key)
  if (!entry) throw new Error(`No event “${key}” in the sample.`)
  return eventContent.parse(entry.content)
}
const withOutcome = (outcome: string) => events.filter((event) => event.outcome === outcome)
const countBy = (values: readonly string[]) =>
  Object.fromEntries(
    Object.entries(Object.groupBy(values, (value) => value)).map(([value, all]) => [
      value,
      all?.length,
    ])
  )

describe('the sample as a whole', () => {
  it('has 100 events with distinct keys and a note each', () => {
    expect(events).toHaveLength(100)
    expect(new Set(events.map((event) => event.key)).size).toBe(100)
    for (const event of events) {
      expect(event.key).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
      expect(event.note.length, event.key).toBeGreaterThan(40)
      expect(event.note.length, event.key).toBeLessThan(1000)
    }
  })

  it('publishes 96 events, one of them cancelled', () => {
    expect(countBy(events.map((event) => event.outcome))).toEqual({
      approved: 95,
      cancelled: 1,
      pending: 3,
      rejected: 1,
    })
  })

  it('gives a reason for the rejection and a note for the cancellation, and no others', () => {
    for (const event of events) {
      expect('reason' in event, event.key).toBe(event.outcome === 'rejected')
      expect('statusNote' in event, event.key).toBe(event.outcome === 'cancelled')
    }
    for (const event of withOutcome('rejected')) {
      expect(reasonCodes).toContain(event.reason?.code)
      expect(event.reason?.text).toBeTruthy()
    }
  })

  it('publishes every Polish event and everything on International Migrants Day', () => {
    for (const event of [...withOutcome('pending'), ...withOutcome('rejected')]) {
      expect(event.content.primaryCountry, event.key).not.toBe('PL')
    }
    const migrantsDay = events.filter((event) => event.content.time.start === '2012-12-18')
    expect(migrantsDay).toHaveLength(10)
    expect(new Set(migrantsDay.map((event) => event.outcome))).toEqual(new Set(['approved']))
  })

  it('has as many events of each country as the source', () => {
    expect(countBy(events.map((event) => event.content.primaryCountry))).toEqual(countryCounts)
  })

  it('keeps all 41 organisers', () => {
    const organisers = events.flatMap((event) => event.content.organiser?.name ?? [])
    expect(organisers).toHaveLength(41)
    for (const event of events) {
      if (!event.content.organiser) continue
      expect(contentOf(event.key).organiser, event.key).toEqual(event.content.organiser)
    }
  })
})

describe.each(events.map((event) => [event.key, event.content] as const))('%s', (_key, content) => {
  it('is an event our schema takes, unchanged in title and place', () => {
    const parsed = eventContent.parse(content)
    for (const [lang, text] of Object.entries(content.translations)) {
      expect(parsed.translations[lang]?.title).toBe(text.title)
    }
    expect(parsed.place).toEqual(content.place)
    expect(parsed.themes).toEqual(content.themes)
  })

  it('has a teaser in English, and only there', () => {
    for (const [lang, text] of Object.entries(eventContent.parse(content).translations)) {
      expect(text.teaser !== undefined, lang).toBe(lang === 'en')
    }
  })

  it('parses to the same content a second time', () => {
    const once = eventContent.parse(content)
    expect(eventContent.parse(once)).toEqual(once)
  })
})

describe('single events', () => {
  it('ends the forum of 5 to 9 December on the day after', () => {
    const { time } = contentOf('forum-of-the-social-network-of-lisbon')
    expect(time).toEqual({
      allDay: true,
      start: '2012-12-05',
      end: '2012-12-10',
      zone: 'Europe/Lisbon',
    })
  })

  it('has one timed event, in its zone', () => {
    const timed = events.filter((event) => !event.content.time.allDay)
    expect(timed.map((event) => event.key)).toEqual(['media4us-presentation-and-debate'])
    expect(contentOf('media4us-presentation-and-debate').time).toEqual({
      allDay: false,
      start: '2012-12-12T19:30',
      end: '2012-12-12T22:00',
      zone: 'Europe/Amsterdam',
    })
  })

  it('tells the hours in words where the zone is unknown', () => {
    const { time, translations } = contentOf('justice-do-it-the-next-step')
    expect(time).toEqual({ allDay: true, start: '2012-12-15', end: '2012-12-16' })
    expect(translations.en?.description).toContain('10:30 to 17:30')
  })

  it('has 14 events that last several days', () => {
    const several = events.filter((event) => {
      const { time } = eventContent.parse(event.content)
      return time.allDay && Date.parse(time.end) - Date.parse(time.start) > 86_400_000
    })
    expect(several).toHaveLength(14)
  })

  it('keeps the original of a bilingual title and marks our own translations', () => {
    expect(contentOf('cultures-fair')).toMatchObject({
      originalLang: 'pl',
      translations: { pl: { title: 'Kiermasz Kultur' }, en: { title: 'Cultures Fair' } },
    })
    expect(contentOf('fremdenrecht')).toMatchObject({
      originalLang: 'de',
      translations: { de: { origin: 'author' }, en: { origin: 'human' } },
    })
  })
})

describe('the series of the sample', () => {
  const datesIn = (key: string, from: string, to: string) => {
    const entry = series.events.find((event) => event.key === key)
    const content = eventContent.parse(entry?.content)
    return occurrencesWithin('', content, { from: floating(from), to: floating(to) }).map((o) =>
      wallTimeOf(o.start)
    )
  }

  it('are a weekly course with dropped and moved dates, without end', () => {
    expect(datesIn('portuguese-course', '2012-12-01', '2013-01-10')).toEqual([
      '2012-12-04T18:30',
      '2012-12-11T18:30',
      '2012-12-18T17:00',
      '2013-01-08T18:30',
    ])
    expect(datesIn('portuguese-course', '2040-01-01', '2040-02-01')).toHaveLength(5)
  })

  it('are a roundtable on last Thursdays', () => {
    expect(datesIn('brussels-roundtable', '2012-10-01', '2013-02-01')).toEqual([
      '2012-10-25T12:30',
      '2012-11-29T12:30',
      '2012-12-27T12:30',
      '2013-01-31T12:30',
    ])
  })

  it('are a festival over the month end, one evening of which fell out', () => {
    expect(datesIn('winter-lights-festival', '2012-12-01', '2013-02-01')).toEqual(
      [
        '2012-12-28',
        '2012-12-29',
        '2012-12-30',
        '2012-12-31',
        '2013-01-01',
        '2013-01-02',
        '2013-01-03',
      ].map((date) => `${date}T17:00`)
    )
    const festival = series.events.find((event) => event.key === 'winter-lights-festival')
    expect(festival?.calledOff?.map(({ date }) => date)).toEqual(['2012-12-31T17:00'])
  })
})
