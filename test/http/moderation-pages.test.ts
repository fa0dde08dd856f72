import { beforeEach, describe, expect, test } from 'vitest'
import { polishCourse, saturdayMarket } from '../cast.ts'
import { all, complaints, hrefs, named, read, textOf } from '../pages/document.ts'
import { type Desk, type Ids, setDesk } from './moderators-stage.ts'

let desk: Desk
beforeEach(async () => {
  desk = await setDesk()
})

const portugal = 'filters=country%3DPT'
const rows = async (html: string) =>
  all(await read(html), (e) => e.properties.dataRow !== undefined).map(textOf)
const buttons = async (html: string) =>
  named(await read(html), 'button').map((button) => String(button.properties.value ?? ''))
/** All that a page says, with a space between what stands apart. */
const page = async (html: string) =>
  textOf(await read(html.replaceAll(/<(?!\/?(?:ins|del|span|bdi|a|strong|time|title)\b)/g, ' <')))
/** What a page owes its reader; these pages do have a script, which only improves them. */
const wrongWith = async (html: string) =>
  complaints(await read(html)).filter((each) => each !== 'a script' && each !== 'a request')
const later = (day: string) => {
  desk.clock.now = `2027-01-${day}T08:00:00Z`
}
const three = async (): Promise<[Ids, Ids, Ids]> => {
  const one = await desk.submitOne(desk.titled('Uma'))
  later('11')
  const two = await desk.submitOne(desk.titled('Duas'))
  later('12')
  return [one, two, await desk.submitOne(desk.titled('Três'))]
}

describe('the moderators’ pages', () => {
  test('send strangers to sign in, and bring them back', async () => {
    const answer = await desk.call('GET', '/moderation?country=PT')
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/sign-in?then=%2Fmoderation%3Fcountry%3DPT')
  })

  test('are closed to everybody else, with a sentence', async () => {
    const one = await desk.submitOne()
    for (const path of [
      '/moderation',
      `/moderation/${one.id}`,
      `/moderation/events/${one.event}`,
    ]) {
      const { status, text } = await desk.visit(path, 'nobody')
      expect([status, text.includes('These pages are for moderators.')]).toEqual([403, true])
    }
    expect((await desk.decideOn(one, 'approve', {}, 'nobody')).status).toBe(403)
    expect(await desk.stateOf(one)).toBe('pending')
  })

  test('take no form of another site', async () => {
    const one = await desk.submitOne()
    const fields = { action: 'approve', filters: '', seen: `${one.id}.0.1` }
    const answer = await desk.post(`/moderation/${one.id}`, fields, 'marta', {
      Origin: 'https://evil.test',
      'Sec-Fetch-Site': 'cross-site',
    })
    expect(answer.status).toBe(403)
    expect(await desk.stateOf(one)).toBe('pending')
  })

  test('are kept by nobody and told to nobody', async () => {
    const { headers } = await desk.visit('/moderation')
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.get('x-robots-tag')).toBe('noindex')
  })

  test('owe their reader nothing', async () => {
    const [one, two] = await three()
    await desk.decideOn(one, 'approve')
    for (const path of [
      '/moderation',
      '/moderation?kind=unchecked',
      `/moderation/${one.id}`,
      `/moderation/${two.id}`,
      `/moderation/events/${one.event}`,
      `/moderation/bulk?submission=${two.id}`,
      `/moderation/bulk/done?verb=approve&submission=${one.id}&submission=${two.id}`,
    ]) {
      expect([path, await wrongWith((await desk.visit(path)).text)]).toEqual([path, []])
    }
  })
})

