import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Difference, differences, type Part } from '../../src/calendar/difference.ts'
import {
  type EventContent,
  type EventContentInput,
  eventContent,
} from '../../src/calendar/event.ts'
import { contentOf, polishCourse, saturdayMarket } from '../cast.ts'

const market = contentOf(saturdayMarket)
const changed = (changes: Partial<EventContentInput>) =>
  differences(market, contentOf(saturdayMarket, changes))
const lines = (found: readonly Difference[]) =>
  found.map(({ field, kind, before, after }) => [field, kind, before, after])

/** `[-gone-]` and `{+new+}`. */
const marked = (parts: readonly Part[] = []) =>
  parts
    .map(({ text, op }) =>
      op === 'same' ? text : op === 'removed' ? `[-${text}-]` : `{+${text}+}`
    )
    .join('')

describe('two contents', () => {
  test('that are equal have no difference, whatever order their keys are in', () => {
    expect(differences(market, market)).toEqual([])
    const features = { childcare: 'yes', 'step-free': 'no' } as const
    const turned = { 'step-free': 'no', childcare: 'yes' } as const
    expect(
      differences(
        contentOf(saturdayMarket, { accessibility: { features } }),
        contentOf(saturdayMarket, { accessibility: { features: turned } })
      )
    ).toEqual([])
  })

  test('differ in everything the first says when there was none before, in the form’s order', () => {
    const found = differences(null, market)
    expect(found.every(({ kind, before }) => kind === 'added' && before === null)).toBe(true)
    expect(found.map(({ field, lang }) => (lang ? `${field} ${lang}` : field))).toEqual([
      'original-language',
      'title pt',
      'teaser pt',
      'description pt',
      'origin pt',
      'title en',
      'teaser en',
      'origin en',
      'time',
      'attendance',
      'place-name',
      'city',
      'place-country',
      'coordinates',
      'primary-country',
      'countries',
      'themes',
      'track',
      'format',
      'event-languages',
      'cost',
    ])
    expect(found.find(({ field }) => field === 'themes')?.after).toBe(
      'Culture, heritage, food and sport; Intercultural and interfaith dialogue'
    )
  })
})

describe('a text', () => {
  const texts = (pt: EventContentInput['translations'][string]) =>
    changed({ translations: { ...saturdayMarket.translations, pt } })

  test('is compared word by word', () => {
    const [title] = texts({
      title: 'Mercado e feira de domingo',
      description: '<p>Comida e música de <strong>vinte</strong> países.</p>',
    })
    expect(title).toMatchObject({
      path: '/translations/pt/title',
      field: 'title',
      lang: 'pt',
      kind: 'changed',
      before: 'Mercado de sábado',
      after: 'Mercado e feira de domingo',
    })
    expect(marked(title?.parts)).toBe('Mercado {+e feira +}de [-sábado-]{+domingo+}')
  })

  test('of several words in a row is shown as one phrase', () => {
    const [title] = texts({ ...saturdayMarket.translations.pt, title: 'Feira dos domingos' })
    expect(marked(title?.parts)).toBe('[-Mercado de sábado-]{+Feira dos domingos+}')
  })

  test('in a script without spaces is compared by words too', () => {
    const thai = (title: string) =>
      contentOf(saturdayMarket, { originalLang: 'th', translations: { th: { title } } })
    const [title] = differences(thai('ตลาดวันเสาร์'), thai('ตลาดวันอาทิตย์'))
    expect(marked(title?.parts)).toMatch(/^ตลาด/)
  })

  test('added and dropped shows the whole language', () => {
    const { pt = { title: '' }, en = { title: '' } } = saturdayMarket.translations
    const found = changed({ translations: { pt, uk: { title: 'Суботній ярмарок' } } })
    expect(found.map(({ path, kind, lang }) => `${kind} ${lang} ${path}`)).toEqual([
      'added uk /translations/uk/title',
      'added uk /translations/uk/origin',
      'removed en /translations/en/title',
      'removed en /translations/en/teaser',
      'removed en /translations/en/origin',
    ])
    expect(found[2]?.before).toBe(en.title)
    expect(found.every(({ parts }) => parts === undefined)).toBe(true)
  })

  test('that stays but leads elsewhere is told by its links', () => {
    const teaser = 'Comida'
    const linked = (href: string) => ({
      title: 'Mercado de sábado',
      teaser,
      description: `<p>Veja <a href="${href}">aqui</a></p>`,
    })
    const withLink = (href: string) =>
      contentOf(saturdayMarket, { originalLang: 'pt', translations: { pt: linked(href) } })
    const found = differences(withLink('https://a.example/'), withLink('https://b.example/'))
    expect(lines(found)).toEqual([['links', 'changed', 'https://a.example/', 'https://b.example/']])
  })

  test('that only looks different is shown as markup', () => {
    const found = texts({
      title: 'Mercado de sábado',
      description: '<p>Comida e música de vinte países.</p>',
    })
    expect(found.map(({ field, path }) => [field, path])).toEqual([
      ['form', '/translations/pt/description'],
    ])
    expect(marked(found[0]?.parts)).toContain('[-<strong>-]vinte[-</strong>-]')
  })

  test('rewritten from end to end is compared within a moment', () => {
    const words = (letter: string) =>
      Array.from({ length: 3000 }, (_, n) => `${letter}${(n * 7919) % 997}`).join(' ')
    const texted = (description: string) =>
      contentOf(saturdayMarket, {
        originalLang: 'pt',
        translations: { pt: { title: 'M', teaser: 'M', description } },
      })
    const [found] = differences(texted(words('a')), texted(words('b')))
    expect(found?.parts?.map(({ op }) => op)).toEqual(['removed', 'added'])
  })
})

