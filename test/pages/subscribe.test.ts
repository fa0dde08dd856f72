import type { Element } from 'hast'
import { describe, expect, it } from 'vitest'
import type { EventCard } from '../../src/calendar/card.ts'
import { parseFilter } from '../../src/calendar/filter.ts'
import { floating } from '../../src/calendar/time.ts'
import { countries } from '../../src/calendar/vocabularies/countries.ts'
import { themes } from '../../src/calendar/vocabularies/themes.ts'
import { fieldsOf, foldedParameters } from '../../src/http/subscribe/fields.ts'
import { scripts } from '../../src/pages/scripts/index.ts'
import type { Offer } from '../../src/pages/subscribe/offer.ts'
import { type SubscribePageInput, subscribePage } from '../../src/pages/subscribe/page.ts'
import { livePieces } from '../../src/pages/subscribe/result.ts'
import { all, classed, complaints, hrefs, named, read, textOf } from './document.ts'
import { type Entries, entriesOf } from './form.ts'

const site = { baseUrl: 'https://calendar.example.eu', name: 'Integration Calendar' }

const market: EventCard = {
  id: 'market',
  title: 'سوق السبت',
  titleLang: 'ar',
  titleDir: 'rtl',
  originalTitle: null,
  originalLang: 'ar',
  teaser: null,
  status: 'scheduled',
  availability: 'open',
  attendance: 'offline',
  place: { name: null, city: 'Lisboa', country: 'PT' },
  primaryCountry: 'PT',
  countries: ['PT'],
  themes: [],
  track: 'public',
  format: null,
  eventLanguages: [],
  organiser: null,
  cost: 'free',
  url: `${site.baseUrl}/events/market`,
  ics: `${site.baseUrl}/events/market.ics`,
  rev: 1,
  recurs: false,
  dates: {},
  allDay: false,
  start: '2027-05-08T10:00',
  end: '2027-05-08T16:00',
  timeZone: 'Europe/Lisbon',
  startsAt: null,
  endsAt: null,
}

const dateOf = (card: EventCard) => ({
  card,
  occurrence: {
    event: card.id,
    recurrenceId: '20270508T090000Z',
    allDay: card.allDay,
    start: floating(card.start),
    end: floating(card.end ?? card.start),
    startAt: 0,
    endAt: 0,
  },
})

const preview: Offer['preview'] = {
  window: { from: '2027-05-01', to: '2027-06-30' },
  fixed: false,
  events: 12,
  dates: 12,
  crowded: false,
  next: [dateOf(market)],
}

const offerOf = (query: string, more: Partial<Offer> = {}): Offer => {
  const file = (ext: string) => `${site.baseUrl}/feeds/events.${ext}?${query}`
  return {
    selection: 'Poland or European Union',
    name: 'Integration Calendar: Poland & EU',
    addresses: {
      ics: file('ics'),
      json: file('json'),
      atom: file('atom'),
      page: `${site.baseUrl}/subscribe?${query}`,
      check: `${site.baseUrl}/subscribe/check?${query}`,
    },
    shortens: [...new URLSearchParams(query)],
    short: null,
    impossible: false,
    locale: [],
    preview,
    ...more,
  }
}

const pageOf = (query: string, more: Partial<SubscribePageInput> = {}) =>
  read(
    subscribePage({
      site,
      fields: fieldsOf(new URLSearchParams(query)),
      problem: null,
      offer: offerOf(query),
      feed: null,
      fresh: query === '',
      indexed: query === '',
      ...more,
    })
  )

/** What the form of a page would send, as parameters of the filter. */
const sentBy = (entries: Entries): URLSearchParams =>
  new URLSearchParams(
    Object.entries(entries).flatMap(([name, value]) => [value].flat().map((each) => [name, each]))
  )

const boxesOf = (page: Awaited<ReturnType<typeof pageOf>>, name: string): Element[] =>
  all(page, (e) => e.tagName === 'input' && e.properties.name === name)

const ticked = (page: Awaited<ReturnType<typeof pageOf>>, name: string) =>
  boxesOf(page, name)
    .filter(({ properties }) => properties.checked)
    .map(({ properties }) => properties.value)

