import type { Nodes } from 'hast'
import { describe, expect, test } from 'vitest'
import type { HistoryEntry } from '../../src/calendar/audit.ts'
import type { EventContent } from '../../src/calendar/event.ts'
import type { Publication, PublicationState } from '../../src/calendar/publication.ts'
import { publicationWorkflow } from '../../src/calendar/publication-step.ts'
import {
  isWaiting,
  type Submission,
  type SubmissionState,
  submissionStates,
  submissionWorkflow,
} from '../../src/calendar/submission.ts'
import { doingNames, isEditable, type Situation } from '../../src/pages/my/doings.ts'
import { ownEventPage } from '../../src/pages/my/event.ts'
import { doingPage, type FormInput } from '../../src/pages/my/form.ts'
import { happenings } from '../../src/pages/my/happened.ts'
import { myEventsPage } from '../../src/pages/my/list.ts'
import { statesOf } from '../../src/pages/my/states.ts'
import type { OwnEventView } from '../../src/pages/my/view.ts'
import { words } from '../../src/pages/my/words.ts'
import { erasePage, linkSections, lostPage } from '../../src/pages/status.ts'
import {
  ana,
  contentOf,
  firstPublication,
  openDoors,
  pendingSubmission,
  saturdayMarket,
  site,
} from '../cast.ts'
import { all, classed, complaints, hrefs, named, read, textOf } from './document.ts'

const at = '2027-01-10T08:00:00Z'
const market = contentOf(saturdayMarket)

const submissionIn = (state: SubmissionState, content = market): Submission => ({
  ...pendingSubmission({ id: 'submission', event: 'event' }, ana, content, at),
  state,
})

const publicationIn = (
  state: PublicationState,
  changes: Partial<Publication> = {}
): Publication => ({
  ...firstPublication('event', market, openDoors, at).publication,
  state,
  ...changes,
})

const situation = (publication: Publication | null, newest: Submission | null): Situation => ({
  publication,
  newest,
  waiting: newest && isWaiting(newest.state) ? newest : null,
})

const offer: HistoryEntry = {
  at,
  by: { id: 'ana', name: 'Ana' },
  verb: 'offer',
  ledger: 'submission',
  state: 'pending',
  revision: 1,
  reason: { code: null, text: null },
  requestId: null,
}

const viewOf = (of: Situation, changes: Partial<OwnEventView> = {}): OwnEventView => ({
  situation: of,
  newestRevision: 1,
  decisions: [],
  history: [offer],
  mayAppeal: false,
  ahead: of.waiting?.state === 'pending' ? { count: 2, more: false } : null,
  occurrences: [],
  more: false,
  now: at,
  ...changes,
})

const account = {
  name: 'Ana',
  organisation: 'Open Doors Lisbon',
  moderator: false,
  administrator: false,
}
const frame = { site, account }
const address = { base: '/my/events/event', event: 'event', link: false }

const drawn = (view: OwnEventView, more: Partial<Parameters<typeof ownEventPage>[0]> = {}) =>
  read(
    ownEventPage({
      frame,
      address,
      view,
      reader: 'ana',
      done: undefined,
      readers: null,
      ...more,
    })
  )

const formInput = (of: Situation, changes: Partial<FormInput> = {}): FormInput => ({
  frame,
  address,
  situation: of,
  mayAppeal: true,
  history: [offer],
  reader: 'ana',
  now: at,
  problem: null,
  since: null,
  ...changes,
})

const first = (found: readonly Nodes[]): string => {
  const [one] = found
  if (!one) throw new Error('there is none')
  return textOf(one)
}

/** Every way an event can be to its organiser. */
const situations: readonly (readonly [string, Situation])[] = [
  ...submissionStates.map((state) => [state, situation(null, submissionIn(state))] as const),
  ...(['published', 'withdrawn', 'removed', 'archived'] as const).map(
    (state) => [state, situation(publicationIn(state), submissionIn('approved'))] as const
  ),
  ...(['pending', 'changes_requested', 'rejected'] as const).map(
    (state) =>
      [`published, ${state}`, situation(publicationIn('published'), submissionIn(state))] as const
  ),
]

