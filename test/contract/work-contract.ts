import { v7 as newId } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import type { EventContentInput } from '../../src/calendar/event.ts'
import { Fault } from '../../src/calendar/fault.ts'
import type { Mail } from '../../src/calendar/mail.ts'
import type { Memory } from '../../src/calendar/memory.ts'
import type { Actor } from '../../src/calendar/people.ts'
import { independent } from '../../src/calendar/people.ts'
import type { Change, Store } from '../../src/calendar/store.ts'
import { decide, type SubmissionState, type SubmissionVerb } from '../../src/calendar/submission.ts'
import { floating } from '../../src/calendar/time.ts'
import { fragmentsOf } from '../../src/render/fragment.ts'
import type { Driver } from '../../src/store/driver.ts'
import { sqlMemory } from '../../src/store/memory.ts'
import { sqlOutbox } from '../../src/store/outbox.ts'
import { sqlStore } from '../../src/store/sql-store.ts'
import {
  ana,
  contentOf,
  firstPublication,
  marta,
  pendingSubmission,
  polishCourse,
  saturdayMarket,
  site,
} from '../cast.ts'

const at = '2027-01-10T08:00:00Z'
const later = '2027-01-10T09:00:00Z'
const by = { id: marta.id, name: marta.name }
const noReason = { code: null, text: null }
const raw = (sql: string, params: unknown[] = []) => ({ toSQL: () => ({ sql, params }) })

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work
  } catch (error) {
    if (error instanceof Fault) return error.code
    throw error
  }
  return 'no fault'
}

