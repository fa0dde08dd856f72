import { beforeEach, describe, expect, test } from 'vitest'
import { saturdayMarket } from '../cast.ts'
import { type Stage, setStage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await setStage()
})

type Short = Readonly<{ id: string; url: string; query: string; feeds: Record<string, string> }>

const shorten = async (query: string, headers: Record<string, string> = {}) => {
  const answer = await stage.call('POST', '/v1/short-feeds', { body: { query }, headers })
  return { ...answer, short: answer.json as unknown as Short }
}

describe('a short address by the API', () => {
  test('is made once, and the same for whoever spells the same filter', async () => {
    const first = await shorten('country=PL,EL&theme=language&locale=pl&utm_source=x')
    expect(first.status).toBe(201)
    const { id } = first.short
    expect(id).toMatch(/^[0-9a-hjkmnp-tv-z]{10}$/)
    expect(first.headers.get('location')).toBe(`/f/${id}`)
    expect(first.short).toEqual({
      id,
      url: `https://calendar.test/f/${id}`,
      query: 'country=GR,PL&locale=pl&theme=language',
      feeds: {
        ics: `https://calendar.test/f/${id}.ics`,
        json: `https://calendar.test/f/${id}.json`,
        atom: `https://calendar.test/f/${id}.atom`,
      },
    })
    const again = await shorten('?theme=language&country=gr&country=PL&locale=PL')
    expect(again.status).toBe(200)
    expect(again.short).toEqual(first.short)
  })

  test('is another for other events, other languages and another manner', async () => {
    const queries = ['', 'country=PL', 'country=-PL', 'country=PL&locale=pl', 'cancelled=status']
    const ids = []
    for (const query of queries) ids.push((await shorten(query)).short.id)
    expect(new Set(ids).size).toBe(queries.length)
  })

  test.each([
    ['a value no list has', { query: 'country=XX' }, 400],
    ['a parameter there is not', { query: 'countri=PL' }, 400],
    ['a query of 10 kB', { query: `q=${'x'.repeat(10_000)}` }, 400],
    ['no query', {}, 400],
    ['a field we do not know', { query: '', filter: 'x' }, 400],
    ['a query that is no text', { query: ['country=PL'] }, 400],
  ])('is refused for %s, and nothing is kept', async (_name, body, status) => {
    const answer = await stage.call('POST', '/v1/short-feeds', { body })
    expect(answer.status).toBe(status)
    expect(answer.json.errors).toHaveLength(1)
    expect(await stage.driver.all('select * from feed_address', [])).toEqual([])
  })

  test('is limited for each connection, and says until when', async () => {
    for (let count = 0; count < 60; count += 1) await shorten('country=PL')
    const refused = await shorten('country=PL')
    expect(refused.status).toBe(429)
    expect(refused.headers.get('ratelimit-policy')).toBe('"short-address";q=60;w=3600')
    expect((await shorten('country=PL', { 'X-Test-Address': '198.51.100.7' })).status).toBe(200)
  })
})

describe('a short address by the form', () => {
  test('is shown on the page of the selection', async () => {
    const answer = await stage.post('/f', {
      country: ['PL', 'PT'],
      q: '',
      online: '',
      locale: 'pl',
    })
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/subscribe?country=PL,PT&locale=pl#short-address')
    expect(await stage.ports.addresses.idOf('country=PL,PT&locale=pl')).not.toBeNull()
  })

  test('is refused for a wrong field with a page that says so', async () => {
    const answer = await stage.post('/f', { country: 'XX' })
    expect(answer.status).toBe(400)
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(answer.text).toContain('“XX” is not a country we know')
  })

  test('is not made by a page of another site', async () => {
    const answer = await stage.post('/f', { country: 'PL' }, undefined, {
      Origin: 'https://evil.test',
      'Sec-Fetch-Site': 'cross-site',
    })
    expect(answer.status).toBe(403)
  })
})

describe('opening a short address', () => {
  test('leads to the page of the selection, however the letters are written', async () => {
    const { id } = (await shorten('country=PT&q=mercado')).short
    for (const path of [`/f/${id}`, `/f/${id.toUpperCase()}`]) {
      const answer = await stage.visit(path)
      expect(answer.status).toBe(302)
      expect(answer.headers.get('location')).toBe('/subscribe?country=PT&q=mercado')
    }
  })

  test('that holds everything leads to the empty builder', async () => {
    const { id } = (await shorten('')).short
    expect((await stage.visit(`/f/${id}`)).headers.get('location')).toBe('/subscribe')
  })

  test('reads what was kept by today’s grammar', async () => {
    await stage.ports.addresses.keep('country=EL', ['0000000000'], '2020-01-01T00:00:00Z')
    const answer = await stage.visit('/f/0000000000')
    expect(answer.headers.get('location')).toBe('/subscribe?country=GR')
  })

  test('that nobody was given is 404, with a sentence for people and programs', async () => {
    for (const id of ['1234567890', 'short', 'uuuuuuuuuu']) {
      const page = await stage.visit(`/f/${id}`)
      expect(page.status).toBe(404)
      expect(page.text).toContain('Compare it letter by letter')
      const document = await stage.call('GET', `/f/${id}`)
      expect(document.status).toBe(404)
      expect(document.headers.get('content-type')).toBe('application/problem+json')
    }
  })

  test('and making one change no feed', async () => {
    await stage.publish(saturdayMarket)
    const before = await stage.call('GET', '/feeds/all.ics')
    await shorten('country=PT')
    const after = await stage.call('GET', '/feeds/all.ics')
    expect(after.headers.get('etag')).toBe(before.headers.get('etag'))
  })
})
