import { beforeAll, describe, expect, test } from 'vitest'
import { polishCourse, saturdayMarket, site } from '../cast.ts'
import { all, classed, hrefs, named, read, textOf } from '../pages/document.ts'
import { type Entries, entriesOf } from '../pages/form.ts'
import { type Stage, setStage } from './stage.ts'

let stage: Stage

beforeAll(async () => {
  stage = await setStage()
  await stage.publish(saturdayMarket)
  await stage.publish(polishCourse, stage.keys.piotr)
  // Both take place in May.
  stage.clock.now = '2027-05-01T08:00:00Z'
})

const visit = async (path: string) => {
  const answer = await stage.visit(path)
  return { ...answer, page: await read(answer.text) }
}
type Page = Awaited<ReturnType<typeof visit>>['page']

const said = (page: Page) => [...classed(page, 'count'), ...classed(page, 'notice')].map(textOf)
const titles = (page: Page) =>
  classed(page, 'coming').flatMap((list) => named(list, 'a').map(textOf))
const address = (page: Page) =>
  textOf(all(page, ({ properties }) => properties.id === 'ics-address')[0] ?? page)

/** Sends the form of a page as a browser does; follows it to where it is answered. */
const send = async (page: Page, change: (entries: Entries) => Entries) => {
  const entries = change(entriesOf(page, '/subscribe#result'))
  const query = new URLSearchParams(
    Object.entries(entries).flatMap(([name, value]) => [value].flat().map((each) => [name, each]))
  )
  const first = await stage.visit(`/subscribe?${query}`)
  expect(first.status).toBe(302)
  return first.headers.get('location') ?? ''
}

describe('the builder', () => {
  test('without any choice shows all events and what is next', async () => {
    const { status, page, headers } = await visit('/subscribe')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(said(page)).toEqual(['2 events in the next 60 days.'])
    expect(titles(page)).toEqual(['Mercado de sábado', 'Kurs języka polskiego'])
    expect(address(page)).toBe(`${site.baseUrl}/feeds/events.ics`)
  })

  test('sent as it is leads to the plain address, whatever empty fields came along', async () => {
    const { page } = await visit('/subscribe')
    expect(await send(page, (entries) => entries)).toBe('/subscribe')
  })

  test('with a country also takes events for the whole Union, unless one says no', async () => {
    const { page } = await visit('/subscribe')
    expect(await send(page, (entries) => ({ ...entries, country: 'PL' }))).toBe(
      '/subscribe?country=EU,PL'
    )
    expect(
      await send(page, ({ wide, ...entries }) => {
        expect(wide).toBe('1')
        return { ...entries, country: 'PL' }
      })
    ).toBe('/subscribe?country=PL')
  })

  test('leads to the calendar of exactly this selection', async () => {
    const { page } = await visit('/subscribe')
    const path = await send(page, (entries) => ({
      ...entries,
      country: ['PL', 'PT'],
      language: 'ar',
      role: 'interpreted',
      locale: ['en', 'pt'],
    }))
    expect(path).toBe('/subscribe?country=EU,PL,PT&language=ar:interpreted&locale=en,pt')
    const chosen = await visit(path)
    expect(titles(chosen.page)).toEqual(['Saturday market'])
    const feed = new URL(address(chosen.page))
    const calendar = await stage.call('GET', feed.pathname + feed.search)
    expect(calendar.status).toBe(200)
    expect(calendar.text).toContain('Saturday market')
    expect(calendar.text).not.toContain('polskiego')
  })

  test('redirects nobody in circles, whatever stands in the words', async () => {
    const path = `/subscribe?q=${encodeURIComponent(`l'été (Köln) * ~ "a"`)}`
    let at = path
    let hops = 0
    for (; hops < 3; hops += 1) {
      // A browser escapes the apostrophe, which our own spelling leaves as it is.
      const answer = await stage.visit(at.replaceAll("'", '%27'))
      if (answer.status === 200) break
      at = answer.headers.get('location') ?? ''
    }
    expect(hops).toBeLessThan(2)
  })

  test('forgets what newsletters hang on an address', async () => {
    const answer = await stage.visit('/subscribe?country=PL&utm_source=letter')
    expect(answer.headers.get('location')).toBe('/subscribe?country=PL')
  })

  test('says what can never match', async () => {
    const { status, page } = await visit('/subscribe?country=PL,-PL')
    expect(status).toBe(200)
    expect(said(page)[0]).toMatch(/^Nothing can ever be in this calendar/)
  })

  test('shows what the days of the filter hold, also past ones', async () => {
    stage.clock.now = '2027-06-20T08:00:00Z'
    const { page } = await visit('/subscribe?from=2027-05-01&to=2027-06-01')
    stage.clock.now = '2027-05-01T08:00:00Z'
    expect(said(page)).toEqual(['2 events, 1–31 May 2027.'])
  })
})

