import type { Element, Nodes, Root } from 'hast'
import { beforeAll, describe, expect, test } from 'vitest'
import type { EventContentInput } from '../../src/calendar/event.ts'
import { addAdmin } from '../../src/identity/accounts.ts'
import { keepDraft } from '../../src/journeys/mine.ts'
import { polishCourse, saturdayMarket } from '../cast.ts'
import { all, classed, hrefs, named, read, textOf } from '../pages/document.ts'
import { type Stage, setStage } from './stage.ts'

let stage: Stage
let ana: string
let piotr: string
beforeAll(async () => {
  stage = await setStage()
  const { identityMeans } = stage.assembled
  const admin = (organisation: string, name: string) =>
    addAdmin(identityMeans, { organisation, name, email: `${name.toLowerCase()}@example.org` })
  await admin('open-doors-lisbon', 'Ana')
  await admin('warsaw-language-school', 'Piotr')
  ana = await stage.signIn('ana@example.org')
  piotr = await stage.signIn('piotr@example.org')
})

type Ids = { id: string; event: string }

const tuesdays: EventContentInput = {
  originalLang: 'pt',
  translations: { pt: { title: 'Curso às terças' } },
  time: {
    allDay: false,
    start: '2027-02-02T18:00',
    end: '2027-02-02T19:30',
    zone: 'Europe/Lisbon',
    rule: 'FREQ=WEEKLY;BYDAY=TU;COUNT=6',
  },
  primaryCountry: 'PT',
  themes: ['language'],
}
const secondTuesday = '20270209T180000Z'

const titled = (title: string): EventContentInput => ({
  ...saturdayMarket,
  originalLang: 'en',
  translations: { en: { title } },
})

const submitted = async (event: EventContentInput = saturdayMarket) =>
  (await stage.submit(event)).json as unknown as Ids

const pageOf = async (path: string, cookie = ana): Promise<Root> => {
  const answer = await stage.visit(path, cookie)
  expect(answer.status, answer.text).toBe(200)
  return read(answer.text)
}

/** What a page’s form to an address would send if nothing were typed. */
const hiddenOf = (page: Root, action: string): Record<string, string> => {
  const form = named(page, 'form').find((each) => each.properties.action === action)
  if (!form) throw new Error(`no form to ${action}`)
  const hidden = all(form, (e) => e.tagName === 'input' && e.properties.type === 'hidden')
  return Object.fromEntries(
    hidden.map(({ properties }) => [String(properties.name), String(properties.value)])
  )
}

/** Opens the form for something and sends it with some words. */
const doIt = async (event: string, path: string, words: Record<string, string> = {}) => {
  const address = `/my/events/${event}/${path}`
  const hidden = hiddenOf(await pageOf(address), address)
  return stage.post(address, { ...hidden, ...words }, ana)
}

const publicView = async (event: string) => (await stage.call('GET', `/v1/events/${event}`)).json

const statesOf = (part: Nodes) => classed(part, 'state').map(textOf)

/** The text of the first of some elements, of which there must be one. */
const first = ([element]: readonly Element[]): string => {
  if (!element) throw new Error('there is none')
  return textOf(element)
}

