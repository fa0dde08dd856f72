import { solveChallenge } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'
import { beforeEach, describe, expect, test } from 'vitest'
import { addAdmin } from '../../src/identity/accounts.ts'
import { offerWithoutAccount } from '../../src/journeys/confirm.ts'
import { contentOf, saturdayMarket } from '../cast.ts'
import { all, classed, hrefs, named, read, textOf } from '../pages/document.ts'
import { type Entries, entriesOf } from '../pages/form.ts'
import { type Stage, setStage } from './stage.ts'

let stage: Stage
beforeEach(async () => {
  stage = await setStage()
})

/** Moves the clock. */
const wait = (seconds: number) => {
  stage.clock.now = `${new Date(Date.parse(stage.clock.now) + seconds * 1000).toISOString().slice(0, 19)}Z`
}

/** What Oksana types: her name, her mailbox and an ordinary event. */
const oksana = { name: 'Oksana', email: 'oksana@example.org' }
const evening = {
  'lang.0': 'Portuguese',
  'title.0': 'Noite de canções',
  'description.0': 'Cantamos juntos.\r\n\r\nTragam instrumentos!',
  date: '2027-05-08',
  start: '19:30',
  country: 'PT',
  city: 'Lisboa',
  'theme.0': 'culture-sport',
}

/** The form as it comes, opened long enough ago to be filled in. */
const opened = async (path = '/submit', cookie?: string): Promise<Entries> => {
  const answer = await stage.visit(path, cookie)
  expect(answer.status, answer.text).toBe(200)
  wait(30)
  return entriesOf(await read(answer.text), path.split('?')[0] ?? '')
}

const filled = async (): Promise<Entries> => ({ ...(await opened()), ...oksana, ...evening })

const send = (fields: Entries, path = '/submit', cookie?: string) =>
  stage.post(path, { ...fields, action: 'send' }, cookie)

/** The page of an answer, with what its form holds now. */
const shown = async (answer: { text: string }, path = '/submit') => {
  const page = await read(answer.text)
  return {
    page,
    fields: entriesOf(page, path),
    errors: classed(page, 'errors').map(textOf).join(),
    title: textOf(named(page, 'title')[0] ?? page),
  }
}

const confirmMails = async () => (await stage.mails()).filter(({ kind }) => kind === 'confirm')

/** The submission that waits for the one confirmation mailed, and the path of its link. */
const mailed = async () => {
  const [mail] = await confirmMails()
  if (mail?.kind !== 'confirm') throw new Error('no confirmation was mailed')
  const { submission: id } = mail.facts
  const submission = await stage.ports.store.submission(id)
  if (!submission) throw new Error('there is no such submission')
  return {
    submission,
    link: `/submit/confirm/${id}/${await stage.ports.links.token('confirm', id)}`,
  }
}

const ana = async () => {
  await addAdmin(stage.assembled.identityMeans, {
    organisation: 'open-doors-lisbon',
    name: 'Ana',
    email: 'ana@example.org',
  })
  return stage.signIn('ana@example.org')
}

const piotr = async () => {
  await addAdmin(stage.assembled.identityMeans, {
    organisation: 'warsaw-language-school',
    name: 'Piotr',
    email: 'piotr@example.org',
  })
  return stage.signIn('piotr@example.org')
}

