import { describe, expect, test } from 'vitest'
import { type EventContent, eventContent } from '../../src/calendar/event.ts'
import { interfaceLanguages } from '../../src/calendar/language.ts'
import type { Publication } from '../../src/calendar/publication.ts'
import { retract } from '../../src/calendar/publishing.ts'
import { deadlineOf, deadlineTitles } from '../../src/render/deadline.ts'
import { itemOf } from '../../src/render/json-feed.ts'
import { veventOf } from '../../src/render/vevent.ts'
import { calendarOf, contentOf, publicationOf, site } from './fixture.ts'
import { lint } from './lint.ts'
import { seenIn } from './read-series.ts'

const registration = {
  kind: 'required',
  url: 'https://example.org/register?a=1,2',
  deadline: '2026-11-28',
  idRequired: 'no',
} as const

/** Ana's language café: places are few, so one registers a week before. */
const cafe = (
  content: Partial<EventContent> = {},
  different: Partial<Publication> = {}
): Publication =>
  publicationOf(
    {
      translations: {
        en: {
          title: 'Language café',
          teaser: 'Tea and talk.',
          description: '<p>Tea and talk, at length.</p>',
          origin: 'author',
        },
        pl: { title: 'Kawiarenka językowa', origin: 'human' },
      },
      time: { allDay: false, start: '2026-12-05T10:00', zone: 'Europe/Warsaw' },
      place: { name: 'Hall', city: 'Warsaw', lat: 52.1, lon: 20.2 },
      joinUrl: 'https://meet.example.org/cafe',
      registration,
      ...content,
    },
    different
  )

const deadline = (publication: Publication, words?: string): Publication => {
  const found = deadlineOf(publication, words)
  if (!found) throw new Error('there is no deadline')
  return found
}

const fileOf = (publication: Publication, lang = 'en') => {
  const entry = deadline(publication)
  const file = calendarOf(entry, veventOf(entry, lang, site))
  expect(lint(file)).toEqual([])
  return file.replaceAll('\r\n ', '')
}

const shown = (publication: Publication, lang = 'en') => {
  const entry = deadline(publication)
  return seenIn(calendarOf(entry, veventOf(entry, lang, site)), '2020-01-01', '2040-01-01')
}

describe('the last day to register', () => {
  test('is one whole day of its own, in each language of the event', () => {
    const day = { start: '2026-11-28', end: '2026-11-29', status: 'CONFIRMED' }
    expect(shown(cafe())).toEqual([{ ...day, title: 'Registration closes: Language café' }])
    expect(shown(cafe(), 'pl')).toEqual([
      { ...day, title: 'Koniec rejestracji: Kawiarenka językowa' },
    ])
  })

  test('tells where to register and leads to the event, and says nothing of a place or an end', () => {
    const file = fileOf(cafe())
    const page = `${site.baseUrl}/events/${cafe().event}`
    expect(file).toContain(`URL;VALUE=URI:${page}\r\n`)
    expect(file).toContain(
      `DESCRIPTION;LANGUAGE=en:Tea and talk.\\n\\nRegistration: ${registration.url.replace(',', '\\,')}\\n${page}\r\n`
    )
    expect(file).not.toMatch(/^(LOCATION|GEO|CONFERENCE|X-ALT-DESC)/m)
    expect(file).not.toMatch(/one hour|Hall|meet\.example/)
  })

  test('has the event’s history under a UID of its own', () => {
    const event = cafe({}, { sequence: 7 })
    const file = fileOf(event)
    expect(file).toContain(`UID:${event.uid}-deadline\r\n`)
    expect(file).toContain('SEQUENCE:7\r\n')
    expect(file).toContain('LAST-MODIFIED:20261102T093015Z\r\n')
    expect(file).toContain('CREATED:20261101T080000Z\r\n')
    expect(deadline(event).event).toBe(event.event)
  })

  test('stands in a JSON Feed too', () => {
    const item = JSON.parse(itemOf(deadline(cafe()), 'en', site))
    expect(item).toMatchObject({
      id: `${cafe().uid}-deadline`,
      title: 'Registration closes: Language café',
      url: `${site.baseUrl}/events/${cafe().event}`,
      _integration_calendar: {
        start: '2026-11-28',
        end: '2026-11-29',
        allDay: true,
        timeZone: 'Europe/Warsaw',
      },
    })
  })

  test('is an event that anybody could have entered', () => {
    const { countries: _derived, ...entered } = deadline(cafe()).content
    expect(eventContent.parse(entered)).toEqual(deadline(cafe()).content)
  })

  test('comes once for a series, whatever happens to its dates', () => {
    const weekly = cafe(
      {
        time: {
          allDay: false,
          start: '2026-12-05T10:00',
          zone: 'Europe/Warsaw',
          rule: 'FREQ=WEEKLY',
          exceptDates: ['2026-12-12T10:00'],
        },
        overrides: [{ date: '2026-12-19T10:00', start: '2026-12-20T10:00' }],
      },
      { calledOff: [{ date: '2026-12-26T10:00', note: null }] }
    )
    expect(shown(weekly)).toEqual(shown(cafe()))
  })
})