describe('the queue', () => {
  test('begins with the longest wait and says how long that is', async () => {
    await three()
    later('18')
    const { text } = await desk.visit('/moderation')
    expect(await rows(text)).toEqual(['Uma', 'Duas', 'Três'])
    expect(await page(text)).toContain('3 submissions wait, the oldest for 5 working days.')
  })

  test('keeps its filters in every link and form', async () => {
    await three()
    await desk.submitAlone()
    const { text } = await desk.visit('/moderation?country=PT&kind=new')
    expect(await rows(text)).toEqual(['Uma', 'Duas', 'Três'])
    const root = await read(text)
    const rowLinks = hrefs(root).filter((href) => /moderation\/[0-9a-f-]{36}/.test(href))
    expect(rowLinks.length).toBe(3)
    expect(rowLinks.every((href) => href.endsWith('?country=PT&kind=new'))).toBe(true)
    const filters = all(root, (e) => e.properties.name === 'filters')
    expect(filters.map((e) => e.properties.value)).toEqual([
      'country=PT&kind=new',
      'country=PT&kind=new',
    ])
    expect(hrefs(root)).toContain('/moderation?country=PL&kind=new')
    expect(await page(text)).toContain('Portugal 3')
  })

  test('is narrowed to one organisation', async () => {
    await three()
    await desk.submitOne({ ...polishCourse }, desk.keys.piotr)
    const all = await desk.visit('/moderation')
    const school = /<option value="([^"]+)">Warsaw Language School/.exec(all.text)?.[1]
    const { text } = await desk.visit(`/moderation?organisation=${school}`)
    expect(await rows(text)).toEqual(['Kurs języka polskiego'])
  })

  test.each([
    ['country=XX', 'is not a country we know'],
    ['kind=nw', 'did you mean “new”'],
    ['countri=PT', 'did you mean “country”'],
    ['after=yesterday', 'Follow a link of the queue'],
  ])('refuses %s with the nearest value', async (query, sentence) => {
    const { status, text } = await desk.visit(`/moderation?${query}`)
    expect([status, text.includes(sentence)]).toEqual([400, true])
  })

  test('refuses a country of somebody else', async () => {
    const { status, text } = await desk.visit('/moderation?country=CZ')
    expect([status, text.includes('You moderate')]).toEqual([403, true])
  })

  test('shows the EU desk what has waited for five working days', async () => {
    const [one] = await three()
    expect(await rows((await desk.visit('/moderation', 'elena')).text)).toEqual([])
    later('17')
    const { text } = await desk.visit('/moderation', 'elena')
    expect(await rows(text)).toEqual(['Uma'])
    expect(await page(text)).toContain('Also at the EU desk')
    expect((await desk.decideOn(one, 'approve', {}, 'elena')).status).toBe(303)
    expect(await desk.stateOf(one)).toBe('approved')
  })

  test('offers nobody a decision on their own organisation’s events', async () => {
    const one = await desk.submitOne()
    const { text } = await desk.visit('/moderation', 'luis')
    expect(text).toContain('Your own or your organisation’s: somebody else decides')
    expect(text).not.toContain('type="checkbox" name="submission"')
    const review = await desk.visit(`/moderation/${one.id}`, 'luis')
    expect(await buttons(review.text)).toEqual([])
    expect(review.text).toContain('Nobody decides on a submission of their own organisation.')
    expect((await desk.decideOn(one, 'approve', {}, 'luis')).status).toBe(403)
    expect(await desk.stateOf(one)).toBe('pending')
  })

  test('goes on behind twenty-five, and back', async () => {
    for (let i = 0; i < 27; i += 1) {
      desk.clock.now = `2027-01-10T08:${String(i).padStart(2, '0')}:00Z`
      await desk.submitOne(desk.titled(`Festa ${i}`))
    }
    const first = await desk.visit('/moderation?country=PT')
    expect(await rows(first.text)).toHaveLength(25)
    const next = hrefs(await read(first.text)).find((href) => href.includes('after='))
    const second = await desk.visit(next ?? '')
    expect(await rows(second.text)).toEqual(['Festa 25', 'Festa 26'])
    expect(hrefs(await read(second.text))).toContain('/moderation?country=PT')
  })

  test('puts what came without proof of work behind the rest', async () => {
    await desk.submitAlone({}, { lowPriority: true })
    later('11')
    await desk.submitOne(desk.titled('Depois'))
    const { text } = await desk.visit('/moderation')
    expect(await rows(text)).toEqual(['Depois', 'Kurs języka polskiego'])
    expect(await page(text)).toContain('Low priority')
  })

  test('says kindly that nothing waits', async () => {
    expect(await page((await desk.visit('/moderation')).text)).toContain('Enjoy your coffee.')
    expect(await page((await desk.visit('/moderation?kind=edit')).text)).toContain(
      'Nothing waits that fits these filters.'
    )
  })

  test('starts with the oldest that nobody else looks at', async () => {
    const [one, two] = await three()
    const first = await desk.post('/moderation/start', { filters: 'country=PT' })
    expect([first.status, first.location]).toEqual([303, `/moderation/${one.id}?country=PT`])
    const second = await desk.post('/moderation/start', { filters: '' }, 'jana')
    expect(second.location).toBe(`/moderation/${two.id}`)
    expect((await desk.visit('/moderation', 'jana')).text).toContain('looks at it since')
    // Half an hour later Marta has gone for coffee.
    desk.clock.now = '2027-01-12T08:31:00Z'
    const third = await desk.post('/moderation/start', { filters: '' }, 'sofia')
    expect(third.location).toBe(`/moderation/${one.id}`)
  })
})