describe('the subscribe page', () => {
  it('has what every page owes its reader', async () => {
    const page = await pageOf('country=PL,EU&theme=language')
    expect(complaints(page).filter((each) => each !== 'a script' && each !== 'a request')).toEqual(
      []
    )
  })

  it('asks nobody but us for a script', async () => {
    const sources = named(await pageOf(''), 'script').map(({ properties }) => properties.src)
    expect(sources).toEqual(['/scripts/subscribe.js'])
  })

  it('labels every control', async () => {
    const page = await pageOf('country=PL')
    const labelled = new Set(
      named(page, 'label').flatMap(({ properties }) => [properties.htmlFor].flat())
    )
    const controls = all(
      page,
      ({ tagName, properties }) =>
        ['input', 'select', 'textarea'].includes(tagName) && properties.type !== 'hidden'
    )
    expect(controls.length).toBeGreaterThan(150)
    expect(controls.filter(({ properties }) => !labelled.has(String(properties.id)))).toEqual([])
  })

  it('offers every country and every theme once', async () => {
    const page = await pageOf('')
    const values = (name: string) => boxesOf(page, name).map((e) => String(e.properties.value))
    expect(values('country').toSorted()).toEqual(countries.terms.map(({ id }) => id).toSorted())
    expect(
      values('theme')
        .filter((value) => !value.startsWith('group:'))
        .toSorted()
    ).toEqual(themes.terms.map(({ id }) => id).toSorted())
    expect(values('theme').filter((value) => value.startsWith('group:'))).toHaveLength(6)
  })

  it('is listed by search engines only when the input says so', async () => {
    const robots = async (query: string) =>
      all(await pageOf(query), (e) => e.tagName === 'meta' && e.properties.name === 'robots').length
    expect(await robots('')).toBe(0)
    expect(await robots('country=PL')).toBe(1)
  })
})

describe('the form', () => {
  const queries = [
    '',
    'country=PL',
    'country=EU,PL',
    'country=EU',
    'country=-EU,PL',
    'country=PL,-DE&theme=group:education,health,-media',
    'language=ar:interpreted,so:interpreted',
    'language=ar:interpreted,so',
    'language=tlh',
    'teaches=de:B1',
    'teaches=de:B1,fr',
    'city=krakow,lodz',
    'city=-krakow',
    'organisation=open-doors&cbp=4,7&scope=eu&attendance=mixed',
    'track=newcomers&format=course&audience=women&cost=free&accessibility=step-free',
    'status=-cancelled&cancelled=title',
    'cancelled=hide&near=52.23,21.01,30&q=deutsch+-kurs',
    'from=2027-01-01&to=2027-02-01&locale=ar,en,fr',
    'country=PL&online=include',
    'online=only',
  ]
  it.each(queries)('sends back the selection it shows: %s', async (query) => {
    const wanted = parseFilter(new URLSearchParams(query))
    const entries = entriesOf(await pageOf(query), '/subscribe#result')
    expect(parseFilter(foldedParameters(sentBy(entries)))).toEqual(wanted)
  })

  it('ticks EU-wide events before a country is chosen, and then as chosen', async () => {
    expect(ticked(await pageOf(''), 'wide')).toEqual(['1'])
    expect(ticked(await pageOf('country=EU,PL'), 'wide')).toEqual(['1'])
    expect(ticked(await pageOf('country=EU,PL'), 'country')).toEqual(['PL'])
    expect(ticked(await pageOf('country=PL'), 'wide')).toEqual([])
    expect(ticked(await pageOf('country=EU'), 'country')).toEqual(['EU'])
  })

  it('says on a closed part what is chosen in it', async () => {
    const page = await pageOf('country=PL,MT&theme=group:education,health&organisation=open-doors')
    const summaries = classed(page, 'pick').map((part) => textOf(named(part, 'summary')[0] ?? part))
    expect(summaries).toContain('Countries Poland, Malta')
    expect(summaries).toContain('Themes Everything on learning, Health and mental health')
    expect(summaries).toContain('Languages at the event any')
    expect(summaries.at(-1)).toBe('More choices by open-doors')
  })

  it('shows what was typed and what is wrong with it', async () => {
    const detail = '“near” is latitude, longitude and at most 500 kilometres.'
    const page = await pageOf('near=here&q=kurs&country=PL', {
      problem: { field: 'near', code: 'invalid-place', detail },
      offer: null,
    })
    expect(textOf(named(page, 'title')[0] ?? page)).toMatch(/^Error: /)
    const alert = all(page, ({ properties }) => properties.role === 'alert')
    expect(alert.map(textOf)).toEqual([`This selection cannot be understood ${detail}`])
    expect(hrefs(alert[0] ?? page)).toEqual(['#f-near'])
    const near = boxesOf(page, 'near')[0]
    expect(near?.properties).toMatchObject({ value: 'here', ariaInvalid: 'true' })
    expect(boxesOf(page, 'q')[0]?.properties.value).toBe('kurs')
    expect(ticked(page, 'country')).toEqual(['PL'])
    const open = classed(page, 'pick').filter(({ properties }) => properties.open)
    expect(open.map((part) => textOf(classed(part, 'pick-name')[0] ?? part))).toEqual([
      'More choices',
    ])
  })

  it('escapes whatever an address says', async () => {
    const query = new URLSearchParams({ q: '"><script>alert(1)</script>', country: '<b>' })
    const page = await pageOf(query.toString(), {
      problem: { field: 'country', code: 'x', detail: '“<b>” is not a country' },
      offer: null,
    })
    expect(named(page, 'script')).toHaveLength(1)
    expect(boxesOf(page, 'q')[0]?.properties.value).toBe('"><script>alert(1)</script>')
  })
})

