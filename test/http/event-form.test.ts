import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FormFields } from '../../src/calendar/draft.ts'
import { type EventContent, eventContent } from '../../src/calendar/event.ts'
import { countries } from '../../src/calendar/vocabularies/countries.ts'
import {
  accessibilityFeatures,
  attendances,
  audiences,
  costKinds,
  formats,
  languageRoles,
  scopes,
  tracks,
} from '../../src/calendar/vocabularies/kinds.ts'
import { themes } from '../../src/calendar/vocabularies/themes.ts'
import type { Vocabulary } from '../../src/calendar/vocabulary.ts'
import { contentOfForm, formOfContent, newForm } from '../../src/http/event-form.ts'
import { contentOf, polishCourse, saturdayMarket } from '../cast.ts'

/** What an ordinary person types for an ordinary event, and nothing else. */
const ordinary: FormFields = {
  ...newForm('pt'),
  'title.0': 'Mercado de sábado',
  date: '2027-05-08',
  start: '10:00',
  country: 'PT',
  'theme.0': 'culture-sport',
}

const contentFrom = (more: FormFields): EventContent => {
  const { content, problems } = contentOfForm({ ...ordinary, ...more })
  expect(problems).toEqual([])
  if (!content) throw new Error('no content and no problem')
  return content
}

const complaintsOf = (more: FormFields) =>
  contentOfForm({ ...ordinary, ...more }).problems.map(({ field, code }) => `${field} ${code}`)

describe('a form', () => {
  test('of an ordinary event needs five fields', () => {
    expect(contentFrom({})).toEqual(
      eventContent.parse({
        originalLang: 'pt',
        translations: { pt: { title: 'Mercado de sábado' } },
        time: { allDay: false, start: '2027-05-08T10:00', zone: 'Europe/Lisbon' },
        primaryCountry: 'PT',
        themes: ['culture-sport'],
      })
    )
  })

  test('left empty says what it needs, in the order of the page', () => {
    const { problems } = contentOfForm(newForm('en'))
    expect(problems.map(({ field, detail }) => [field, detail])).toEqual([
      ['title.0', 'Give the event a title.'],
      ['date', 'Say on which day it takes place.'],
      ['start', 'Say when it begins, or that it is all day.'],
      ['country', 'Choose the country.'],
      ['theme.0', 'Choose a theme.'],
    ])
  })

  test('of nothing at all is a form with problems', () => {
    expect(contentOfForm({}).problems.length).toBeGreaterThan(3)
  })

  test('does not mind fields that are none of its own', () => {
    expect(contentFrom({ __proto__: 'x', constructor: 'y', 'title.x': 'z', sender: 'me' })).toEqual(
      contentFrom({})
    )
  })

  test('takes languages by their English name, their own name and their tag', () => {
    for (const name of ['Polish', 'polski', 'PL', ' pl ']) {
      expect(contentFrom({ 'lang.0': name }).originalLang).toBe('pl')
    }
    expect(contentFrom({ 'lang.0': 'sr-latn' }).originalLang).toBe('sr-Latn')
  })

  test('names the nearest language', () => {
    const { problems } = contentOfForm({ ...ordinary, 'lang.0': 'Portugese' })
    expect(problems).toMatchObject([
      { field: 'lang.0', code: 'unknown-value', suggestion: 'Portuguese' },
    ])
  })

  test('refuses two texts in one language and a language without a title', () => {
    expect(
      complaintsOf({ 'lang.1': 'pt-PT', 'title.1': 'Feira', 'lang.2': 'pt', 'title.2': 'X' })
    ).toEqual(['lang.2 duplicate'])
    expect(complaintsOf({ 'lang.3': 'en', 'teaser.3': 'Food' })).toEqual(['title.3 missing'])
    expect(complaintsOf({ 'lang.3': '', 'title.3': 'Market' })).toEqual(['lang.3 missing'])
  })

  test('leaves out a language of which nothing was written', () => {
    expect(Object.keys(contentFrom({ 'lang.1': 'en', 'title.1': '  ' }).translations)).toEqual([
      'pt',
    ])
  })
})