describe('a submission', () => {
  test('says who sends what, for whom and why', async () => {
    const one = await desk.submitAlone({}, { message: 'Proszę o wyrozumiałość.' })
    const text = await page((await desk.visit(`/moderation/${one.id}`)).text)
    for (const words of [
      'From Zofia',
      'For Somebody without an organisation',
      'Reads Polish',
      'Proszę o wyrozumiałość.',
      'Monday 10 May 2027',
      'Language taught Polish (pl), A1',
      '1 of 1',
    ]) {
      expect(text).toContain(words)
    }
  })

  test('lists the rule of a series in words and its next five dates', async () => {
    const one = await desk.submitOne({
      time: {
        allDay: false,
        start: '2027-03-02T18:00',
        end: '2027-03-02T19:30',
        zone: 'Europe/Lisbon',
        rule: 'FREQ=WEEKLY;COUNT=8',
      },
    })
    const text = await page((await desk.visit(`/moderation/${one.id}`)).text)
    expect(text).toContain('Every Tuesday, 8 times.')
    expect(text).toContain('Tuesday 30 March 2027, 18:00–19:30')
    expect(text).not.toContain('6 April')
    expect(text).toContain('It goes on after these dates.')
  })

  test('shows what an edit changes, word by word and for the ear', async () => {
    const one = await desk.submitOne()
    await desk.decideOn(one, 'approve')
    const tag = await desk.call('GET', `/v1/events/${one.event}`)
    const edited = await desk.call('POST', `/v1/events/${one.event}/revisions`, {
      key: desk.keys.ana,
      body: {
        event: {
          ...saturdayMarket,
          translations: { pt: { title: 'Mercado de domingo' }, uk: { title: 'Ярмарок' } },
        },
      },
      headers: { 'If-Match': tag.headers.get('etag') ?? '' },
    })
    const { id } = edited.json as unknown as Ids
    const { text } = await desk.visit(`/moderation/${id}`)
    const root = await read(text)
    expect(named(root, 'del').map(textOf)).toContain('Removed: sábado end of removed text.')
    expect(named(root, 'ins').map(textOf)).toContain('Added: domingo end of added text.')
    expect(await page(text)).toContain('Title Ukrainian added')
    expect(await page(text)).toContain('Title English removed')
    // The public version stays as it is.
    expect((await desk.call('GET', `/v1/events/${one.event}`)).text).toContain('Mercado de sábado')
  })

  test('that was asked for changes shows what was changed since', async () => {
    const one = await desk.submitOne()
    await desk.decideOn(one, 'request_changes', { 'request_changes-text': 'Which entrance?' })
    const mine = await desk.call('GET', `/v1/submissions/${one.id}`, { key: desk.keys.ana })
    await desk.call('POST', `/v1/events/${one.event}/revisions`, {
      key: desk.keys.ana,
      body: {
        event: { ...saturdayMarket, place: { name: 'North entrance', city: 'Lisboa' } },
        message: 'The northern one.',
      },
      headers: { 'If-Match': mine.headers.get('etag') ?? '' },
    })
    const text = await page((await desk.visit(`/moderation/${one.id}`)).text)
    expect(text).toContain('Changed as asked')
    expect(text).toContain('What was changed since your request')
    expect(text).toContain('Message to you The northern one.')
    expect(text).toContain('Added: North entrance')
    expect(text).toContain('Marta asked for changes')
  })

  test('tells of texts that were cleaned, of doubles and of little text', async () => {
    const market = await desk.submitOne()
    const one = await desk.submitOne({
      originalLang: 'en',
      translations: { en: { title: 'Saturday &amp; market' } },
    })
    const { text } = await desk.visit(`/moderation/${one.id}?country=PT`)
    expect(await page(text)).toContain('Characters written as codes')
    expect(await page(text)).toContain('There is little text')
    expect(await page(text)).toContain('This may be in the calendar already')
    expect(hrefs(await read(text))).toContain(`/moderation/${market.id}?country=PT`)
  })

  test('from the form, or kept no more, is read as well', async () => {
    const received = JSON.stringify({ translations: { pl: { title: 'Kurs &amp; kawa' } } })
    const one = await desk.submitAlone(
      { translations: { pl: { title: 'Kurs & kawa' } } },
      { received }
    )
    expect(await page((await desk.visit(`/moderation/${one.id}`)).text)).toContain('Cleaned')
    for (const gone of ['', 'a=b', '[]', 'null']) {
      const other = await desk.submitAlone({}, { received: gone })
      const { status, text } = await desk.visit(`/moderation/${other.id}`)
      expect([status, text.includes('Cleaned')]).toEqual([200, false])
    }
  })

  test('says whether it is over', async () => {
    const over = await desk.submitAlone({ time: { allDay: true, start: '2026-08-01' } })
    const { text } = await desk.visit(`/moderation/${over.id}`)
    expect(await page(text)).toContain('All its dates are over.')
  })

  test('of another country does not exist', async () => {
    const one = await desk.submitAlone()
    expect((await desk.visit(`/moderation/${one.id}`, 'jana')).status).toBe(404)
    expect((await desk.decideOn(one, 'approve', {}, 'jana')).status).toBe(404)
    expect((await desk.visit('/moderation/nonsense')).status).toBe(404)
  })

  test('is marked as somebody’s, and let go again', async () => {
    const one = await desk.submitOne()
    await desk.decideOn(one, 'take', { filters: 'country=PT' })
    expect((await desk.visit(`/moderation/${one.id}`)).text).toContain('You look at it since')
    expect(await page((await desk.visit(`/moderation/${one.id}`, 'jana')).text)).toContain(
      'Marta looks at this since 10 January 2027, 08:00 UTC.'
    )
    const answer = await desk.decideOn(one, 'release', { filters: 'country=PT' })
    expect(answer.location).toBe(`/moderation/${one.id}?country=PT`)
    expect((await desk.visit(`/moderation/${one.id}`, 'jana')).text).not.toContain('looks at')
  })
})