describe('somebody without an account', () => {
  test('gets a form that nobody keeps', async () => {
    const { headers } = await stage.visit('/submit')
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(headers.get('content-security-policy')).toContain("script-src 'self'")
    expect(headers.get('content-security-policy')).not.toContain('unsafe-inline')
  })

  test('gets the form in the language their browser asks for', async () => {
    const answer = await stage.call('GET', '/submit', {
      headers: { Accept: 'text/html', 'Accept-Language': 'xx, uk-UA;q=0.9, en;q=0.5' },
    })
    const { fields } = await shown(answer)
    expect(fields['lang.0']).toBe('Ukrainian')
    expect(fields.mailLang).toBe('uk')
  })

  test('sends an event, and is sent a mail', async () => {
    const answer = await send({ ...(await filled()), message: 'Ring me.', mailLang: 'uk' })
    expect(answer.status, answer.text).toBe(303)
    expect(answer.headers.get('location')).toBe('/submit/sent')
    const { submission } = await mailed()
    expect(submission).toMatchObject({
      state: 'unconfirmed',
      lang: 'uk',
      message: 'Ring me.',
      primaryCountry: 'PT',
      submitter: { name: 'Oksana' },
      lowPriority: true,
    })
    expect(submission.content).toMatchObject({
      originalLang: 'pt',
      translations: {
        pt: {
          title: 'Noite de canções',
          description: '<p>Cantamos juntos.</p><p>Tragam instrumentos!</p>',
        },
      },
      time: { start: '2027-05-08T19:30', zone: 'Europe/Lisbon' },
      place: { city: 'Lisboa', country: 'PT' },
    })
  })

  test('keeps name, mailbox and message out of what is kept of the form', async () => {
    await send({ ...(await filled()), message: 'Ring me.' })
    const { submission } = await mailed()
    const received = (await stage.ports.store.received(submission.event, 1)) ?? ''
    expect(JSON.parse(received)).toMatchObject({
      translations: { pt: { description: 'Cantamos juntos.\n\nTragam instrumentos!' } },
    })
    expect(received).not.toMatch(/oksana|Ring me/i)
  })

  test('is told what happens next, and the page says nothing of who sent what', async () => {
    const { status, text } = await stage.visit('/submit/sent')
    expect(status).toBe(200)
    expect(text).toContain('Look into your mailbox')
    expect(text).not.toContain('example.org')
  })

  test('is looked at with everybody else when the browser has done its work', async () => {
    const fields = await filled()
    const { text } = await stage.call('GET', '/submit/challenge')
    const challenge = JSON.parse(text)
    const solution = await solveChallenge({ challenge, deriveKey })
    await send({ ...fields, proof: btoa(JSON.stringify({ challenge, solution })) })
    expect((await mailed()).submission.lowPriority).toBe(false)
  })

  test('sends one event when the form is sent twice, in whatever order its fields come', async () => {
    const fields = await filled()
    const again = Object.fromEntries(Object.entries(fields).reverse())
    const answers = await Promise.all([send(fields), send(again), send(fields)])
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303])
    expect(await confirmMails()).toHaveLength(1)
  })

  test('is asked when the same form comes again with another event in it', async () => {
    const fields = await filled()
    await send(fields)
    const other = await send({ ...fields, 'title.0': 'Outra noite' })
    expect(other.status).toBe(422)
    const { fields: kept, errors } = await shown(other)
    expect(errors).toContain('send the form once more')
    expect(kept['title.0']).toBe('Outra noite')
    wait(30)
    expect((await send(kept)).status).toBe(303)
    expect(await confirmMails()).toHaveLength(2)
  })

  test('cannot write to many mailboxes with one form', async () => {
    const fields = await filled()
    await send(fields)
    const other = await send({ ...fields, email: 'nadia@example.org' })
    expect(other.status).toBe(422)
    expect(await confirmMails()).toHaveLength(1)
  })
})