describe('the time of a form', () => {
  test('is people’s last day and the calendar’s exclusive end', () => {
    const { time } = contentFrom({ allDay: 'yes', endDate: '2027-05-10' })
    expect(time).toEqual({ allDay: true, start: '2027-05-08', end: '2027-05-11' })
  })

  test('may have no end, an end the same day, or one days later', () => {
    expect(contentFrom({}).time.end).toBeUndefined()
    expect(contentFrom({ end: '16:00' }).time.end).toBe('2027-05-08T16:00')
    expect(contentFrom({ end: '1:30', endDate: '2027-05-09' }).time.end).toBe('2027-05-09T01:30')
  })

  test('asks about an end before the start, and offers the next day', () => {
    const { problems } = contentOfForm({ ...ordinary, start: '21:00', end: '02:00' })
    expect(problems).toMatchObject([
      { field: 'endDate', code: 'next-day', suggestion: '2027-05-09' },
    ])
  })

  test.each([
    [{ start: '25:00' }, 'start invalid-time'],
    [{ date: '2027-02-30', start: '9' }, 'date invalid-date'],
    [{ date: '2027-02-30', allDay: 'yes' }, 'date invalid-date'],
    [{ allDay: 'yes', endDate: '2027-05-01' }, 'endDate end-before-start'],
    [{ endDate: '2027-05-09' }, 'end missing'],
    [{ endDate: '2027-05-01', end: '12:00' }, 'end end-before-start'],
    [{ zone: 'Europe/Lisboa' }, 'zone unknown-zone'],
    [{ date: '2027-03-28', start: '01:30' }, 'start missing-hour'],
    [{ date: '2027-10-31', start: '01:30' }, 'pass repeated-hour'],
    [{ date: '1912-01-01' }, 'date out-of-range'],
  ])('%j is wrong at its field', (more, complaint) => {
    expect(complaintsOf(more)).toEqual([complaint])
  })

  test('forgets which pass was meant when the hour is no longer repeated', () => {
    expect(complaintsOf({ date: '2027-10-31', start: '01:30', pass: 'second' })).toEqual([])
    expect(contentFrom({ pass: 'second' }).time).not.toHaveProperty('pass')
  })

  test('takes hours and days as people type them where no picker helps', () => {
    const { time } = contentFrom({ date: '8.5.2027', start: '9h30', end: '11.15' })
    expect(time).toMatchObject({ start: '2027-05-08T09:30', end: '2027-05-08T11:15' })
  })
})