describe('a decision', () => {
  test('leads to the next with the filters, takes it, and says what was done', async () => {
    const [one, two] = await three()
    const answer = await desk.decideOn(one, 'approve', { filters: 'country=PT&kind=new' })
    expect(answer.status).toBe(303)
    expect(answer.location).toBe(
      `/moderation/${two.id}?country=PT&kind=new&done=approve&of=${one.id}`
    )
    const { text } = await desk.visit(answer.location)
    expect(await page(text)).toContain('Approved: Uma.')
    expect(await page(text)).toContain('1 of 2')
    expect(text).toContain('You look at it since')
    expect(await desk.stateOf(one)).toBe('approved')
    expect((await desk.call('GET', `/v1/events/${one.event}`)).status).toBe(200)
  })

  test.each([
    ['approve', {}, 'approved'],
    ['request_changes', { 'request_changes-text': 'Which door?' }, 'changes_requested'],
    ['reject', { 'reject-code': 'spam', 'reject-text': 'It is no event.' }, 'rejected'],
  ])('to %s is mailed to whoever sent it, in their language', async (verb, fields, kind) => {
    const one = await desk.submitAlone()
    await desk.decideOn(one, verb, fields)
    const mails = await desk.mails()
    expect(mails.map((mail) => [mail.kind, mail.lang])).toContainEqual([kind, 'pl'])
  })

  test('goes on behind the decided one, and begins again at the front', async () => {
    const [one, two, three_] = await three()
    const second = await desk.decideOn(two, 'approve')
    expect(second.location).toContain(`/moderation/${three_.id}?`)
    const third = await desk.decideOn(three_, 'approve')
    expect(third.location).toContain(`/moderation/${one.id}?`)
  })

  test('of the last one ends at the queue', async () => {
    const one = await desk.submitOne()
    const answer = await desk.decideOn(one, 'approve', { filters: 'country=PT' })
    expect(answer.location).toBe(`/moderation?country=PT&done=approve&of=${one.id}`)
    const text = await page((await desk.visit(answer.location)).text)
    expect(text).toContain('Approved: Mercado de sábado.')
    expect(text).toContain('All done')
  })

  test('is not believed because an address says so', async () => {
    const [one, two] = await three()
    const claimed = await desk.visit(`/moderation/${two.id}?done=approve&of=${one.id}`)
    expect(claimed.text).not.toContain('Approved:')
    await desk.decideOn(one, 'approve', {}, 'jana')
    const others = await desk.visit(`/moderation/${two.id}?done=approve&of=${one.id}`)
    expect(others.text).not.toContain('Approved:')
  })

  test('to reject needs a reason and a text, and loses nothing that was typed', async () => {
    const one = await desk.submitOne()
    const empty = await desk.decideOn(one, 'reject')
    expect(empty.status).toBe(400)
    expect(empty.text).toMatch(/<title[^>]*>Error: Mercado de sábado/)
    expect(hrefs(await read(empty.text))).toEqual(
      expect.arrayContaining(['#decide-reject-code', '#decide-reject-text'])
    )
    const half = await desk.decideOn(one, 'reject', {
      'reject-text': 'Não é um <b>evento</b>.',
      'request_changes-text': 'Not sent, but not lost.',
      filters: 'country=PT',
    })
    expect(half.status).toBe(400)
    const fields = named(await read(half.text), 'textarea')
    expect(fields.map(textOf)).toEqual(['Not sent, but not lost.', 'Não é um <b>evento</b>.'])
    expect(half.text).toContain('value="country=PT"')
    expect(await wrongWith(half.text)).toEqual([])
    const full = await desk.decideOn(one, 'reject', {
      'reject-code': 'spam',
      'reject-text': 'Não é um evento.',
    })
    expect(full.status).toBe(303)
    expect(await desk.stateOf(one)).toBe('rejected')
  })

  test('to ask for changes needs a text', async () => {
    const one = await desk.submitOne()
    expect((await desk.decideOn(one, 'request_changes')).status).toBe(400)
    const fields = { 'request_changes-text': 'Which entrance?' }
    expect((await desk.decideOn(one, 'request_changes', fields)).status).toBe(303)
    expect(await desk.stateOf(one)).toBe('changes_requested')
  })

  test('begins with our words in the submitter’s language, without a script', async () => {
    const one = await desk.submitOne()
    const nothing = await desk.decideOn(one, 'use-reason:reject')
    expect([nothing.status, nothing.text.includes('Choose a reason, then')]).toEqual([400, true])
    const filled = await desk.decideOn(one, 'use-reason:reject', { 'reject-code': 'duplicate' })
    expect(filled.status).toBe(200)
    const texts = named(await read(filled.text), 'textarea').map(textOf)
    expect(texts[1]).toContain('This event is in the calendar already')
    const added = await desk.decideOn(one, 'use-reason:reject', {
      'reject-code': 'spam',
      'reject-text': 'My own words.',
    })
    const [, text = ''] = named(await read(added.text), 'textarea').map(textOf)
    expect(text).toMatch(/^My own words\. What you sent/)
    expect(await desk.stateOf(one)).toBe('pending')
  })

  test('is not sent with a gap in our words', async () => {
    const one = await desk.submitOne()
    const { status, text } = await desk.decideOn(one, 'reject', {
      'reject-code': 'other',
      'reject-text': 'We do not publish this event. Why: […]',
    })
    expect([status, text.includes('Fill in what is marked')]).toEqual([400, true])
  })

  test('that comes second is told who was first, and keeps what was written', async () => {
    const [one, , last] = await three()
    // Jana goes on to the second one, which is hers then.
    await desk.decideOn(one, 'approve', {}, 'jana')
    const { status, text } = await desk.decideOn(one, 'reject', {
      'reject-code': 'spam',
      'reject-text': 'My long text.',
      filters: 'country=PT',
    })
    expect(status).toBe(409)
    expect(await page(text)).toContain('Somebody was first Jana approved it')
    expect(await page(text)).toContain('My long text.')
    expect(hrefs(await read(text))).toContain(`/moderation/${last.id}?country=PT`)
    expect(await desk.stateOf(one)).toBe('approved')
  })

  test('that was sent again after a time-out goes on as if for the first time', async () => {
    const [one, two] = await three()
    const fields = { action: 'approve', filters: '', seen: `${one.id}.0.1` }
    await desk.post(`/moderation/${one.id}`, fields)
    const again = await desk.post(`/moderation/${one.id}`, fields)
    expect([again.status, again.location]).toEqual([
      303,
      `/moderation/${two.id}?done=approve&of=${one.id}`,
    ])
  })

  test('is not made on a version that nobody has seen', async () => {
    const one = await desk.submitOne()
    const seen = `${one.id}.0.1`
    await desk.decideOn(one, 'request_changes', { 'request_changes-text': 'More.' }, 'jana')
    const mine = await desk.call('GET', `/v1/submissions/${one.id}`, { key: desk.keys.ana })
    await desk.call('POST', `/v1/events/${one.event}/revisions`, {
      key: desk.keys.ana,
      body: { event: { ...saturdayMarket, ...desk.titled('Mercado mudado') } },
      headers: { 'If-Match': mine.headers.get('etag') ?? '' },
    })
    const fields = { action: 'reject', filters: '', seen, 'reject-text': 'My words.' }
    const { status, text } = await desk.post(`/moderation/${one.id}`, fields)
    expect(status).toBe(409)
    expect(await page(text)).toContain('It was changed meanwhile')
    expect(await page(text)).toContain('Mercado mudado')
    expect(named(await read(text), 'textarea').map(textOf)).toContain('My words.')
    expect(await desk.stateOf(one)).toBe('pending')
  })

  test('on what was replaced leads to the newer version', async () => {
    const one = await desk.submitOne()
    const mine = await desk.call('GET', `/v1/submissions/${one.id}`, { key: desk.keys.ana })
    const newer = await desk.call('POST', `/v1/events/${one.event}/revisions`, {
      key: desk.keys.ana,
      body: { event: saturdayMarket },
      headers: { 'If-Match': mine.headers.get('etag') ?? '' },
    })
    const { id } = newer.json as unknown as Ids
    const { status, text } = await desk.decideOn(one, 'approve')
    expect(status).toBe(409)
    expect(await page(text)).toContain('sent a newer version instead')
    expect(hrefs(await read(text))).toContain(`/moderation/${id}`)
  })

  test('on an appeal is for somebody else than the one who rejected', async () => {
    const one = await desk.submitAlone()
    const reason = { 'reject-code': 'commercial', 'reject-text': 'It sells something.' }
    await desk.decideOn(one, 'reject', reason)
    const submission = await desk.ports.store.submission(one.id)
    await desk.ports.store.commit({
      decisions: [
        {
          submission: one.id,
          round: 2,
          verb: 'appeal',
          state: 'pending',
          reason: { code: null, text: 'It is free.' },
          by: submission?.submitter ?? { id: '', name: '' },
          at: desk.clock.now,
        },
      ],
    })
    const own = await desk.visit('/moderation')
    expect(await page(own.text)).toContain('Second look asked for')
    expect(await page(own.text)).toContain('You rejected it before')
    const other = await desk.visit(`/moderation/${one.id}`, 'sofia')
    expect(await page(other.text)).toContain('Why they ask for a second look It is free.')
    expect((await desk.decideOn(one, 'approve')).status).toBe(403)
    expect((await desk.decideOn(one, 'approve', {}, 'sofia')).status).toBe(303)
  })

  test('with an unknown verb is refused', async () => {
    const one = await desk.submitOne()
    expect((await desk.decideOn(one, 'destroy')).status).toBe(400)
    expect((await desk.decideOn(one, 'constructor')).status).toBe(400)
  })
})

