import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { localPath, providerProblem } from '../../src/calendar/accounts.ts'

describe('where to go after signing in', () => {
  test.each([
    ['/my', '/my'],
    ['/submit?copy=1&x=a%2Fb', '/submit?copy=1&x=a%2Fb'],
    ['/month/2027-01?country=PL#day-3', '/month/2027-01?country=PL'],
    ['/a/../my', '/my'],
    ['/my/żółw', '/my/%C5%BC%C3%B3%C5%82w'],
  ])('%s is a path of ours', (raw, path) => {
    expect(localPath(raw)).toBe(path)
  })

  test.each([
    '',
    'my',
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    '/a/%2e%2e//evil.example',
    'javascript:alert(1)',
    ' /my',
    '/my with spaces',
    `/${'a'.repeat(2000)}`,
  ])('“%s” is none', (raw) => {
    expect(localPath(raw)).toBeNull()
  })

  test('whatever is typed, a browser stays here', () => {
    const piece = fc.constantFrom(
      '/',
      '//',
      '\\',
      '..',
      '.',
      '%2e',
      '@',
      ':',
      'evil.example',
      '?',
      '#',
      '\t',
      'a'
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const path = localPath(`/${pieces.join('')}`)
        const here = 'https://calendar.test'
        return path === null || new URL(path, `${here}/sign-in/link/x`).origin === here
      }),
      { numRuns: 2000 }
    )
  })
})

test('a problem nobody foresaw has a sentence too', () => {
  expect(providerProblem('access_denied')).toContain('turned back')
  expect(providerProblem('<script>')).toContain('did not work')
})
