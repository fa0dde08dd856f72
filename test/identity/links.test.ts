import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { LinkPurpose } from '../../src/calendar/people.ts'
import { linksOf, pseudonymOf } from '../../src/identity/links.ts'
import { secret } from './stage.ts'

const links = linksOf(secret)
const purpose = fc.constantFrom<LinkPurpose>('confirm', 'event', 'sign-in', 'form')

describe('the token of a link', () => {
  test('is 256 bits, always the same', async () => {
    const token = await links.token('event', '0198')
    expect(token).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(await links.token('event', '0198')).toBe(token)
    expect(await linksOf(secret).token('event', '0198')).toBe(token)
  })

  test('fits its purpose and subject under its secret, and nothing else', async () => {
    await fc.assert(
      fc.asyncProperty(purpose, fc.string(), purpose, fc.string(), async (p, s, q, t) => {
        const token = await links.token(p, s)
        expect(await links.fits(p, s, token)).toBe(true)
        expect(await links.fits(q, t, token)).toBe(p === q && s === t)
        expect(await linksOf(`${secret}!`).fits(p, s, token)).toBe(false)
      }),
      { numRuns: 50 }
    )
  })

  test('does not fit when any letter of it is another', async () => {
    const token = await links.token('confirm', 'x')
    for (let at = 0; at < token.length; at++) {
      // The last letter has spellings with the same bits; they are no token either.
      for (const letter of 'ABgw_-') {
        const other = token.slice(0, at) + letter + token.slice(at + 1)
        expect(await links.fits('confirm', 'x', other)).toBe(other === token)
      }
    }
  })

  test.each(['', 'x', '=', 'a'.repeat(42), 'a'.repeat(44), `${'a'.repeat(42)}=`, 'ä'.repeat(43)])(
    '“%s” never fits',
    async (token) => {
      expect(await links.fits('confirm', 'x', token)).toBe(false)
    }
  )
})

test('a pseudonym is one person’s under one secret, and is no token', async () => {
  const pseudonym = await pseudonymOf(secret, 'ana')
  expect(pseudonym).toMatch(/^erased-[A-Za-z0-9_-]{12}$/)
  expect(await pseudonymOf(secret, 'ana')).toBe(pseudonym)
  expect(await pseudonymOf(secret, 'piotr')).not.toBe(pseudonym)
  expect(await pseudonymOf(`${secret}!`, 'ana')).not.toBe(pseudonym)
})
