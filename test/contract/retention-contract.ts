import { v7 as newId } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Assembled, assemble } from '../../src/assemble.ts'
import type { EventContentInput } from '../../src/calendar/event.ts'
import { cutoff, type Kept } from '../../src/calendar/retention.ts'
import { type Instant, instantOf } from '../../src/calendar/time.ts'
import { readConfig } from '../../src/config.ts'
import { announceStatus } from '../../src/journeys/announce.ts'
import { confirm, offerWithoutAccount } from '../../src/journeys/confirm.ts'
import { keepDraft } from '../../src/journeys/mine.ts'
import { moderate } from '../../src/journeys/moderate.ts'
import { eraseMe } from '../../src/journeys/privacy.ts'
import { submit } from '../../src/journeys/submit.ts'
import type { Driver } from '../../src/store/driver.ts'
import { ana, contentOf, marta, polishCourse, site } from '../cast.ts'

/** The first moment at which something counted from `since` is due. */
const dueAt = (kind: Kept, since: Instant): Instant => {
  // Periods are given as “what is due now”; going forward day by day and then second by second turns them round.
  let at = Date.parse(since)
  while (cutoff(kind, instantOf(at)) < since) at += 3_600_000
  while (cutoff(kind, instantOf(at - 1000)) >= since) at -= 1000
  return instantOf(at)
}
const secondBefore = (at: Instant): Instant => instantOf(Date.parse(at) - 1000)

const noReason = { code: null, text: null }