describe('what repeats', () => {
  test.each<[FormFields, string]>([
    [{ repeats: 'daily' }, 'FREQ=DAILY'],
    [{ repeats: 'weekly' }, 'FREQ=WEEKLY'],
    [{ repeats: 'weekly', weekday: ['SA', 'MO'] }, 'FREQ=WEEKLY;BYDAY=MO,SA'],
    [{ repeats: 'fortnightly', weekday: 'SA' }, 'FREQ=WEEKLY;INTERVAL=2;BYDAY=SA'],
    [{ repeats: 'monthly-weekday' }, 'FREQ=MONTHLY;BYDAY=2SA'],
    [{ repeats: 'monthly-weekday', nth: '2', nthWeekday: 'SA' }, 'FREQ=MONTHLY;BYDAY=2SA'],
    [{ repeats: 'monthly-day' }, 'FREQ=MONTHLY'],
    [{ repeats: 'monthly-day', monthDay: '8' }, 'FREQ=MONTHLY;BYMONTHDAY=8'],
    [{ repeats: 'yearly', ends: 'count', count: '3' }, 'FREQ=YEARLY;COUNT=3'],
    [
      { repeats: 'weekly', ends: 'until', until: '2027-06-30' },
      'FREQ=WEEKLY;UNTIL=20270630T225959Z',
    ],
    [
      { repeats: 'weekly', ends: 'until', until: '2027-06-30', allDay: 'yes' },
      'FREQ=WEEKLY;UNTIL=20270630',
    ],
    [{ repeats: 'own', rule: ' RRULE:freq=weekly;interval=3 ' }, 'FREQ=WEEKLY;INTERVAL=3'],
  ])('%j is a rule', (more, rule) => {
    const content = contentFrom(more)
    expect(content.time.rule).toBe(rule)
    // And the other way, in the same words.
    expect(contentOfForm(formOfContent(content)).content).toEqual(content)
  })

  test('ends on its last day, that day included', () => {
    const { time } = contentFrom({ repeats: 'weekly', ends: 'until', until: '2027-05-15' })
    expect(formOfContent(contentOf(saturdayMarket, { time })).until).toBe('2027-05-15')
  })

  test.each<[FormFields, string]>([
    [{ repeats: 'weekly', weekday: 'MO' }, 'date not-on-rule'],
    [{ repeats: 'weekly', ends: 'until' }, 'until invalid-date'],
    [{ repeats: 'weekly', ends: 'until', until: '2027-01-01' }, 'until until-before-start'],
    [{ repeats: 'weekly', ends: 'count', count: 'ten' }, 'count missing'],
    [{ repeats: 'weekly', ends: 'count', count: '10001' }, 'count out-of-range'],
    [{ repeats: 'monthly-day', monthDay: '32' }, 'monthDay out-of-range'],
    [{ repeats: 'own' }, 'rule missing'],
    [{ repeats: 'own', rule: 'FREQ=HOURLY' }, 'rule unsupported'],
    [{ repeats: 'sometimes' }, 'repeats unknown-value'],
    [{ 'except.0': '2027-05-15' }, 'except.0 no-series'],
    [{ repeats: 'weekly', 'except.4': '2027-05-16' }, 'except.4 hits-nothing'],
  ])('%j is wrong at its field', (more, complaint) => {
    expect(complaintsOf(more)).toEqual([complaint])
  })

  test('offers the next day on which it repeats', () => {
    const { problems } = contentOfForm({ ...ordinary, repeats: 'weekly', weekday: 'TU' })
    expect(problems).toMatchObject([{ field: 'date', suggestion: '2027-05-11' }])
    expect(problems[0]?.detail).toContain('Tuesday 11 May 2027')
  })

  test('has further dates and leaves dates out, at the usual hour or another', () => {
    const { time } = contentFrom({
      repeats: 'weekly',
      'extra.0': '2027-06-09',
      'extraTime.0': '19:30',
      'extra.1': '2027-06-01',
      'extra.2': '',
      'except.0': '2027-05-15',
    })
    expect(time.extraDates).toEqual(['2027-06-01T10:00', '2027-06-09T19:30'])
    expect(time.exceptDates).toEqual(['2027-05-15T10:00'])
  })

  test('complains of the very row, in whatever order the rows are', () => {
    const rows = { 'except.0': '2027-06-05', 'except.1': '2027-05-16', 'except.2': '2027-05-15' }
    expect(complaintsOf({ repeats: 'weekly', ...rows })).toEqual(['except.1 hits-nothing'])
  })
})