describe('several submissions', () => {
  const chosen = (...ids: Ids[]) => ids.map(({ id }) => id)

  test('are looked at once more before they are decided together', async () => {
    const [one, two] = await three()
    const path = `/moderation/bulk?${portugal}&submission=${one.id}&submission=${two.id}`
    const { text } = await desk.visit(path)
    expect(await page(text)).toContain('2 submissions chosen.')
    expect(await buttons(text)).toEqual(expect.arrayContaining(['approve', 'reject']))
    const done = await desk.post('/moderation/bulk', {
      filters: 'country=PT',
      submission: chosen(one, two),
      action: 'approve',
    })
    expect(done.status).toBe(303)
    const result = await desk.visit(done.location)
    expect(await page(result.text)).toContain('All 2 are decided.')
    expect([await desk.stateOf(one), await desk.stateOf(two)]).toEqual(['approved', 'approved'])
    expect(hrefs(await read(result.text))).toContain('/moderation?country=PT')
  })

  test('are all ticked by one link', async () => {
    await three()
    const { text } = await desk.visit('/moderation?country=PT&chosen=all')
    const boxes = all(await read(text), (e) => e.properties.name === 'submission')
    expect(boxes.map((box) => box.properties.checked)).toEqual([true, true, true])
  })

  test('stand on their own when somebody was first with one', async () => {
    const [one, two] = await three()
    await desk.decideOn(one, 'approve', {}, 'jana')
    const done = await desk.post('/moderation/bulk', {
      filters: '',
      submission: chosen(one, two),
      action: 'reject',
      'reject-code': 'spam',
      'reject-text': 'No.',
    })
    const text = await page((await desk.visit(done.location)).text)
    expect(text).toContain('1 of 2 are decided.')
    expect(text).toContain('Approved Uma decided by Jana')
    expect(text).toContain('Rejected Duas done by you')
    expect(await desk.stateOf(one)).toBe('approved')
  })

  test('keep what was typed when the reason is missing, or our words come in', async () => {
    const [one, two] = await three()
    const fields = { filters: 'country=PT', submission: chosen(one, two) }
    const wrong = await desk.post('/moderation/bulk', {
      ...fields,
      action: 'reject',
      'reject-text': 'All the same.',
    })
    expect(wrong.status).toBe(400)
    expect(named(await read(wrong.text), 'textarea').map(textOf)).toContain('All the same.')
    expect(all(await read(wrong.text), (e) => e.properties.name === 'submission')).toHaveLength(2)
    const filled = await desk.post('/moderation/bulk', {
      ...fields,
      action: 'use-reason:reject',
      'reject-code': 'spam',
    })
    expect(filled.text).toContain('What you sent looks like a mass mailing')
    expect(await desk.stateOf(two)).toBe('pending')
  })

  test('must be some, and not too many', async () => {
    expect(await page((await desk.visit('/moderation/bulk?filters=')).text)).toContain(
      'You have chosen nothing.'
    )
    const none = await desk.post('/moderation/bulk', { filters: '', action: 'approve' })
    expect(none.status).toBe(400)
    const ids = Array.from({ length: 101 }, () => desk.ports.newId())
    const many = await desk.post('/moderation/bulk', { submission: ids, action: 'approve' })
    expect(many.status).toBe(400)
  })

  test('of which one is nobody’s business here leave it out', async () => {
    const one = await desk.submitOne()
    const foreign = await desk.submitAlone()
    const path = `/moderation/bulk?submission=${one.id}&submission=${foreign.id}`
    const { text } = await desk.visit(path, 'jana')
    expect(await page(text)).toContain('1 submission chosen.')
    expect(text).not.toContain('Kurs')
  })
})

