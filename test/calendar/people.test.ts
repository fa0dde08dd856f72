import { describe, expect, test } from 'vitest'
import {
  type Actor,
  mayDecide,
  mayEdit,
  mayReadQueue,
  mayReadSubmission,
  type Ruling,
} from '../../src/calendar/people.ts'
import { stranger } from '../cast.ts'

const zora = { id: 'zora', slug: 'zora', name: 'Zora Praha' }
const house = { id: 'house', slug: 'welcome-house', name: 'Welcome House Brno' }

const nobodyYet: Actor = { ...stranger, id: 'jan', name: 'Jan' }
const zoraKey: Actor = {
  ...nobodyYet,
  organisation: zora,
  memberOf: [zora.id],
  roles: ['submitter'],
}
const czech: Actor = { ...nobodyYet, roles: ['moderator'], countries: ['CZ'] }
const euDesk: Actor = { ...nobodyYet, roles: ['moderator'], countries: ['EU'] }
const czechOfZora: Actor = {
  ...nobodyYet,
  organisation: zora,
  memberOf: [zora.id],
  roles: ['submitter', 'moderator'],
  countries: ['CZ'],
}
/** Countries without the role are no grant. */
const onceModerator: Actor = { ...nobodyYet, countries: ['CZ'] }

const zoraInCz = { primaryCountry: 'CZ', organisationId: 'zora' }
const houseInCz = { primaryCountry: 'CZ', organisationId: house.id }
const zoraInPl = { primaryCountry: 'PL', organisationId: 'zora' }
const houseInEu = { primaryCountry: 'EU', organisationId: house.id }
const events = { zoraInCz, houseInCz, zoraInPl, houseInEu }

type Expected = Readonly<
  Record<keyof typeof events, readonly [Ruling, edit: boolean, read: boolean]>
>
const table: readonly (readonly [string, Actor, Expected])[] = [
  [
    'a person without a role',
    nobodyYet,
    {
      zoraInCz: ['not-a-moderator', false, false],
      houseInCz: ['not-a-moderator', false, false],
      zoraInPl: ['not-a-moderator', false, false],
      houseInEu: ['not-a-moderator', false, false],
    },
  ],
  [
    'a former moderator',
    onceModerator,
    {
      zoraInCz: ['not-a-moderator', false, false],
      houseInCz: ['not-a-moderator', false, false],
      zoraInPl: ['not-a-moderator', false, false],
      houseInEu: ['not-a-moderator', false, false],
    },
  ],
  [
    'a key of Zora',
    zoraKey,
    {
      zoraInCz: ['not-a-moderator', true, true],
      houseInCz: ['not-a-moderator', false, false],
      zoraInPl: ['not-a-moderator', true, true],
      houseInEu: ['not-a-moderator', false, false],
    },
  ],
  [
    'the Czech moderator',
    czech,
    {
      zoraInCz: ['yes', false, true],
      houseInCz: ['yes', false, true],
      zoraInPl: ['out-of-scope', false, false],
      houseInEu: ['out-of-scope', false, false],
    },
  ],
  [
    'the EU desk',
    euDesk,
    {
      zoraInCz: ['out-of-scope', false, false],
      houseInCz: ['out-of-scope', false, false],
      zoraInPl: ['out-of-scope', false, false],
      houseInEu: ['yes', false, true],
    },
  ],
  [
    'a Czech moderator who works for Zora',
    czechOfZora,
    {
      zoraInCz: ['own-organisation', true, true],
      houseInCz: ['yes', false, true],
      zoraInPl: ['out-of-scope', true, true],
      houseInEu: ['out-of-scope', false, false],
    },
  ],
]

describe.each(table)('%s', (_, actor, expected) => {
  test.each(Object.entries(events))('and the event %s', (name, event) => {
    const [ruling, edit, read] = expected[name as keyof typeof events]
    expect(mayDecide(actor, event)).toBe(ruling)
    expect(mayEdit(actor, event)).toBe(edit)
    expect(mayReadSubmission(actor, event)).toBe(read)
  })
})

test('only somebody with an organisation submits, only moderators read the queue', () => {
  const who = { nobodyYet, zoraKey, czech, euDesk, czechOfZora, onceModerator }
  const named = (may: (actor: Actor) => boolean) =>
    Object.entries(who).flatMap(([name, actor]) => (may(actor) ? [name] : []))
  expect(named(mayReadQueue)).toEqual(['czech', 'euDesk', 'czechOfZora'])
})