describe('the other parts of a form', () => {
  test('forgive what everybody leaves out', () => {
    const content = contentFrom({
      website: 'open-doors.example/market',
      amount: '12,50',
      currency: 'eur',
    })
    expect(content.url).toBe('https://open-doors.example/market')
    expect(content.cost).toEqual({ kind: 'paid', amount: 12.5, currency: 'EUR' })
  })

  test.each<[FormFields, string]>([
    [{ website: 'javascript:alert(1)' }, 'website scheme'],
    [{ joinUrl: 'not an address' }, 'joinUrl not-absolute'],
    [{ amount: 'a lot' }, 'amount wrong-format'],
    [{ amount: '12', currency: 'Euro' }, 'currency wrong-format'],
    [{ contactEmail: 'nobody' }, 'contactEmail wrong-format'],
    [{ contactPhone: 'call me' }, 'contactPhone wrong-format'],
    [{ registerUrl: 'example.org/x' }, 'registration missing'],
    [{ registration: 'required', registerBy: 'soon' }, 'registerBy invalid-date'],
    [{ organiserUrl: 'example.org' }, 'organiserName missing'],
    [{ level: 'A1' }, 'teaches missing'],
    [{ 'eventLang.2': 'Klingonish' }, 'eventLang.2 unknown-value'],
    [{ 'eventLang.1': 'pl', 'eventRole.1': 'sung' }, 'eventRole.1 unknown-value'],
    [{ country: 'Atlantis' }, 'country unknown-value'],
    [{ countries: ['ES', 'Atlantis'] }, 'countries unknown-value'],
    [{ 'theme.1': 'cooking' }, 'theme.1 unknown-value'],
    [{ 'theme.1': 'culture-sport' }, 'theme.0 duplicate'],
    [{ 'feature.step-free': 'perhaps' }, 'feature.step-free unknown-value'],
    [{ placeName: 'x'.repeat(300) }, 'placeName too-long'],
  ])('%j is wrong at its field', (more, complaint) => {
    expect(complaintsOf(more)).toEqual([complaint])
  })

  test('put the first theme first', () => {
    expect(contentFrom({ 'theme.0': 'policy', 'theme.2': 'housing' }).themes).toEqual([
      'policy',
      'housing',
    ])
  })
})

