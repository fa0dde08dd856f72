import type { Root } from 'hast'
import { describe, expect, test } from 'vitest'
import { appAspects, calendarApps } from '../../src/calendar/calendar-apps.ts'
import type { FeedCheck } from '../../src/calendar/feed-check.ts'
import { checkFeedPage } from '../../src/pages/check-feed.ts'
import { site } from '../cast.ts'
import { all, classed, complaints, hrefs, named, read, textOf } from './document.ts'

const healthy: FeedCheck = {
  address: 'https://calendar.test/feeds/pl.ics',
  bytes: 84_210,
  gzipBytes: 13_683,
  lastModified: '2026-12-03T09:00:00Z',
  contents: {
    name: 'Wydarzenia w Polsce',
    lang: 'pl',
    events: 12,
    repeating: 3,
    changedDates: 2,
    cancelled: 1,
    zones: [
      { zone: 'Europe/Warsaw', events: 9 },
      { zone: null, events: 2 },
      { zone: 'UTC', events: 1 },
    ],
    html: 12,
    conferences: 1,
    next: '2026-12-05',
    last: '2027-05-01',
    endless: false,
    oldestChange: '2026-10-01T07:05:00Z',
    newestChange: '2026-12-02T19:30:00Z',
    refresh: 'PT6H',
  },
  complete: true,
  http: {
    type: true,
    etag: true,
    etagUnchanged: true,
    lastModified: true,
    lastModifiedUnchanged: true,
  },
  breaches: [],
  limits: [
    {
      app: 'Google Calendar',
      limit: { of: 'bytes', most: 1_000_000, basis: 'reported' },
      have: 84_210,
      verdict: 'well',
    },
    {
      app: null,
      limit: { of: 'events', most: 2000, basis: 'advice' },
      have: 14,
      verdict: 'well',
    },
  ],
  readers: 'about 40',
  apps: calendarApps,
}

const pageOf = (check: Partial<FeedCheck> = {}) =>
  read(
    checkFeedPage({
      check: { ...healthy, ...check },
      site,
      back: '/subscribe?feed=pl',
      data: 'https://calendar.test/v1/feeds/check?feed=pl',
    })
  )

/** Terms and what is said of them. */
const facts = (page: Root): Readonly<Record<string, string>> => {
  const [terms, values] = [named(page, 'dt'), named(page, 'dd')]
  return Object.fromEntries(
    terms.map((term, index) => {
      const value = values[index]
      return [textOf(term), value ? textOf(value) : '']
    })
  )
}

const states = (page: Root) => classed(page, 'state').map(textOf)

describe('the page of a healthy feed', () => {
  test('has the shape of every page and leads to the file, to subscribing and to the data', async () => {
    const page = await pageOf()
    expect(complaints(page)).toEqual([])
    expect(hrefs(page)).toEqual(
      expect.arrayContaining([
        healthy.address,
        '/subscribe?feed=pl',
        'https://calendar.test/v1/feeds/check?feed=pl',
      ])
    )
    const lead = classed(page, 'lead')[0]
    expect([lead && textOf(lead), lead?.properties.lang]).toEqual(['Wydarzenia w Polsce', 'pl'])
  })

  test('says what is in the file', async () => {
    expect(facts(await pageOf())).toMatchObject({
      Events: '12, 3 of them repeating',
      'Changed or cancelled single dates': '2',
      'Marked as cancelled': '1',
      'On the clock of': 'Europe/Warsaw: 9whole days: 2UTC (online): 1',
      'Next date': 'Saturday 5 December 2026',
      'Last date': 'Saturday 1 May 2027',
      'Changed most recently': '2 December 2026, 19:30 UTC',
      'Changed longest ago': '1 October 2026, 07:05 UTC',
      Readers: 'about 40 calendars, on an ordinary day of last week',
    })
  })

  test('says how large it is against each limit, and whether that is only reported', async () => {
    const page = await pageOf()
    const text = textOf(page)
    expect(text).toContain('84 kB; 14 kB as it travels, compressed')
    expect(text).toContain('1.0 MB (reported)')
    expect(text).toContain('Our own advice')
    expect(states(page).slice(0, 2)).toEqual(['well below', 'well below'])
  })

  test('says of each app what it makes of the feed, and how one knows', async () => {
    const page = await pageOf()
    const table = named(page, 'table').at(-1)
    const rows = table ? named(table, 'tr').slice(1) : []
    expect(rows).toHaveLength(calendarApps.length)
    for (const row of rows) {
      const cells = named(row, 'td')
      expect(cells).toHaveLength(appAspects.length)
      for (const each of cells)
        expect(textOf(each)).toMatch(
          /\((reported|seen|says its maker|by the standard, not tried)\)$/
        )
    }
    expect(textOf(page)).toContain('Cancelled events (1 in this calendar)')
    expect(textOf(page)).toContain('this calendar asks for every 6 hours')
  })
})

