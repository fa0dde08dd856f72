import { v7 as newId } from 'uuid'
import { beforeAll, describe, expect, test } from 'vitest'
import { announce, callOff, offerRoom } from '../../src/calendar/announcing.ts'
import { Fault } from '../../src/calendar/fault.ts'
import type { Publication, PublicationState } from '../../src/calendar/publication.ts'
import {
  type PublicationCause,
  type PublicationStep,
  publicationCauses,
  publicationWorkflow,
} from '../../src/calendar/publication-step.ts'
import { archive, publish, restore, retract, rezone } from '../../src/calendar/publishing.ts'
import type { Store } from '../../src/calendar/store.ts'
import {
  decide,
  submissionStates,
  submissionVerbs,
  submissionWorkflow,
} from '../../src/calendar/submission.ts'
import { fragmentsOf } from '../../src/render/fragment.ts'
import type { Driver } from '../../src/store/driver.ts'
import { sqlStore } from '../../src/store/sql-store.ts'
import { ana, contentOf, openDoors, pendingSubmission, polishCourse, site } from '../cast.ts'

const at = '2027-01-10T08:00:00Z'
const by = { id: 'marta', name: 'Marta' }
const noReason = { code: null, text: null }
const weekly = contentOf(polishCourse, {
  time: { allDay: true, start: '2027-05-10', rule: 'FREQ=WEEKLY;COUNT=5' },
})

/** Both machines walked pair by pair in a database: what the table allows is kept, all else changes nothing. */
export const transitionsContract = (open: () => Promise<Driver>) => {
  let driver: Driver
  let store: Store

  beforeAll(async () => {
    driver = await open()
    store = sqlStore(driver)
    await driver.atomically([
      {
        toSQL: () => ({
          sql: 'insert into organisation (id, slug, name, created_at) values (?, ?, ?, ?) on conflict do nothing',
          params: [openDoors.id, openDoors.slug, openDoors.name, at],
        }),
      },
    ])
  })

  const pairs = <A, B>(ones: readonly A[], others: readonly B[]) =>
    ones.flatMap((one) => others.map((other) => [one, other] as const))

  const newEvent = async (state: (typeof submissionStates)[number]) => {
    const event = newId()
    const it = { ...pendingSubmission({ id: newId(), event }, ana, weekly, at), state }
    await store.commit({
      newEvent: { id: event, organisationId: openDoors.id, ownerId: null, at },
      revisions: [1, 2].map((number) => ({
        event,
        number,
        content: weekly,
        received: '{}',
        author: ana.id,
        at,
      })),
      newSubmission: it,
    })
    return it
  }

  describe('a submission', () => {
    test.each(pairs(submissionStates, submissionVerbs))('%s, %s', async (state, verb) => {
      const it = await newEvent(state)
      const next = submissionWorkflow[state][verb]
      const step = async () => store.commit({ decisions: [decide(it, verb, by, noReason, at)] })
      if (next) await step()
      else await expect(step()).rejects.toThrow(Fault)
      const kept = await store.submission(it.id)
      expect(kept).toMatchObject({ state: next ?? state, round: next ? 1 : 0 })
      expect(await store.decisions(it.id)).toHaveLength(next ? 1 : 0)
    })
  })

  describe('a publication', () => {
    const offered = (event: string, revision: number) => ({
      event,
      revision,
      content: weekly,
      organisation: { slug: openDoors.slug, name: openDoors.name },
    })
    const steps: Readonly<Record<PublicationCause, (before: Publication) => PublicationStep>> = {
      approve: (p) => publish(p, offered(p.event, 2), by, at),
      cancel: (p) => announce(p, 'cancel', null, by, at),
      postpone: (p) => announce(p, 'postpone', null, by, at),
      move_online: (p) => announce(p, 'move_online', null, by, at),
      reinstate: (p) => announce(p, 'reinstate', null, by, at),
      availability: (p) => offerRoom(p, 'full', by, at),
      call_off: (p) => callOff(p, '2027-05-17', true, null, by, at),
      rezone: (p) => rezone(p, by, at),
      withdraw: (p) => retract(p, 'withdraw', noReason, by, at),
      remove: (p) => retract(p, 'remove', noReason, by, at),
      restore: (p) => restore(p, weekly, noReason, by, at),
      archive: (p) => archive(p, by, at),
    }
    const reach: Readonly<Record<PublicationState, PublicationCause | null>> = {
      published: null,
      withdrawn: 'withdraw',
      removed: 'remove',
      archived: 'archive',
    }
    const commit = (step: PublicationStep) =>
      store.commit({ steps: [{ step, fragments: fragmentsOf(step.publication, site) }] })

    test.each(pairs(Object.keys(publicationWorkflow) as PublicationState[], publicationCauses))(
      '%s, %s',
      async (state, cause) => {
        const { event } = await newEvent('approved')
        const first = publish(null, offered(event, 1), by, at)
        await commit(first)
        const way = reach[state]
        if (way) await commit(steps[way](first.publication))
        const before = await store.publication(event)
        if (!before) throw new Error('nothing was published')
        expect(before.state).toBe(state)
        const next = publicationWorkflow[state][cause]
        const step = async () => commit(steps[cause](before))
        if (next) await step()
        else await expect(step()).rejects.toThrow(Fault)
        const after = await store.publication(event)
        expect(after).toMatchObject({
          state: next ?? state,
          sequence: before.sequence + (next ? 1 : 0),
        })
        if (!next) expect(after).toEqual(before)
        const ledger = (await store.history(event)).filter((row) => row.ledger === 'publication')
        expect(ledger).toHaveLength(before.sequence + 1 + (next ? 1 : 0))
      }
    )
  })
}
