import { Buffer } from 'node:buffer'

/** A mail as its reader sees it. */
export type ReadMail = Readonly<{
  /** By lower-case name, decoded; the first of each. */
  headers: ReadonlyMap<string, string>
  text: string
  html: string
}>

const bytesOf = (encoding: string, body: string): Buffer => {
  if (encoding === 'base64') return Buffer.from(body, 'base64')
  if (encoding !== 'quoted-printable') return Buffer.from(body, 'latin1')
  const joined = body.replace(/=[ \t]*\r?\n/g, '')
  return Buffer.from(
    joined.replace(/=([0-9A-F]{2})/gi, (_, hex: string) =>
      String.fromCharCode(Number.parseInt(hex, 16))
    ),
    'latin1'
  )
}

/** Encoded words of RFC 2047 in UTF-8; white space between two of them is none (§6.2). */
const decodedWords = (value: string): string =>
  value.replace(/(\?=)\s+(?==\?)/g, '$1').replace(
    /(?:=\?utf-8\?q\?[^?]*\?=)+|(?:=\?utf-8\?b\?[^?]*\?=)+/gi,
    // A character may be cut between two words: bytes are joined before they are read.
    (words) =>
      Buffer.concat(
        [...words.matchAll(/=\?utf-8\?([qb])\?([^?]*)\?=/gi)].map(([, kind = '', word = '']) =>
          kind.toLowerCase() === 'b'
            ? bytesOf('base64', word)
            : bytesOf('quoted-printable', word.replaceAll('_', ' '))
        )
      ).toString('utf8')
  )

const split = (source: string): Readonly<{ headers: Map<string, string>; body: string }> => {
  const end = /\r?\n\r?\n/.exec(source)
  const head = end ? source.slice(0, end.index) : source
  const headers = new Map<string, string>()
  for (const line of head.replace(/\r?\n(?=[ \t])/g, '').split(/\r?\n/)) {
    const [, name, value] = /^([^:\s]+):\s*(.*)$/s.exec(line) ?? []
    if (name && value !== undefined && !headers.has(name.toLowerCase()))
      headers.set(name.toLowerCase(), value)
  }
  return { headers, body: end ? source.slice(end.index + end[0].length) : '' }
}

/** Type → text of every part without parts of its own. */
const leavesOf = (source: string): ReadonlyMap<string, string> => {
  const { headers, body } = split(source)
  const type = headers.get('content-type') ?? 'text/plain'
  const boundary = /^multipart\/.*\bboundary="?([^";]+)"?/is.exec(type)?.[1]
  if (!boundary) {
    const encoding = (headers.get('content-transfer-encoding') ?? '').trim().toLowerCase()
    const text = bytesOf(encoding, body).toString('utf8').replaceAll('\r\n', '\n')
    return new Map([[(type.split(';')[0] ?? '').trim().toLowerCase(), text]])
  }
  // Before the first boundary and after the last one stands nothing of ours (RFC 2046 §5.1.1).
  const parts = `\r\n${body}`.split(`\r\n--${boundary}`).slice(1, -1)
  return new Map(parts.flatMap((part) => [...leavesOf(part.replace(/^[ \t]*\r\n/, ''))]))
}

/**
 * Reads a mail that `folder.ts` has written: UTF-8, one text, one HTML part. It is no parser for mails of
 * the world.
 */
export const readMime = (bytes: Uint8Array): ReadMail => {
  const source = Buffer.from(bytes).toString('latin1')
  const leaves = leavesOf(source)
  return {
    headers: new Map(
      [...split(source).headers].map(([name, value]) => [name, decodedWords(value)])
    ),
    text: leaves.get('text/plain') ?? '',
    html: leaves.get('text/html') ?? '',
  }
}