/** What moderators, organisers and the retention jobs ask of any storage; each test has people of its own. */
export const workContract = (open: () => Promise<Driver>) => {
  let driver: Driver
  let store: Store
  let memory: Memory

  beforeAll(async () => {
    driver = await open()
    store = sqlStore(driver)
    memory = sqlMemory(driver, store.publicationsOf)
  })

  const rows = <Row>(sql: string, ...values: string[]) => driver.all<Row>(sql, values)

  /** A person with a mailbox and nothing else. */
  const person = async (verified = true) => {
    const id = newId()
    await driver.atomically([
      raw(
        `insert into user (id, name, email, email_verified, created_at, updated_at)
         values (?, ?, ?, ?, ?, ?)`,
        [
          id,
          'Ines',
          `${id}@example.org`,
          verified ? 1 : 0,
          `${at.slice(0, 19)}.000Z`,
          `${at.slice(0, 19)}.000Z`,
        ]
      ),
    ])
    return id
  }

  const organisation = async (): Promise<Actor & { organisation: { id: string } }> => {
    const id = newId()
    const it = { id, slug: `org-${id}`, name: `Organisation ${id.slice(-4)}` }
    await driver.atomically([
      raw('insert into organisation (id, slug, name, created_at) values (?, ?, ?, ?)', [
        it.id,
        it.slug,
        it.name,
        at,
      ]),
    ])
    return { ...ana, organisation: it, memberOf: [id] }
  }

  /** A submission of an organisation, or of a person without one. */
  const submitted = async (
    of: Readonly<{ actor?: Actor; owner?: string; when?: string; lowPriority?: boolean }>,
    input: EventContentInput = saturdayMarket,
    state: SubmissionState = 'pending'
  ) => {
    const event = newId()
    const content = contentOf(input)
    const when = of.when ?? at
    const it = {
      ...pendingSubmission({ id: newId(), event }, of.actor ?? ana, content, when),
      state,
      lowPriority: of.lowPriority ?? false,
      ...(of.owner && {
        organisation: independent,
        ownerId: of.owner,
        submitter: { id: of.owner, name: 'Ines' },
      }),
    }
    await store.commit({
      newEvent: { id: event, organisationId: it.organisation.id, ownerId: it.ownerId, at: when },
      revisions: [
        {
          event,
          number: 1,
          content,
          received: '{"as":"typed"}',
          author: it.submitter.id,
          at: when,
        },
      ],
      newSubmission: it,
    })
    return it
  }
  type Submitted = Awaited<ReturnType<typeof submitted>>

  const decided = async (it: Submitted, verb: SubmissionVerb, when = at, more: Change = {}) => {
    const decision = decide(it, verb, by, noReason, when)
    await store.commit({ decisions: [decision], ...more })
    return { ...it, state: decision.state, round: decision.round }
  }

  const published = async (it: Submitted, when = at) => {
    const step = firstPublication(it.event, it.content, it.organisation, when)
    await decided(it, 'approve', when, {
      steps: [{ step, fragments: fragmentsOf(step.publication, site) }],
    })
    return step.publication
  }

  describe('the queue', () => {
    test('has what came without proof of work behind everything else, and its cursor knows', async () => {
      const actor = await organisation()
      const suspect = await submitted({ actor, lowPriority: true, when: '2027-01-01T08:00:00Z' })
      const first = await submitted({ actor, when: '2027-01-02T08:00:00Z' })
      const second = await submitted({ actor, when: '2027-01-03T08:00:00Z' })
      const query = {
        states: ['pending'] as const,
        organisationId: actor.organisation.id,
        limit: 10,
      }
      const ids = async (after?: Submitted) =>
        (await store.queue({ ...query, ...(after && { after }) })).map(({ id }) => id)
      expect(await ids()).toEqual([first.id, second.id, suspect.id])
      expect(await ids(second)).toEqual([suspect.id])
      expect(await ids(suspect)).toEqual([])
    })

    test('shows the EU desk other countries’ submissions once they have waited too long', async () => {
      const actor = await organisation()
      const old = await submitted({ actor, when: '2027-01-02T08:00:00Z' })
      const fresh = await submitted({ actor, when: '2027-01-08T08:00:00Z' })
      const desk = {
        states: ['pending'] as const,
        organisationId: actor.organisation.id,
        countries: ['EU'],
        limit: 10,
      }
      expect(await store.queue(desk)).toEqual([])
      const covered = await store.queue({ ...desk, coveredBefore: old.waitingSince })
      expect(covered.map(({ id }) => id)).toEqual([old.id])
      const within = { ...desk, coveredBefore: fresh.waitingSince, within: ['PL'] }
      expect(await store.queue(within)).toEqual([])
    })

    test('tells new events, edits and those published on trust apart', async () => {
      const actor = await organisation()
      const fresh = await submitted({ actor })
      const live = await submitted({ actor })
      await published(live)
      const content = contentOf(polishCourse)
      const edit = {
        ...pendingSubmission({ id: newId(), event: live.event }, actor, content, later),
        revision: 2,
      }
      await store.commit({
        revisions: [
          { event: live.event, number: 2, content, received: '{}', author: actor.id, at: later },
        ],
        newSubmission: edit,
        toCheck: { submission: live.id, at: later },
      })
      const of = async (kind: 'new' | 'edit' | 'unchecked', states: SubmissionState[]) =>
        (await store.queue({ states, kind, organisationId: actor.organisation.id, limit: 10 })).map(
          ({ id }) => id
        )
      expect(await of('new', ['pending'])).toEqual([fresh.id])
      expect(await of('edit', ['pending'])).toEqual([edit.id])
      expect(await of('unchecked', ['approved'])).toEqual([live.id])
      await store.commit({ checked: { submission: live.id, by, at: later } })
      expect(await of('unchecked', ['approved'])).toEqual([])
      expect(await codeOf(store.commit({ checked: { submission: live.id, by, at: later } }))).toBe(
        'conflict'
      )
    })

    test('says who looks at a submission; the newest counts', async () => {
      const actor = await organisation()
      const it = await submitted({ actor })
      expect(await store.takenBy(it.id)).toBeNull()
      await store.commit({ assigned: { submission: it.id, by, at } })
      await store.commit({
        assigned: { submission: it.id, by: { id: 'jana', name: 'Jana' }, at: later },
      })
      const [row] = await store.queue({
        states: ['pending'],
        organisationId: actor.organisation.id,
        limit: 1,
      })
      expect(row?.takenBy).toEqual({ by: { id: 'jana', name: 'Jana' }, at: later })
      await store.commit({ assigned: { submission: it.id, by: null, at: later } })
      expect(await store.takenBy(it.id)).toBeNull()
    })

    test('counts by country with the longest wait', async () => {
      const actor = await organisation()
      await submitted(
        { actor, when: '2026-12-01T08:00:00Z' },
        { ...polishCourse, primaryCountry: 'XK' }
      )
      await submitted(
        { actor, when: '2026-12-02T08:00:00Z' },
        { ...polishCourse, primaryCountry: 'XK' }
      )
      expect(await store.queueCounts({ countries: ['XK'] })).toEqual([
        { country: 'XK', waiting: 2, oldest: '2026-12-01T08:00:00Z' },
      ])
    })
  })

  describe('own events', () => {
    test('are those of the organisation, or of the person without one, newest first with where they stand', async () => {
      const actor = await organisation()
      const owner = await person()
      const old = await submitted({ actor, when: '2027-01-01T08:00:00Z' })
      const fresh = await submitted({ actor, when: '2027-01-02T08:00:00Z' })
      await published(old)
      const own = await submitted({ owner })
      const list = await store.ownEvents({ organisationId: actor.organisation.id }, null, 10)
      expect(list.map(({ id }) => id)).toEqual([fresh.event, old.event])
      expect(list[0]).toMatchObject({ publication: null, newest: { state: 'pending' } })
      expect(list[1]).toMatchObject({
        publication: { state: 'published' },
        newest: { state: 'approved' },
      })
      const [first] = list
      expect(
        (await store.ownEvents({ organisationId: actor.organisation.id }, first ?? null, 10)).map(
          ({ id }) => id
        )
      ).toEqual([old.event])
      expect((await store.ownEvents({ ownerId: owner }, null, 10)).map(({ id }) => id)).toEqual([
        own.event,
      ])
      // What belongs to a person is no organisation's.
      const nobodys = await store.ownEvents({ organisationId: independent.id }, null, 1000)
      expect(nobodys).toEqual([])
    })

    test('have a history of everything that was done, with the request that did it', async () => {
      const actor = await organisation()
      const it = await submitted({ actor })
      await store.commit({
        decisions: [decide(it, 'request_changes', by, { code: null, text: 'When?' }, later)],
        trail: { requestId: 'request-1', addressHash: 'hash' },
        audit: [
          {
            at: later,
            by,
            verb: 'take',
            object: `event:${it.event}`,
            outcome: 'done',
            reason: null,
          },
        ],
      })
      expect(await store.history(it.event)).toMatchObject([
        { verb: 'offer', by: { name: 'Ana' }, state: 'pending' },
        { verb: 'request_changes', reason: { text: 'When?' }, requestId: 'request-1' },
        { verb: 'take', ledger: 'audit', requestId: 'request-1' },
      ])
    })
  })

  describe('drafts', () => {
    test('are kept as typed, replaced by their id, and nobody else’s', async () => {
      const [one, other] = [await person(), await person()]
      const draft = {
        id: newId(),
        person: one,
        event: null,
        title: '',
        fields: { a: ['x', ''] },
        updatedAt: at,
      }
      await store.commit({ draft })
      await store.commit({ draft: { ...draft, title: 'Kurs', updatedAt: later } })
      expect(await store.draft(draft.id)).toEqual({ ...draft, title: 'Kurs', updatedAt: later })
      expect(await codeOf(store.commit({ draft: { ...draft, person: other } }))).toBe('conflict')
      expect(await store.draftsOf(other)).toEqual([])
      await store.commit({ draftDone: { id: draft.id, person: other } })
      expect(await store.draftsOf(one)).toHaveLength(1)
      await store.commit({ draftDone: { id: draft.id, person: one } })
      expect(await store.draftsOf(one)).toEqual([])
    })
  })

  describe('trust', () => {
    test('is given once, taken back, and the record says whether it is earned', async () => {
      const actor = await organisation()
      const { id } = actor.organisation
      expect(await store.trustedSince(id)).toBeNull()
      await store.commit({ trust: { organisationId: id, given: true, by, at } })
      await store.commit({ trust: { organisationId: id, given: true, by, at: later } })
      expect(await store.trustedSince(id)).toBe(at)
      await published(await submitted({ actor }))
      await decided(await submitted({ actor }), 'reject')
      expect(await store.record(id, '2026-01-10T08:00:00Z')).toEqual({
        approvedAtOnce: 1,
        others: 1,
      })
      await store.commit({ trust: { organisationId: id, given: false, by, at: later } })
      expect(await store.trustedSince(id)).toBeNull()
    })
  })

  describe('twins', () => {
    test('are looked for among what waits on a day, but not among what nobody has confirmed', async () => {
      const actor = await organisation()
      const it = await submitted({ actor }, polishCourse)
      const unconfirmed = await submitted(
        { owner: await person(false) },
        polishCourse,
        'unconfirmed'
      )
      const ids = (await store.waitingOn(['2027-05-10'], 1000)).map(({ id }) => id)
      expect(ids).toContain(it.id)
      expect(ids).not.toContain(unconfirmed.id)
      expect(await store.waitingOn(['2027-05-11'], 1000)).toEqual([])
    })
  })

  describe('the outbox', () => {
    const mailTo = (to: string): Mail => ({
      id: newId(),
      kind: 'restored',
      person: to,
      address: null,
      lang: 'pl',
      facts: { event: 'e', title: 'Kurs', titleLang: 'pl', link: false },
      at,
    })

    test('gets its mails in the commit that tells of them, or not at all', async () => {
      const outbox = sqlOutbox(driver)
      const to = await person()
      const it = await submitted({ actor: await organisation() })
      const decision = decide(it, 'approve', by, noReason, at)
      await store.commit({ decisions: [decision] })
      const lost = store.commit({ decisions: [decision], mails: [mailTo(to)] })
      expect(await codeOf(lost)).toBe('conflict')
      expect((await outbox.list('waiting', 1000)).filter(({ mail }) => mail.person === to)).toEqual(
        []
      )
    })

    test('gives a mail to one deliverer at a time, and to the next when that one dies', async () => {
      const outbox = sqlOutbox(driver)
      const mail = mailTo(await person())
      await store.commit({ mails: [mail] })
      const mine = (entries: readonly { mail: Mail }[]) =>
        entries.filter((e) => e.mail.id === mail.id)
      const claimed = mine(await outbox.claim(later, '2027-01-10T09:02:00Z', 1000))
      expect(claimed).toMatchObject([{ mail, state: 'waiting', attempts: 1 }])
      expect(mine(await outbox.claim(later, '2027-01-10T09:02:01Z', 1000))).toEqual([])
      expect(
        mine(await outbox.claim('2027-01-10T09:02:00Z', '2027-01-10T09:04:00Z', 1000))
      ).toMatchObject([{ attempts: 2 }])
    })

    test('empties what has ended, keeps what failed until it is due, and revives the dead', async () => {
      const outbox = sqlOutbox(driver)
      const [sent, failing] = [mailTo(await person()), mailTo(await person())]
      await outbox.add([sent, failing, sent])
      await outbox.end(sent.id, 'sent', later)
      await outbox.failed(failing.id, 'connection refused', '2027-01-10T12:00:00Z', later)
      const due = async (now: string, until: string) =>
        (await outbox.claim(now, until, 1000)).map(({ mail }) => mail.id)
      expect(await due('2027-01-10T11:00:00Z', '2027-01-10T11:02:00Z')).not.toContain(failing.id)
      expect(await due('2027-01-10T12:00:00Z', '2027-01-10T12:02:00Z')).toContain(failing.id)
      await outbox.failed(failing.id, 'no such mailbox', null, later)
      const find = async (state: 'sent' | 'dead', id: string) =>
        (await outbox.list(state, 1000)).find(({ mail }) => mail.id === id)
      expect((await find('sent', sent.id))?.mail.facts).toEqual({})
      expect(await find('dead', failing.id)).toMatchObject({ lastError: 'no such mailbox' })
      expect(await outbox.revive([failing.id, sent.id], later)).toBe(1)
      expect(await due('2027-01-10T13:00:00Z', '2027-01-10T13:02:00Z')).toContain(failing.id)
    })
  })

  describe('forgetting', () => {
    test('deletes what nobody confirmed, with the mailbox somebody typed, and nothing else', async () => {
      const typed = await person(false)
      const known = await person(true)
      const gone = await submitted(
        { owner: typed, when: '2020-01-01T08:00:00Z' },
        saturdayMarket,
        'unconfirmed'
      )
      const alsoGone = await submitted(
        { owner: known, when: '2020-01-01T08:00:00Z' },
        saturdayMarket,
        'unconfirmed'
      )
      const kept = await submitted(
        { owner: typed, when: '2020-01-03T08:00:00Z' },
        saturdayMarket,
        'unconfirmed'
      )
      expect(await memory.dropUnconfirmed('2020-01-02T08:00:00Z', 100)).toBe(2)
      expect(await store.submission(gone.id)).toBeNull()
      expect(await store.head(alsoGone.event)).toBeNull()
      expect(await store.head(kept.event)).not.toBeNull()
      expect(await rows('select id from user where id in (?, ?)', typed, known)).toHaveLength(2)
      expect(await memory.dropUnconfirmed('2020-01-03T08:00:00Z', 100)).toBe(1)
      expect(await rows('select id from user where id in (?, ?)', typed, known)).toEqual([
        { id: known },
      ])
    })

    test('cannot touch a submission or revision that somebody has confirmed', async () => {
      const it = await submitted({ actor: await organisation() })
      await expect(
        driver.atomically([raw('delete from submission where id = ?', [it.id])])
      ).rejects.toThrow()
      await expect(
        driver.atomically([raw('delete from revision where event_id = ?', [it.event])])
      ).rejects.toThrow()
    })

    test('keeps the audit for its time and lets nobody change it', async () => {
      const object = `event:${newId()}`
      const entry = { by, verb: 'take', object, outcome: 'done', reason: null } as const
      await store.commit({
        audit: [
          { ...entry, at: '2099-01-01T00:00:00Z' },
          { ...entry, at: '2099-06-01T00:00:00Z' },
        ],
        trail: { requestId: 'r', addressHash: 'h' },
      })
      await expect(
        driver.atomically([raw('delete from audit where object = ?', [object])])
      ).rejects.toThrow()
      await expect(
        driver.atomically([raw("update audit set verb = 'trust' where object = ?", [object])])
      ).rejects.toThrow()
      expect(await memory.wipeAddressHashes('2099-01-01T00:00:00Z')).toBeGreaterThanOrEqual(1)
      expect(
        await rows('select address_hash from audit where object = ? order by number', object)
      ).toEqual([{ address_hash: null }, { address_hash: 'h' }])
      expect(await memory.dropAudit('2099-03-01T00:00:00Z')).toBeGreaterThanOrEqual(1)
      expect(await store.auditOf(object, 10)).toMatchObject([{ at: '2099-06-01T00:00:00Z' }])
      await expect(
        driver.atomically([raw('delete from audit where object = ?', [object])])
      ).rejects.toThrow()
    })

    test('finds events that are over, and series that go on are not', async () => {
      const actor = await organisation()
      const past = { ...polishCourse, time: { allDay: true, start: '2015-05-10' } } as const
      const over = await published(await submitted({ actor }, past))
      const endless = await published(
        await submitted({ actor }, { ...past, time: { ...past.time, rule: 'FREQ=WEEKLY' } })
      )
      const found = (await memory.pastEvents(floating('2016-01-01'), 1000)).map(
        ({ event }) => event
      )
      expect(found).toContain(over.event)
      expect(found).not.toContain(endless.event)
      expect(
        (await memory.pastEvents(floating('2015-05-10'), 1000)).map(({ event }) => event)
      ).not.toContain(over.event)
    })

    test('erases people without an account when everything of theirs is long over', async () => {
      const past = { ...polishCourse, time: { allDay: true, start: '2015-05-10' } } as const
      const [done, waiting, refused, fresh] = [
        await person(),
        await person(),
        await person(),
        await person(),
      ]
      const when = '2015-04-01T08:00:00Z'
      await published(await submitted({ owner: done, when }, past), when)
      await published(await submitted({ owner: waiting, when }, past), when)
      await submitted({ owner: waiting, when }, past)
      await decided(await submitted({ owner: refused, when }, past), 'reject', when)
      await decided(await submitted({ owner: fresh }, past), 'reject', at)
      const due = await memory.contactsToErase(
        { closedBefore: '2016-01-01T00:00:00Z', endedBefore: floating('2016-01-01') },
        1000
      )
      expect(due).toEqual(expect.arrayContaining([done, refused]))
      expect(due).not.toContain(waiting)
      expect(due).not.toContain(fresh)
    })

    test('puts a pseudonym in place of an erased person and keeps what was published', async () => {
      const owner = await person()
      const it = await submitted({ owner })
      const publication = await published(it)
      await store.commit({
        draft: {
          id: newId(),
          person: owner,
          event: null,
          title: 'Kurs',
          fields: {},
          updatedAt: at,
        },
        audit: [
          {
            at,
            by: { id: owner, name: 'Ines' },
            verb: 'sign_in',
            object: null,
            outcome: 'done',
            reason: null,
          },
        ],
      })
      const before = await memory.exportPerson(owner)
      expect(before).toMatchObject({
        events: [{ id: it.event }],
        submissions: [{ id: it.id }],
        revisions: [{ received: '{"as":"typed"}' }],
        drafts: [{ title: 'Kurs' }],
        audit: [{ verb: 'sign_in' }],
      })
      await memory.erasePerson(owner, 'erased-1')
      const after = await memory.exportPerson(owner)
      expect(Object.values(after).flat()).toEqual([])
      expect(await store.submission(it.id)).toMatchObject({
        submitter: { id: 'erased-1', name: 'erased-1' },
        message: null,
      })
      expect(await store.received(it.event, 1)).toBeNull()
      expect(await store.publication(it.event)).toEqual(publication)
    })

    test('finds the events that begin on a day, cancelled ones left out', async () => {
      const actor = await organisation()
      const day = { ...polishCourse, time: { allDay: true, start: '2031-03-03' } } as const
      const it = await published(await submitted({ actor }, day))
      expect((await memory.beginningOn('2031-03-03', 100)).map(({ event }) => event)).toEqual([
        it.event,
      ])
      expect(await memory.beginningOn('2031-03-04', 100)).toEqual([])
    })
  })
}