describe('a form that is wrong', () => {
  const hostile = {
    name: '<b>Oksana</b> "x" \'y\'',
    'title.0': '"><script>alert(1)</script>',
    'description.0': '</textarea><img src=x onerror=alert(1)>',
    'lang.1': 'Klingonish &amp;',
    'title.1': 'x'.repeat(500),
    date: '2027-02-30',
    weekday: ['MO', 'WE'],
    repeats: 'weekly',
    'extra.0': 'soon',
    country: 'Atlantis',
    countries: ['ES', 'FR'],
    amount: 'a lot',
    contactPhone: 'call me',
    message: '  two\nlines ',
  }

  test('comes back with everything that was typed, and says what to do', async () => {
    const sent = { ...(await opened()), ...hostile }
    const answer = await send(sent)
    expect(answer.status).toBe(400)
    const { page, fields, title } = await shown(answer)
    for (const [name, value] of Object.entries(sent)) {
      if (name === 'proof') continue
      expect([fields[name] ?? ''].flat().sort(), name).toEqual([value].flat().sort())
    }
    expect(title).toMatch(/^Error: /)
    expect(named(page, 'script').every(({ properties }) => properties.src)).toBe(true)
    expect(named(page, 'img')).toEqual([])
  })

  test('leads from the summary to each field, where the same sentence stands', async () => {
    const answer = await send({ ...(await opened()), ...hostile })
    const { page } = await shown(answer)
    const [summary] = classed(page, 'errors')
    if (!summary) throw new Error('there is no summary')
    expect(summary.properties).toMatchObject({ role: 'alert', tabIndex: -1 })
    const links = hrefs(summary)
    expect(links).toEqual(
      expect.arrayContaining(['#f-email', '#f-lang-1', '#f-date', '#f-country', '#f-amount'])
    )
    for (const link of links) {
      const [field] = all(page, ({ properties }) => properties.id === link.slice(1))
      expect(field?.properties.ariaInvalid, link).toBe('true')
      expect(String(field?.properties.ariaDescribedBy), link).toContain(`${link.slice(1)}-error`)
    }
  })

  test('opens what is folded away when something in it is wrong', async () => {
    const answer = await send({ ...(await opened()), ...hostile })
    const { page } = await shown(answer)
    const open = named(page, 'details').filter(({ properties }) => properties.open)
    const names = open.flatMap((each) =>
      all(each, ({ tagName }) => tagName === 'input').map(({ properties }) => properties.name)
    )
    expect(names).toEqual(expect.arrayContaining(['amount', 'contactPhone', 'extra.0']))
    expect(names).not.toContain('accessNote')
  })

  test('stores nothing and mails nobody', async () => {
    await send({ ...(await opened()), ...hostile })
    expect(await stage.mails()).toEqual([])
  })

  test('without a name and a mailbox asks for both first', async () => {
    const { errors } = await shown(await send({ ...(await opened()), ...evening }))
    expect(errors).toMatch(/first Give your name\.\s?Give your mailbox/)
  })

  test('sent quicker than people are comes back, and is taken then', async () => {
    const fields = entriesOf(await read((await stage.visit('/submit')).text), '/submit')
    const quick = await send({ ...fields, ...oksana, ...evening })
    expect(quick.status).toBe(400)
    const { fields: kept, errors } = await shown(quick)
    expect(errors).toContain('quicker than people usually are')
    wait(5)
    expect((await send(kept)).status).toBe(303)
  })

  test('whose trap is filled comes back with the trap emptied', async () => {
    const answer = await send({ ...(await filled()), homepage: 'https://casino.example' })
    expect(answer.status).toBe(400)
    const { fields, errors } = await shown(answer)
    expect(errors).toContain('Leave this field empty')
    expect(fields.homepage).toBe('')
    expect((await send(fields)).status).toBe(303)
  })

  test.each([
    ['nobody issued', 'not-a-token', 0],
    ['has been open for more than a day', null, 25 * 3600],
  ])('%s comes back with a fresh number', async (_, form, seconds) => {
    const fields = await filled()
    wait(seconds)
    const answer = await send({ ...fields, ...(form && { form }) })
    expect(answer.status).toBe(400)
    const { fields: kept } = await shown(answer)
    wait(5)
    expect((await send(kept)).status).toBe(303)
  })

  test('from a mailbox that has not confirmed three others waits', async () => {
    for (const round of [1, 2, 3]) {
      const fields = { ...(await filled()), 'title.0': `Noite ${round}` }
      expect((await send(fields)).status).toBe(303)
    }
    const fourth = await send({ ...(await filled()), 'title.0': 'Noite 4' })
    expect(fourth.status).toBe(429)
    const { fields, page } = await shown(fourth)
    expect(fields['title.0']).toBe('Noite 4')
    expect(hrefs(classed(page, 'errors')[0] ?? page)).toEqual(['#f-email'])
  })

  test('from a connection that has sent five this hour waits, and keeps what was typed', async () => {
    for (const round of [1, 2, 3, 4, 5]) {
      const fields = { ...(await filled()), email: `o${round}@example.org` }
      expect((await send(fields)).status).toBe(303)
    }
    const sixth = await send({ ...(await filled()), email: 'o6@example.org' })
    expect(sixth.status).toBe(429)
    expect(Number(sixth.headers.get('retry-after'))).toBeGreaterThan(0)
    const { fields, errors } = await shown(sixth)
    expect(fields['title.0']).toBe('Noite de canções')
    expect(errors).toContain('Please try again in')
  })

  test('that is no form is 415, one that is too large 413, one of another site 403', async () => {
    const json = await stage.call('POST', '/submit', {
      body: { title: 'x' },
      headers: { Origin: 'https://calendar.test', 'Sec-Fetch-Site': 'same-origin' },
    })
    expect(json.status).toBe(415)
    const large = await send({ 'description.0': 'x'.repeat(1024 * 1024 + 1) })
    expect(large.status).toBe(413)
    const many = Object.fromEntries(Array.from({ length: 5001 }, (_, at) => [`f${at}`, '']))
    expect((await send(many)).status).toBe(413)
    const foreign = await stage.post('/submit', await filled(), undefined, {
      Origin: 'https://elsewhere.example',
      'Sec-Fetch-Site': 'cross-site',
    })
    expect(foreign.status).toBe(403)
    expect(await stage.mails()).toEqual([])
  })
})

