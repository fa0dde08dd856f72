import ICAL from 'ical.js'
import { v7 as newId } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { independent } from '../../src/calendar/people.ts'
import { isVisible } from '../../src/calendar/publication.ts'
import type { PublicationStep } from '../../src/calendar/publication-step.ts'
import { fragmentsOf } from '../../src/render/fragment.ts'
import { firstPublication, site } from '../cast.ts'
import { fates, variedCalendar } from '../contract/varied-events.ts'
import { type Stage, setStage } from './stage.ts'

/** More than a page of a JSON Feed holds. */
const events = 150

let stage: Stage
/** Ids of events the public may read. */
let visible: ReadonlySet<string>

beforeAll(async () => {
  stage = await setStage()
  const { store } = stage.ports
  const published = ({ publication }: PublicationStep) => fragmentsOf(publication, site)
  const seen: string[] = []
  for (const { content, other, organisation, at, fate } of variedCalendar('house', events, 21)) {
    const event = newId()
    const first = firstPublication(event, content, organisation, at)
    await store.commit({
      newEvent: { id: event, organisationId: independent.id, ownerId: null, at },
      steps: [{ step: first, fragments: published(first) }],
    })
    let last = first
    for (const step of fates[fate](first.publication, other, at)) {
      await store.commit({ steps: [{ step, fragments: published(step) }] })
      last = step
    }
    if (isVisible(last.publication)) seen.push(event)
  }
  visible = new Set(seen)
}, 60_000)

const get = async (path: string) => {
  const answer = await stage.call('GET', path)
  expect(answer.status, `${path} ${answer.status === 200 ? '' : answer.text}`).toBe(200)
  return answer
}

/** Each once, in the order of their first appearance: a series has several components. */
const unique = (ids: readonly unknown[]) => [...new Set(ids.map(String))]

const uidsOf = (calendar: InstanceType<typeof ICAL.Component>) =>
  unique(calendar.getAllSubcomponents('vevent').map((event) => event.getFirstPropertyValue('uid')))

/** What each format names, by its extension, in order. */
const readers: Readonly<
  Record<'ics' | 'jcal' | 'json' | 'jsonld', (query: string) => Promise<string[]>>
> = {
  ics: async (query) => {
    const { text } = await get(`/feeds/events.ics?${query}`)
    return uidsOf(new ICAL.Component(ICAL.parse(text)))
  },
  jcal: async (query) => {
    const { text } = await get(`/feeds/events.jcal?${query}`)
    return uidsOf(new ICAL.Component(JSON.parse(text)))
  },
  json: async (query) => {
    const ids: string[] = []
    let next: string | undefined = `${site.baseUrl}/feeds/events.json?${query}`
    while (next) {
      const { json, headers } = await get(next.slice(site.baseUrl.length))
      const page = json as unknown as { items: { id: string }[]; next_url?: string }
      expect(page.items.length).toBeLessThanOrEqual(100)
      ids.push(...page.items.map(({ id }) => id))
      next = page.next_url
      if (next) expect(headers.get('link')).toContain(`<${next}>; rel="next"`)
    }
    return ids
  },
  jsonld: async (query) => {
    const { text } = await get(`/feeds/events.jsonld?${query}`)
    const [, ...nodes] = (JSON.parse(text) as { '@graph': { '@id': string }[] })['@graph']
    return nodes.map((node) =>
      node['@id'].slice(`${site.baseUrl}/events/`.length).replace('#event', '')
    )
  },
}

/** Events of the API, page by page. */
const listed = async (query: string, limit: number): Promise<string[]> => {
  const ids: string[] = []
  let cursor = ''
  for (;;) {
    const { json } = await get(`/v1/events?${query}&limit=${limit}${cursor}`)
    const page = json as unknown as { events: { id: string }[]; next: string | null }
    ids.push(...page.events.map(({ id }) => id))
    if (page.next === null) return ids
    cursor = `&cursor=${page.next}`
  }
}

const filters = [
  '',
  'country=PL,-EU',
  'country=PL&online=include',
  'language=pt:interpreted,uk',
  'teaches=de:B1,pl',
  'theme=group:education,media&cbp=-7',
  'format=conference,seminar&track=-newcomers',
  'audience=youth&cost=-paid',
  'accessibility=step-free,captions&attendance=-online',
  'city=Łódź,København,Αθήνα',
  'near=52.2,21,150',
  'near=-17,180,60',
  'q=film',
  'q=smo+-festival',
  'q=мов',
  'status=cancelled',
  'organisation=house-one&online=exclude',
  'cancelled=hide&scope=local,-eu',
  'theme=health&locale=pl,de&cancelled=status',
]

describe('the same filter finds the same events', () => {
  test.each(filters)('“%s” in every format, in the API and in the month', async (filter) => {
    const month = await get(`/v1/months/2027-05?${filter}`)
    const { range, events: cards } = month.json as unknown as {
      range: { from: string; to: string }
      events: Record<string, unknown>
    }
    const query = `${filter}&from=${range.from}&to=${range.to}`
    const ics = await readers.ics(query)
    for (const extension of ['jcal', 'json', 'jsonld'] as const)
      expect(await readers[extension](query), extension).toEqual(ics)
    const shown = ics.filter((id) => visible.has(id))
    expect(await listed(query, 7)).toEqual(shown)
    expect(Object.keys(cards).sort()).toEqual([...shown].sort())
    if (/cancelled=hide/.test(filter)) expect(shown).toEqual(ics)
  })

  test.each(['', 'country=PL,-EU', 'track=public,practitioners'])(
    '“%s” over years, over several pages',
    async (filter) => {
      const query = `${filter}&from=2026-01-01&to=2031-01-01`
      const ics = await readers.ics(query)
      if (filter === '') expect(ics.length).toBeGreaterThan(100)
      for (const extension of ['jcal', 'json', 'jsonld'] as const)
        expect(await readers[extension](query), extension).toEqual(ics)
      expect(await listed(query, 50)).toEqual(ics.filter((id) => visible.has(id)))
      const { text } = await get(`/feeds/events.atom?${query}`)
      const entries = [...text.matchAll(/<id>urn:uuid:(.+?)<\/id>/g)].map((match) => match[1])
      const newest = entries.filter((id) => ics.includes(id ?? ''))
      expect(newest).toHaveLength(Math.min(50, ics.length))
    }
  )

  test('some of them and not others: every filter of these is neither empty nor everything', async () => {
    const all = await readers.ics('from=2026-01-01&to=2031-01-01')
    for (const filter of filters.slice(1)) {
      const found = await readers.ics(`${filter}&from=2026-01-01&to=2031-01-01`)
      expect(found.length, filter).toBeLessThan(all.length)
      if (!filter.includes('+')) expect(found.length, filter).toBeGreaterThan(0)
    }
  })
})
