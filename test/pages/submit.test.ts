import type { Root } from 'hast'
import { describe, expect, test } from 'vitest'
import type { FormFields } from '../../src/calendar/draft.ts'
import { type EventContent, eventContent } from '../../src/calendar/event.ts'
import { contentOfForm, formOfContent, newForm } from '../../src/http/event-form.ts'
import { confirmedPage, confirmPage } from '../../src/pages/submit/confirm.ts'
import { type FormPageInput, formPage } from '../../src/pages/submit/form.ts'
import { sentPage } from '../../src/pages/submit/sent.ts'
import { contentOf, polishCourse, saturdayMarket, site } from '../cast.ts'
import { all, classed, complaints, hrefs, named, read, textOf } from './document.ts'
import { entriesOf } from './form.ts'

const account = {
  name: 'Ana',
  organisation: 'Open Doors Lisbon',
  moderator: false,
  administrator: false,
}

const drawn = (fields: FormFields, more: Partial<FormPageInput> = {}): Promise<Root> =>
  read(
    formPage({
      site,
      filler: { kind: 'member', account, token: 'token' },
      address: '/submit',
      edits: null,
      draft: false,
      fields,
      problems: [],
      trouble: null,
      done: null,
      preview: null,
      fresh: false,
      ...more,
    })
  )

/** An event with something in every field there is. */
const everything: EventContent = eventContent.parse({
  ...saturdayMarket,
  translations: {
    ...saturdayMarket.translations,
    uk: { title: 'Ярмарок', description: 'Їжа.\n\nМузика.', origin: 'machine', stale: true },
    'zh-Hant': { title: '星期六市集', origin: 'human' },
  },
  time: {
    allDay: false,
    start: '2027-10-31T01:30',
    pass: 'first',
    end: '2027-11-01T02:00',
    zone: 'Europe/Lisbon',
    rule: 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;UNTIL=20271230T110000Z',
    extraDates: ['2027-12-01T18:00', '2027-12-02T01:30'],
    exceptDates: ['2027-11-14T01:30'],
  },
  overrides: [{ date: '2027-11-28T01:30', place: { city: 'Porto' } }],
  attendance: 'mixed',
  joinUrl: 'https://example.org/join',
  countries: ['PT', 'ES', 'FR'],
  scope: 'cross-border',
  themes: ['culture-sport', 'intercultural', 'housing'],
  audience: ['youth', 'women'],
  teaches: { lang: 'pt', level: 'A2' },
  cost: { kind: 'paid', amount: 4.5, currency: 'EUR', note: 'Children free' },
  accessibility: { features: { 'step-free': 'yes', childcare: 'unknown' }, note: 'Lift' },
  registration: {
    kind: 'required',
    url: 'https://example.org/register',
    deadline: '2027-10-20',
    idRequired: 'no',
  },
  organiser: { name: 'Open Doors', url: 'https://example.org/' },
  publicContact: { name: 'Office', email: 'info@example.org', phone: '+351 21 000' },
  url: 'https://example.org/market',
})

const monthlyRules = ['FREQ=MONTHLY;BYDAY=2SA', 'FREQ=MONTHLY;BYMONTHDAY=8;COUNT=3', 'FREQ=YEARLY']
const events: readonly (readonly [string, EventContent])[] = [
  ['with everything', everything],
  ['that is ordinary', contentOf(saturdayMarket)],
  ['of a day', contentOf(polishCourse)],
  ...monthlyRules.map((rule) => {
    const time = { ...saturdayMarket.time, rule }
    return [`with ${rule}`, eventContent.parse({ ...saturdayMarket, time })] as const
  }),
  [
    'with a rule of its own',
    eventContent.parse({
      ...saturdayMarket,
      time: { ...saturdayMarket.time, rule: 'FREQ=YEARLY;BYMONTH=5;BYDAY=2SA' },
    }),
  ],
]

/** Scripts and their addresses are wanted here; everything else every page owes its reader. */
const complaintsOf = (page: Root) =>
  complaints(page).filter((each) => each !== 'a script' && each !== 'a request')

const controlsOf = (page: Root) =>
  all(
    page,
    ({ tagName, properties }) =>
      ['input', 'select', 'textarea'].includes(tagName) && properties.type !== 'hidden'
  )

