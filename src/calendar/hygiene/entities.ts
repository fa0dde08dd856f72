/**
 * Character references (rule E), as far as the HTML parser does not know better: it decodes them,
 * this file decides what it gets to see.
 */

/** The names HTML also knows without the semicolon. */
const legacy = new Set(
  (
    'AElig AMP Aacute Acirc Agrave Aring Atilde Auml COPY Ccedil ETH Eacute Ecirc Egrave Euml GT ' +
    'Iacute Icirc Igrave Iuml LT Ntilde Oacute Ocirc Ograve Oslash Otilde Ouml QUOT REG THORN ' +
    'Uacute Ucirc Ugrave Uuml Yacute aacute acirc acute aelig agrave amp aring atilde auml brvbar ' +
    'ccedil cedil cent copy curren deg divide eacute ecirc egrave eth euml frac12 frac14 frac34 gt ' +
    'iacute icirc iexcl igrave iquest iuml laquo lt macr micro middot nbsp not ntilde oacute ocirc ' +
    'ograve ordf ordm oslash otilde ouml para plusmn pound quot raquo reg sect shy sup1 sup2 sup3 ' +
    'szlig thorn times uacute ucirc ugrave uml uuml yacute yen yuml'
  ).split(' ')
)

/** Endings of the names of accented letters, and other names often met in European texts. */
const accents =
  'acute grave circ uml tilde ring cedil slash caron ogon strok dot dblac breve macr'.split(' ')
const names = (
  'amp apos bdquo bull copy deg euro hellip iexcl iquest laquo ldquo lsaquo lsquo mdash middot ' +
  'nbsp ndash ordf ordm oelig aelig OElig AElig para pound quot raquo rdquo reg rsaquo rsquo ' +
  'sbquo sect shy szlig thorn times trade yen'
).split(' ')

/** No reference cut in half is longer; a look at the end costs the same for any text. */
const longestHalf = 12

/**
 * The text as the HTML parser shall read it. A name without its semicolon counts only if it stands
 * alone (`Caf&eacute and`), so `?lang=pt&section=2` and `Arts&regions` keep their letters; a number
 * that names no character (half of a surrogate pair, zero) is dropped, and so is a number without
 * its semicolon at the very end, which is a reference cut in half.
 */
export const legible = (text: string): string =>
  text.replace(
    /&(?:#(x[0-9a-f]+|[0-9]+)(;?)|([a-z][a-z0-9]*)(;?))?/gi,
    (whole, number: string | undefined, closed, name: string | undefined, ended, at: number) => {
      const next = at + whole.length
      if (number !== undefined) {
        const cut = !closed && (next === text.length || text.startsWith('[more]', next))
        const code = /^x/i.test(number) ? Number.parseInt(number.slice(1), 16) : Number(number)
        return cut || !namesCharacter(code) ? '' : `&#${number};`
      }
      if (name !== undefined && ended) return whole
      if (name !== undefined && legacy.has(name) && text[next] !== '=') return `${whole};`
      return `&amp;${whole.slice(1)}`
    }
  )

/** Rule E, last half: without a reference cut in half at the end (`Li&egra`). */
export const withoutHalfEntity = (text: string): string => {
  const tail = text.slice(-longestHalf)
  const start = text.length - tail.length + tail.lastIndexOf('&')
  if (!tail.includes('&')) return text
  const rest = text.slice(start + 1)
  return /^#x?[0-9a-f]*$/i.test(rest) || isHalfName(rest) ? text.slice(0, start) : text
}

const namesCharacter = (code: number): boolean =>
  code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff)

/** One letter is never taken for half a name: Q&A, AT&T and R&B are names of their own. */
const isHalfName = (rest: string): boolean =>
  /^[A-Za-z]{2,10}$/.test(rest) &&
  (names.some((name) => name.startsWith(rest)) ||
    accents.some((accent) => accent.startsWith(rest.slice(1))))
