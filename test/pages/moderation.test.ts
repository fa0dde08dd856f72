import { describe, expect, test } from 'vitest'
import type { EventContentInput } from '../../src/calendar/event.ts'
import {
  moderatorVerbs,
  type Submission,
  submissionStates,
  submissionWorkflow,
} from '../../src/calendar/submission.ts'
import { badgesOf, type Standing } from '../../src/pages/moderation/badges.ts'
import { changesOf } from '../../src/pages/moderation/changes.ts'
import { contentOf as drawn } from '../../src/pages/moderation/content.ts'
import { type DecisionInput, decisionPanel } from '../../src/pages/moderation/decision.ts'
import { filtersText, withFilters } from '../../src/pages/moderation/filters.ts'
import { cleaningOf, hintsOf } from '../../src/pages/moderation/hints.ts'
import { historyOf } from '../../src/pages/moderation/history.ts'
import { keyLegend, keys } from '../../src/pages/moderation/keys.ts'
import { whenOf, workingDays } from '../../src/pages/moderation/parts.ts'
import { filledIn, readyText } from '../../src/pages/moderation/reason-fields.ts'
import { scripts } from '../../src/pages/scripts/index.ts'
import { ana, contentOf, pendingSubmission, polishCourse, saturdayMarket } from '../cast.ts'
import { all, named, read, textOf } from './document.ts'

const now = '2027-01-13T09:30:00Z'
const market = contentOf(saturdayMarket)
const submission: Submission = pendingSubmission({ id: 's', event: 'e' }, ana, market, now)
const plain: Standing = {
  ruling: 'yes',
  taken: false,
  appeal: false,
  again: false,
  covered: false,
}
const words = async (markup: unknown) => textOf(await read(markup))

describe('filters', () => {
  test('read the same however they were chosen', () => {
    const one = filtersText({ countries: ['PT', 'PL'], kind: 'new', organisationId: 'a b' })
    expect(one).toBe('country=PL,PT&kind=new&organisation=a%20b')
    expect(filtersText({ countries: ['PL', 'PT'], organisationId: 'a b', kind: 'new' })).toBe(one)
    expect(filtersText({ countries: [] })).toBe('')
  })

  test('stand before whatever else an address says', () => {
    expect(withFilters('/moderation', { countries: [] })).toBe('/moderation')
    expect(withFilters('/m', { countries: ['PT'] }, { done: 'approve' })).toBe(
      '/m?country=PT&done=approve'
    )
    expect(withFilters('/m', { countries: [] }, { after: 'x y' })).toBe('/m?after=x+y')
  })
})

describe('an age', () => {
  test.each([
    ['2027-01-13T09:00:00Z', 0],
    ['2027-01-12T09:30:00Z', 1],
    ['2027-01-11T10:00:00Z', 1],
    // From Friday evening to Monday evening is one day of work.
    ['2027-01-08T09:30:00Z', 3],
    ['2020-01-01T00:00:00Z', 250],
  ])('since %s is counted in working days: %i', (since, days) => {
    expect(workingDays(since, now)).toBe(days)
  })
})

describe('when something takes place', () => {
  const time = (changes: EventContentInput['time']) =>
    whenOf(contentOf({ ...saturdayMarket, time: changes }))

  test('is one line, whatever it is', () => {
    const zone = 'Europe/Lisbon'
    expect(whenOf(market)).toBe('Saturday 8 May 2027, 10:00–16:00')
    expect(whenOf(contentOf(polishCourse))).toBe('Monday 10 May 2027')
    expect(time({ allDay: true, start: '2027-05-10', end: '2027-05-13' })).toBe('10–12 May 2027')
    expect(time({ allDay: false, start: '2027-05-10T21:00', end: '2027-05-11T02:00', zone })).toBe(
      '10–11 May 2027'
    )
    const rule = 'FREQ=WEEKLY;COUNT=3'
    expect(
      time({ allDay: false, start: '2027-05-10T21:00', end: '2027-05-10T22:00', zone, rule })
    ).toBe('Every Monday, 3 times, 21:00–22:00')
  })
})

describe('badges', () => {
  const badges = async (of: Partial<Submission>, standing: Partial<Standing>, live = false) =>
    all(await read(badgesOf({ ...submission, live, ...of }, { ...plain, ...standing })), (e) =>
      String(e.properties.className).includes('state')
    ).map(textOf)

  test('say what is special in words', async () => {
    expect(await badges({}, {})).toEqual(['New'])
    expect(await badges({}, {}, true)).toEqual(['Change'])
    expect(await badges({ lowPriority: true }, { appeal: true, covered: true })).toEqual([
      'New',
      'Second look asked for',
      'Also at the EU desk',
      'Low priority',
    ])
    expect(await badges({ state: 'approved' }, { covered: true })).toEqual(['Public on trust'])
    expect(await badges({ split: { event: 'e', revision: 2 } }, { again: true })).toEqual([
      'New',
      'Continues a series',
      'Changed as asked',
    ])
  })
})