describe('the buttons of a form', () => {
  const press = async (action: string, more: Entries = {}) => {
    const answer = await stage.post('/submit', { ...(await filled()), ...more, action })
    expect(answer.status, answer.text).toBe(200)
    return shown(answer)
  }

  test('add a language and take one away again, with all that was typed', async () => {
    const { fields } = await press('add-language')
    expect(fields).toMatchObject({ ...oksana, 'lang.1': 'English', 'title.1': '' })
    expect(fields['title.0']).toBe('Noite de canções')
    const third = await press('add-language', { 'lang.1': 'en', 'title.1': 'Evening' })
    expect(third.fields).toMatchObject({ 'title.1': 'Evening', 'lang.2': '', 'title.2': '' })
    const { fields: without } = await press('remove-language:1', {
      'lang.1': 'en',
      'title.1': 'Evening',
      'lang.2': 'uk',
      'title.2': 'Вечір',
    })
    expect(without).not.toHaveProperty('title.1')
    expect(without).toMatchObject({ 'title.2': 'Вечір' })
  })

  test('add days', async () => {
    const { fields } = await press('add-extra', { 'extra.0': '2027-06-01', 'extra.1': '' })
    expect(Object.keys(fields).filter((name) => name.startsWith('extra.'))).toEqual([
      'extra.0',
      'extra.1',
      'extra.2',
      'extra.3',
    ])
    expect(fields['extra.0']).toBe('2027-06-01')
  })

  test('lead to what they added, also without a script', async () => {
    const { page } = await press('add-language')
    const [add] = all(page, ({ properties }) => properties.value === 'add-language')
    expect(add?.properties.formAction).toBe('/submit#text-2')
    expect(all(page, ({ properties }) => properties.id === 'text-1')).toHaveLength(1)
  })

  test('put the value in that a complaint offers', async () => {
    const wrong = await send({ ...(await filled()), repeats: 'weekly', weekday: 'TU' })
    const { page } = await shown(wrong)
    const [use] = all(page, ({ properties }) => /^use:/.test(String(properties.value)))
    expect(use && textOf(use)).toBe('Use “11 May 2027”')
    const { fields } = await press(String(use?.properties.value), {
      repeats: 'weekly',
      weekday: 'TU',
    })
    expect(fields.date).toBe('2027-05-11')
  })

  test('take a suggestion for the title, and only where it says so', async () => {
    const title = 'Malta: Concerto (19:30–22:00)'
    const { page } = await press('preview', { 'title.0': title, country: '', start: '' })
    const offers = classed(page, 'better')
      .flatMap((each) => named(each, 'li'))
      .map(textOf)
    expect(offers).toEqual(expect.arrayContaining(['Country: Malta', 'Time of day: 19:30–22:00']))
    const { fields } = await press('apply:0', { 'title.0': title, country: '', start: '' })
    expect(fields).toMatchObject({ 'title.0': 'Concerto (19:30–22:00)', country: 'MT' })
    const taken = await press('apply:0', { 'title.0': 'Concerto (20:00–22:00)' })
    expect(taken.fields).toMatchObject({ 'title.0': 'Concerto', start: '19:30', end: '' })
  })

  test('give each half of a title in two languages its own text', async () => {
    const title = 'Noite de canções da Ucrânia – Evening of songs from Ukraine'
    const { page } = await press('preview', { 'title.0': title })
    const buttons = all(page, ({ properties }) => /^apply:/.test(String(properties.value)))
    const split = buttons.find((each) => textOf(each).includes('text of its own'))
    const { fields } = await press(String(split?.properties.value), { 'title.0': title })
    expect(fields).toMatchObject({
      'lang.0': 'Portuguese',
      'title.0': 'Noite de canções da Ucrânia',
      'lang.1': 'English',
      'title.1': 'Evening of songs from Ukraine',
    })
  })

  test.each([
    'use:',
    'use:date',
    'apply:99',
    'apply:x',
    'remove-language:',
    'constructor',
    'x'.repeat(5000),
  ])('%.20s does no harm', async (action) => {
    const { fields } = await press(action)
    expect(fields['title.0']).toBe('Noite de canções')
  })

  test('of Enter show the preview and send nothing', async () => {
    const { page } = await press('preview')
    const [first] = all(page, ({ tagName }) => tagName === 'button')
    expect(first?.properties).toMatchObject({ name: 'action', value: 'preview' })
    expect(await stage.mails()).toEqual([])
  })

  test('restore what a browser has kept', async () => {
    const { fields } = await press('restore', { name: '', email: '' })
    expect(fields).toMatchObject({ name: '', 'title.0': 'Noite de canções' })
  })
})

