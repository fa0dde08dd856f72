import fc from 'fast-check'
import { parseAtomFeed } from 'feedsmith'
import { describe, expect, test } from 'vitest'
import { validateXML } from 'xmllint-wasm'
import type { Lang } from '../../src/calendar/language.ts'
import type { Publication } from '../../src/calendar/publication.ts'
import { atomHead, atomTail, entryOf } from '../../src/render/atom.ts'
import { publicationOf, site } from './fixture.ts'
import { about } from './told.ts'

const feedOf = (...entries: readonly string[]) => atomHead(about) + entries.join('') + atomTail()

/** An entry as another program reads it. */
const read = (publication: Publication, lang: Lang = 'en') => {
  const [entry] = parseAtomFeed(feedOf(entryOf(publication, lang, site))).entries ?? []
  if (!entry) throw new Error('no entry')
  return entry
}

/** Attributes of the element with the event's own time. */
const own = (publication: Publication): Record<string, string> => {
  const [, attributes = ''] =
    /<calendar:event ([^>]*)\/>/.exec(entryOf(publication, 'en', site)) ?? []
  return Object.fromEntries(
    [...attributes.matchAll(/([A-Za-z]+)="([^"]*)"/g)].map(([, name, value]) => [name, value])
  )
}

const page = 'https://calendar.example.eu/events/019cafe0-0000-7000-8000-0000000000aa'

describe('an entry', () => {
  test('says what, when, where, by whom and about what', () => {
    const translations = {
      en: {
        title: 'Saturday market',
        teaser: 'Soup and songs.',
        description: '<p>Soup &amp; <em>songs</em>.</p>',
        origin: 'author' as const,
      },
    }
    const place = { name: 'Old Mill', city: 'Warszawa', country: 'PL' }
    const organiser = { name: 'The Millers', url: 'https://example.org/' }
    expect(
      read(publicationOf({ translations, place, organiser, countries: ['PL', 'EU'] }))
    ).toEqual({
      id: 'urn:uuid:019cafe0-0000-7000-8000-0000000000aa',
      title: { value: 'Saturday market' },
      published: '2026-11-01T08:00:00Z',
      updated: '2026-11-02T09:30:15Z',
      xml: { lang: 'en' },
      authors: [{ name: 'The Millers', uri: 'https://example.org/' }],
      links: [
        { rel: 'alternate', type: 'text/html', href: page },
        { rel: 'related', type: 'text/calendar', href: `${page}.ics` },
      ],
      categories: [
        {
          term: 'language',
          scheme: 'https://calendar.example.eu/v1/vocabularies/themes',
          label: 'Language learning',
        },
        ...[
          ['PL', 'Poland'],
          ['EU', 'European Union'],
        ].map(([term, label]) => ({
          term,
          scheme: 'https://calendar.example.eu/v1/vocabularies/countries',
          label,
        })),
      ],
      summary: { value: 'Soup and songs.' },
      content: {
        type: 'html',
        value:
          '<p><b>Saturday 5 December 2026, 10:00–12:30 (Europe/Warsaw)</b><br>Old Mill, Warszawa</p>' +
          '<p>Soup &amp; <em>songs</em>.</p>',
      },
    })
  })

  test('has no summary that would only repeat its content', () => {
    expect(read(publicationOf()).summary).toBeUndefined()
  })

  test('has the organisation as author when no organiser is named', () => {
    expect(read(publicationOf()).authors).toEqual([{ name: 'Common Ground' }])
  })

  test('has one id in every language, and its page’s address when the UID is no UUID', () => {
    const text = { title: 'Targ', origin: 'human' as const }
    const both = publicationOf({ translations: { en: text, pl: text } })
    expect(read(both, 'pl').id).toBe(read(both, 'en').id)
    expect(read(publicationOf({}, { uid: 'old@example.org' })).id).toBe(read(both).id)
    expect(read(publicationOf({}, { uid: 'old@example.org', event: 'market' })).id).toBe(
      'https://calendar.example.eu/events/market'
    )
  })

  test.each([
    [{ status: 'cancelled' }, 'Cancelled: Saturday market'],
    [{ status: 'postponed' }, 'Postponed: Saturday market'],
    [{ state: 'withdrawn' }, 'Withdrawn: Saturday market'],
    [{ status: 'moved-online' }, 'Saturday market'],
  ] as const)('of an event that is %o is called “%s”', (different, title) => {
    expect(read(publicationOf({}, different)).title?.value).toBe(title)
    expect(own(publicationOf({}, different)).status).toBe(Object.values(different)[0])
  })

  test('says cancelled in its element alone, if so wished', () => {
    const entry = entryOf(publicationOf({}, { status: 'cancelled' }), 'en', site, {
      cancelled: 'status',
    })
    expect(entry).toContain('<title>Saturday market</title>')
    expect(entry).toContain('status="cancelled"')
  })

  test('in Arabic says so, and is read from right to left', () => {
    const translations = { ar: { title: 'سوق السبت', origin: 'author' as const } }
    const entry = read(publicationOf({ translations, originalLang: 'ar' }), 'ar')
    expect([entry.title?.value, entry.xml?.lang]).toEqual(['سوق السبت', 'ar'])
    expect(entry.content?.value).toMatch(/^<div lang="ar" dir="rtl">.*<\/div>$/s)
  })

  test('in a language without words of time marks the English ones', () => {
    const translations = { so: { title: 'Suuqa', origin: 'author' as const } }
    const series = {
      allDay: true as const,
      start: '2026-12-05',
      end: '2026-12-06',
      rule: 'FREQ=WEEKLY',
    }
    const entry = read(publicationOf({ translations, originalLang: 'so', time: series }), 'so')
    expect(entry.content?.value).toContain('<b lang="en" dir="ltr">Every Saturday</b>')
  })

  test('of a removed event holds none of its text', () => {
    const secret = { title: 'secret', teaser: 'secret', origin: 'author' as const }
    const time = {
      allDay: true as const,
      start: '2026-12-05',
      end: '2026-12-06',
      rule: 'FREQ=DAILY',
    }
    const removed = publicationOf(
      { translations: { en: secret }, place: { city: 'secret' }, time },
      { state: 'removed', statusNote: 'secret', organisation: { slug: 'secret', name: 'secret' } }
    )
    expect(entryOf(removed, 'en', site)).not.toMatch(/secret|https|DAILY/)
    expect(read(removed)).toMatchObject({
      authors: [{ name: 'Integration events' }],
      content: { value: 'Event removed' },
    })
    expect(own(removed)).toMatchObject({ status: 'removed', start: '2026-12-05' })
  })
})