describe('the result', () => {
  it('leads each app to the feed in the form it takes', async () => {
    const page = await pageOf('country=PL,EU')
    const links = hrefs(classed(page, 'ways')[0] ?? page)
    const feed = 'calendar.example.eu/feeds/events.ics?country=PL,EU'
    expect(links.slice(0, 4)).toEqual([
      `webcal://${feed}`,
      `https://calendar.google.com/calendar/u/0/r?cid=${encodeURIComponent(`webcal://${feed}`)}`,
      `https://outlook.live.com/calendar/0/addfromweb/?url=${encodeURIComponent(`https://${feed}`)}&name=Integration%20Calendar%3A%20Poland%20%26%20EU`,
      `https://outlook.office.com/calendar/0/addfromweb/?url=${encodeURIComponent(`https://${feed}`)}&name=Integration%20Calendar%3A%20Poland%20%26%20EU`,
    ])
    expect(hrefs(classed(page, 'primary')[0] ?? page)).toEqual([`webcal://${feed}`])
    expect(textOf(named(page, 'textarea')[0] ?? page)).toBe(`https://${feed}`)
  })

  it('names the feed to readers and browsers in the head', async () => {
    const head = named(await pageOf('country=PL'), 'head')[0]
    const links = named(head ?? (await pageOf('')), 'link')
      .filter(({ properties }) => String(properties.rel) === 'alternate')
      .map(({ properties }) => [properties.type, properties.href])
    expect(links).toEqual([
      ['text/calendar', `${site.baseUrl}/feeds/events.ics?country=PL`],
      ['application/feed+json', `${site.baseUrl}/feeds/events.json?country=PL`],
      ['application/atom+xml', `${site.baseUrl}/feeds/events.atom?country=PL`],
    ])
  })

  const sentence = async (more: Partial<Offer>) => {
    const page = await pageOf('country=PL', { offer: offerOf('country=PL', more) })
    const said = [...classed(page, 'count'), ...classed(page, 'notice')]
    return said.map((p) => [String(p.properties.className), textOf(p)])
  }

  it('counts events, and dates where a series has several', async () => {
    expect(await sentence({})).toEqual([['count', '12 events in the next 60 days.']])
    expect(await sentence({ preview: { ...preview, events: 1, dates: 9 } })).toEqual([
      ['count', '1 event on 9 dates in the next 60 days.'],
    ])
    expect(
      await sentence({
        preview: { ...preview, fixed: true, window: { from: '2012-12-01', to: '2013-01-01' } },
      })
    ).toEqual([['count', '12 events, 1–31 December 2012.']])
  })

  it('warns of an empty, a crowded and an impossible calendar', async () => {
    const empty = { ...preview, events: 0, dates: 0, next: [] }
    expect(await sentence({ preview: empty })).toEqual([
      ['notice', 'No events in the next 60 days yet; the calendar will fill.'],
    ])
    expect(await sentence({ preview: { ...preview, dates: 300, crowded: true } })).toEqual([
      [
        'notice',
        'More than 300 dates. That is a lot for one calendar: would you like to narrow it?',
      ],
    ])
    const [[, impossible] = []] = await sentence({ preview: empty, impossible: true })
    expect(impossible).toMatch(/^Nothing can ever be in this calendar/)
  })

  it('names the next dates in the reader’s language, titles in theirs', async () => {
    const page = await pageOf('locale=pl', { offer: offerOf('locale=pl', { locale: ['pl'] }) })
    const coming = classed(page, 'coming')[0] ?? page
    expect(textOf(coming)).toBe('sobota, 8 maja 2027, 10:00 سوق السبت Lisboa, Portugal')
    const clock = classed(coming, 'clock')[0]
    expect(clock?.properties).toMatchObject({ lang: 'pl', dir: 'ltr' })
    const title = named(coming, 'span')[0]
    expect(title?.properties).toMatchObject({ lang: 'ar', dir: 'rtl' })
  })

  it('strikes a cancelled date through and says so', async () => {
    const card: EventCard = {
      ...market,
      recurs: true,
      dates: {
        '20270508T090000Z': { title: null, place: null, cancelled: true, note: null },
      },
    }
    const page = await pageOf('country=PL', {
      offer: offerOf('country=PL', { preview: { ...preview, next: [dateOf(card)] } }),
    })
    const coming = classed(page, 'coming')[0] ?? page
    expect(named(coming, 's').map(textOf)).toEqual(['سوق السبت'])
    expect(classed(coming, 'tag').map(textOf)).toEqual(['Cancelled'])
    expect(hrefs(coming)).toEqual([`${site.baseUrl}/events/market#d20270508T090000Z`])
  })

  it('has a code for posters, unless the address is too long to be read from one', async () => {
    const short = await pageOf('country=PL')
    expect(named(short, 'svg')).toHaveLength(1)
    expect(textOf(classed(short, 'code')[0] ?? short)).toBe(
      'For posters: the code opens this page with the same selection.'
    )
    const long = await pageOf(`q=${'word+'.repeat(120)}`)
    expect(named(long, 'svg')).toEqual([])
    expect(textOf(classed(long, 'code')[0] ?? long)).toMatch(/^This selection is too long/)
  })

  it('makes a short address of the selection, or shows the one there is', async () => {
    const query = 'country=EU,PL&q=deutsch+kurs'
    expect(entriesOf(await pageOf(query), '/f')).toEqual({ country: 'EU,PL', q: 'deutsch kurs' })
    const url = `${site.baseUrl}/f/abcdefghjk`
    const known = await pageOf(query, { offer: offerOf(query, { short: { url } }) })
    expect(() => entriesOf(known, '/f')).toThrow()
    const field = all(known, ({ properties }) => properties.id === 'short-address')[0]
    expect(textOf(field ?? known)).toBe(url)
  })

  it('is the same drawn alone for the script', async () => {
    const offer = offerOf('country=PL')
    const pieces = all(await read(livePieces(offer)), (e) => e.properties.dataPiece !== undefined)
    const page = all(await pageOf('country=PL'), (e) => e.properties.dataPiece !== undefined)
    expect(pieces.map(textOf)).toEqual(page.map(textOf))
    expect(pieces[0]?.properties).toMatchObject({
      dataPage: offer.addresses.page,
      dataSaid: '12 events in the next 60 days.',
    })
  })
})

describe('a ready-made feed', () => {
  it('shows its fixed selection and only asks for the language', async () => {
    const page = await pageOf('feed=pl&locale=pl', {
      feed: {
        slug: 'pl',
        title: 'Wydarzenia w Polsce',
        description: 'Spotkania.',
        lang: 'pl',
        start: '/subscribe?country=PL',
      },
    })
    expect(complaints(page).filter((each) => each !== 'a script' && each !== 'a request')).toEqual(
      []
    )
    expect(named(page, 'h1').map((h) => [h.properties.lang, textOf(h)])).toEqual([
      ['pl', 'Wydarzenia w Polsce'],
    ])
    expect(entriesOf(page, '/subscribe#result')).toEqual({ feed: 'pl', locale: 'pl' })
    expect(hrefs(page)).toContain('/subscribe?country=PL')
  })
})

describe('its script', () => {
  it('is small', () => {
    expect(new TextEncoder().encode(scripts.subscribe).length).toBeLessThanOrEqual(4096)
  })
})