describe('the list of one’s events', () => {
  test('sends strangers to sign in and back', async () => {
    const answer = await stage.visit('/my')
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/sign-in?then=%2Fmy')
  })

  test('is kept by nobody', async () => {
    const answer = await stage.visit('/my', ana)
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(answer.headers.get('x-robots-tag')).toBe('noindex')
  })

  test('is inviting while it is empty', async () => {
    const fresh = await setStage()
    await addAdmin(fresh.assembled.identityMeans, {
      organisation: 'open-doors-lisbon',
      email: 'ana@example.org',
      name: 'Ana',
    })
    const cookie = await fresh.signIn('ana@example.org')
    const page = await read((await fresh.visit('/my', cookie)).text)
    expect(textOf(page)).toContain('You have not announced an event yet.')
    expect(hrefs(named(page, 'main')[0] ?? page)).toContain('/submit')
  })

  test('shows the events of the organisation alone, with state and what they owe', async () => {
    const { event } = await stage.publish({
      ...saturdayMarket,
      translations: {
        pt: { title: 'Feira do livro', description: '<p>Livros.</p>' },
        ar: { title: 'معرض الكتاب', origin: 'machine' },
      },
    })
    await stage.submit(polishCourse, { key: stage.keys.piotr })
    const mine = await pageOf('/my')
    const card = classed(mine, 'card').find((each) => textOf(each).includes('Feira do livro'))
    if (!card) throw new Error('not listed')
    expect(statesOf(card)).toEqual(['Public'])
    expect(textOf(card)).toContain('Languages: Arabic – behind')
    expect(hrefs(card)).toEqual([
      `/my/events/${event}`,
      `/my/events/${event}/edit`,
      `/my/events/${event}/cancel`,
      `/my/events/${event}`,
    ])
    expect(textOf(mine)).not.toContain('Kurs języka polskiego')
    expect(textOf(await pageOf('/my', piotr))).toContain('Kurs języka polskiego')
  })

  test('lists unfinished forms of the reader, whoever else is in the organisation', async () => {
    const actor = await stage.means.identity.actorOf(new Headers({ Cookie: ana }))
    if (!actor) throw new Error('Ana is nobody')
    const wish = { id: null, event: null, title: 'Poetry slam', fields: {} }
    const { id } = await keepDraft(stage.ports, actor, wish)
    const page = await pageOf('/my')
    expect(textOf(page)).toContain('Poetry slam')
    expect(hrefs(page)).toContain(`/my/drafts/${id}`)
    expect(textOf(await pageOf('/my', piotr))).not.toContain('Poetry slam')
  })

  test('goes on page by page, and refuses a page that is none', async () => {
    for (let count = 0; count < 21; count += 1) await submitted(titled(`Evening ${count}`))
    const newest = await pageOf('/my')
    expect(classed(newest, 'card')).toHaveLength(20)
    expect(first(classed(newest, 'card'))).toContain('Evening 20')
    const older = hrefs(newest).find((href) => href.startsWith('/my?after='))
    const second = await pageOf(older ?? '')
    expect(textOf(second)).toContain('Evening 0')
    expect(textOf(second)).not.toContain('Evening 20')
    const wrong = await stage.visit('/my?after=yesterday', ana)
    expect(wrong.status).toBe(400)
  })
})