describe('the preview', () => {
  const previewOf = async (fields: Entries, cookie?: string) => {
    const answer = await stage.post('/submit/preview', fields, cookie)
    expect(answer.status, answer.text).toBe(200)
    return { answer, part: await read(answer.text), text: textOf(await read(answer.text)) }
  }

  test('is the same alone and on the page', async () => {
    const fields = await filled()
    const { answer } = await previewOf(fields)
    const page = await stage.post('/submit', { ...fields, action: 'preview' })
    expect(page.text).toContain(answer.text)
    expect(answer.text).not.toContain('<html')
  })

  test('shows list, grid, calendar entry, text, the rule and the next five dates', async () => {
    const { text, part } = await previewOf({
      ...(await filled()),
      repeats: 'fortnightly',
      placeName: 'Praça do Comércio',
      end: '22:00',
    })
    expect(text).toContain('Every second Saturday')
    expect(
      classed(part, 'next-dates')
        .flatMap((list) => named(list, 'li'))
        .map(textOf)
    ).toEqual([
      'Saturday 8 May 2027, 19:30–22:00',
      'Saturday 22 May 2027, 19:30–22:00',
      'Saturday 5 June 2027, 19:30–22:00',
      'Saturday 19 June 2027, 19:30–22:00',
      'Saturday 3 July 2027, 19:30–22:00',
    ])
    expect(classed(part, 'agenda').map(textOf).join()).toContain('Saturday 8 May 19:30–22:00 Noite')
    expect(classed(part, 'weeks').map(textOf).join()).toContain('19:30 Noite de canções')
    const entry = classed(part, 'entry').map(textOf).join()
    expect(entry).toMatch(/Where\s?Praça do Comércio, Lisboa, Portugal/)
    expect(entry).toContain('Cantamos juntos.')
  })

  test('shows an event of several days as a bar, and a day in the past as past', async () => {
    const { part, text } = await previewOf({
      ...(await filled()),
      allDay: 'yes',
      date: '2026-05-08',
      endDate: '2026-05-10',
    })
    expect(classed(part, 'goes-on')).toHaveLength(1)
    expect(text).toContain('All of this is in the past.')
  })

  test('shows the text as it will be published', async () => {
    const { part } = await previewOf({
      ...(await filled()),
      'description.0':
        '<p class="MsoNormal" style="color:red">Hello <o:p></o:p><script>alert(1)</script><b>world</b></p>',
    })
    const [description] = classed(part, 'description')
    expect(description && textOf(description)).toBe('Hello world')
    expect(named(part, 'script')).toEqual([])
    expect(named(description ?? part, 'strong')).toHaveLength(1)
  })

  test('says what is still needed', async () => {
    const { part } = await previewOf({ ...(await opened()), 'title.0': 'Noite' })
    expect(hrefs(part)).toEqual(['#f-date', '#f-start', '#f-country', '#f-theme-0'])
  })

  test('leads nowhere but to the form and to events that may be the same', async () => {
    await stage.publish({
      ...saturdayMarket,
      translations: { pt: { title: 'Noite de canções de Lisboa' } },
      time: { allDay: false, start: '2027-05-08T19:30', zone: 'Europe/Lisbon' },
    })
    const { part, text } = await previewOf(await filled())
    expect(text).toContain('Is it one of these?')
    expect(text).toContain('Noite de canções de Lisboa')
    const links = hrefs(part).filter((href) => href !== '#preview')
    expect(links).toEqual([expect.stringMatching(/^\/events\/[\w-]+$/)])
  })

  test('says nothing of what others have sent and nobody has published', async () => {
    await stage.submit({
      ...saturdayMarket,
      translations: { pt: { title: 'Noite de canções' } },
      time: { allDay: false, start: '2027-05-08T19:30', zone: 'Europe/Lisbon' },
    })
    expect((await previewOf(await filled())).text).not.toContain('Is it one of these?')
  })

  test('keeps nothing', async () => {
    await previewOf(await filled())
    expect(await stage.mails()).toEqual([])
    expect((await stage.call('GET', '/v1/events')).text).not.toContain('Noite')
  })

  test('is limited', async () => {
    const fields = await filled()
    for (let round = 0; round < 120; round += 1) await stage.post('/submit/clean', { html: 'x' })
    const answer = await stage.post('/submit/preview', fields)
    expect(answer.status).toBe(429)
    const page = await stage.post('/submit', { ...fields, action: 'preview' })
    expect(page.status).toBe(429)
    expect((await shown(page)).fields['title.0']).toBe('Noite de canções')
  })
})

