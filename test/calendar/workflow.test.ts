import { describe, expect, test } from 'vitest'
import { announce, callOff, offerRoom } from '../../src/calendar/announcing.ts'
import { Fault } from '../../src/calendar/fault.ts'
import type { PublicationState } from '../../src/calendar/publication.ts'
import {
  type PublicationCause,
  publicationCauses,
  publicationWorkflow,
} from '../../src/calendar/publication-step.ts'
import { archive, publish, restore, retract, rezone } from '../../src/calendar/publishing.ts'
import {
  decide,
  isWaiting,
  submissionStates,
  submissionVerbs,
  submissionWorkflow,
} from '../../src/calendar/submission.ts'
import { contentOf, firstPublication, openDoors, saturdayMarket } from '../cast.ts'

const by = { id: 'marta', name: 'Marta' }
const noReason = { code: null, text: null }
const at = '2027-01-10T08:00:00Z'
const content = contentOf(saturdayMarket)
const first = firstPublication('event', content, openDoors, at).publication
const weekly = firstPublication(
  'event',
  contentOf(saturdayMarket, { time: { ...saturdayMarket.time, rule: 'FREQ=WEEKLY' } as never }),
  openDoors,
  at
).publication

/** The machine as people read it; a change of the table must be a change here. */
const submissionSteps = `
unconfirmed confirm pending
unconfirmed withdraw withdrawn
pending approve approved
pending request_changes changes_requested
pending reject rejected
pending withdraw withdrawn
pending supersede superseded
changes_requested resubmit pending
changes_requested withdraw withdrawn
rejected appeal pending`
  .trim()
  .split('\n')

describe('a submission', () => {
  test.each(
    submissionStates.flatMap((state) => submissionVerbs.map((verb) => [state, verb] as const))
  )('%s, %s', (state, verb) => {
    const step = submissionSteps.find((line) => line.startsWith(`${state} ${verb} `))
    const decision = () => decide({ id: 's', state, round: 3 }, verb, by, noReason, at)
    if (step) expect(decision()).toMatchObject({ state: step.split(' ')[2], round: 4, by, at })
    else expect(decision).toThrow(Fault)
  })

  test('waits while somebody has to do something; a rejected one may come back by an appeal', () => {
    expect(submissionStates.filter(isWaiting)).toEqual([
      'unconfirmed',
      'pending',
      'changes_requested',
    ])
    expect(
      submissionStates.filter((state) => Object.keys(submissionWorkflow[state]).length > 0)
    ).toEqual(['unconfirmed', 'pending', 'changes_requested', 'rejected'])
    expect(Object.keys(submissionWorkflow)).toEqual([...submissionStates])
  })
})

describe('a publication', () => {
  const apply: Record<PublicationCause, (state: PublicationState) => unknown> = {
    approve: (state) =>
      publish(
        { ...first, state },
        { event: 'event', revision: 2, content, organisation: openDoors },
        by,
        at
      ),
    cancel: (state) => announce({ ...first, state }, 'cancel', null, by, at),
    postpone: (state) => announce({ ...first, state }, 'postpone', null, by, at),
    move_online: (state) => announce({ ...first, state }, 'move_online', null, by, at),
    reinstate: (state) => announce({ ...first, state }, 'reinstate', null, by, at),
    availability: (state) => offerRoom({ ...first, state }, 'full', by, at),
    restore: (state) => restore({ ...first, state }, content, noReason, by, at),
    archive: (state) => archive({ ...first, state }, by, at),
    withdraw: (state) => retract({ ...first, state }, 'withdraw', noReason, by, at),
    remove: (state) => retract({ ...first, state }, 'remove', noReason, by, at),
    call_off: (state) => callOff({ ...weekly, state }, '2027-05-15T10:00', true, null, by, at),
    rezone: (state) => rezone({ ...first, state }, by, at),
  }
  const states = Object.keys(publicationWorkflow) as PublicationState[]

  test.each(states.flatMap((state) => publicationCauses.map((cause) => [state, cause] as const)))(
    '%s, %s',
    (state, cause) => {
      const allowed =
        (state === 'published' && cause !== 'restore') ||
        (state === 'archived' && (cause === 'remove' || cause === 'withdraw')) ||
        (state === 'removed' && cause === 'restore')
      if (!allowed) expect(() => apply[cause](state)).toThrow(Fault)
      else
        expect(apply[cause](state)).toMatchObject({
          publication: { sequence: 1, changedAt: '2027-01-10T08:00:01Z' },
        })
    }
  )

  test('moved online is on site again when that is taken back, with the link as it was approved', () => {
    const moved = announce(first, 'move_online', null, by, at, {
      joinUrl: 'https://meet.example.org/x',
    })
    expect(moved.publication.content).toMatchObject({
      attendance: 'online',
      joinUrl: 'https://meet.example.org/x',
    })
    const back = announce(moved.publication, 'reinstate', null, by, at, { approved: content })
    expect(back.publication).toMatchObject({ status: 'scheduled', content })
    expect(back.publication.content).not.toHaveProperty('joinUrl')
  })

  test('begins with sequence 0, a lasting UID and one moment', () => {
    expect(first).toMatchObject({
      uid: 'event',
      sequence: 0,
      revision: 1,
      status: 'scheduled',
      publishedAt: at,
      changedAt: at,
      leavesOn: null,
    })
  })

  test('keeps UID, first moment and happening status through an approved edit', () => {
    const cancelled = announce(first, 'cancel', 'Storm.', by, at).publication
    const edited = publish(
      cancelled,
      { event: 'event', revision: 2, content, organisation: openDoors },
      by,
      '2027-02-01T00:00:00Z'
    ).publication
    expect(edited).toMatchObject({
      uid: 'event',
      publishedAt: at,
      changedAt: '2027-02-01T00:00:00Z',
      status: 'cancelled',
      statusNote: 'Storm.',
      sequence: 2,
    })
  })

  test('is never replaced by an older revision', () => {
    expect(() =>
      publish(
        { ...first, revision: 3 },
        { event: 'event', revision: 3, content, organisation: openDoors },
        by,
        at
      )
    ).toThrow(/newer revision/)
  })

  test('always moves its moment forward, also when the clock runs back', () => {
    const next = announce(first, 'cancel', null, by, '2020-01-01T00:00:00Z').publication
    expect(next.changedAt).toBe('2027-01-10T08:00:01Z')
  })

  test('removed keeps its time and tags, and not one word', () => {
    const { publication } = retract(first, 'remove', noReason, by, at)
    expect(publication.content.time).toEqual(content.time)
    expect(publication.content.themes).toEqual(content.themes)
    expect(JSON.stringify(publication.content)).not.toMatch(/Mercado|Saturday|Martim|Lisboa/)
  })

  test('withdrawn long after its end keeps its tombstone for thirty days all the same', () => {
    expect(
      retract(first, 'withdraw', noReason, by, '2028-01-01T12:00:00Z').publication.leavesOn
    ).toBe('2028-02-01')
  })
})