describe('what will be public', () => {
  test('stands side by side in all languages, the original first, each in its direction', async () => {
    const content = contentOf({
      ...saturdayMarket,
      originalLang: 'ar',
      translations: {
        en: { title: 'Poems', origin: 'machine' },
        ar: { title: 'أمسية شعر', description: '<p>نقرأ <em>معاً</em>.</p>' },
      },
    })
    const root = await read(drawn(content, now))
    const texts = all(root, (e) => String(e.properties.className) === 'version')
    expect(texts.map((text) => named(text, 'h4').map(textOf)[0])).toEqual(['أمسية شعر', 'Poems'])
    const [arabic] = all(root, (e) => e.properties.lang === 'ar')
    expect(arabic?.properties.dir).toBe('rtl')
    expect(await words(drawn(content, now))).toContain('English · Translated by a machine')
    // A summary that is the beginning of the description is not said twice.
    expect(all(root, (e) => String(e.properties.className) === 'teaser')).toEqual([])
  })

  test('cannot break out of its place', async () => {
    const content = contentOf({
      ...saturdayMarket,
      translations: { pt: { title: 'a < b & "c"' } },
      place: { name: '"><script>alert(1)</script>Praça', city: 'Lisboa' },
    })
    const root = await read(drawn(content, now))
    expect(named(root, 'script')).toEqual([])
    expect(named(root, 'h4').map(textOf)).toEqual(['a < b & "c"'])
  })

  test('says when all dates are over', async () => {
    const over = contentOf({ ...polishCourse, time: { allDay: true, start: '2026-08-01' } })
    expect(await words(drawn(over, now))).toContain(
      'All its dates are over. Saturday 1 August 2026'
    )
  })
})

describe('differences', () => {
  test('are marked for the eye and said for the ear, each text in its language', async () => {
    const after = contentOf({
      ...saturdayMarket,
      translations: { ...saturdayMarket.translations, pt: { title: 'Mercado de domingo' } },
    })
    const root = await read(changesOf(market, after))
    const [text] = all(root, (e) => e.tagName === 'dd' && e.properties.lang === 'pt')
    expect(text && textOf(text)).toBe(
      'Mercado de Removed: sábado end of removed text. Added: domingo end of added text.'
    )
    const spoken = all(root, (e) => String(e.properties.className) === 'vh')
    expect(spoken.every((e) => e.properties.lang === 'en')).toBe(true)
  })

  test('leave out the middle of what stays', async () => {
    const long = (last: string) =>
      contentOf({
        ...saturdayMarket,
        translations: {
          pt: { title: 'Mercado', description: `<p>${'palavra '.repeat(200)}${last}</p>` },
        },
      })
    const text = await words(changesOf(long('ontem'), long('amanhã')))
    expect(text).toContain('[…]')
    expect(text).toContain('Added: amanhã')
    expect(text.length).toBeLessThan(600)
  })

  test('of the same say so', async () => {
    expect(await words(changesOf(market, market))).toBe('Nothing that is shown differs.')
  })
})

describe('hints', () => {
  test('name what moderators ask for most', async () => {
    const bare = contentOf({ ...polishCourse, time: { allDay: true, start: '2026-08-01' } })
    const text = await words(hintsOf(bare, now))
    expect(text).toContain('All its dates are over.')
    expect(text).toContain('little text')
    expect(text).toContain('where it takes place')
    expect(text).toContain('names no organiser')
  })

  test('are silent about an event that says it all, and one that runs now', async () => {
    const full = contentOf({
      ...saturdayMarket,
      translations: {
        pt: { title: 'Mercado', description: `<p>${'Muita coisa. '.repeat(20)}</p>` },
      },
      organiser: { name: 'Open Doors' },
    })
    expect(hintsOf(full, now)).toBe('')
    const running = contentOf({
      ...full,
      time: { allDay: true, start: '2027-01-01', end: '2027-02-01' },
    })
    expect(hintsOf(running, now)).toBe('')
    const endless = { allDay: true, start: '2020-01-01', rule: 'FREQ=WEEKLY' } as const
    expect(hintsOf(contentOf({ ...full, time: endless }), now)).toBe('')
  })

  test('say in words what was cleaned, and where', async () => {
    const flags = [
      { pointer: '/translations/pt/title', lang: 'pt', rules: ['E', 'M'] as const },
      { pointer: '/place/name', lang: null, rules: ['I'] as const },
    ]
    const text = await words(cleaningOf(flags))
    expect(text).toContain('Title Portuguese')
    expect(text).toContain('Place')
    expect(text).toContain('word processor')
    expect(cleaningOf([])).toBe('')
  })
})

