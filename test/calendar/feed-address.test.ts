import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { idsFor, readAddressId } from '../../src/calendar/feed-address.ts'

/** The same by plain arithmetic: the digest as one number, written in base 32. */
const plainly = (query: string) => {
  const hex = createHash('sha256').update(query).digest('hex')
  // 52 letters are 260 bits: four zeros behind the 256.
  return (BigInt(`0x${hex}`) << 4n)
    .toString(32)
    .padStart(52, '0')
    .replace(/./g, (digit) => '0123456789abcdefghjkmnpqrstvwxyz'.charAt(Number.parseInt(digit, 32)))
}

describe('ids of a filter', () => {
  test('are the beginnings of its SHA-256 in base 32, the shortest of ten letters', async () => {
    for (const query of ['', 'country=PL', 'city=łódź', 'q=a+b']) {
      const ids = await idsFor(query)
      expect(ids.map(({ length }) => length)).toEqual(
        Array.from({ length: 43 }, (_, index) => index + 10)
      )
      expect(ids.at(-1)).toBe(plainly(query))
      for (const id of ids) expect(ids.at(-1)?.startsWith(id)).toBe(true)
    }
  })

  test('never change', async () => {
    expect((await idsFor('country=PL'))[0]).toBe('epd169gz43')
    expect((await idsFor(''))[0]).toBe('werc8gmrzg')
  })

  test('are read as people write them down', () => {
    expect(readAddressId('8BH6EADHXK')).toBe('8bh6eadhxk')
    expect(readAddressId('oOiIlL1234')).toBe('0011111234')
    for (const no of [
      '',
      'short',
      'with-hyphen',
      'uuuuuuuuuu',
      '0'.repeat(53),
      '０１２３４５６７８９',
    ])
      expect(readAddressId(no), no).toBeUndefined()
  })
})