describe('what is published on trust', () => {
  const trusted = async () => {
    const first = await desk.submitOne()
    await desk.decideOn(first, 'approve')
    await desk.trust(first, true)
    const one = await desk.submitOne(desk.titled('Passeio'))
    const two = await desk.submitOne(desk.titled('Piquenique'))
    return { one, two }
  }

  test('waits for a look afterwards, in a queue of its own', async () => {
    const { one, two } = await trusted()
    expect(await desk.stateOf(one)).toBe('approved')
    const queue = await desk.visit('/moderation?kind=unchecked')
    expect(await rows(queue.text)).toEqual(['Passeio', 'Piquenique'])
    expect(await page(queue.text)).toContain('Published on trust, not looked at 2')
    const answer = await desk.decideOn(one, 'check', { filters: 'kind=unchecked' })
    expect(answer.location).toBe(`/moderation/${two.id}?kind=unchecked&done=check&of=${one.id}`)
    expect(await page((await desk.visit(answer.location)).text)).toContain('Looked at: Passeio.')
    expect(await rows((await desk.visit('/moderation?kind=unchecked')).text)).toEqual([
      'Piquenique',
    ])
  })

  test('is looked at once', async () => {
    const { one } = await trusted()
    await desk.decideOn(one, 'check', {}, 'jana')
    const { status, text } = await desk.decideOn(one, 'check')
    expect([status, text.includes('Somebody was first')]).toEqual([409, true])
  })

  test('can be taken down in the same place, and leaves the queue', async () => {
    const { one, two } = await trusted()
    const bare = await desk.decideOn(one, 'remove')
    expect(bare.status).toBe(400)
    const answer = await desk.decideOn(one, 'remove', {
      filters: 'kind=unchecked',
      'remove-code': 'spam',
      'remove-text': 'It is no event.',
    })
    expect(answer.location).toContain(`/moderation/${two.id}?kind=unchecked&done=remove`)
    expect(await page((await desk.visit(answer.location)).text)).toContain('Taken down: Passeio.')
    expect((await desk.call('GET', `/v1/events/${one.event}`)).status).toBe(410)
    expect(await rows((await desk.visit('/moderation?kind=unchecked')).text)).toEqual([
      'Piquenique',
    ])
  })
})

