import { describe, expect, test } from 'vitest'
import type { Publication } from '../../src/calendar/publication.ts'
import { feedHead, feedTail, itemOf } from '../../src/render/json-feed.ts'
import { publicationOf, site } from './fixture.ts'

const item = (publication: Publication) => JSON.parse(itemOf(publication, 'en', site))

const head = feedHead({
  title: 'Poland "and" more',
  description: 'All of it',
  homeUrl: 'https://calendar.example.eu/',
  feedUrl: 'https://calendar.example.eu/feeds/pl.json',
  language: 'en',
})

describe('a JSON Feed', () => {
  test.each([0, 1, 3])('of %d items joined by commas is JSON', (count) => {
    const items = Array.from({ length: count }, () => itemOf(publicationOf(), 'en', site))
    const feed = JSON.parse(head + items.join(',') + feedTail)
    expect(feed).toMatchObject({
      version: 'https://jsonfeed.org/version/1.1',
      title: 'Poland "and" more',
      home_page_url: 'https://calendar.example.eu/',
      feed_url: 'https://calendar.example.eu/feeds/pl.json',
      language: 'en',
    })
    expect(feed.items).toHaveLength(count)
  })
})

describe('an item', () => {
  test('has the first publication as its date and the event’s time in the extension', () => {
    expect(item(publicationOf({ scope: 'eu' }, { sequence: 3 }))).toEqual({
      id: '019cafe0-0000-7000-8000-0000000000aa',
      title: 'Saturday market',
      date_published: '2026-11-01T08:00:00Z',
      date_modified: '2026-11-02T09:30:15Z',
      language: 'en',
      url: 'https://calendar.example.eu/events/019cafe0-0000-7000-8000-0000000000aa',
      content_html: '<p>Soup and songs.</p>',
      content_text: 'Soup and songs.',
      summary: 'Soup and songs.',
      authors: [{ name: 'Common Ground' }],
      tags: ['Language learning'],
      _integration_calendar: {
        uid: '019cafe0-0000-7000-8000-0000000000aa',
        sequence: 3,
        status: 'scheduled',
        start: '2026-12-05T10:00:00+01:00',
        end: '2026-12-05T12:30:00+01:00',
        timeZone: 'Europe/Warsaw',
        allDay: false,
        primaryCountry: 'PL',
        countries: ['PL'],
        eventLanguages: ['pl'],
        themes: ['language'],
      },
    })
  })

  test.each([
    ['2026-07-05T10:00', 'Europe/Warsaw', '+02:00'],
    ['2026-10-25T02:30', 'Europe/Warsaw', '+02:00'],
    ['2026-07-05T10:00', 'America/St_Johns', '-02:30'],
    ['2026-07-05T10:00', 'Etc/UTC', '+00:00'],
  ])('at %s in %s has the offset %s, and no end if none was given', (start, zone, offset) => {
    const { _integration_calendar: event } = item(
      publicationOf({ time: { allDay: false, start, zone } })
    )
    expect([event.start, event.end]).toEqual([`${start}:00${offset}`, null])
  })

  test('of whole days has dates', () => {
    const { _integration_calendar: event } = item(
      publicationOf({ time: { allDay: true, start: '2012-12-05', end: '2012-12-10' } })
    )
    expect(event).toMatchObject({
      start: '2012-12-05',
      end: '2012-12-10',
      allDay: true,
      timeZone: null,
    })
  })

  test('escapes a teaser for HTML and puts the note on the status first', () => {
    const translations = { en: { title: 'T', teaser: '<b>&"', origin: 'author' as const } }
    const bad = item(
      publicationOf({ translations }, { status: 'cancelled', statusNote: 'Flooded < 1 m' })
    )
    expect(bad.title).toBe('Cancelled: T')
    expect(bad.content_html).toBe('<p>Flooded &lt; 1 m</p><p>&lt;b&gt;&amp;&quot;</p>')
    expect(bad.content_text).toBe('Flooded < 1 m\n\n<b>&"')
  })

  test('of a removed event holds none of its text', () => {
    const text = itemOf(
      publicationOf(
        { translations: { en: { title: 'secret', origin: 'author' } }, place: { city: 'secret' } },
        { state: 'removed', statusNote: 'secret', organisation: { slug: 'secret', name: 'secret' } }
      ),
      'en',
      site
    )
    expect(text).not.toMatch(/secret|https/)
    expect(JSON.parse(text)._integration_calendar.status).toBe('removed')
  })

  test('of a withdrawn event says so', () => {
    const gone = item(publicationOf({}, { state: 'withdrawn' }))
    expect([gone.title, gone._integration_calendar.status]).toEqual([
      'Withdrawn: Saturday market',
      'withdrawn',
    ])
  })
})