describe('the page of an event of one’s own', () => {
  test.each(situations)('owes its reader nothing when it is %s', async (_, of) => {
    expect(complaints(await drawn(viewOf(of)))).toEqual([])
    const link = { base: '/s/event/token', event: 'event', link: true }
    const page = await drawn(viewOf(of), { address: link, more: linkSections(link, false) })
    expect(complaints(page)).toEqual([])
    expect(hrefs(page)).not.toContain('/my/events/event')
  })

  test.each(situations)('offers what the tables allow and nothing else when %s', async (_, of) => {
    const links = hrefs(await drawn(viewOf(of)))
    const { publication, waiting } = of
    const causes = publication ? publicationWorkflow[publication.state] : {}
    const verbs = waiting ? submissionWorkflow[waiting.state] : {}
    const allowed: Readonly<Record<(typeof doingNames)[number] | 'edit', boolean>> = {
      cancel: causes.cancel !== undefined,
      postpone: causes.postpone !== undefined,
      online: causes.move_online !== undefined,
      // It is scheduled, so there is nothing to take back.
      reinstate: false,
      withdraw: publication ? causes.withdraw !== undefined : verbs.withdraw !== undefined,
      appeal: false,
      edit: waiting
        ? verbs.resubmit !== undefined || verbs.supersede !== undefined
        : causes.approve !== undefined,
    }
    for (const [name, is] of Object.entries(allowed))
      expect(links.includes(`/my/events/event/${name}`), name).toBe(is)
    expect(isEditable(of)).toBe(allowed.edit)
  })

  test('offers to take a cancellation back, and not to cancel again', async () => {
    const of = situation(
      publicationIn('published', { status: 'cancelled' }),
      submissionIn('approved')
    )
    const links = hrefs(await drawn(viewOf(of)))
    expect(links).toContain('/my/events/event/reinstate')
    expect(links).not.toContain('/my/events/event/cancel')
  })

  test('has the button that cancels before everything that has to be read', async () => {
    const page = await drawn(viewOf(situation(publicationIn('published'), null)))
    const order = all(
      page,
      (e) => e.properties.href === '/my/events/event/cancel' || e.tagName === 'h2'
    )
    expect(order[0]?.properties.href).toBe('/my/events/event/cancel')
  })

  test('keeps titles and notes in their language and harmless', async () => {
    const hostile = '<script>alert(1)</script>'
    const arabic: EventContent = contentOf(saturdayMarket, {
      originalLang: 'ar',
      translations: { ar: { title: 'سوق السبت' } },
    })
    const of = situation(
      publicationIn('published', { content: arabic, statusNote: hostile }),
      submissionIn('approved', arabic)
    )
    const page = await drawn(
      viewOf(of, { history: [{ ...offer, reason: { code: null, text: hostile } }] })
    )
    expect(complaints(page)).toEqual([])
    expect(named(page, 'h1')[0]?.properties).toMatchObject({ lang: 'ar', dir: 'rtl' })
    expect(textOf(page)).toContain(hostile)
  })

  test('says why there was no wait where the organisation is trusted', async () => {
    const of = situation(publicationIn('published'), submissionIn('approved'))
    const decision = {
      submission: 'submission',
      round: 1,
      verb: 'approve',
      state: 'approved',
      reason: { code: null, text: null },
      by: { id: 'trust', name: 'Trusted organisation' },
      at,
    } as const
    const trusted = textOf(await drawn(viewOf(of, { decisions: [decision] })))
    expect(trusted).toContain('Your organisation is trusted')
    const looked = { ...decision, by: { id: 'marta', name: 'Marta' } }
    expect(textOf(await drawn(viewOf(of, { decisions: [looked] })))).toContain('Marta accepted it')
  })

  test('says in about how many calendars it is, and how that is known, or nothing', async () => {
    const live = viewOf(situation(publicationIn('published'), submissionIn('approved')))
    const panelOf = async (readers: number | null) =>
      classed(await drawn(live, { readers }), 'panel')
        .map(textOf)
        .filter((text) => text.trim().startsWith(words.readers))
    const [panel = '', ...more] = await panelOf(41.9)
    expect(more).toEqual([])
    expect(panel).toContain('In about 40 calendars.')
    expect(panel).toContain('Nobody is tracked')
    expect((await panelOf(0)).join()).toContain('In fewer than 5 calendars.')
    expect(await panelOf(null)).toEqual([])
    expect(complaints(await drawn(live, { readers: 3 }))).toEqual([])
  })

  test('counts who is looked at before, and says when it only knows that there are many', async () => {
    const of = situation(null, submissionIn('pending'))
    const said = async (count: number, more: boolean) =>
      textOf(await drawn(viewOf(of, { ahead: { count, more } })))
    expect(await said(0, false)).toContain('You are next.')
    expect(await said(1, false)).toContain('1 event is looked at before yours.')
    expect(await said(50, true)).toContain('More than 50 events are looked at before yours.')
    const late = viewOf(of, { now: '2027-02-10T08:00:00Z' })
    expect(textOf(await drawn(late))).toContain('the European desk looks at it too')
  })
})

describe('the states of an event', () => {
  const textsOf = (of: Situation, now = at) => statesOf(of, now).map(({ text }) => text)

  test('say all that is true of it', () => {
    const full = publicationIn('published', { status: 'postponed', availability: 'full' })
    expect(textsOf(situation(full, submissionIn('pending')))).toEqual([
      'Public',
      'Postponed',
      'Fully booked',
      'A change waits',
    ])
  })

  test('tell a refused change from a refused event', () => {
    const refused = { ...submissionIn('rejected'), revision: 2 }
    expect(textsOf(situation(publicationIn('published'), refused))).toEqual([
      'Public',
      'Change not accepted',
    ])
    expect(textsOf(situation(null, refused))).toEqual(['Not accepted'])
  })

  test('say that it is over from the day after its last', () => {
    const of = situation(publicationIn('published'), submissionIn('approved'))
    expect(textsOf(of, '2027-05-08T20:00:00Z')).toEqual(['Public'])
    expect(textsOf(of, '2027-05-09T08:00:00Z')).toEqual(['Public', 'Over'])
    const fair = contentOf(saturdayMarket, {
      time: { allDay: true, start: '2027-05-08', end: '2027-05-11' },
    })
    const days = situation(publicationIn('published', { content: fair }), null)
    expect(textsOf(days, '2027-05-10T08:00:00Z')).toEqual(['Public'])
    expect(textsOf(days, '2027-05-11T08:00:00Z')).toEqual(['Public', 'Over'])
  })
})

