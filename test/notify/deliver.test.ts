import { describe, expect, test } from 'vitest'
import type { AddressBook, Mail } from '../../src/calendar/mail.ts'
import { type DeliveryMeans, deliver, errorText, flush } from '../../src/notify/deliver.ts'
import { PermanentFailure, type Transport } from '../../src/notify/message.ts'
import { addressBook, at, clockAt, keeper, mailOf, memoryOutbox, sender } from './mails.ts'

const mails = (...ids: readonly string[]): Mail[] => ids.map((id) => mailOf('approved', {}, { id }))

/** Everything delivery needs, with some mails in the outbox. */
const set = async (
  waiting: readonly Mail[],
  transport: Transport = keeper(),
  addresses: AddressBook = addressBook()
) => {
  const clock = clockAt(at)
  const outbox = memoryOutbox()
  await outbox.add(waiting)
  const means: DeliveryMeans = { ...sender, outbox, addresses, transport, now: clock.now }
  return { means, outbox, clock }
}

const hours = (from: string, to: string) => (Date.parse(to) - Date.parse(from)) / 3_600_000

describe('delivery', () => {
  test('sends what is due to where its reader is now, and empties it', async () => {
    const transport = keeper()
    const { means, outbox } = await set(mails('a', 'b'), transport)
    expect(await deliver(means, 10)).toEqual({ sent: 2, failed: 0, dead: 0, dropped: 0, left: 0 })
    expect(transport.kept.map(({ id, to }) => [id, to.email])).toEqual([
      ['a', 'ana@people.test'],
      ['b', 'ana@people.test'],
    ])
    expect([...outbox.rows.values()].map(({ state, emptied }) => [state, emptied])).toEqual([
      ['sent', true],
      ['sent', true],
    ])
    expect(await deliver(means, 10)).toEqual({ sent: 0, failed: 0, dead: 0, dropped: 0, left: 0 })
  })

  test('takes no more than it is told to', async () => {
    const transport = keeper()
    const { means } = await set(mails('a', 'b', 'c'), transport)
    expect((await deliver(means, 2)).sent).toBe(2)
    expect(transport.kept.length).toBe(2)
  })

  test('leaves alone what is not due yet', async () => {
    const { means } = await set([mailOf('approved', {}, { at: '2027-04-01T08:00:01Z' })])
    expect((await deliver(means, 10)).sent).toBe(0)
  })

  test('drops the mail of somebody who was erased', async () => {
    const transport = keeper()
    const { means, outbox } = await set(mails('a'), transport, addressBook(['ana']))
    expect((await deliver(means, 10)).dropped).toBe(1)
    expect(transport.kept).toEqual([])
    expect(outbox.rows.get('a')).toMatchObject({ state: 'dropped', emptied: true })
  })

  test('writes to an address that is nobody’s any more, by the name it was', async () => {
    const transport = keeper()
    const gone = mailOf('erased', { name: 'Ana' }, { person: null, address: 'ana@gone.test' })
    const { means } = await set([gone], transport, addressBook(['ana']))
    expect((await deliver(means, 10)).sent).toBe(1)
    expect(transport.kept[0]?.to).toEqual({ email: 'ana@gone.test', name: 'Ana' })
  })

  test('sends no link that works no more', async () => {
    const transport = keeper()
    const { means, clock } = await set(
      [mailOf('sign_in', {}, { id: 'a' }), mailOf('confirm', {}, { id: 'b' })],
      transport
    )
    clock.pass(15 * 60)
    expect(await deliver(means, 10)).toMatchObject({ sent: 1, dropped: 1 })
    expect(transport.kept.map(({ id }) => id)).toEqual(['b'])
  })

  test('is not stopped by one mail that cannot be made, addressed or sent', async () => {
    const transport = keeper(({ id }) => {
      if (id === 'b') throw new Error('Connection lost')
    })
    const lost: AddressBook = {
      addressOf: async (person) => {
        if (person === 'nobody') throw new Error('The book is closed')
        return { email: `${person}@people.test`, name: person }
      },
    }
    const { means, outbox } = await set(
      [
        mailOf('received', { country: 'not a region' }, { id: 'a' }),
        ...mails('b'),
        mailOf('approved', {}, { id: 'c', person: 'nobody' }),
        ...mails('d'),
      ],
      transport,
      lost
    )
    expect(await deliver(means, 10)).toEqual({ sent: 1, failed: 3, dead: 0, dropped: 0, left: 0 })
    expect(transport.kept.map(({ id }) => id)).toEqual(['d'])
    expect(outbox.rows.get('b')).toMatchObject({
      state: 'waiting',
      attempts: 1,
      lastError: 'Error: Connection lost',
      dueAt: '2027-04-01T08:02:30Z',
      emptied: false,
    })
  })
})