describe('the event’s own time', () => {
  test('has the local offset, and no end if none was given', () => {
    const time = { allDay: false as const, start: '2026-07-05T10:00', zone: 'Europe/Warsaw' }
    expect(own(publicationOf({ time }, { sequence: 3 }))).toEqual({
      uid: '019cafe0-0000-7000-8000-0000000000aa',
      sequence: '3',
      status: 'scheduled',
      start: '2026-07-05T10:00:00+02:00',
      timeZone: 'Europe/Warsaw',
      allDay: 'false',
    })
  })

  test('of whole days is dates with an exclusive end, of a series its rule', () => {
    const time = {
      allDay: true as const,
      start: '2026-12-05',
      end: '2026-12-07',
      rule: 'FREQ=YEARLY',
    }
    expect(own(publicationOf({ time }))).toMatchObject({
      start: '2026-12-05',
      end: '2026-12-07',
      allDay: 'true',
      rule: 'FREQ=YEARLY',
    })
  })

  test.each([
    [{ allDay: true, start: '2026-12-05', end: '2026-12-10' }, '5–9 December 2026'],
    [
      { allDay: false, start: '2026-12-05T10:00', zone: 'Europe/Warsaw' },
      'Saturday 5 December 2026, 10:00 (Europe/Warsaw)',
    ],
    [
      { allDay: false, start: '2026-12-05T22:00', end: '2026-12-06T02:00', zone: 'Europe/Warsaw' },
      'Saturday 5 December 2026, 22:00 – Sunday 6 December 2026, 02:00 (Europe/Warsaw)',
    ],
    [
      {
        allDay: false,
        start: '2026-12-05T10:00',
        end: '2026-12-05T12:00',
        zone: 'Europe/Warsaw',
        rule: 'FREQ=WEEKLY',
      },
      'Every Saturday, 10:00–12:00 (Europe/Warsaw)',
    ],
  ] as const)('of %o reads “%s”', (time, words) => {
    expect(read(publicationOf({ time: { ...time } })).content?.value).toContain(`<b>${words}</b>`)
  })
})

describe('any text', () => {
  /** All that is awkward in XML is likely here. */
  const awkward = fc.string({
    unit: fc.oneof(
      fc.constantFrom(
        '<',
        '>',
        '&',
        '"',
        "'",
        ']]>',
        '\r',
        '\n',
        '\t',
        '\u0000',
        '\u001f',
        '\u007f'
      ),
      fc.constantFrom('\ud800', '\udfff', '\ufffe', '\uffff', '\u{1f642}', 'ع', '&amp;', '<!--'),
      fc.string({ maxLength: 1 })
    ),
    maxLength: 12,
  })

  test('leaves the feed well-formed', async () => {
    const entries = fc
      .sample(fc.tuple(awkward, awkward), { numRuns: 400, seed: 5 })
      .map(([a, b]) => {
        const translations = { en: { title: a, teaser: b, origin: 'author' as const } }
        return entryOf(publicationOf({ translations, themes: [b], place: { city: a } }), 'en', site)
      })
    const { errors } = await validateXML({ xml: feedOf(...entries), normalization: 'c14n' })
    expect(errors).toEqual([])
  })

  test('comes out as it went in, but for what XML has no room for', () => {
    fc.assert(
      fc.property(awkward, (text) => {
        const translations = { en: { title: `<${text}>`, origin: 'author' as const } }
        const [, title = ''] =
          /<title>([\s\S]*?)<\/title>/.exec(entryOf(publicationOf({ translations }), 'en', site)) ??
          []
        const back = title
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&#39;', "'")
          .replaceAll('&#13;', '\r')
          .replaceAll('&amp;', '&')
        const kept = [...`<${text}>`.toWellFormed()].filter((character) => {
          const point = character.codePointAt(0) ?? 0
          return (
            '\t\n\r'.includes(character) || (point >= 32 && point !== 0xfffe && point !== 0xffff)
          )
        })
        expect(back).toBe(kept.join(''))
      })
    )
  })
})