describe('the form', () => {
  test.each(events)('of an event %s holds all of it', async (_, content) => {
    const page = await drawn(formOfContent(content))
    const { content: again, problems } = contentOfForm(entriesOf(page, '/submit'))
    expect(problems).toEqual([])
    expect(again).toEqual(content)
  })

  test('sends what it was drawn from, and nothing else', async () => {
    const fields = { ...newForm('pt'), 'title.0': ' Two  spaces ', message: '\n a\n\nb ' }
    const entries = entriesOf(await drawn(fields), '/submit')
    const said = Object.entries(entries).filter(([, value]) => value !== '')
    expect(Object.fromEntries(said)).toEqual({ ...fields, form: 'token' })
  })

  test.each([
    ['new', newForm('en'), {}],
    ['full', formOfContent(everything), {}],
    [
      'wrong',
      newForm('en'),
      { problems: contentOfForm(newForm('en')).problems, trouble: 'Something is wrong.' },
    ],
    ['of a stranger', newForm('en'), { filler: { kind: 'stranger', token: 'x' }, fresh: true }],
  ] as const)('is a sound page when it is %s', async (_, fields, more) => {
    expect(complaintsOf(await drawn(fields, more))).toEqual([])
  })

  test('has a label for every control, and a text for all that is pointed to', async () => {
    const page = await drawn(formOfContent(everything), {
      problems: [{ field: 'amount', code: 'x', detail: 'Give a number.' }],
    })
    const ids = new Map(
      all(page, ({ properties }) => properties.id !== undefined).map((each) => [
        String(each.properties.id),
        each,
      ])
    )
    const labelled = new Set(
      named(page, 'label').map(({ properties }) => String(properties.htmlFor))
    )
    for (const { properties } of controlsOf(page)) {
      expect(labelled.has(String(properties.id)), String(properties.name)).toBe(true)
      for (const id of [properties.ariaDescribedBy ?? []].flat().map(String))
        expect(textOf(ids.get(id) ?? page), id).toBeTruthy()
    }
    expect(ids.get('f-amount')?.properties.ariaInvalid).toBe('true')
  })

  test('asks first for little: the other fields are marked by nothing and mostly folded away', async () => {
    const page = await drawn(newForm('en'), { filler: { kind: 'stranger', token: 'x' } })
    const required = controlsOf(page).filter(({ properties }) => properties.required)
    expect(required.map(({ properties }) => properties.name)).toEqual([
      'name',
      'email',
      'lang.0',
      'title.0',
      'date',
      'start',
      'country',
      'theme.0',
    ])
    expect(named(page, 'details').some(({ properties }) => properties.open)).toBe(false)
  })

  test('opens whatever has something in it', async () => {
    const page = await drawn(formOfContent(everything))
    expect(named(page, 'details').every(({ properties }) => properties.open)).toBe(true)
  })

  test('never asks a browser to keep what one types for others', async () => {
    const page = await drawn(newForm('en'), { filler: { kind: 'stranger', token: 'x' } })
    const kept = controlsOf(page)
      .filter(
        ({ properties }) => properties.autoComplete && !/off/.test(String(properties.autoComplete))
      )
      .map(({ properties }) => properties.name)
    expect(kept).toEqual(['name', 'email'])
  })

  test('of an edit leads back and can be left; of a draft it can be thrown away', async () => {
    const edits = { event: 'e1', page: '/my/events/e1', base: 'e1.1.0' }
    const page = await drawn(newForm('en'), { edits, draft: true })
    expect(hrefs(page).filter((href) => href === '/my/events/e1')).toHaveLength(2)
    expect(entriesOf(page, '/submit')).toMatchObject({ base: 'e1.1.0', event: 'e1' })
    const buttons = named(page, 'button').map(({ properties }) => properties.value)
    expect(buttons).toEqual(expect.arrayContaining(['send', 'draft', 'drop']))
  })

  test('shows a complaint about what nobody sees without a link to nowhere', async () => {
    const page = await drawn(newForm('en'), {
      problems: [{ field: 'kept', code: 'damaged', detail: 'A part was damaged.' }],
    })
    expect(textOf(classed(page, 'errors')[0] ?? page)).toContain('A part was damaged.')
    expect(hrefs(classed(page, 'errors')[0] ?? page)).toEqual([])
  })

  test('lets no text out of its field', async () => {
    const nasty = '"><script>alert(1)</script>\'</textarea><b>'
    const fields = Object.fromEntries(
      Object.keys({ ...formOfContent(everything), name: '', email: '', message: '' }).map(
        (name) => [name, nasty]
      )
    )
    const page = await drawn(fields, {
      filler: { kind: 'stranger', token: nasty },
      problems: Object.keys(fields).map((field) => ({
        field,
        code: 'x',
        detail: nasty,
        suggestion: nasty,
      })),
      trouble: nasty,
    })
    expect(named(page, 'script').filter(({ children }) => children.length > 0)).toEqual([])
    expect(named(page, 'b')).toEqual([])
    const entries = entriesOf(page, '/submit')
    expect(entries['title.0']).toBe(nasty)
    expect(entries['description.0']).toBe(nasty)
  })
})

describe('the pages after the form', () => {
  test('say what comes next', async () => {
    const page = await read(sentPage(site))
    expect(complaintsOf(page)).toEqual([])
    expect(textOf(page)).toContain('two days')
  })

  test('show what is confirmed, and one button', async () => {
    const page = await read(confirmPage({ site, content: everything }))
    expect(complaintsOf(page)).toEqual([])
    expect(named(page, 'button').map(textOf)).toEqual(['Confirm the event'])
    expect(textOf(page)).toContain('Mercado de sábado')
    const title = all(page, ({ properties }) => properties.lang === 'pt')
    expect(title.map(textOf)).toEqual(['Mercado de sábado'])
  })

  test('lead on when it was confirmed before', async () => {
    const page = await read(confirmedPage({ site, content: everything, address: '/s/e1/token' }))
    expect(complaintsOf(page)).toEqual([])
    expect(hrefs(page)).toContain('/s/e1/token')
    expect(named(page, 'button')).toEqual([])
  })
})
