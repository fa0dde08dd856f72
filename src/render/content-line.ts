const lineOctets = 75

const octetsOf = (codePoint: number): number =>
  codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4

/**
 * Text as every format may carry it: well-formed, line ends of any kind as `\n`, no other control
 * character but the tab (RFC 5545 §3.1 allows no more). Nothing further down strips them, and a raw
 * line break in a value would open a line of a stranger's choice.
 */
export const printable = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?|\u0085|\p{Zl}|\p{Zp}/gu, '\n')
    .replace(/[^\P{Cc}\t\n]/gu, '')

/** A TEXT value, escaped once: `\\ \; \, \n` and nothing else (RFC 5545 §3.3.11). */
export const escapeText = (text: string): string =>
  printable(text)
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n')

/** A URI value: characters outside RFC 3986 percent-encoded, nothing text-escaped (RFC 5545 §3.3.13). */
export const uriOf = (address: string): string =>
  address
    .toWellFormed()
    .replace(/%(?![0-9A-Fa-f]{2})|[^\w\-.~:/?#[\]@!$&'()*+,;=%]/gu, (character) =>
      encodeURIComponent(character)
    )

/** A parameter value: `^'`, `^n`, `^^` (RFC 6868), in quotes where `: ; ,` ask for them (RFC 5545 §3.2). */
const parameterValue = (text: string): string => {
  const encoded = printable(text).replaceAll('^', '^^').replaceAll('"', "^'").replaceAll('\n', '^n')
  return /[:;,]/.test(encoded) ? `"${encoded}"` : encoded
}

/** `;NAME=value` for each parameter, in the order given. */
export const parameters = (params: Readonly<Record<string, string>>): string =>
  Object.entries(params)
    .map(([name, value]) => `;${name}=${parameterValue(value)}`)
    .join('')

/**
 * One unfolded line → lines of at most 75 octets, each with its CRLF, cut between characters and
 * never inside a UTF-8 sequence (RFC 5545 §3.1). A control character that got this far is dropped.
 */
export const fold = (line: string): string => {
  let folded = ''
  let octets = 0
  for (const character of line.toWellFormed().replace(/[^\P{Cc}\t]|\p{Zl}|\p{Zp}/gu, '')) {
    const size = octetsOf(character.codePointAt(0) ?? 0)
    if (octets + size > lineOctets) {
      folded += '\r\n '
      octets = 1
    }
    folded += character
    octets += size
  }
  return `${folded}\r\n`
}

/**
 * `NAME;PARAM=x:value`, folded, with its CRLF. The value is written as it stands, so a TEXT value
 * comes from `escapeText` and an address from `uriOf`; parameters are encoded here.
 */
export const contentLine = (
  name: string,
  params: Readonly<Record<string, string>>,
  value: string
): string => fold(`${name}${parameters(params)}:${value}`)