describe('news of the event', () => {
  test.each([
    [{ status: 'cancelled', statusNote: 'The hall is closed.' }, 'Cancelled', 'CANCELLED'],
    [{ status: 'postponed' }, 'Postponed', 'TENTATIVE'],
    [{ state: 'withdrawn' }, 'Withdrawn', 'CANCELLED'],
  ] as const)('%o is the deadline’s too', (different, prefix, status) => {
    expect(shown(cafe({}, different))).toEqual([
      {
        start: '2026-11-28',
        end: '2026-11-29',
        title: `${prefix}: Registration closes: Language café`,
        status,
      },
    ])
    if ('statusNote' in different)
      expect(fileOf(cafe({}, different))).toContain(different.statusNote)
  })

  test('that it has moved is none for the deadline', () => {
    const moved = cafe(
      {},
      {
        status: 'rescheduled',
        statusNote: 'One hour later.',
        previous: [
          {
            at: '2026-11-02T09:30:15Z',
            time: { allDay: false, start: '2026-12-05T09:00', zone: 'Europe/Warsaw' },
            place: null,
            attendance: 'offline',
          },
        ],
      }
    )
    expect(fileOf(moved)).toBe(fileOf(cafe()))
  })

  test('that it was removed takes the deadline with it, for it is no longer known', () => {
    const by = { id: 'mia', name: 'Mia' }
    const gone = retract(
      cafe(),
      'remove',
      { code: 'illegal', text: null },
      by,
      '2026-11-20T08:00:00Z'
    )
    expect(deadlineOf(gone.publication)).toBeNull()
  })

  test('that it was removed says nothing of it, where the day is still known', () => {
    const removed = fileOf(cafe({}, { state: 'removed' }))
    expect(removed).toContain('SUMMARY;LANGUAGE=en:Event removed\r\n')
    expect(removed).toContain('STATUS:CANCELLED\r\n')
    expect(removed).not.toMatch(/café|register/)
  })
})

test('An event without a last day to register, or without registration, has no such entry', () => {
  expect(deadlineOf(publicationOf())).toBeNull()
  const { deadline: _day, ...open } = registration
  expect(deadlineOf(cafe({ registration: open }))).toBeNull()
  expect(deadlineOf(cafe({ registration: { ...registration, kind: 'none' } }))).toBeNull()
})

describe('the words in front', () => {
  test.each(interfaceLanguages)('are in %s, around the title', (lang) => {
    const { value, state } = deadlineTitles[lang] ?? { value: '', state: '' }
    expect(value).toMatch(/^[^{}]{5,}: \{title\}$/u)
    expect(['reviewed', 'draft', 'machine']).toContain(state)
    if (lang !== 'en') expect(value).not.toBe(deadlineTitles.en?.value)
  })

  test('are the base language’s for a regional one, and English where we have none', () => {
    const text = { title: '{title} $& café', origin: 'author' } as const
    const entry = deadline(
      publicationOf({
        ...contentOf(),
        originalLang: 'so',
        translations: { so: text, 'pt-BR': text },
        registration,
      })
    )
    expect(entry.content.translations['pt-BR']?.title).toBe('Fim das inscrições: {title} $& café')
    expect(entry.content.translations.so?.title).toBe('Registration closes: {title} $& café')
  })

  test('are the reader’s where asked for', () => {
    expect(deadline(cafe(), 'de').content.translations.pl?.title).toBe(
      'Anmeldeschluss: Kawiarenka językowa'
    )
  })
})