describe('an event of one’s own', () => {
  test('says in whose queue it is, in which place and since when', async () => {
    const { event } = await submitted(titled('Chess for beginners'))
    const page = await pageOf(`/my/events/${event}`)
    expect(statesOf(page)[0]).toBe('In the queue')
    const text = textOf(page)
    expect(text).toContain('the moderators of Portugal')
    expect(text).toContain('looked at before yours')
    expect(text).toMatch(/Received ?10 January 2027, 08:00 UTC/)
    expect(hrefs(page)).toContain(`/my/events/${event}/edit`)
    expect(hrefs(page)).toContain(`/submit?from=${event}`)
  })

  test('does not exist for another organisation, and is not theirs when it is public', async () => {
    const { event } = await submitted()
    expect((await stage.visit(`/my/events/${event}`, piotr)).status).toBe(404)
    expect((await stage.visit('/my/events/nothing', ana)).status).toBe(404)
    const live = await stage.publish(saturdayMarket)
    expect((await stage.visit(`/my/events/${live.event}`, piotr)).status).toBe(403)
    const attempt = await stage.post(`/my/events/${live.event}/cancel`, { note: '' }, piotr)
    expect(attempt.status).toBe(403)
    expect((await publicView(live.event)).status).toBe('scheduled')
  })

  test('leads a member who acts for somebody else just now to act for it', async () => {
    await addAdmin(stage.assembled.identityMeans, {
      organisation: 'warsaw-language-school',
      name: 'Ana',
      email: 'ana@example.org',
    })
    const { accounts } = stage.assembled
    const school = (await accounts.session(new Headers({ Cookie: ana })))?.organisations.find(
      ({ slug }) => slug === 'warsaw-language-school'
    )
    const { event } = await stage.publish(polishCourse, stage.keys.piotr)
    for (const path of ['', '/cancel', '/edit']) {
      const answer = await stage.visit(`/my/events/${event}${path}`, ana)
      expect(answer.status).toBe(403)
      const page = await read(answer.text)
      expect(textOf(page)).toContain('This event belongs to Warsaw Language School.')
      expect(hiddenOf(page, '/my/account/acting')).toEqual({ organisation: school?.id })
    }
    expect(textOf(await pageOf('/my'))).toContain('Act for somebody else')
  })

  test('reads forms only', async () => {
    const { event } = await stage.publish(saturdayMarket)
    const answer = await stage.call('POST', `/my/events/${event}/cancel`, {
      body: { note: 'Rain.' },
      headers: { Cookie: ana, Origin: 'https://calendar.test', 'Sec-Fetch-Site': 'same-origin' },
    })
    expect(answer.status).toBe(415)
    expect((await publicView(event)).status).toBe('scheduled')
  })

  test('is refused to forms of other sites', async () => {
    const { event } = await stage.publish(saturdayMarket)
    const other = { Origin: 'https://elsewhere.example', 'Sec-Fetch-Site': 'cross-site' }
    const answer = await stage.post(`/my/events/${event}/cancel`, { note: '' }, ana, other)
    expect(answer.status).toBe(403)
    expect((await publicView(event)).status).toBe('scheduled')
  })

  test('shows a decision with who, why and the rule, and is asked again once', async () => {
    const { id, event } = await submitted(titled('Carpet sale'))
    const reason = { verb: 'reject', reasonCode: 'commercial', text: 'It sells carpets.' }
    await stage.decide(id, reason)
    const page = await pageOf(`/my/events/${event}`)
    expect(statesOf(page)[0]).toBe('Not accepted')
    const box = first(classed(page, 'decision'))
    for (const said of ['Marta did not accept it', 'Advertising', 'Our rule', 'It sells carpets.'])
      expect(box).toContain(said)

    const silent = await doIt(event, 'appeal', { note: '  ' })
    expect(silent.status).toBe(400)
    expect(silent.text).toContain('Say why it should be looked at again.')
    const asked = await doIt(event, 'appeal', { note: 'The workshop costs nothing.' })
    expect(asked.headers.get('location')).toBe(`/my/events/${event}?done=appeal`)
    const after = await pageOf(`/my/events/${event}?done=appeal`)
    expect(statesOf(after)[0]).toBe('In the queue')
    expect(textOf(after)).toContain('Your event is back in the queue.')

    await stage.decide(id, reason, stage.keys.jana)
    const end = await pageOf(`/my/events/${event}`)
    expect(hrefs(end)).not.toContain(`/my/events/${event}/appeal`)
    const late = await stage.post(`/my/events/${event}/appeal`, { note: 'Once more.' }, ana)
    expect(late.status).toBe(409)
    expect(late.text).toContain('Once more.')
  })

  test('shows what a waiting change changes, beside what is public', async () => {
    const { event } = await stage.publish(saturdayMarket)
    const etag = (await stage.call('GET', `/v1/events/${event}`)).headers.get('etag') ?? ''
    await stage.call('POST', `/v1/events/${event}/revisions`, {
      key: stage.keys.ana,
      headers: { 'If-Match': etag },
      body: {
        event: { ...saturdayMarket, place: { name: 'North entrance', city: 'Porto' } },
      },
    })
    const page = await pageOf(`/my/events/${event}`)
    expect(statesOf(page).slice(0, 2)).toEqual(['Public', 'A change waits'])
    expect(named(page, 'ins').map(textOf).join(' ')).toContain('Porto')
    expect(named(page, 'del').map(textOf).join(' ')).toContain('Lisboa')
    const version = await pageOf(`/my/events/${event}/versions/2`)
    expect(textOf(version)).toContain('Compared with version 1.')
    expect(named(version, 'ins').map(textOf).join(' ')).toContain('Porto')
    expect(textOf(await pageOf(`/my/events/${event}/versions/1`))).toContain('Mercado de sábado')
    expect((await stage.visit(`/my/events/${event}/versions/3`, ana)).status).toBe(404)
  })
})

