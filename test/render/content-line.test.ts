import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { contentLine, escapeText, fold, printable, uriOf } from '../../src/render/content-line.ts'

type Dirty = { id: string; expect: { plain?: string; icalText?: string } }
const dirty: Dirty[] = JSON.parse(
  readFileSync(new URL('../calendar/dirty-text.json', import.meta.url), 'utf8')
)

const octets = (line: string) => new TextEncoder().encode(line).length

describe('escapeText', () => {
  test.each(dirty.filter(({ expect: { icalText } }) => icalText !== undefined))(
    'escapes $id once',
    ({ expect: { plain = '', icalText } }) => {
      expect(escapeText(plain)).toBe(icalText)
    }
  )

  test('leaves colon and quotation marks alone', () => {
    expect(escapeText('a: "b"')).toBe('a: "b"')
  })

  test('writes a line end of any kind as \\n and drops other control characters', () => {
    expect(escapeText('a\r\nb\rc\nd\u2028e\u2029f\u0085g')).toBe('a\\nb\\nc\\nd\\ne\\nf\\ng')
    expect(escapeText('a\u0000\u0007\u001b\u007f\u009fb\tc')).toBe('ab\tc')
  })

  test('makes a lone surrogate a replacement character', () => {
    expect(escapeText('a\ud83db')).toBe('a\ufffdb')
  })

  test('keeps joiners that make one family of four people', () => {
    expect(printable('👩‍👩‍👧‍👦')).toBe('👩‍👩‍👧‍👦')
  })
})

describe('fold', () => {
  test('leaves 75 octets in one line and puts the 76th into the next', () => {
    expect(fold('x'.repeat(75))).toBe(`${'x'.repeat(75)}\r\n`)
    expect(fold('x'.repeat(76))).toBe(`${'x'.repeat(75)}\r\n x\r\n`)
  })

  test('counts the space of a continuation line', () => {
    expect(fold('x'.repeat(75 + 74 + 1))).toBe(`${'x'.repeat(75)}\r\n ${'x'.repeat(74)}\r\n x\r\n`)
  })

  test('does not cut a character of four octets', () => {
    expect(fold(`${'x'.repeat(72)}🎶`)).toBe(`${'x'.repeat(72)}\r\n 🎶\r\n`)
  })

  test('makes lines of at most 75 octets that unfold to the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 60, maxLength: 400 }), (raw) => {
        const text = escapeText(raw)
        const folded = fold(text)
        expect(folded.endsWith('\r\n')).toBe(true)
        const lines = folded.slice(0, -2).split('\r\n')
        expect(lines.every((line) => octets(line) <= 75 && line.isWellFormed())).toBe(true)
        // No line is cut earlier than it must be.
        for (const [index, line] of lines.slice(0, -1).entries()) {
          const next = lines[index + 1]?.slice(1) ?? ''
          expect(
            octets(line) + octets(String.fromCodePoint(next.codePointAt(0) ?? 0))
          ).toBeGreaterThan(75)
        }
        expect(folded.slice(0, -2).replaceAll('\r\n ', '')).toBe(text)
      })
    )
  })

  test('lets no line break through', () => {
    expect(fold('SUMMARY:x\r\nATTENDEE:mailto:a@b')).toBe('SUMMARY:xATTENDEE:mailto:a@b\r\n')
  })
})

describe('contentLine', () => {
  test('quotes a parameter that holds a colon, a semicolon or a comma', () => {
    expect(contentLine('X-A', { LABEL: 'a:b;c,d', LANG: 'pl' }, 'v')).toBe(
      'X-A;LABEL="a:b;c,d";LANG=pl:v\r\n'
    )
  })

  test('writes quotes, carets and line ends in a parameter by RFC 6868', () => {
    expect(contentLine('X-A', { LABEL: 'a "b" ^c\r\nd' }, 'v')).toBe(
      "X-A;LABEL=a ^'b^' ^^c^nd:v\r\n"
    )
  })
})

describe('uriOf', () => {
  test('percent-encodes what no address may hold and nothing else', () => {
    expect(uriOf('https://a.example/ü x"\\<>?q=%C3%A9&r=50%,;')).toBe(
      'https://a.example/%C3%BC%20x%22%5C%3C%3E?q=%C3%A9&r=50%25,;'
    )
  })

  test('changes no address twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(uriOf(uriOf(text))).toBe(uriOf(text))
        expect(uriOf(text)).toMatch(/^[\x21-\x7e]*$/)
      })
    )
  })
})