describe('trust', () => {
  test('is given and taken by senior moderators, who see the record', async () => {
    const [one, two] = await three()
    await desk.decideOn(one, 'approve')
    const path = `/moderation/${two.id}?country=PT`
    const { text } = await desk.visit(path, 'sofia')
    expect(await page(text)).toContain('1 of 1 approved at once in the last 12 months.')
    const action = /action="(\/moderation\/organisations\/[^"]+)"/.exec(text)?.[1] ?? ''
    const given = await desk.post(action, { given: 'yes', back: path, reason: 'Good.' }, 'sofia')
    expect([given.status, given.location]).toEqual([303, `${path}&done=trust`])
    const after = await desk.visit(given.location, 'sofia')
    expect(await page(after.text)).toContain('The organisation is trusted now.')
    expect(await page(after.text)).toContain('Trusted since 12 January 2027')
    expect((await desk.post(action, { given: 'no', back: path })).status).toBe(403)
    await desk.post(action, { given: 'no', back: path }, 'sofia')
    expect((await desk.visit(path, 'sofia')).text).toContain('Not trusted')
    expect((await desk.visit(path)).text).not.toContain('/moderation/organisations/')
  })

  test('leads back to our own pages only', async () => {
    const one = await desk.submitOne()
    const { text } = await desk.visit(`/moderation/${one.id}`, 'sofia')
    const action = /action="(\/moderation\/organisations\/[^"]+)"/.exec(text)?.[1] ?? ''
    for (const back of ['https://evil.test/', '//evil.test/moderation/', '/my', '']) {
      const answer = await desk.post(action, { given: 'yes', back }, 'sofia')
      expect(answer.location).toBe('/moderation')
    }
  })
})