describe('what happened', () => {
  const entry = (ledger: HistoryEntry['ledger'], verb: string): HistoryEntry => ({
    ...offer,
    by: { id: 'marta', name: 'Marta' },
    ledger,
    verb,
  })

  test('tells an approval once, and leaves out who only looked', () => {
    const told = happenings([
      offer,
      entry('audit', 'take'),
      entry('submission', 'approve'),
      entry('publication', 'approve'),
      entry('publication', 'remove'),
    ])
    expect(told.map(({ ledger, verb }) => `${ledger} ${verb}`)).toEqual([
      'submission offer',
      'submission approve',
      'publication remove',
    ])
  })
})

describe('the forms', () => {
  test.each(doingNames)('to %s owe their reader nothing, whatever went wrong', async (name) => {
    for (const [, of] of situations) {
      const typed = { note: 'Rain <b>& wind</b>', joinUrl: 'no address' }
      const wrong = { form: name, whole: null, typed, fields: { note: 'Too long.' } }
      const late = { form: name, whole: 'Somebody was first.', typed, fields: {} }
      for (const input of [
        formInput(of),
        formInput(of, { problem: wrong }),
        formInput(of, { problem: late, since: [offer] }),
      ]) {
        const page = await read(doingPage(name, input))
        expect(complaints(page)).toEqual([])
        const text = named(page, 'textarea')
        if (input.problem) expect(first(text)).toBe(typed.note)
      }
    }
  })

  test('name what is wrong in the title, above the form and beside the field', async () => {
    const problem = { form: 'appeal', whole: null, typed: {}, fields: { note: 'Say why.' } }
    const of = situation(null, submissionIn('rejected'))
    const page = await read(doingPage('appeal', formInput(of, { problem })))
    expect(first(named(page, 'title'))).toMatch(/^Error: /)
    const alert = all(page, (e) => e.properties.role === 'alert')[0]
    expect(alert?.properties).toMatchObject({ tabIndex: -1, autoFocus: true })
    const field = named(page, 'textarea')[0]
    expect(alert && hrefs(alert)).toEqual([`#${field?.properties.id}`])
    const described = [field?.properties.ariaDescribedBy].flat().join(' ').split(' ')
    const texts = described.map((id) => first(all(page, (e) => e.properties.id === id)))
    expect(texts).toContain('Say why.')
  })

  test('of the status page owe their reader nothing either', async () => {
    const wrong = (form: string, field: string) => ({
      form,
      whole: null,
      typed: { [field]: 'x' },
      fields: { [field]: 'No.' },
    })
    const link = { base: '/s/event/token', event: 'event', link: true }
    for (const problem of [null, wrong('erase', 'sure')]) {
      const page = await read(erasePage({ frame: { site, account: null }, address: link, problem }))
      expect(complaints(page)).toEqual([])
    }
    for (const problem of [null, wrong('lost', 'email')])
      expect(complaints(await read(lostPage(site, problem)))).toEqual([])
  })
})

describe('the list', () => {
  const list = (changes: Partial<Parameters<typeof myEventsPage>[0]> = {}) =>
    read(
      myEventsPage({
        frame,
        events: situations.map(([, { publication, newest }], index) => ({
          id: `event-${index}`,
          createdAt: at,
          organisation: openDoors,
          publication,
          newest,
        })),
        drafts: [],
        older: null,
        paged: false,
        switches: false,
        now: at,
        ...changes,
      })
    )

  test('owes its reader nothing', async () => {
    const draft = { id: 'draft', person: 'ana', event: null, title: '', fields: {}, updatedAt: at }
    const page = await list({ drafts: [draft, { ...draft, id: 'other', event: 'event-1' }] })
    expect(complaints(page)).toEqual([])
    expect(classed(page, 'card')).toHaveLength(situations.length)
    expect(textOf(page)).toContain('Without a title')
    expect(complaints(await list({ events: [] }))).toEqual([])
    expect(complaints(await list({ events: [], paged: true }))).toEqual([])
  })

  test('tells its links apart for those who only hear them', async () => {
    const [card] = classed(await list(), 'card')
    const labels = card ? named(card, 'a').slice(1).map(textOf) : []
    expect(labels.length).toBeGreaterThan(0)
    for (const label of labels) expect(label).toContain('Mercado de sábado')
  })

  test('is for oneself where there is no organisation, and says where to act for another', async () => {
    const own = await list({
      frame: { site, account: { ...account, organisation: null } },
      switches: true,
    })
    expect(textOf(own)).toContain('Events you have announced for yourself')
    expect(textOf(own)).toContain('Act for somebody else')
  })
})