/** The retention periods as the daily job keeps them, on any database: a second early nothing goes, then it does. */
export const retentionContract = (open: () => Promise<Driver>) => {
  let driver: Driver
  let it: Assembled
  const clock = { now: '2027-01-10T08:00:00Z' }

  beforeAll(async () => {
    driver = await open()
    const config = readConfig({
      BASE_URL: site.baseUrl,
      SECRET: 'a-secret-of-the-retention-tests-32-letters',
    })
    it = assemble(driver, config, () => clock.now)
  })

  const rows = (sql: string, ...values: string[]) =>
    driver.all<Record<string, unknown>>(sql, values)
  const dayAt = async (now: Instant) => {
    clock.now = now
    return (await it.daily(1000)).forgotten
  }

  /** Somebody without an account whose event is confirmed; answers who and what. */
  const offered = async (at: Instant, input: EventContentInput, confirmed = true) => {
    clock.now = at
    const email = `${newId()}@example.org`
    const { submission } = await offerWithoutAccount(
      it.ports,
      { name: 'Ines', email },
      { content: contentOf(input), received: '{}', message: null, lang: 'pl', lowPriority: false },
      { key: newId(), digest: 'd' }
    )
    if (confirmed)
      await confirm(it.ports, submission, await it.ports.links.token('confirm', submission))
    const [row] = await rows(
      'select e.owner_id, e.id from submission s join event e on e.id = s.event_id where s.id = ?',
      submission
    )
    return { submission, email, person: String(row?.owner_id), event: String(row?.id) }
  }
  const known = async (person: string) =>
    (await rows('select id from user where id = ?', person)).length === 1
  const approver = { ...marta, countries: ['PL', 'PT'] }
  const eventOn = (day: string): EventContentInput => ({
    ...polishCourse,
    time: { allDay: true, start: day },
    publicContact: { email: 'info@example.org' },
  })

  describe('the daily job', () => {
    test('deletes what nobody has confirmed after 48 hours, and the mailbox with it', async () => {
      const since = '2027-01-10T08:00:00Z'
      const { submission, person, event } = await offered(since, eventOn('2027-05-10'), false)
      const due = dueAt('unconfirmed', since)
      expect(due).toBe('2027-01-12T08:00:00Z')
      await dayAt(secondBefore(due))
      expect(await it.ports.store.submission(submission)).not.toBeNull()
      expect((await dayAt(due)).unconfirmed).toBeGreaterThanOrEqual(1)
      expect(await it.ports.store.submission(submission)).toBeNull()
      expect(await it.ports.store.head(event)).toBeNull()
      expect(await known(person)).toBe(false)
    })

    test('deletes drafts that nobody has touched, answers to repeated requests and the log of mails', async () => {
      const since = '2028-01-10T08:00:00Z'
      clock.now = since
      const person = await it.ports.people.personOf({
        email: `${newId()}@example.org`,
        name: 'Ines',
        lang: 'en',
      })
      await it.ports.people.verified(person, since)
      const actor = { ...ana, id: person, organisation: null, memberOf: [] }
      const draft = await keepDraft(it.ports, actor, {
        id: null,
        event: null,
        title: '',
        fields: {},
      })
      const key = newId()
      const offer = { content: contentOf(polishCourse), received: '{}', message: null, lang: 'en' }
      await submit(it.ports, actor, offer, { key, digest: 'd' }, () => '{}')
      const mail = newId()
      await it.ports.outbox.add([
        {
          id: mail,
          kind: 'sign_in',
          person,
          address: null,
          lang: 'en',
          facts: { until: since },
          at: since,
        },
      ])
      await it.ports.outbox.end(mail, 'sent', since)

      const there = async () => ({
        draft: (await it.ports.store.draft(draft.id)) !== null,
        answer: (await it.ports.store.answered(person, key)) !== null,
        mail: (await rows('select id from mail where id = ?', mail)).length === 1,
      })
      await dayAt(secondBefore(dueAt('idempotency', since)))
      expect(await there()).toEqual({ draft: true, answer: true, mail: true })
      await dayAt(dueAt('idempotency', since))
      expect(await there()).toEqual({ draft: true, answer: false, mail: true })
      await dayAt(secondBefore(dueAt('drafts', since)))
      expect(await there()).toEqual({ draft: true, answer: false, mail: true })
      await dayAt(dueAt('mailLog', since))
      expect(await there()).toEqual({ draft: false, answer: false, mail: false })
    })

    test('wipes hashes of addresses after two weeks and drops the audit after two years', async () => {
      const since = '2029-01-10T08:00:00Z'
      const object = `event:${newId()}`
      await it.ports.store.commit({
        audit: [{ at: since, by: null, verb: 'take', object, outcome: 'done', reason: null }],
        trail: { requestId: 'r', addressHash: 'h' },
      })
      const entry = async () =>
        (await rows('select address_hash from audit where object = ?', object))[0]
      await dayAt(secondBefore(dueAt('addressHashes', since)))
      expect(await entry()).toEqual({ address_hash: 'h' })
      await dayAt(dueAt('addressHashes', since))
      expect(await entry()).toEqual({ address_hash: null })
      const due = dueAt('audit', since)
      expect(due.slice(0, 10)).toBe('2031-01-10')
      await dayAt(secondBefore(due))
      expect(await entry()).toBeDefined()
      await dayAt(due)
      expect(await entry()).toBeUndefined()
    })

    test('hides the public contact sixty days after the end, and erases the organiser’s a year after it', async () => {
      const { submission, person, event } = await offered(
        '2031-02-01T08:00:00Z',
        eventOn('2031-03-03')
      )
      await moderate(it.ports, approver, submission, 'approve', noReason)
      const ended = '2031-03-04T00:00:00Z'
      const contact = async () => (await it.ports.store.publication(event))?.content.publicContact
      await dayAt(secondBefore(dueAt('publicContact', ended)))
      expect(await contact()).toEqual({ email: 'info@example.org' })
      await dayAt(dueAt('publicContact', ended))
      expect(await contact()).toBeUndefined()
      expect(await it.ports.store.publication(event)).toMatchObject({ state: 'archived' })
      expect(await it.ports.store.fragment(event, 'ics', ['pl'])).not.toContain('info@example.org')

      await dayAt(secondBefore(dueAt('publishedContact', ended)))
      expect(await known(person)).toBe(true)
      await dayAt(dueAt('publishedContact', ended))
      expect(await known(person)).toBe(false)
      const kept = await it.ports.store.submission(submission)
      expect(kept?.submitter.name).toMatch(/^erased-/)
      expect(await it.ports.store.fragment(event, 'json', ['pl'])).toContain(
        'Kurs języka polskiego'
      )
    })

    test('erases who sent what was refused six months after the decision, when no appeal is possible', async () => {
      const since = '2033-02-01T08:00:00Z'
      const { submission, person } = await offered(since, eventOn('2033-03-03'))
      await moderate(it.ports, approver, submission, 'reject', { code: 'spam', text: 'Spam.' })
      await dayAt(secondBefore(dueAt('refusedContact', since)))
      expect(await known(person)).toBe(true)
      await dayAt(dueAt('refusedContact', since))
      expect(await known(person)).toBe(false)
    })

    test('reminds organisers three days before, and writes each reminder and digest once', async () => {
      const { submission, person, event } = await offered(
        '2034-02-01T08:00:00Z',
        eventOn('2034-03-06')
      )
      await moderate(it.ports, approver, submission, 'approve', noReason)
      const reminders = async () =>
        rows("select lang, facts from mail where kind = 'reminder' and person_id = ?", person)
      await dayAt('2034-03-02T23:59:59Z')
      expect(await reminders()).toEqual([])
      await dayAt('2034-03-03T04:00:00Z')
      await dayAt('2034-03-03T20:00:00Z')
      const [mail, ...more] = await reminders()
      expect(more).toEqual([])
      expect(mail).toMatchObject({ lang: 'pl' })
      expect(JSON.parse(String(mail?.facts))).toMatchObject({
        event,
        starts: '2034-03-06',
        link: true,
      })
    })
  })

  describe('a person who asks to be erased', () => {
    test('is gone at once; what was published stays, and the last mail goes to the address that went', async () => {
      const { submission, person, email, event } = await offered(
        '2035-02-01T08:00:00Z',
        eventOn('2035-03-03')
      )
      await moderate(it.ports, approver, submission, 'approve', noReason)
      const token = await it.ports.links.token('event', event)
      const actor = await it.identity.actorByLink(event, token)
      if (!actor) throw new Error('the link opens nothing')
      await announceStatus(it.ports, actor, event, { cause: 'cancel', note: null }, null)
      await eraseMe(it.ports, it.accounts, actor)
      expect(await known(person)).toBe(false)
      expect(await it.identity.actorByLink(event, token)).toBeNull()
      expect(
        await rows(
          'select address, person_id from mail where kind = ? and address = ?',
          'erased',
          email
        )
      ).toEqual([{ address: email, person_id: null }])
      const names = (await it.ports.store.history(event)).map(({ by }) => by.name)
      expect(names).not.toContain('Ines')
      expect(names.filter((name) => name.startsWith('erased-')).length).toBeGreaterThanOrEqual(3)
      expect(await it.ports.store.publication(event)).toMatchObject({ status: 'cancelled' })
    })
  })
}