describe('an event’s file', () => {
  test('tells who did what, with the request', async () => {
    const one = await desk.submitOne()
    await desk.decideOn(one, 'approve')
    const { text } = await desk.visit(`/moderation/events/${one.event}`)
    expect(await page(text)).toMatch(/Marta approved it · revision 1 · Request [0-9a-f-]{36}/)
    expect(await page(text)).toContain('Open Doors Lisbon sent it')
  })

  test('takes an event down with a reason, and a senior puts it back', async () => {
    const one = await desk.submitOne()
    await desk.decideOn(one, 'approve')
    const path = `/moderation/events/${one.event}`
    const bare = await desk.post(path, { action: 'remove', 'remove-text': 'Kept.' })
    expect(bare.status).toBe(400)
    expect(named(await read(bare.text), 'textarea').map(textOf)).toEqual(['Kept.'])
    const filled = await desk.post(path, {
      action: 'use-reason:remove',
      'remove-code': 'personal-data',
    })
    expect(filled.text).toContain('The text holds private details of people')
    const removed = await desk.post(path, {
      action: 'remove',
      'remove-code': 'personal-data',
      'remove-text': 'A private telephone number.',
    })
    expect(removed.location).toBe(`${path}?done=remove`)
    expect((await desk.call('GET', `/v1/events/${one.event}`)).status).toBe(410)
    const after = await desk.visit(removed.location)
    expect(await page(after.text)).toContain('The event is taken down.')
    expect(await page(after.text)).toContain('A senior moderator can restore it.')
    expect((await desk.post(path, { action: 'restore' })).status).toBe(403)
    const back = await desk.post(path, { action: 'restore', 'restore-text': 'Fixed.' }, 'sofia')
    expect(back.location).toBe(`${path}?done=restore`)
    expect((await desk.call('GET', `/v1/events/${one.event}`)).status).toBe(200)
    expect(await page((await desk.visit(back.location, 'sofia')).text)).toContain(
      'The event is public again.'
    )
    const again = await desk.post(path, { action: 'restore' }, 'sofia')
    expect(again.status).toBe(409)
  })

  test('is for the moderators of its country', async () => {
    const one = await desk.submitAlone()
    const path = `/moderation/events/${one.event}`
    expect((await desk.visit(path, 'jana')).status).toBe(404)
    await desk.decideOn(one, 'approve')
    const foreign = await desk.visit(path, 'jana')
    expect([foreign.status, foreign.text.includes('not yours to moderate')]).toEqual([403, true])
    expect((await desk.visit(`/moderation/events/${desk.ports.newId()}`)).status).toBe(404)
  })

  test('offers nothing on one’s own organisation’s events', async () => {
    const one = await desk.submitOne()
    await desk.decideOn(one, 'approve')
    const path = `/moderation/events/${one.event}`
    const { text } = await desk.visit(path, 'luis')
    expect(await buttons(text)).toEqual([])
    expect(text).toContain('another moderator looks after it')
    const fields = { action: 'remove', 'remove-code': 'spam', 'remove-text': 'No.' }
    expect((await desk.post(path, fields, 'luis')).status).toBe(403)
  })
})