describe('the time', () => {
  const at = (time: EventContentInput['time']) => lines(changed({ time }))

  test('is said in words', () => {
    expect(
      at({
        allDay: false,
        start: '2027-05-08T11:00',
        end: '2027-05-09T01:00',
        zone: 'Europe/Paris',
      })
    ).toEqual([
      [
        'time',
        'changed',
        'Saturday 8 May 2027, 10:00–16:00 (Europe/Lisbon)',
        'Saturday 8 May 2027, 11:00 – Sunday 9 May 2027, 01:00 (Europe/Paris)',
      ],
    ])
    expect(at({ allDay: true, start: '2027-05-08', end: '2027-05-11' })[0]?.[3]).toBe(
      '8–10 May 2027'
    )
    expect(at({ allDay: false, start: '2027-05-08T10:00', zone: 'Europe/Lisbon' })[0]?.[3]).toBe(
      'Saturday 8 May 2027, 10:00 (Europe/Lisbon)'
    )
    expect(
      at({
        allDay: false,
        start: '2027-10-31T01:30',
        zone: 'Europe/Lisbon',
        pass: 'second',
      })[0]?.[3]
    ).toBe('Sunday 31 October 2027, 01:30, the second time the clocks show it (Europe/Lisbon)')
  })

  const weekly = (more: Readonly<Record<string, unknown>> = {}): EventContentInput['time'] => ({
    allDay: false,
    start: '2027-05-08T10:00',
    end: '2027-05-08T16:00',
    zone: 'Europe/Lisbon',
    rule: 'FREQ=WEEKLY;COUNT=5',
    ...more,
  })

  test('of a series has its rule and its dates apart', () => {
    expect(
      at(weekly({ exceptDates: ['2027-05-15T10:00'], extraDates: ['2027-05-16T10:00'] }))
    ).toEqual([
      ['rule', 'added', null, 'Every Saturday, 5 times'],
      ['extra-dates', 'added', null, 'Sunday 16 May 2027, 10:00'],
      ['except-dates', 'added', null, 'Saturday 15 May 2027, 10:00'],
    ])
  })

  test('shows a rule as it is when the words do not tell two apart', () => {
    const until = (clock: string) =>
      contentOf(saturdayMarket, { time: weekly({ rule: `FREQ=WEEKLY;UNTIL=20270605T${clock}Z` }) })
    expect(lines(differences(until('100000'), until('110000')))).toEqual([
      [
        'rule',
        'changed',
        'FREQ=WEEKLY;UNTIL=20270605T100000Z',
        'FREQ=WEEKLY;UNTIL=20270605T110000Z',
      ],
    ])
  })

  test('shows a rule that means other days since the start moved', () => {
    const series = contentOf(saturdayMarket, { time: weekly() })
    const moved = contentOf(saturdayMarket, {
      time: weekly({ start: '2027-05-09T10:00', end: '2027-05-09T16:00' }),
    })
    expect(differences(series, moved).map(({ field, after }) => [field, after])).toEqual([
      ['time', 'Sunday 9 May 2027, 10:00–16:00 (Europe/Lisbon)'],
      ['rule', 'Every Sunday, 5 times'],
    ])
  })

  test('of single dates is compared date by date', () => {
    const series = (overrides: EventContentInput['overrides']) =>
      contentOf(saturdayMarket, { time: weekly(), overrides })
    const before = series([
      { date: '2027-05-15T10:00', start: '2027-05-16T10:00' },
      { date: '2027-05-22T10:00', place: { name: 'Mouraria' } },
    ])
    const after = series([
      { date: '2027-05-22T10:00', place: { name: 'Mouraria' } },
      {
        date: '2027-05-29T10:00',
        start: '2027-05-29T12:00',
        end: '2027-05-29T13:00',
        translations: { en: { title: 'Short market' } },
      },
    ])
    expect(
      differences(before, after).map(({ path, field, kind, before, after }) => [
        path,
        field,
        kind,
        before ?? after,
      ])
    ).toEqual([
      [
        '/overrides/0',
        'override',
        'removed',
        'Saturday 15 May 2027, 10:00; moved to Sunday 16 May 2027, 10:00',
      ],
      [
        '/overrides/1',
        'override',
        'added',
        'Saturday 29 May 2027, 10:00; moved to Saturday 29 May 2027, 12:00; until Saturday 29 May 2027, 13:00; “Short market” (en)',
      ],
    ])
  })

  test('of lists tells entries apart', () => {
    const [found] = changed({ themes: ['culture-sport', 'health'] })
    expect(marked(found?.parts)).toBe(
      'Culture, heritage, food and sport; [-Intercultural and interfaith dialogue-]{+Health and mental health+}'
    )
  })
})

