import type { Root } from 'hast'
import { beforeAll, describe, expect, test } from 'vitest'
import type { EventContentInput } from '../../src/calendar/event.ts'
import { confirm, offerWithoutAccount } from '../../src/journeys/confirm.ts'
import { contentOf, saturdayMarket } from '../cast.ts'
import { all, classed, hrefs, named, read, textOf } from '../pages/document.ts'
import { type Stage, setStage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
  stage = await setStage()
})

type Offered = Readonly<{ submission: string; event: string; link: string }>

/** Somebody without an account offers an event; answers its secret link. */
const offered = async (
  email: string,
  event: EventContentInput = saturdayMarket
): Promise<Offered> => {
  const { submission } = await offerWithoutAccount(
    stage.ports,
    { name: 'Oksana Kovalenko', email },
    {
      content: contentOf(event),
      received: '{}',
      message: 'We sing with children.',
      lang: 'en',
      lowPriority: false,
    },
    { key: crypto.randomUUID(), digest: 'digest' }
  )
  const found = await stage.ports.store.submission(submission)
  if (!found) throw new Error('nothing was offered')
  const token = await stage.ports.links.token('event', found.event)
  return { submission, event: found.event, link: `/s/${found.event}/${token}` }
}

const confirmed = async (email: string, event?: EventContentInput): Promise<Offered> => {
  const offer = await offered(email, event)
  const token = await stage.ports.links.token('confirm', offer.submission)
  await confirm(stage.ports, offer.submission, token)
  return offer
}

const published = async (email: string): Promise<Offered> => {
  const offer = await confirmed(email)
  const decided = await stage.decide(offer.submission, { verb: 'approve' })
  if (decided.status !== 201) throw new Error(decided.text)
  return offer
}

const pageOf = async (path: string): Promise<Root> => {
  const answer = await stage.visit(path)
  expect(answer.status, answer.text).toBe(200)
  return read(answer.text)
}

const hiddenOf = (page: Root): Record<string, string> =>
  Object.fromEntries(
    all(page, (e) => e.tagName === 'input' && e.properties.type === 'hidden').map(
      ({ properties }) => [String(properties.name), String(properties.value)]
    )
  )

const statesOf = (page: Root) => classed(page, 'state').map(textOf)

describe('the page behind a secret link', () => {
  test('says that the mailbox has to answer first, and offers no edit before', async () => {
    const { link } = await offered('one@example.org')
    const page = await pageOf(link)
    expect(statesOf(page)[0]).toBe('Not confirmed yet')
    expect(textOf(page)).toContain('Open its link and confirm')
    expect(hrefs(page)).not.toContain(`${link}/edit`)
  })

  test('says where the event stands, without an account', async () => {
    const { link } = await confirmed('two@example.org')
    const page = await pageOf(link)
    expect(statesOf(page)[0]).toBe('In the queue')
    expect(textOf(page)).toContain('the moderators of Portugal')
    expect(textOf(page)).toContain('Mailbox confirmed by you')
    expect(textOf(page)).toContain('This page is the key to your event')
    expect(hrefs(page)).toContain(`${link}/edit`)
    expect(hrefs(page)).toContain('/s/lost')
  })

  test('is kept by nobody, found by no search engine, and tells its address to nobody', async () => {
    const { event, link } = await confirmed('three@example.org')
    const { headers, text } = await stage.visit(link)
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.get('x-robots-tag')).toBe('noindex')
    expect(headers.get('referrer-policy')).toMatch(/^(no-referrer|same-origin)$/)
    const page = await read(text)
    const token = link.split('/').at(-1) ?? ''
    expect(textOf(page)).not.toContain(token)
    // Whatever leads away from these pages leads to pages of ours.
    const away = hrefs(page).filter((href) => /^https?:/.test(href))
    expect(away.filter((href) => !href.startsWith('https://calendar.test/'))).toEqual([])
    expect(hrefs(page).filter((href) => href.includes(token) && !href.startsWith(link))).toEqual([])
    expect(event).not.toBe('')
  })

  test('opens for that event’s token alone', async () => {
    const mine = await confirmed('four@example.org')
    const other = await confirmed('five@example.org')
    const token = other.link.split('/').at(-1)
    for (const path of [`/s/${mine.event}/${token}`, `/s/${mine.event}/short`, '/s/nothing/x']) {
      const answer = await stage.visit(path)
      expect(answer.status, path).toBe(404)
      expect(answer.text).toContain('Copy it whole from the mail')
      expect((await stage.post(`${path}/withdraw`, { note: '' })).status).toBe(404)
      expect((await stage.visit(`${path}/data`)).status).toBe(404)
      expect((await stage.post(`${path}/erase`, { sure: 'yes' })).status).toBe(404)
    }
    expect(statesOf(await pageOf(mine.link))[0]).toBe('In the queue')
  })

  test('opens no event of an organisation, whatever the token', async () => {
    const { event } = await stage.publish(saturdayMarket)
    const token = await stage.ports.links.token('event', event)
    expect((await stage.visit(`/s/${event}/${token}`)).status).toBe(404)
  })

  test('changes nothing when it is only opened', async () => {
    const { event, link } = await published('six@example.org')
    for (const path of ['', '/cancel', '/withdraw', '/erase', '/postpone'])
      expect((await stage.visit(link + path)).status).toBe(200)
    const { json } = await stage.call('GET', `/v1/events/${event}`)
    expect(json).toMatchObject({ status: 'scheduled', sequence: 0 })
  })

  test('cancels the event with two clicks, and moderators hear of it', async () => {
    const { event, link } = await published('seven@example.org')
    expect(hrefs(await pageOf(link))).toContain(`${link}/cancel`)
    const form = await pageOf(`${link}/cancel`)
    const done = await stage.post(`${link}/cancel`, { ...hiddenOf(form), note: 'The hall burnt.' })
    expect(done.status).toBe(303)
    expect(done.headers.get('location')).toBe(`${link}?done=cancel`)
    const { json } = await stage.call('GET', `/v1/events/${event}`)
    expect(json).toMatchObject({ status: 'cancelled', statusNote: 'The hall burnt.' })
    const told = (await stage.mails()).filter(({ kind }) => kind === 'announced')
    expect(told.length).toBeGreaterThan(0)
    const page = await pageOf(`${link}?done=cancel`)
    expect(textOf(page)).toContain('The event is cancelled.')
  })

  test('shows what a moderator asks for', async () => {
    const { submission, link } = await confirmed('eight@example.org')
    await stage.decide(submission, { verb: 'request_changes', text: 'Which entrance?' })
    const page = await pageOf(link)
    expect(statesOf(page)[0]).toBe('Changes requested')
    expect(textOf(page)).toContain('Marta asks for changes')
    expect(textOf(page)).toContain('Which entrance?')
    const edit = all(page, (e) => e.properties.href === `${link}/edit`)[0]
    expect(edit && textOf(edit)).toBe('Change it and send it again')
  })
})