describe('an event opened in the form', () => {
  test('shows texts as people write them', () => {
    const fields = formOfContent(
      contentOf(saturdayMarket, {
        translations: {
          pt: { title: 'Mercado', description: 'Comida.\n\nMúsica & dança' },
          en: { title: 'Market', description: '<p>Food and <strong>music</strong></p>' },
        },
      })
    )
    expect(fields['lang.0']).toBe('Portuguese')
    expect(fields['description.0']).toBe('Comida.\n\nMúsica & dança')
    expect(fields['description.1']).toBe('<p>Food and <strong>music</strong></p>')
    expect(fields['teaser.0']).toBe('')
  })

  test('says days and hours as people do', () => {
    const fields = formOfContent(contentOf(polishCourse))
    expect(fields).toMatchObject({ date: '2027-05-10', allDay: 'yes', endDate: '' })
    expect(formOfContent(contentOf(saturdayMarket))).toMatchObject({
      date: '2027-05-08',
      start: '10:00',
      end: '16:00',
      zone: 'Europe/Lisbon',
      kept: expect.stringContaining('38.7164'),
    })
  })

  test('keeps coordinates while the place stays, and lets them go with it', () => {
    const fields = formOfContent(contentOf(saturdayMarket))
    expect(contentOfForm({ ...fields, 'title.0': 'Feira' }).content?.place?.lat).toBe(38.7164)
    expect(contentOfForm({ ...fields, placeName: 'Rossio' }).content?.place).toEqual({
      name: 'Rossio',
      city: 'Lisboa',
      country: 'PT',
    })
  })

  test('keeps a rule it has no words for through an edit', () => {
    const time = { ...saturdayMarket.time, rule: 'FREQ=YEARLY;BYMONTH=5;BYDAY=2SA' }
    const fields = formOfContent(contentOf(saturdayMarket, { time } as never))
    expect(fields).toMatchObject({ repeats: 'own', rule: 'FREQ=YEARLY;BYMONTH=5;BYDAY=2SA' })
    const { content } = contentOfForm({ ...fields, start: '11:00' })
    expect(content?.time).toMatchObject({ start: '2027-05-08T11:00', rule: time.rule })
  })

  test('keeps the very moment a rule ends, until its days are changed', () => {
    const rule = 'FREQ=WEEKLY;UNTIL=20270529T090000Z'
    const fields = formOfContent(
      contentOf(saturdayMarket, { time: { ...saturdayMarket.time, rule } } as never)
    )
    expect(fields.until).toBe('2027-05-29')
    expect(contentOfForm(fields).content?.time.rule).toBe(rule)
    expect(contentOfForm({ ...fields, until: '2027-06-05' }).content?.time.rule).toBe(
      'FREQ=WEEKLY;UNTIL=20270605T225959Z'
    )
  })

  test('keeps that a translation is behind until somebody works on it', () => {
    const fields = formOfContent(
      contentOf(saturdayMarket, {
        translations: { pt: { title: 'Mercado' }, en: { title: 'Market', stale: true } },
      })
    )
    expect(contentOfForm(fields).content?.translations.en).toHaveProperty('stale', true)
    expect(
      contentOfForm({ ...fields, 'title.1': 'The market' }).content?.translations.en
    ).not.toHaveProperty('stale')
    // Another number for the same text is no work on it.
    const { 'lang.1': lang, 'title.1': title, ...others } = fields
    const moved = { ...others, 'lang.7': lang ?? '', 'title.7': title ?? '' }
    expect(contentOfForm(moved).content?.translations.en).toHaveProperty('stale', true)
  })

  const series = contentOf(saturdayMarket, {
    time: { ...saturdayMarket.time, rule: 'FREQ=WEEKLY;COUNT=5' },
    overrides: [
      { date: '2027-05-15T10:00', start: '2027-05-15T12:00' },
      { date: '2027-05-22T10:00', translations: { en: { title: 'Big market' } }, place: {} },
    ],
  } as never)

  test('keeps changed dates of a series', () => {
    const { content, dropped } = contentOfForm({
      ...formOfContent(series),
      'title.0': 'Mercado grande',
    })
    expect(content?.overrides).toEqual(series.overrides)
    expect(dropped).toEqual([])
  })

  test('says which changed dates an edit would lose', () => {
    const fields = { ...formOfContent(series), 'except.0': '2027-05-15' }
    const { content, dropped, problems } = contentOfForm(fields)
    expect(problems).toEqual([])
    expect(dropped).toEqual(['2027-05-15T10:00'])
    expect(content?.overrides?.map(({ date }) => date)).toEqual(['2027-05-22T10:00'])
    const hourLater = contentOfForm({ ...formOfContent(series), start: '11:00' })
    expect(hourLater.content).not.toHaveProperty('overrides')
    expect(hourLater.dropped).toEqual(['2027-05-15T10:00', '2027-05-22T10:00'])
  })

  test('lets the texts of a date go with their language', () => {
    const fields = formOfContent(series)
    const { 'lang.1': _lang, 'title.1': _title, 'teaser.1': _teaser, ...rest } = fields
    const { content, problems } = contentOfForm(rest)
    expect(problems).toEqual([])
    expect(content?.overrides).toEqual([
      { date: '2027-05-15T10:00', start: '2027-05-15T12:00' },
      { date: '2027-05-22T10:00', place: {} },
    ])
  })

  test.each(['{', '[1]', 'null', '"x"', '{"overrides":{"value":1}}', '7'])(
    'and a hidden field of %s is no way past the checks',
    (kept) => {
      const { problems } = contentOfForm({ ...ordinary, kept })
      expect(problems.map(({ field, code }) => [field, code])).toEqual([['kept', 'damaged']])
    }
  )

  test('checks what is kept like everything else', () => {
    const kept = JSON.parse(String(formOfContent(contentOf(saturdayMarket)).kept))
    kept.place.value.lat = 'north'
    const fields = { ...formOfContent(contentOf(saturdayMarket)), kept: JSON.stringify(kept) }
    expect(contentOfForm(fields).problems.map(({ field }) => field)).toEqual(['placeName'])
    const dates = { overrides: { value: [{ date: 5 }], seen: '' } }
    expect(contentOfForm({ ...ordinary, kept: JSON.stringify(dates) }).content).toEqual(
      contentFrom({})
    )
  })
})