describe('what is told at once', () => {
  test('cancels in two clicks, and takes that back', async () => {
    const { event } = await stage.publish(saturdayMarket)
    const page = await pageOf(`/my/events/${event}`)
    expect(hrefs(page)).toContain(`/my/events/${event}/cancel`)
    const done = await doIt(event, 'cancel', { note: 'The square is flooded.' })
    expect(done.status).toBe(303)
    expect(await publicView(event)).toMatchObject({
      status: 'cancelled',
      statusNote: 'The square is flooded.',
    })
    const after = await pageOf(`/my/events/${event}?done=cancel`)
    expect(first(classed(after, 'done'))).toBe(
      'The event is cancelled. Everybody can see that now.'
    )
    expect(statesOf(after).slice(0, 2)).toEqual(['Public', 'Cancelled'])
    expect(hrefs(after)).not.toContain(`/my/events/${event}/cancel`)
    await doIt(event, 'reinstate')
    expect((await publicView(event)).status).toBe('scheduled')
  })

  test('postpones, moves online with a link, says that it is full', async () => {
    const { event } = await stage.publish(saturdayMarket)
    await doIt(event, 'postpone')
    expect((await publicView(event)).status).toBe('postponed')
    const wrong = await doIt(event, 'online', { joinUrl: 'meet me', note: 'Bring tea.' })
    expect(wrong.status).toBe(400)
    const form = await read(wrong.text)
    expect(first(named(form, 'title'))).toMatch(/^Error: /)
    expect(first(named(form, 'textarea'))).toBe('Bring tea.')
    const invalid = all(form, (e) => e.properties.ariaInvalid === 'true')
    expect(invalid.map((e) => e.properties.name)).toEqual(['joinUrl'])
    await doIt(event, 'online', { joinUrl: 'https://meet.example.org/market', note: '' })
    expect(await publicView(event)).toMatchObject({
      status: 'moved-online',
      attendance: 'online',
      joinUrl: 'https://meet.example.org/market',
    })
    const page = await pageOf(`/my/events/${event}`)
    const hidden = hiddenOf(page, `/my/events/${event}/room`)
    const said = await stage.post(
      `/my/events/${event}/room`,
      { ...hidden, availability: 'full' },
      ana
    )
    expect(said.headers.get('location')).toBe(`/my/events/${event}?done=room`)
    expect((await publicView(event)).availability).toBe('full')
    expect(statesOf(await pageOf(`/my/events/${event}`))).toContain('Fully booked')
    const nonsense = await stage.post(`/my/events/${event}/room`, { availability: 'maybe' }, ana)
    expect(nonsense.status).toBe(400)
  })

  test('calls a single date off, and on again', async () => {
    const { event } = await stage.publish(tuesdays)
    const page = await pageOf(`/my/events/${event}`)
    expect(hrefs(page)).toContain(`/my/events/${event}/dates/${secondTuesday}`)
    await doIt(event, `dates/${secondTuesday}`, { note: 'Holiday.' })
    const dates = async () =>
      (await stage.call('GET', `/v1/events/${event}/occurrences`)).json
        .occurrences as unknown as readonly { recurrenceId: string; status: string }[]
    const cancelled = async () =>
      (await dates())
        .filter(({ status }) => status === 'cancelled')
        .map((each) => each.recurrenceId)
    expect(await cancelled()).toEqual([secondTuesday])
    const off = await pageOf(`/my/events/${event}`)
    expect(textOf(off)).toContain('Holiday.')
    const address = `/my/events/${event}/dates/${secondTuesday}`
    const on = await stage.post(address, hiddenOf(off, address), ana)
    expect(on.headers.get('location')).toBe(`/my/events/${event}?done=on`)
    expect(await cancelled()).toEqual([])
    const never = await stage.visit(`/my/events/${event}/dates/20270210T180000Z`, ana)
    expect(never.status).toBe(404)
  })

  test('is not told twice by a form that is sent twice', async () => {
    const { event } = await stage.publish(saturdayMarket)
    const address = `/my/events/${event}/cancel`
    const hidden = hiddenOf(await pageOf(address), address)
    const send = () => stage.post(address, { ...hidden, note: 'Ill.' }, ana)
    expect((await send()).status).toBe(303)
    expect((await send()).status).toBe(303)
    expect(await publicView(event)).toMatchObject({ status: 'cancelled', sequence: 1 })
  })

  test('is not told over something newer: the page says what happened and keeps the words', async () => {
    const { event } = await stage.publish(saturdayMarket)
    const address = `/my/events/${event}/cancel`
    const hidden = hiddenOf(await pageOf(address), address)
    await doIt(event, 'postpone', { note: 'To autumn.' })
    const answer = await stage.post(address, { ...hidden, note: 'Rain.' }, ana)
    expect(answer.status).toBe(412)
    const form = await read(answer.text)
    const alert = first(all(form, (e) => e.properties.role === 'alert'))
    expect(alert).toContain('Postponed by you')
    expect(alert).toContain('To autumn.')
    expect(alert).not.toContain('Sent to the moderators')
    expect(first(named(form, 'textarea'))).toBe('Rain.')
    expect((await publicView(event)).status).toBe('postponed')
    const again = await stage.post(address, { ...hiddenOf(form, address), note: 'Rain.' }, ana)
    expect(again.status).toBe(303)
    expect((await publicView(event)).status).toBe('cancelled')
  })

  test('is too late once the event is gone, and loses no words', async () => {
    const { event } = await stage.publish(saturdayMarket)
    const address = `/my/events/${event}/cancel`
    const hidden = hiddenOf(await pageOf(address), address)
    await stage.call('POST', `/v1/events/${event}/removal`, {
      key: stage.keys.marta,
      body: { reasonCode: 'personal-data', text: 'It named a child.' },
    })
    const answer = await stage.post(address, { ...hidden, note: 'Rain.' }, ana)
    expect(answer.status).toBe(412)
    const form = await read(answer.text)
    expect(textOf(form)).toContain('This is not possible now')
    expect(first(named(form, 'textarea'))).toBe('Rain.')
    const page = await pageOf(`/my/events/${event}`)
    expect(first(named(page, 'h1'))).toBe('Mercado de sábado')
    expect(first(classed(page, 'decision'))).toContain('It named a child.')
  })

  test('refuses a note that is too long, and gives it back', async () => {
    const { event } = await stage.publish(saturdayMarket)
    const note = 'rain '.repeat(300)
    const answer = await doIt(event, 'cancel', { note })
    expect(answer.status).toBe(400)
    const form = await read(answer.text)
    expect(textOf(form)).toContain('Say it in at most 1000 characters.')
    expect(first(named(form, 'textarea'))).toBe(note.trim())
  })
})