describe('a mail that fails', () => {
  test('is tried eight times in about two days, ever more rarely, and is then dead', async () => {
    const tries: string[] = []
    const { means, outbox, clock } = await set(mails('a'), {
      send: async () => {
        tries.push(clock.now())
        throw new Error('Connection refused')
      },
    })
    for (let minute = 0; minute < 4 * 24 * 60; minute += 1) {
      await deliver(means, 10)
      clock.pass(60)
    }
    expect(tries.length).toBe(8)
    expect(hours(tries[0] ?? '', tries[7] ?? '')).toBeGreaterThan(40)
    expect(hours(tries[0] ?? '', tries[7] ?? '')).toBeLessThan(56)
    const pauses = tries.slice(1).map((time, index) => hours(tries[index] ?? '', time))
    expect(pauses).toEqual([...pauses].sort((one, other) => one - other))
    expect(outbox.rows.get('a')).toMatchObject({ state: 'dead', emptied: false })
  })

  test('for good is dead at once', async () => {
    const { means, outbox } = await set(
      mails('a'),
      keeper(() => {
        throw new PermanentFailure('No such mailbox')
      })
    )
    expect(await deliver(means, 10)).toMatchObject({ dead: 1, failed: 0 })
    expect(outbox.rows.get('a')).toMatchObject({ state: 'dead', attempts: 1 })
  })

  test('and is revived is sent after all', async () => {
    let works = false
    const transport = keeper(() => {
      if (!works) throw new PermanentFailure('Relaying denied')
    })
    const { means, outbox, clock } = await set(mails('a'), transport)
    await deliver(means, 10)
    works = true
    expect(await outbox.revive(['a'], clock.now())).toBe(1)
    expect((await deliver(means, 10)).sent).toBe(1)
  })

  test('to an address that is none is dead and tells it to nobody', async () => {
    const { means, outbox } = await set(mails('a'), keeper(), {
      addressOf: async () => ({ email: 'ana@people.test\r\nBcc: x@y.test', name: 'Ana' }),
    })
    expect((await deliver(means, 10)).dead).toBe(1)
    expect(outbox.rows.get('a')?.lastError).not.toMatch(/@|people/)
  })
})

describe('a claim', () => {
  test('keeps a second worker away, and ends when the first has died', async () => {
    const { means, outbox, clock } = await set(mails('a'))
    const broken = {
      ...outbox,
      end: async () => {
        throw new Error('The database went away')
      },
    }
    await expect(deliver({ ...means, outbox: broken }, 10)).rejects.toThrow('went away')
    expect((await deliver(means, 10)).sent).toBe(0)
    clock.pass(119)
    expect((await deliver(means, 10)).sent).toBe(0)
    clock.pass(1)
    expect((await deliver(means, 10)).sent).toBe(1)
  })

  test('of somebody who died sends the same Message-ID again', async () => {
    const transport = keeper()
    const { means, outbox, clock } = await set(mails('a'), transport)
    const broken = {
      ...outbox,
      end: async () => {
        throw new Error('The database went away')
      },
    }
    await deliver({ ...means, outbox: broken }, 10).catch(() => undefined)
    clock.pass(120)
    await deliver(means, 10)
    const [first, again] = transport.kept
    expect(transport.kept.length).toBe(2)
    expect(again).toEqual(first)
  })

  test('that runs out leaves the rest to the next', async () => {
    const sent: string[] = []
    const { means, outbox, clock } = await set(mails('a', 'b', 'c'), {
      send: async ({ id }) => {
        clock.pass(id === 'a' ? 81 : 1)
        sent.push(id)
      },
    })
    expect(await deliver(means, 10)).toMatchObject({ sent: 1, left: 2 })
    expect(sent).toEqual(['a'])
    expect(outbox.rows.get('b')).toMatchObject({ state: 'waiting' })
    clock.pass(40)
    expect((await deliver(means, 10)).sent).toBe(2)
  })

  test('is never so large that a server which hangs costs others a try', async () => {
    const tries = new Map<string, number>()
    const { means, outbox, clock } = await set(mails(...'abcdefghij'), {
      send: async ({ id }) => {
        clock.pass(30)
        tries.set(id, (tries.get(id) ?? 0) + 1)
        throw new Error('Timed out')
      },
    })
    for (let run = 0; run < 5; run += 1) await deliver(means, 10)
    for (const [id, { attempts }] of outbox.rows) expect(attempts).toBe(tries.get(id))
  })

  test('that nobody ends is made no more often than other tries', async () => {
    const transport = keeper()
    const { means, outbox, clock } = await set(mails('a'), transport)
    const broken = {
      ...outbox,
      end: async () => {
        throw new Error('The database went away')
      },
    }
    for (let run = 0; run < 20; run += 1) {
      await deliver({ ...means, outbox: broken }, 10).catch(() => undefined)
      clock.pass(120)
    }
    expect(transport.kept.length).toBe(8)
    expect(outbox.rows.get('a')).toMatchObject({ state: 'dead' })
  })
})

describe('flushing', () => {
  test('goes on until nothing is due, and adds up', async () => {
    const ids = Array.from({ length: 45 }, (_, index) => `mail-${index}`)
    const transport = keeper(({ id }) => {
      if (id === 'mail-7') throw new Error('Busy')
    })
    const { means } = await set(mails(...ids), transport)
    expect(await flush(means)).toEqual({ sent: 44, failed: 1, dead: 0, dropped: 0, left: 0 })
    expect(new Set(transport.kept.map(({ id }) => id)).size).toBe(44)
  })
})

describe('the text of an error', () => {
  const to = { email: 'Ana.Lucia@people.test', name: 'Ana Lúcia' }

  test.each([
    '550 5.1.1 <ana.lucia@people.test>: Recipient address rejected',
    'Mailbox ana.lucia unknown for "Ana Lúcia"',
    'RCPT TO:<Ana.Lucia@people.test> failed; sent by someone@else.test',
    'GET https://calendar.test/s/1/secret failed for ana.lucia%40people.test',
    'mailto:ana.lucia@people.test',
    'user=ana.lucia@people.test,other@people.test',
  ])('holds no address, no name and no link: %s', (message) => {
    const text = errorText(new Error(message), to)
    expect(text).not.toMatch(/lucia|lúcia|people\.test|else\.test|secret|@|%40/i)
    expect(text).toMatch(/^Error: ./)
  })

  test('keeps what operators need, on one line', () => {
    const error = new TypeError('421 4.3.2\r\nService  not available')
    expect(errorText(error, to)).toBe('TypeError: 421 4.3.2 Service not available')
    expect(errorText('x'.repeat(900), null).length).toBe(300)
  })
})