/** Which difference answers for a leaf; `X` stands for the language. */
const answers: readonly (readonly [RegExp, string])[] = [
  [/^\/originalLang$/, 'original-language'],
  [/^\/translations\/\w+\/description$/, 'description|links|form'],
  [/^\/translations\/\w+\/(title|teaser|origin|stale)$/, '$1'],
  [/^\/time\/(?:allDay|start|end|zone|pass)$/, 'time'],
  [/^\/time\/rule$/, 'rule'],
  [/^\/time\/extraDates\//, 'extra-dates'],
  [/^\/time\/exceptDates\//, 'except-dates'],
  [/^\/overrides\//, 'override'],
  [/^\/place\/name$/, 'place-name'],
  [/^\/place\/country$/, 'place-country'],
  [/^\/place\/(address|city)$/, '$1'],
  [/^\/place\/(?:lat|lon)$/, 'coordinates'],
  [/^\/(attendance|scope|track|format|url)$/, '$1'],
  [/^\/(countries|themes|audience)\/\d+$/, '$1'],
  [/^\/joinUrl$/, 'join-url'],
  [/^\/primaryCountry$/, 'primary-country'],
  [/^\/eventLanguages\//, 'event-languages'],
  [/^\/teaches\//, 'teaches'],
  [/^\/registration\/kind$/, 'registration'],
  [/^\/registration\/(url|deadline)$/, 'registration-$1'],
  [/^\/registration\/idRequired$/, 'id-required'],
  [/^\/cost\/kind$/, 'cost'],
  [/^\/cost\/(?:amount|currency)$/, 'cost-amount'],
  [/^\/cost\/note$/, 'cost-note'],
  [/^\/accessibility\/features\//, 'accessibility'],
  [/^\/accessibility\/note$/, 'accessibility-note'],
  [/^\/organiser\/name$/, 'organiser'],
  [/^\/organiser\/url$/, 'organiser-url'],
  [/^\/publicContact\/(name|email|phone)$/, 'contact-$1'],
]

/** The fields that may answer for a leaf, or nothing: then the table above has a hole. */
const fieldsFor = (leaf: string): readonly string[] => {
  const [pattern, field] = answers.find(([each]) => each.test(leaf)) ?? []
  return pattern && field ? leaf.match(pattern)![0].replace(pattern, field).split('|') : []
}

const leavesOf = (value: unknown, path = ''): readonly (readonly [string, unknown])[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inside]) => leavesOf(inside, `${path}/${key}`))
    : value === undefined
      ? []
      : [[path, value]]

const maybe = <T>(of: fc.Arbitrary<T>) => fc.option(of, { nil: undefined, freq: 2 })
const few = <T>(...values: T[]) => fc.constantFrom(...values)
const word = few('Ana', 'Łódź', 'a market', 'music and food', 'мова', 'اللغة', '2 o’clock')
const link = few('https://a.example/', 'https://b.example/x?y=1', 'http://a.example/z')
const text = fc.record({
  title: word,
  teaser: maybe(word),
  description: maybe(
    fc
      .tuple(word, link, word)
      .chain(([a, href, b]) =>
        few(
          `<p>${a} ${b}</p>`,
          `<p>${a} <em>${b}</em></p>`,
          `<p>${a} <a href="${href}">${b}</a></p>`
        )
      )
  ),
  origin: few('author' as const, 'human' as const, 'machine' as const),
  stale: maybe(fc.boolean()),
})
const state = few('yes' as const, 'no' as const, 'unknown' as const)
const place = fc
  .record({
    name: maybe(word),
    address: maybe(word),
    city: maybe(word),
    country: maybe(few('PL', 'PT', 'GR')),
    at: maybe(fc.tuple(few(38.7, 1, 0), few(-9.1, 2))),
  })
  .map(({ at, ...rest }) => ({ ...rest, ...(at && { lat: at[0], lon: at[1] }) }))
const weeklyDates = ['2027-05-15', '2027-05-22', '2027-05-29']
const timed = fc.record({
  allDay: fc.constant(false as const),
  start: few('2027-05-08T10:00', '2027-05-08T11:30', '2027-05-01T10:00'),
  end: maybe(few('2027-05-08T12:00', '2027-05-09T01:00')),
  zone: few('Europe/Lisbon', 'Europe/Warsaw'),
  rule: maybe(few('FREQ=WEEKLY', 'FREQ=WEEKLY;COUNT=9', 'FREQ=DAILY;COUNT=90')),
})
const allDay = fc
  .record({
    allDay: fc.constant(true as const),
    start: few('2027-05-08', '2027-05-01'),
    end: maybe(few('2027-05-09', '2027-05-12')),
    zone: maybe(few('Europe/Lisbon', 'Europe/Warsaw')),
    rule: fc.constant('FREQ=WEEKLY'),
    exceptDates: maybe(fc.subarray(weeklyDates)),
    extraDates: maybe(fc.subarray(['2027-06-01', '2027-06-02'])),
  })
  .filter(({ start, end }) => end === undefined || end > start)
const overrides = maybe(
  fc.uniqueArray(
    fc.record({
      date: few(...weeklyDates),
      start: maybe(few('2027-07-01', '2027-07-02')),
      place: maybe(place),
      translations: fc.constant({ pl: { title: 'Inny tytuł' } }),
    }),
    { selector: ({ date }) => date, maxLength: 2 }
  )
)

/** Any content a form could hold, small enough for two of them to have much in common. */
const anyContent: fc.Arbitrary<EventContent> = fc
  .record({
    originalLang: fc.constant('pl'),
    translations: fc
      .record({ pl: text, en: maybe(text), ar: maybe(text) })
      .map((all) => Object.fromEntries(Object.entries(all).filter(([, one]) => one !== undefined))),
    time: fc.oneof(timed, allDay),
    overrides,
    eventLanguages: fc.array(fc.record({ lang: few('pl', 'ar'), role: few('spoken', 'signed') }), {
      maxLength: 2,
    }),
    teaches: maybe(fc.record({ lang: few('pl', 'el'), level: maybe(few('A1', 'B2')) })),
    attendance: few('offline', 'online', 'mixed'),
    place: maybe(place),
    joinUrl: maybe(link),
    primaryCountry: few('PL', 'EU'),
    countries: fc.subarray(['CZ', 'SK']),
    scope: maybe(few('local', 'eu')),
    themes: fc.subarray(['health', 'media', 'policy'], { minLength: 1 }),
    track: few('public', 'newcomers'),
    format: maybe(few('fair', 'course')),
    audience: fc.subarray(['women', 'youth']),
    cost: fc.record({
      kind: few('free', 'paid'),
      amount: maybe(few(0, 5, 7.5)),
      currency: maybe(few('EUR', 'PLN')),
      note: maybe(word),
    }),
    accessibility: maybe(
      fc.record({
        features: fc.dictionary(few('childcare', 'captions'), state),
        note: maybe(word),
      })
    ),
    registration: maybe(
      fc.record({
        kind: few('none', 'optional', 'required'),
        url: maybe(link),
        deadline: maybe(few('2027-05-01', '2027-05-02')),
        idRequired: state,
      })
    ),
    organiser: maybe(fc.record({ name: word, url: maybe(link) })),
    publicContact: maybe(
      fc.record({
        name: maybe(word),
        email: maybe(few('info@a.example', 'b@a.example')),
        phone: maybe(few('+48 22 123', '112 112')),
      })
    ),
    url: maybe(link),
  })
  .map((input) => eventContent.safeParse(JSON.parse(JSON.stringify(input))))
  .filter((parsed) => parsed.success)
  .map((parsed) => parsed.data!)

describe('any two contents', () => {
  test('are the same only to themselves, and no leaf that differs goes unsaid', () => {
    fc.assert(
      fc.property(anyContent, anyContent, (before, after) => {
        expect(differences(before, structuredClone(before))).toEqual([])
        const found = new Set(
          differences(before, after).map(({ field, lang }) => (lang ? `${field} ${lang}` : field))
        )
        const [was, is] = [new Map(leavesOf(before)), new Map(leavesOf(after))]
        for (const leaf of new Set([...was.keys(), ...is.keys()])) {
          if (was.get(leaf) === is.get(leaf)) continue
          // Where a list of single dates moves up, its dates are what is compared.
          if (leaf.startsWith('/overrides/')) continue
          const lang = /^\/translations\/(\w+)\//.exec(leaf)?.[1]
          const fields = fieldsFor(leaf).map((field) => (lang ? `${field} ${lang}` : field))
          expect(fields, leaf).not.toEqual([])
          expect(
            fields.some((field) => found.has(field)),
            leaf
          ).toBe(true)
        }
        const dated = (of: EventContent) =>
          Object.fromEntries((of.overrides ?? []).map((each) => [each.date, each]))
        const [then, now] = [leavesOf(dated(before)), leavesOf(dated(after))]
        const sameDates = JSON.stringify([...then].sort()) === JSON.stringify([...now].sort())
        expect(found.has('override')).toBe(!sameDates)
      }),
      { numRuns: 150 }
    )
  })

  test('are spelled by the parts of their differences', () => {
    fc.assert(
      fc.property(anyContent, anyContent, (before, after) => {
        for (const { parts, ...found } of differences(before, after)) {
          expect(found.before).not.toBe(found.after)
          if (!parts) {
            expect([found.before, found.after]).toContain(null)
            continue
          }
          const without = (op: Part['op']) =>
            parts
              .filter((part) => part.op !== op)
              .map(({ text }) => text)
              .join('')
          expect(without('added')).toBe(found.before)
          expect(without('removed')).toBe(found.after)
          expect(parts.every(({ text }) => text !== '')).toBe(true)
        }
      }),
      { numRuns: 100 }
    )
  })

  test('of the cast differ in what they say', () => {
    expect(differences(market, contentOf(polishCourse)).length).toBeGreaterThan(10)
  })
})