describe('taking an event back', () => {
  test('empties the queue when it waits, and is over', async () => {
    const { event } = await submitted(titled('Not yet'))
    const form = await pageOf(`/my/events/${event}/withdraw`)
    expect(textOf(form)).toContain('It leaves the queue')
    expect((await doIt(event, 'withdraw', { note: 'Wrong year.' })).status).toBe(303)
    const page = await pageOf(`/my/events/${event}`)
    expect(statesOf(page)[0]).toBe('Taken back')
    expect(textOf(page)).toContain('Wrong year.')
    expect(hrefs(page)).not.toContain(`/my/events/${event}/edit`)
  })

  test('closes the page of what is public', async () => {
    const { event } = await stage.publish(saturdayMarket)
    await doIt(event, 'withdraw')
    expect((await stage.call('GET', `/v1/events/${event}`)).status).toBe(410)
    const page = await pageOf(`/my/events/${event}`)
    expect(statesOf(page)[0]).toBe('Taken back')
    expect(hrefs(page)).not.toContain(`/events/${event}`)
  })

  test('is not done to a change that was sent meanwhile', async () => {
    const { event } = await stage.publish(saturdayMarket)
    const address = `/my/events/${event}/withdraw`
    const hidden = hiddenOf(await pageOf(address), address)
    const etag = (await stage.call('GET', `/v1/events/${event}`)).headers.get('etag') ?? ''
    await stage.call('POST', `/v1/events/${event}/revisions`, {
      key: stage.keys.ana,
      headers: { 'If-Match': etag },
      body: { event: { ...saturdayMarket, format: 'festival' } },
    })
    const answer = await stage.post(address, { ...hidden, note: '' }, ana)
    expect(answer.status).toBe(412)
    expect((await stage.call('GET', `/v1/events/${event}`)).status).toBe(200)
  })
})