describe('what is pasted', () => {
  test('comes back as it will be published', async () => {
    const html =
      '<div onclick="x()"><h1>Big</h1><a href="javascript:x()">no</a> &amp; <i>so</i></div>'
    const { status, text, headers } = await stage.post('/submit/clean', { html })
    expect(status).toBe(200)
    expect(text).toBe('<h3>Big</h3><p>no &amp; <em>so</em></p>')
    expect(headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('and is too long is refused with a sentence', async () => {
    const { status, text } = await stage.post('/submit/clean', { html: 'word '.repeat(5000) })
    expect(status).toBe(422)
    expect(text).toContain('at most 20,000 characters')
  })
})

describe('the link in the mail', () => {
  test('shows what was announced and changes nothing', async () => {
    await send(await filled())
    const { link, submission } = await mailed()
    const { status, text, headers } = await stage.visit(link)
    expect(status).toBe(200)
    expect(text).toContain('Noite de canções')
    expect(text).toContain('Saturday 8 May 2027')
    expect(text).toContain('Lisboa, Portugal')
    expect(headers.get('referrer-policy')).toBe('same-origin')
    expect((await stage.ports.store.submission(submission.id))?.state).toBe('unconfirmed')
  })

  test('confirms with its button and leads to the event’s own page', async () => {
    await send(await filled())
    const { link, submission } = await mailed()
    const answer = await stage.post(link, {})
    expect(answer.status).toBe(303)
    const page = answer.headers.get('location') ?? ''
    expect(page).toBe(
      `/s/${submission.event}/${await stage.ports.links.token('event', submission.event)}`
    )
    expect((await stage.visit(page)).status).toBe(200)
    expect((await stage.ports.store.submission(submission.id))?.state).toBe('pending')
    expect((await stage.post(link, {})).headers.get('location')).toBe(page)
    const again = await stage.visit(link)
    expect(again.text).toContain('This event is confirmed')
    expect(hrefs(await read(again.text))).toContain(page)
  })

  test('is all there is of the event until it is confirmed: no moderator sees it', async () => {
    await send(await filled())
    const { submission } = await mailed()
    const key = stage.keys.marta
    const path = `/v1/submissions/${submission.id}`
    expect((await stage.call('GET', path, { key })).status).toBe(404)
    expect((await stage.decide(submission.id, { verb: 'approve' })).status).toBe(404)
    const queue = await stage.call('GET', '/v1/submissions?state=unconfirmed,pending', { key })
    expect(queue.status).toBe(200)
    expect(queue.text).not.toContain(submission.id)
    const marta = await stage.signIn('marta@example.org')
    expect((await stage.visit(`/moderation/${submission.id}`, marta)).status).toBe(404)
    expect((await stage.visit(`/moderation/events/${submission.event}`, marta)).status).toBe(404)
  })

  test('of something else, or after two days, opens nothing', async () => {
    await send(await filled())
    const { link } = await mailed()
    expect((await stage.visit(`${link}x`)).status).toBe(404)
    expect((await stage.post(link.replace(/.{5}$/, 'AAAAA'), {})).status).toBe(404)
    wait(48 * 3600 + 1)
    expect((await stage.visit(link)).status).toBe(410)
    expect((await stage.post(link, {})).status).toBe(410)
  })

  test('cannot be confirmed by a page of another site', async () => {
    await send(await filled())
    const { link, submission } = await mailed()
    const answer = await stage.post(link, {}, undefined, {
      Origin: 'https://elsewhere.example',
      'Sec-Fetch-Site': 'cross-site',
    })
    expect(answer.status).toBe(403)
    expect((await stage.ports.store.submission(submission.id))?.state).toBe('unconfirmed')
  })
})

describe('a member', () => {
  const own = async (cookie: string): Promise<Entries> => ({
    ...(await opened('/submit', cookie)),
    ...evening,
  })

  test('is not asked who they are, and announces for their organisation', async () => {
    const cookie = await ana()
    const answer = await stage.visit('/submit', cookie)
    expect(answer.text).toContain('You announce this event for Open Doors Lisbon.')
    const { fields } = await shown(answer)
    expect(fields).not.toHaveProperty('email')
    expect(fields.organiserName).toBe('Open Doors Lisbon')
    expect(answer.text).not.toContain('proof-of-work')
  })

  test('sends once, however often, and goes to the event', async () => {
    const cookie = await ana()
    const fields = await own(cookie)
    const [first, second] = [
      await send(fields, '/submit', cookie),
      await send(fields, '/submit', cookie),
    ]
    expect(first.status, first.text).toBe(303)
    const page = first.headers.get('location') ?? ''
    expect(page).toMatch(/^\/my\/events\/[\w-]+\?done=sent$/)
    expect(second.headers.get('location')).toBe(page)
    expect((await stage.visit(page, cookie)).text).toContain('Noite de canções')
    const other = await send({ ...fields, 'title.0': 'Outra' }, '/submit', cookie)
    expect(other.status).toBe(422)
    expect((await send((await shown(other)).fields, '/submit', cookie)).status).toBe(303)
  })

  test('may be nobody’s but their own', async () => {
    const cookie = await stage.signIn('maria@example.org')
    const fields = await own(cookie)
    expect((await stage.visit('/submit', cookie)).text).toContain('for yourself')
    const answer = await send(fields, '/submit', cookie)
    expect(answer.headers.get('location')).toMatch(/^\/my\/events\//)
  })

  test('whose session has ended loses nothing, and is asked who they are', async () => {
    const cookie = await ana()
    const answer = await send(await own(cookie))
    expect(answer.status).toBe(400)
    const { fields, errors } = await shown(answer)
    expect(errors).toContain('Give your name.')
    expect(fields['title.0']).toBe('Noite de canções')
    wait(30)
    expect((await send({ ...fields, ...oksana })).status).toBe(303)
  })

  test('keeps a draft, however wrong, goes on with it, and sends it', async () => {
    const cookie = await ana()
    const fields = { ...(await own(cookie)), date: 'some day', message: 'Ring me.' }
    const kept = await stage.post('/submit', { ...fields, action: 'draft' }, cookie)
    const path = kept.headers.get('location')?.split('?')[0] ?? ''
    expect(kept.headers.get('location')).toMatch(/^\/my\/drafts\/[\w-]+\?done=kept$/)
    expect((await stage.visit('/my', cookie)).text).toContain('Noite de canções')
    const opening = await stage.visit(`${path}?done=kept`, cookie)
    expect(opening.text).toContain('The draft is kept.')
    const { fields: found } = await shown(opening, path)
    expect(found).toMatchObject({ date: 'some day', message: 'Ring me.' })
    const same = await stage.post(path, { ...found, 'title.0': 'Canções', action: 'draft' }, cookie)
    expect(same.headers.get('location')).toBe(`${path}?done=kept`)
    expect((await send(found, path, cookie)).status).toBe(400)
    const sent = await send({ ...found, date: '2027-05-08' }, path, cookie)
    expect(sent.headers.get('location')).toMatch(/^\/my\/events\//)
    expect((await stage.visit(path, cookie)).status).toBe(404)
  })

  test('throws a draft away', async () => {
    const cookie = await ana()
    const kept = await stage.post('/submit', { ...(await own(cookie)), action: 'draft' }, cookie)
    const path = kept.headers.get('location')?.split('?')[0] ?? ''
    const dropped = await stage.post(path, { action: 'drop' }, cookie)
    expect(dropped.headers.get('location')).toBe('/my')
    expect((await stage.visit(path, cookie)).status).toBe(404)
  })

  test('opens no draft of anybody else', async () => {
    const cookie = await ana()
    const kept = await stage.post('/submit', { ...(await own(cookie)), action: 'draft' }, cookie)
    const path = kept.headers.get('location')?.split('?')[0] ?? ''
    const stranger = await piotr()
    expect((await stage.visit(path, stranger)).status).toBe(404)
    for (const action of ['send', 'draft', 'drop', 'preview']) {
      expect((await stage.post(path, { ...evening, action }, stranger)).status, action).toBe(404)
    }
    expect((await stage.visit(path)).status).toBe(303)
    expect((await stage.visit(path, cookie)).status).toBe(200)
  })

  test('uses an event again for a new one, without its days', async () => {
    const cookie = await ana()
    const { event } = (await stage.submit(saturdayMarket)).json as unknown as { event: string }
    const { fields } = await shown(await stage.visit(`/submit?from=${event}`, cookie))
    expect(fields).toMatchObject({ 'title.0': 'Mercado de sábado', start: '10:00', date: '' })
    const others = await shown(await stage.visit(`/submit?from=${event}`, await piotr()))
    expect(others.fields['title.0']).toBe('')
    const unknown = await shown(await stage.visit('/submit?from=nothing'))
    expect(unknown.fields['title.0']).toBe('')
  })

  test('finds a public event of others to use again', async () => {
    const { event } = await stage.publish(saturdayMarket)
    const { fields } = await shown(await stage.visit(`/submit?from=${event}`))
    expect(fields['title.0']).toBe('Mercado de sábado')
  })
})

describe('an edit', () => {
  const weekly = {
    ...saturdayMarket,
    time: { ...saturdayMarket.time, rule: 'FREQ=WEEKLY;COUNT=5' },
    overrides: [{ date: '2027-05-15T10:00', start: '2027-05-15T12:00' }],
  }

  const editing = async (cookie: string, input: unknown = saturdayMarket) => {
    const answer = await stage.submit(input)
    const { event } = answer.json as unknown as { event: string }
    const path = `/my/events/${event}/edit`
    return { event, path, fields: await opened(path, cookie) }
  }

  test('begins with the event as it is, and its preview', async () => {
    const cookie = await ana()
    const { path, fields } = await editing(cookie)
    expect(fields).toMatchObject({
      'title.0': 'Mercado de sábado',
      'title.1': 'Saturday market',
      date: '2027-05-08',
      zone: 'Europe/Lisbon',
    })
    expect((await stage.visit(path, cookie)).text).toContain('In the grid of a month')
  })

  test('sent as it is changes nothing of the event', async () => {
    const cookie = await ana()
    const { event, path, fields } = await editing(cookie)
    const answer = await send(fields, path, cookie)
    expect(answer.headers.get('location')).toBe(`/my/events/${event}?done=edited`)
    const head = await stage.ports.store.head(event)
    expect(head?.waiting?.revision).toBe(2)
    expect(head?.waiting?.content).toEqual(contentOf(saturdayMarket))
  })

  test('sent twice is one edit', async () => {
    const cookie = await ana()
    const { event, path, fields } = await editing(cookie)
    const changed = { ...fields, 'title.0': 'Mercado grande' }
    await send(changed, path, cookie)
    const again = await send(changed, path, cookie)
    expect(again.status).toBe(303)
    expect((await stage.ports.store.head(event))?.newestRevision).toBe(2)
  })

  test('that somebody else has overtaken comes back, and can be sent on purpose', async () => {
    const cookie = await ana()
    const { event, path, fields } = await editing(cookie)
    await send({ ...fields, 'title.0': 'Mercado grande' }, path, cookie)
    const late = await send({ ...fields, 'title.0': 'Mercado pequeno' }, path, cookie)
    expect(late.status).toBe(412)
    const { fields: kept, errors } = await shown(late, path)
    expect(errors).toContain('Somebody has changed this event')
    expect(kept['title.0']).toBe('Mercado pequeno')
    expect((await send(kept, path, cookie)).status).toBe(303)
    const head = await stage.ports.store.head(event)
    expect(head?.waiting?.content.translations.pt?.title).toBe('Mercado pequeno')
  })

  test('does not lose a changed day of a series without a word', async () => {
    const cookie = await ana()
    const { event, path, fields } = await editing(cookie, weekly)
    const first = await send({ ...fields, 'except.0': '2027-05-15' }, path, cookie)
    expect(first.status).toBe(409)
    const { fields: kept, errors } = await shown(first, path)
    expect(errors).toContain('lost: 15 May 2027')
    expect((await send(kept, path, cookie)).status).toBe(303)
    expect((await stage.ports.store.head(event))?.waiting?.content).not.toHaveProperty('overrides')
  })

  test('keeps changed days of a series that it does not touch', async () => {
    const cookie = await ana()
    const { event, path, fields } = await editing(cookie, weekly)
    await send({ ...fields, 'title.0': 'Mercado grande' }, path, cookie)
    const head = await stage.ports.store.head(event)
    expect(head?.waiting?.content.overrides).toEqual(weekly.overrides)
  })

  test('becomes a draft and goes on from there', async () => {
    const cookie = await ana()
    const { event, path, fields } = await editing(cookie)
    const kept = await stage.post(
      path,
      { ...fields, 'title.0': 'Mercado grande', action: 'draft' },
      cookie
    )
    const draft = kept.headers.get('location')?.split('?')[0] ?? ''
    const { fields: found, page } = await shown(await stage.visit(draft, cookie), draft)
    expect(hrefs(page)).toContain(`/my/events/${event}`)
    const sent = await send(found, draft, cookie)
    expect(sent.headers.get('location')).toBe(`/my/events/${event}?done=edited`)
    const head = await stage.ports.store.head(event)
    expect(head?.waiting?.content.translations.pt?.title).toBe('Mercado grande')
  })

  test('of somebody else’s event is none', async () => {
    const cookie = await piotr()
    const waiting = (await stage.submit(saturdayMarket)).json as unknown as { event: string }
    const open = await stage.publish(saturdayMarket)
    for (const [event, status] of [
      [waiting.event, 404],
      [open.event, 403],
      ['nothing', 404],
    ] as const) {
      const path = `/my/events/${event}/edit`
      expect((await stage.visit(path, cookie)).status).toBe(status)
      for (const action of ['send', 'preview', 'draft'])
        expect((await stage.post(path, { ...evening, action }, cookie)).status).toBe(status)
    }
  })

  test('of an event that was taken back says so', async () => {
    const cookie = await ana()
    const { event } = await stage.publish(saturdayMarket)
    await stage.post(`/my/events/${event}/withdraw`, {}, cookie)
    await stage.call('DELETE', `/v1/events/${event}`, { key: stage.keys.ana })
    const answer = await stage.visit(`/my/events/${event}/edit`, cookie)
    expect([409, 410]).toContain(answer.status)
  })

  describe('by the secret link', () => {
    const linked = async () => {
      const { submission: id } = await offerWithoutAccount(
        stage.ports,
        oksana,
        {
          content: contentOf(saturdayMarket),
          received: '{}',
          message: null,
          lang: 'uk',
          lowPriority: false,
        },
        { key: crypto.randomUUID(), digest: 'd' }
      )
      const { event } = (await stage.ports.store.submission(id)) ?? { event: '' }
      const page = `/s/${event}/${await stage.ports.links.token('event', event)}`
      const confirm = `/submit/confirm/${id}/${await stage.ports.links.token('confirm', id)}`
      return { event, page, confirm }
    }

    test('waits for the mailbox to be confirmed', async () => {
      const { page } = await linked()
      const answer = await stage.visit(`${page}/edit`)
      expect(answer.status).toBe(409)
      expect(answer.text).toContain('Confirm this event first')
    })

    test('needs no account and keeps no draft', async () => {
      const { event, page, confirm } = await linked()
      await stage.post(confirm, {})
      const path = `${page}/edit`
      const fields = await opened(path)
      expect(fields.mailLang).toBe('uk')
      const answer = await send({ ...fields, 'title.0': 'Mercado grande' }, path)
      expect(answer.headers.get('location')).toBe(`${page}?done=edited`)
      const head = await stage.ports.store.head(event)
      expect(head?.waiting?.content.translations.pt?.title).toBe('Mercado grande')
      expect((await stage.visit(path)).text).not.toContain('Save as draft')
    })

    test('opens no other event', async () => {
      const { page } = await linked()
      const other = await linked()
      const token = page.split('/')[3] ?? ''
      const path = `/s/${other.event}/${token}/edit`
      expect((await stage.visit(path)).status).toBe(404)
      expect((await send(evening, path)).status).toBe(404)
    })
  })
})