describe('the decision', () => {
  const panel = (changes: Partial<DecisionInput>) =>
    decisionPanel({
      submission,
      objection: null,
      unchecked: false,
      publication: null,
      taken: false,
      problem: null,
      filled: null,
      filters: { countries: ['PT'] },
      ...changes,
    })
  const actions = async (changes: Partial<DecisionInput>) =>
    named(await read(panel(changes)), 'button').map((e) => String(e.properties.value))

  test.each(submissionStates)('in the state %s has the buttons of the table', async (state) => {
    const allowed = moderatorVerbs.filter((verb) => submissionWorkflow[state][verb])
    const found = await actions({ submission: { ...submission, state } })
    expect(found.filter((each) => moderatorVerbs.some((verb) => verb === each))).toEqual(allowed)
    if (allowed.length === 0) expect(found).toEqual([])
  })

  test('has no button for whoever may not, and says why', async () => {
    expect(await actions({ objection: 'Not yours.' })).toEqual([])
    expect(await words(panel({ objection: 'Not yours.' }))).toContain('Not yours.')
  })

  test('begins with the button that is pressed most', async () => {
    const [first] = await actions({})
    expect(first).toBe('approve')
  })

  test('on what is public on trust is to have looked, or to take it down', async () => {
    const approved = { ...submission, state: 'approved' } as const
    const unchecked = { submission: approved, unchecked: true }
    expect(await actions({ ...unchecked, publication: { state: 'published' } })).toEqual([
      'check',
      'use-reason:remove',
      'remove',
      'take',
    ])
    // Withdrawn by its organiser meanwhile: there is nothing left to take down.
    expect(await actions({ ...unchecked, publication: { state: 'withdrawn' } })).toEqual([
      'check',
      'take',
    ])
  })

  test('says which language the submitter reads, and whether we have words in it', async () => {
    const reads = (lang: string) => words(panel({ submission: { ...submission, lang } }))
    expect(await reads('en')).toContain('They read English.')
    expect(await reads('sw')).toContain('They read Swahili; our ready words are in English only.')
  })

  test('carries the filters and the version that was seen', async () => {
    const hidden = all(await read(panel({})), (e) => e.properties.type === 'hidden')
    expect(hidden.map((e) => [e.properties.name, e.properties.value])).toEqual([
      ['filters', 'country=PT'],
      ['seen', 's.0.1'],
    ])
  })
})

describe('our words', () => {
  test('take the place of our words, and stand behind those of a moderator', () => {
    const spam = readyText('reject', 'spam', 'en')
    const duplicate = readyText('reject', 'duplicate', 'en')
    expect(filledIn('', 'reject', 'spam', 'en')).toBe(spam)
    expect(filledIn(duplicate, 'reject', 'spam', 'en')).toBe(spam)
    expect(filledIn(' Mine. ', 'reject', 'spam', 'en')).toBe(`Mine.\n\n${spam}`)
    expect(spam).not.toBe(readyText('request_changes', 'spam', 'en'))
  })
})

describe('a history', () => {
  const none = { code: null, text: null }
  const at = now
  const marta = { id: 'marta', name: 'Marta' }

  test('tells in words who did what and why, an approval once', async () => {
    const entry = { at, by: marta, state: 'approved', revision: 2, reason: none, requestId: 'r-1' }
    const text = await words(
      historyOf([
        { ...entry, ledger: 'submission', verb: 'approve' },
        { ...entry, ledger: 'publication', verb: 'approve', state: 'published' },
        {
          ...entry,
          ledger: 'publication',
          verb: 'remove',
          reason: { code: 'personal-data', text: 'A name.' },
        },
        { ...entry, ledger: 'audit', verb: 'take', state: 'refused', revision: null },
      ])
    )
    expect(text.match(/approved it/g)).toHaveLength(1)
    expect(text).toContain('Marta took it down · revision 2 Private details of people A name.')
    expect(text).toContain('Marta tried and was refused: took it to look at')
    expect(text).not.toContain('r-1')
  })

  test('says that nobody looked before what was published on trust', async () => {
    const by = { id: 'trust', name: 'Trusted organisation' }
    const entry = { at, by, state: 'approved', revision: 1, reason: none, requestId: null }
    expect(await words(historyOf([{ ...entry, ledger: 'submission', verb: 'approve' }]))).toContain(
      'published it on trust, before anybody looked'
    )
  })
})

describe('the keys', () => {
  test('are told of, hidden until the script runs, with a switch', async () => {
    const root = await read(keyLegend(['approve', 'help']))
    const [legend] = named(root, 'details')
    expect(legend?.properties.hidden).toBe(true)
    expect(named(root, 'dt').map(textOf)).toEqual(['a', '?'])
    const [box] = all(root, (e) => e.properties.id === 'keys-on')
    expect(box?.properties.checked).toBe(true)
  })

  test('of the legend are those of the script', () => {
    const known = [...scripts.moderation.matchAll(/^ {4}'?([^\s:']+)'?: (?:\(\) =>|help)/gm)]
    const told = Object.values(keys).map(({ key }) => key)
    // The browser itself opens a link.
    expect(known.map(([, key]) => key)).toEqual(
      expect.arrayContaining(told.filter((key) => key !== 'Enter'))
    )
    expect(scripts.moderation.length).toBeLessThan(4096)
  })
})
