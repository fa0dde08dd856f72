import { hasControl, hasInvisible, isMalformed } from './characters.ts'

/** A normalised address, or why there is none. */
type Address = Readonly<{ href: string } | { code: string; detail: string }>

/** Longest address, in characters of its normalised form. */
export const longestUrl = 2048

/**
 * Rule U: an absolute http(s) address without credentials in its normalised form, parameters that
 * only track people left out. Empty text is an empty address. Refused with `malformed`,
 * `control-character`, `invisible-character`, `scheme`, `not-absolute`, `credentials`,
 * `invalid-host` or `too-long`.
 */
export const webAddress = (raw: string): Address => {
  if (isMalformed(raw)) return refusal('malformed')
  const text = raw.trim().replace(/&(?:(?:amp|#38|#x26);)+/gi, '&')
  if (text === '') return { href: '' }
  if (hasControl(text)) return refusal('control-character')
  if (hasInvisible(text)) return refusal('invisible-character')
  const scheme = /^([a-z][a-z0-9+.-]*):(?!\d)/i.exec(text)?.[1]?.toLowerCase()
  if (scheme === undefined) return refusal('not-absolute')
  if (scheme !== 'http' && scheme !== 'https') return refusal('scheme')
  // A URL parser would repair missing, additional and backward slashes without a word.
  const authority = /^[a-z]+:\/\/([^/?#\\]+)/i.exec(text)?.[1]
  if (authority === undefined) return refusal('not-absolute')
  if (authority.includes('@')) return refusal('credentials')
  if (text.length > longestUrl) return refusal('too-long')
  if (!URL.canParse(text)) return refusal('invalid-host')
  const url = new URL(text)
  if (/^\.|\.\./.test(url.hostname)) return refusal('invalid-host')
  dropTracking(url)
  return url.href.length > longestUrl ? refusal('too-long') : { href: url.href }
}

/**
 * The target of a link in a description: http, https, mailto or tel, normalised; undefined if it is
 * none of these.
 */
export const linkTarget = (raw: string): string | undefined => {
  const text = raw.trim()
  if (!/^(?:mailto|tel):/i.test(text)) {
    const address = webAddress(raw)
    return 'href' in address && address.href !== '' ? address.href : undefined
  }
  if (isMalformed(text) || hasControl(text) || hasInvisible(text)) return undefined
  if (text.length > longestUrl || !URL.canParse(text)) return undefined
  const { href } = new URL(/^tel:/i.test(text) ? text.replaceAll(' ', '') : text)
  const safe = /^mailto:[^\s@<>"]+@[^\s@<>"]+$/.test(href) || /^tel:\+?[\d().\-;=%]+$/.test(href)
  return safe && href.length <= longestUrl ? href : undefined
}

const details = {
  malformed: 'The address holds half a character; copy it again from the address bar.',
  'control-character':
    'The address holds a line break or a control character; give it on one line.',
  'invisible-character': 'The address holds an invisible character; type it or copy it again.',
  scheme: 'Give a web address that starts with https:// or http://.',
  'not-absolute': 'Give the whole web address, starting with https:// or http://.',
  credentials: 'Leave out the user name and password before the “@” of the address.',
  'invalid-host': 'There is no such web address; check the part after https://.',
  'too-long': `A web address has at most ${longestUrl} characters; give a shorter one.`,
}

const refusal = (code: keyof typeof details): Address => ({ code, detail: details[code] })

/** Only removes whole parameters, so that the spelling of the others stays as it is. */
const dropTracking = (url: URL): void => {
  const parameters = url.search.slice(1).split('&')
  const kept = parameters.filter(
    (parameter) => !/^(?:utm_[^=]*|fbclid|gclid)(?:=|$)/i.test(parameter)
  )
  if (kept.length < parameters.length) url.search = kept.join('&')
}