describe('what is kept about somebody without an account', () => {
  test('can be downloaded', async () => {
    const { event, link } = await confirmed('nine@example.org')
    const answer = await stage.call('GET', `${link}/data`)
    expect(answer.status, answer.text).toBe(200)
    expect(answer.headers.get('content-disposition')).toContain('attachment')
    expect(answer.headers.get('cache-control')).toBe('private, no-store')
    expect(answer.text).toContain('nine@example.org')
    expect(answer.text).toContain('We sing with children.')
    expect(answer.text).toContain(event)
    expect(answer.text).not.toContain('two@example.org')
  })

  test('is deleted only by whoever says so, and the public event stays', async () => {
    const { event, link } = await published('ten@example.org')
    const unsure = await stage.post(`${link}/erase`, {})
    expect(unsure.status).toBe(400)
    expect(unsure.text).toContain('Tick the box')
    const done = await stage.post(`${link}/erase`, { sure: 'yes' })
    expect(done.status).toBe(303)
    expect(done.headers.get('location')).toBe('/s/erased')
    expect(textOf(await pageOf('/s/erased'))).toContain('Your data is deleted')
    expect((await stage.visit(link)).status).toBe(404)
    expect((await stage.call('GET', `/v1/events/${event}`)).status).toBe(200)
    expect(await stage.ports.people.known('ten@example.org')).toBeNull()
    const history = await stage.ports.store.history(event)
    expect(history.map(({ by }) => by.name).join(' ')).not.toContain('Oksana')
  })

  test('is on the account’s own page for whoever has one', async () => {
    const { link } = await confirmed('eleven@example.org')
    await stage.signIn('eleven@example.org')
    const page = await pageOf(link)
    expect(hrefs(page)).toContain('/my/account')
    expect(hrefs(page)).not.toContain(`${link}/erase`)
    for (const path of ['/data', '/erase']) {
      const answer = await stage.visit(link + path)
      expect(answer.status).toBe(303)
      expect(answer.headers.get('location')).toBe('/my/account')
    }
    await stage.post(`${link}/erase`, { sure: 'yes' })
    expect(await stage.ports.people.known('eleven@example.org')).not.toBeNull()
  })
})

describe('a lost link', () => {
  const mailsTo = async (event: string) =>
    (await stage.mails()).filter(({ kind, facts }) => {
      return kind === 'received' && 'event' in facts && facts.event === event
    }).length

  test('is sent again to the mailbox it belongs to', async () => {
    const { event } = await confirmed('twelve@example.org')
    const before = await mailsTo(event)
    const answer = await stage.post('/s/lost', { email: ' Twelve@Example.org ' })
    expect(answer.status).toBe(303)
    expect(await mailsTo(event)).toBe(before + 1)
  })

  test('is answered the same for a mailbox that nobody knows', async () => {
    await confirmed('thirteen@example.org')
    const answers = await Promise.all(
      ['thirteen@example.org', 'nobody@example.org'].map((email) =>
        stage.post('/s/lost', { email })
      )
    )
    const told = answers.map(({ status, text, headers }) => [
      status,
      text,
      headers.get('location'),
      headers.get('set-cookie'),
    ])
    expect(told[0]).toEqual(told[1])
    expect(textOf(await pageOf('/s/lost?done=sent'))).toContain('Look into your mailbox')
  })

  test('needs a mailbox, and says so beside the field', async () => {
    for (const email of ['', 'oksana', 'a@b', 'x@organisation.invalid']) {
      const answer = await stage.post('/s/lost', { email })
      expect(answer.status, email).toBe(400)
      const page = await read(answer.text)
      const field = all(page, (e) => e.properties.name === 'email')[0]
      expect(field?.properties).toMatchObject({ ariaInvalid: 'true', value: email })
    }
  })

  test('does not fill anybody’s mailbox', async () => {
    const send = () => stage.post('/s/lost', { email: 'flooded@example.org' })
    const statuses: number[] = []
    for (let count = 0; count < 8; count += 1) statuses.push((await send()).status)
    expect(statuses.filter((status) => status === 303)).toHaveLength(5)
    expect(statuses.at(-1)).toBe(429)
    const refused = await send()
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/)
    const field = all(await read(refused.text), (e) => e.properties.name === 'email')[0]
    expect(field?.properties.value).toBe('flooded@example.org')
    expect(named(await read(refused.text), 'h1')).toHaveLength(1)
  })
})