describe('an address that cannot be understood', () => {
  test('is answered by the page with the sentence, the form as typed and a way on', async () => {
    const { status, page, headers } = await visit('/subscribe?country=Polnd&theme=language&q=kurs')
    expect(status).toBe(400)
    expect(headers.get('cache-control')).toBe('no-store')
    const alert = all(page, ({ properties }) => properties.role === 'alert')[0] ?? page
    expect(textOf(alert)).toContain('“Polnd” is not a country we know; did you mean “PL”?')
    expect(hrefs(alert)).toEqual(['/subscribe?country=PL&theme=language&q=kurs'])
    const entries = entriesOf(page, '/subscribe#result')
    expect(entries).toMatchObject({ theme: 'language', q: 'kurs' })
    expect(entries.country).toBeUndefined()
  })

  test('names the parameter that was meant', async () => {
    const { status, page } = await visit('/subscribe?contry=PL')
    expect(status).toBe(400)
    const alert = all(page, ({ properties }) => properties.role === 'alert')[0] ?? page
    expect(textOf(alert)).toContain('did you mean “country”?')
    expect(hrefs(alert)).toEqual(['/subscribe?country=PL'])
  })

  test.each([
    ['near', 'near=here'],
    ['locale', 'locale=xx-yy-zz-aa'],
    ['to', 'from=2027-05-02&to=2027-05-01'],
    ['cancelled', 'cancelled=never'],
    ['country', `country=${Array.from({ length: 61 }, () => 'PL').join(',')}`],
    ['language', 'language=ar&role=sung'],
    ['teaches', 'teaches=de&level=Z9'],
    ['q', `q=${'x'.repeat(10_000)}`],
  ])('%s: 400 and the page', async (_name, query) => {
    const { status, page } = await visit(`/subscribe?${query}`)
    expect(status).toBe(400)
    expect(named(page, 'form').length).toBeGreaterThan(0)
  })

  test('tells the script in a piece of the page', async () => {
    const { status, page, text } = await visit('/subscribe?near=here&part=preview')
    expect(status).toBe(400)
    expect(text).not.toContain('<html')
    expect(said(page)[0]).toContain('near')
  })
})

describe('the preview for the script', () => {
  test('has the result of the form as it stands, and the address that goes with it', async () => {
    const { status, page, text } = await visit(
      '/subscribe?country=PL&wide=1&online=&locale=&part=preview'
    )
    expect(status).toBe(200)
    expect(text).not.toContain('<html')
    expect(titles(page)).toEqual(['Kurs języka polskiego'])
    const [piece] = all(page, ({ properties }) => properties.dataPage !== undefined)
    expect(piece?.properties).toMatchObject({
      dataPage: `${site.baseUrl}/subscribe?country=EU,PL`,
      dataSaid: '1 event in the next 60 days.',
    })
  })
})

describe('the page in caches', () => {
  test('is asked about each time and answered 304 while nothing changes', async () => {
    const first = await visit('/subscribe?country=PT')
    expect(first.headers.get('cache-control')).toBe('public, max-age=0, must-revalidate')
    const etag = first.headers.get('etag') ?? ''
    const again = await stage.call('GET', '/subscribe?country=PT', {
      headers: { 'If-None-Match': etag },
    })
    expect(again.status).toBe(304)
    const other = await visit('/subscribe?country=PL')
    expect(other.headers.get('etag')).not.toBe(etag)
    expect((await stage.call('HEAD', '/subscribe')).status).toBe(200)
  })

  test('runs our script only and asks us only', async () => {
    const policy = (await visit('/subscribe')).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("connect-src 'self'")
    expect(policy).not.toContain('unsafe')
  })

  test('selections are not for search engines, the plain page and ready-made ones are', async () => {
    const noindex = async (path: string) => (await visit(path)).text.includes('content="noindex"')
    expect(await noindex('/subscribe')).toBe(false)
    expect(await noindex('/subscribe?feed=pl')).toBe(false)
    expect(await noindex('/subscribe?country=PL')).toBe(true)
    expect(await noindex('/subscribe?feed=pl&locale=pl')).toBe(true)
  })
})

describe('a short address', () => {
  test('is made from the page, and shown on it from then on', async () => {
    const path = '/subscribe?country=EU,PL&q=kurs'
    const before = await visit(path)
    expect(before.text).not.toContain('short-address')
    const made = await stage.post('/f', entriesOf(before.page, '/f'))
    expect(made.status).toBe(303)
    expect(made.headers.get('location')).toBe(`${path}#short-address`)
    const after = await visit(path)
    const field = all(after.page, ({ properties }) => properties.id === 'short-address')[0]
    const url = new URL(textOf(field ?? after.page))
    expect(url.pathname).toMatch(/^\/f\/[0-9a-z]{10,}$/)
    const back = await stage.visit(url.pathname)
    expect(back.headers.get('location')).toBe(path)
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'))
  })
})

describe('a ready-made calendar', () => {
  test('has its own addresses, in the language one asks for', async () => {
    const { status, page } = await visit('/subscribe?feed=pl')
    expect(status).toBe(200)
    expect(named(page, 'h1').map(textOf)).toEqual(['Integration events in Poland'])
    expect(address(page)).toBe(`${site.baseUrl}/feeds/pl.ics`)
    expect(titles(page)).toEqual(['Kurs języka polskiego'])
    expect(hrefs(page)).toContain('/subscribe?country=PL')
    const inArabic = await visit('/subscribe?feed=pl&locale=ar')
    expect(address(inArabic.page)).toBe(`${site.baseUrl}/feeds/pl.ics?locale=ar`)
  })

  test('is found under its other names', async () => {
    const answer = await stage.visit('/subscribe?feed=el')
    expect(answer.headers.get('location')).toBe('/subscribe?feed=gr')
  })

  test('keeps its selection', async () => {
    const { status, page } = await visit('/subscribe?feed=pl&country=DE')
    expect(status).toBe(400)
    const alert = all(page, ({ properties }) => properties.role === 'alert')[0] ?? page
    expect(textOf(alert)).toContain('What a ready-made calendar holds is fixed.')
  })

  test('that is not there is a page that names the nearest', async () => {
    const { status, text } = await visit('/subscribe?feed=polad')
    expect(status).toBe(404)
    expect(text).toContain('There is no ready-made calendar “polad”')
  })
})

test('the month leads here with its selection', async () => {
  const { page } = await visit('/month/2027-05?country=PL')
  expect(hrefs(page)).toContain('/subscribe?country=PL')
  expect(hrefs(page)).toContain('/subscribe')
})