describe('the page of a feed that is not well', () => {
  test('names each breach with its lines, and what stands there as text', async () => {
    const page = await pageOf({
      breaches: [
        {
          rule: 'escaping',
          severity: 'error',
          says: 'Text is escaped exactly once.',
          basis: 'RFC 5545 §3.3.11',
          count: 9,
          places: [{ line: 42, detail: 'SUMMARY:<script>alert(1)</script>, x' }],
        },
        {
          rule: 'busy',
          severity: 'warning',
          says: 'A public event does not make its readers busy.',
          basis: 'RFC 5545 §3.8.2.7',
          count: 1,
          places: [{ line: 7, detail: 'TRANSP:OPAQUE' }],
        },
      ],
    })
    expect(complaints(page)).toEqual([])
    expect(classed(page, 'notice').map(textOf)).toEqual([
      '1 mistake and 1 doubt in the file. That is ours to repair, please tell us.',
    ])
    const text = textOf(page)
    expect(text).toContain('Line 42: SUMMARY:<script>alert(1)</script>, x')
    expect(text).toContain('and 8 more')
    expect(classed(page, 'done')).toEqual([])
  })

  test('says what does not work and what is over a limit, in words and not in colour alone', async () => {
    const page = await pageOf({
      http: { ...healthy.http, etagUnchanged: false },
      limits: [
        {
          app: 'Google Calendar',
          limit: { of: 'address', most: 256, basis: 'reported' },
          have: 300,
          verdict: 'over',
        },
      ],
    })
    expect(states(page)).toEqual(['over it', 'works', 'works', 'does not work', 'works', 'works'])
    expect(textOf(page)).toContain('a short one can be made')
  })

  test('says that it is too large to be checked, and nothing it cannot know', async () => {
    const page = await pageOf({
      complete: false,
      contents: null,
      gzipBytes: null,
      bytes: 9_000_000,
    })
    expect(complaints(page)).toEqual([])
    expect(classed(page, 'notice').map(textOf)[0]).toContain('too large')
    expect(textOf(page)).toContain('more than 9.0 MB')
    expect(all(page, ({ properties }) => properties.id === 'contents')).toEqual([])
    expect(textOf(page)).not.toContain('in this calendar)')
  })

  test('says that an empty one is empty, and that a series goes on', async () => {
    const contents = healthy.contents && {
      ...healthy.contents,
      ...{ events: 0, repeating: 0, changedDates: 0, cancelled: 0, zones: [] },
      ...{ next: null, last: null, oldestChange: null, newestChange: null },
    }
    const empty = facts(await pageOf({ contents, readers: null }))
    expect(empty).toMatchObject({ Events: '0', 'Next date': 'none', Readers: 'not counted yet' })
    expect(empty).not.toHaveProperty('On the clock of')
    const endless = facts(await pageOf({ contents: contents && { ...contents, endless: true } }))
    expect(endless['Last date']).toBe('none: a series goes on without end')
  })
})
