import ICAL from 'ical.js'
import { beforeAll, describe, expect, test } from 'vitest'
import { registerOf } from '../../src/calendar/feed-register.ts'
import { createApp } from '../../src/http/app.ts'
import { complaints, hrefs, read, textOf } from '../pages/document.ts'
import { lint } from '../render/lint.ts'
import { type Stage, setStage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})

type Entry = Readonly<{
  slug: string
  title: string
  lang: string
  aliases: string[]
  query: string | null
  closed: Readonly<{ on: string }> | null
  links: Readonly<{ subscribe: string | null; ics: string }>
}>
type Index = Readonly<{ shelves: readonly Readonly<{ name: string; feeds: readonly Entry[] }>[] }>

describe('the index of feeds', () => {
  test('is one list, as a page and as data', async () => {
    const { json } = await stage.call('GET', '/v1/feeds')
    const { shelves } = json as unknown as Index
    expect(shelves.map(({ name }) => name)).toEqual(['special', 'countries', 'themes', 'languages'])
    const page = await read((await stage.visit('/feeds')).text)
    expect(complaints(page)).toEqual([])
    const links = hrefs(page)
    for (const { links: of } of shelves.flatMap(({ feeds }) => feeds)) {
      expect(links).toContain(of.ics)
      if (of.subscribe) expect(links).toContain(of.subscribe)
    }
  })

  test('tells of each feed what it selects and what it was called before', async () => {
    const { json } = await stage.call('GET', '/v1/feeds')
    const all = (json as unknown as Index).shelves.flatMap(({ feeds }) => feeds)
    const gb = all.find(({ slug }) => slug === 'gb')
    expect(gb).toMatchObject({
      title: 'Integration events in the United Kingdom',
      aliases: ['uk'],
      query: 'country=GB',
      closed: null,
      links: {
        subscribe: 'https://calendar.test/subscribe?feed=gb',
        ics: 'https://calendar.test/feeds/gb.ics',
      },
    })
    expect(all.find(({ slug }) => slug === 'observances')).toMatchObject({
      query: null,
      links: { subscribe: null },
    })
  })

  test.each(['/feeds', '/v1/feeds'])('%s answers 304 to its tag, and HEAD', async (path) => {
    const first = await stage.call('GET', path)
    const etag = first.headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[^"]+"$/)
    const again = await stage.call('GET', path, { headers: { 'If-None-Match': etag } })
    expect(again.status).toBe(304)
    const head = await stage.call('HEAD', path)
    expect(head.text).toBe('')
    expect(head.headers.get('etag')).toBe(etag)
  })

  test.each(['/feeds', '/v1/feeds'])('%s refuses a parameter it does not have', async (path) => {
    expect((await stage.call('GET', `${path}?country=PL`)).status).toBe(400)
    expect((await stage.call('GET', `${path}?locale=pl,en`)).status).toBe(200)
  })

  test('may be read by any page', async () => {
    const { headers } = await stage.call('GET', '/v1/feeds')
    expect(headers.get('access-control-allow-origin')).toBe('*')
  })
})

describe('a feed that is not open', () => {
  const keptBy = 'sample desk'
  const text = { title: 'Old things', description: 'Events on old things.', keptBy }
  const feeds = registerOf([
    { slug: 'gone', movedTo: 'theme/language', keptBy, aliases: ['long-gone'] },
    {
      ...text,
      slug: 'old',
      closed: { on: '2027-03-01', title: 'This calendar has ended', notice: 'Take another.' },
      translations: { pl: { title: 'Starocie', description: 'O starociach.' } },
    },
  ])
  const visit = async (path: string) => {
    const app = createApp({ ...stage.means, feeds })
    return app.request(path, { headers: { Accept: 'text/html' } })
  }

  test('leads on for ever when it has moved, with extension and query', async () => {
    for (const slug of ['gone', 'long-gone']) {
      const answer = await visit(`/feeds/${slug}.ics?locale=pl`)
      expect(answer.status).toBe(301)
      expect(answer.headers.get('location')).toBe('/feeds/theme/language.ics?locale=pl')
    }
  })

  test('is listed as closed, without an address to subscribe to', async () => {
    const page = await read(await (await visit('/feeds')).text())
    expect(complaints(page)).toEqual([])
    expect(textOf(page)).toContain('Old things closed on 1 March 2027')
    expect(hrefs(page)).not.toContain('https://calendar.test/feeds/old.ics')
  })

  test('is named in the reader’s language where it has a name in it', async () => {
    const { shelves }: Index = JSON.parse(await (await visit('/v1/feeds?locale=pl')).text())
    const old = shelves[0]?.feeds.find(({ slug }) => slug === 'old')
    expect(old).toMatchObject({ title: 'Starocie', lang: 'pl', closed: { on: '2027-03-01' } })
  })

  test('is a valid calendar with one notice that never changes, in every format', async () => {
    const ics = await (await visit('/feeds/old.ics')).text()
    const events = new ICAL.Component(ICAL.parse(ics)).getAllSubcomponents('vevent')
    const told = ['uid', 'dtstamp', 'dtstart', 'dtend', 'summary', 'description', 'categories']
    expect(
      events.map((event) => told.map((name) => event.getFirstPropertyValue(name)?.toString()))
    ).toEqual([
      [
        'closed-feed-old',
        '2027-03-01T00:00:00Z',
        '2027-03-01',
        '2027-03-02',
        'This calendar has ended',
        'Take another.\n\nhttps://calendar.test/events/closed-feed-old',
        undefined,
      ],
    ])
    expect(lint(ics)).toEqual([])
    stage.clock.now = '2031-06-01T00:00:00Z'
    expect(await (await visit('/feeds/old.ics')).text()).toBe(ics)
    for (const extension of ['json', 'atom', 'jsonld', 'jcal']) {
      const answer = await visit(`/feeds/old.${extension}`)
      expect(answer.status, extension).toBe(200)
      expect(await answer.text(), extension).toContain('This calendar has ended')
    }
  })

  test('has a notice whose page is the index', async () => {
    const answer = await visit('/events/closed-feed-old')
    expect(answer.status).toBe(302)
    expect(answer.headers.get('location')).toBe('/feeds')
  })
})