describe('every event', () => {
  const ids = (list: Vocabulary) => fc.constantFrom(...list.terms.map(({ id }) => id))
  const words = fc.constantFrom(
    'Feira',
    'Café & chá',
    'a < b',
    'مهرجان',
    'Fête “du” pain',
    '2 + 2 = 4',
    'x'.repeat(60)
  )
  const line = fc.array(words, { minLength: 1, maxLength: 3 }).map((each) => each.join(' '))
  const lang = fc.constantFrom('pt', 'en', 'ar', 'sr-Latn', 'pt-BR', 'tlh', 'nb', 'gsw', 'zh-Hant')
  const description = fc.oneof(
    line,
    fc.array(line, { minLength: 1, maxLength: 3 }).map((each) => each.join('\n\n')),
    line.map((each) => `<p>${each}<br>${each}</p><ul><li>one</li><li>two</li></ul>`),
    line.map((each) => `<h3>${each}</h3><blockquote><p><em>${each}</em></p></blockquote>`),
    fc.constant('<p><a href="https://example.org/?a=1&amp;b=2">here &amp; there</a></p>')
  )
  const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }, required: (keyof T)[] = []) =>
    fc.record(model, { requiredKeys: required })
  const text = record(
    {
      title: line,
      teaser: line,
      description,
      origin: fc.constantFrom('author', 'human', 'machine'),
      stale: fc.boolean(),
    },
    ['title']
  )
  const address = fc.constantFrom('https://example.org/a', 'http://xn--bcher-kva.example/b?c=d')
  const rules = [
    'FREQ=DAILY',
    'FREQ=DAILY;INTERVAL=3;COUNT=4',
    'FREQ=WEEKLY',
    'FREQ=WEEKLY;COUNT=12',
    'FREQ=WEEKLY;BYDAY=TU,TH',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;WKST=SU',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU',
    'FREQ=MONTHLY',
    'FREQ=MONTHLY;BYDAY=1TU',
    'FREQ=MONTHLY;BYDAY=1TU,3TU',
    'FREQ=MONTHLY;BYMONTHDAY=1',
    'FREQ=MONTHLY;BYMONTHDAY=1,15;INTERVAL=2',
    'FREQ=YEARLY',
    'FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=1',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1',
  ]
  // 2027-06-01 is a Tuesday: the first day of every rule above.
  const timed = record(
    {
      allDay: fc.constant(false),
      start: fc.constant('2027-06-01T18:00'),
      end: fc.constantFrom('2027-06-01T20:00', '2027-06-02T01:00', '2027-06-04T12:00'),
      zone: fc.constantFrom('Europe/Lisbon', 'Europe/Kiev', 'UTC', 'Atlantic/Azores'),
      rule: fc.oneof(
        fc.constantFrom(...rules),
        fc.constantFrom(
          'FREQ=WEEKLY;UNTIL=20270801T170000Z',
          'FREQ=WEEKLY;UNTIL=20270731T225959Z',
          'FREQ=DAILY;UNTIL=20270801T000000Z'
        )
      ),
      extraDates: fc.subarray(['2027-07-02T18:00', '2027-07-09T10:30', '2027-06-30T18:00']),
    },
    ['allDay', 'start', 'zone']
  )
  const wholeDays = record(
    {
      allDay: fc.constant(true),
      start: fc.constant('2027-06-01'),
      end: fc.constantFrom('2027-06-02', '2027-06-05'),
      zone: fc.constantFrom('Europe/Lisbon', 'Asia/Nicosia'),
      rule: fc.oneof(fc.constantFrom(...rules), fc.constant('FREQ=WEEKLY;UNTIL=20270801')),
      extraDates: fc.subarray(['2027-07-02', '2027-07-09']),
    },
    ['allDay', 'start']
  )
  const place = fc.oneof(
    record({ name: line, address: line, city: words, country: ids(countries) }),
    record({ name: line, lat: fc.constant(38.7), lon: fc.constant(-9.1) }, ['lat', 'lon'])
  )
  /** What may be different on the first date, in a text the event has. */
  const changes = fc.constantFrom(
    { start: '2027-06-01T19:00', end: '2027-06-01T19:30' },
    { start: '2027-06-02' },
    { translations: { original: { title: 'Outro' } } },
    { place: { city: 'Porto' } }
  )
  const anything = record(
    {
      originalLang: lang,
      translations: fc.dictionary(lang, text, { minKeys: 1, maxKeys: 4 }),
      eventLanguages: fc.array(record({ lang, role: ids(languageRoles) }, ['lang']), {
        maxLength: 3,
      }),
      teaches: record({ lang, level: fc.constantFrom('A1', 'C2') }, ['lang']),
      time: fc.oneof(timed, wholeDays),
      overrides: fc.array(changes, { maxLength: 1 }),
      attendance: ids(attendances),
      place,
      joinUrl: address,
      primaryCountry: ids(countries),
      countries: fc.uniqueArray(ids(countries), { maxLength: 4 }),
      scope: ids(scopes),
      themes: fc.uniqueArray(ids(themes), { minLength: 1, maxLength: 3 }),
      track: ids(tracks),
      format: ids(formats),
      audience: fc.array(ids(audiences), { maxLength: 4 }),
      cost: record(
        {
          kind: ids(costKinds),
          amount: fc.constantFrom(0, 5, 12.5, 1e-7, 999_999.99),
          currency: fc.constantFrom('EUR', 'PLN'),
          note: line,
        },
        ['kind']
      ),
      accessibility: record({
        features: fc.dictionary(
          ids(accessibilityFeatures),
          fc.constantFrom('yes', 'no', 'unknown')
        ),
        note: line,
      }),
      registration: record(
        {
          kind: fc.constantFrom('none', 'optional', 'required'),
          url: address,
          deadline: fc.constant('2027-05-30'),
          idRequired: fc.constantFrom('yes', 'no', 'unknown'),
        },
        ['kind']
      ),
      organiser: record({ name: line, url: address }, ['name']),
      publicContact: record({
        name: words,
        email: fc.constant('info@example.org'),
        phone: fc.constant('+351 21 000 00 00'),
      }),
      url: address,
    },
    ['originalLang', 'translations', 'time', 'primaryCountry', 'themes']
  ).map(({ overrides = [], time, ...event }) => {
    const [first = ''] = Object.keys(event.translations)
    const extraDates: readonly string[] = time.extraDates ?? []
    const changed = overrides.map((change) => ({
      date: time.start,
      ...change,
      ...('translations' in change && { translations: { [first]: change.translations.original } }),
    }))
    return {
      ...event,
      originalLang: first,
      time: { ...time, ...(extraDates.length > 1 && { exceptDates: extraDates.slice(1) }) },
      ...(changed.length && { overrides: changed }),
    }
  })
  const contents = anything.filter((each) => eventContent.safeParse(each).success)

  test('comes out of its form as it went in', () => {
    fc.assert(
      fc.property(contents, (input) => {
        const content = eventContent.parse(input)
        const reading = contentOfForm(formOfContent(content))
        expect(reading.problems).toEqual([])
        expect(reading.content).toEqual(content)
      }),
      { numRuns: 200 }
    )
  })

  test('is shown by its fields for the most part: little has to be kept beside them', () => {
    const plain = contentOf(polishCourse, { organiser: { name: 'Szkoła' }, scope: 'local' })
    expect(formOfContent(plain).kept).toBe('')
  })
})
