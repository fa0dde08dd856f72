import type { Links } from '../calendar/people.ts'

const utf8 = (text: string) => new TextEncoder().encode(text)

/** An HMAC key for one use of the service's secret (HKDF, RFC 5869): no use can forge another's. */
const keyFor = async (secret: string, use: string): Promise<CryptoKey> => {
  const material = await crypto.subtle.importKey('raw', utf8(secret), 'HKDF', false, ['deriveKey'])
  return crypto.subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: utf8(use) },
    material,
    { name: 'HMAC', hash: 'SHA-256', length: 256 },
    false,
    ['sign', 'verify']
  )
}

const base64url = (bytes: ArrayBuffer): string =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

/** Exactly what `base64url` makes of 32 bytes; null for anything else. */
const bytesOf = (token: string): Uint8Array<ArrayBuffer> | null => {
  if (!/^[A-Za-z0-9_-]{43}$/.test(token)) return null
  const bytes = Uint8Array.from(
    atob(token.replaceAll('-', '+').replaceAll('_', '/')),
    (letter) => letter.codePointAt(0) ?? 0
  )
  // The last letter carries two bits of nothing: other spellings of the same bytes are no token.
  return base64url(bytes.buffer) === token ? bytes : null
}

/** Secret links derived from the service's secret: HMAC-SHA256, 43 letters of base64url. */
export const linksOf = (secret: string): Links => {
  // Derived each time (some 0.1 ms): a key kept would be a promise shared by requests of a Worker.
  const key = () => keyFor(secret, 'integration-calendar links')
  return {
    token: async (purpose, subject) =>
      base64url(await crypto.subtle.sign('HMAC', await key(), utf8(`${purpose}:${subject}`))),
    fits: async (purpose, subject, token) => {
      const bytes = bytesOf(token)
      // `verify` compares in constant time.
      return bytes === null
        ? false
        : crypto.subtle.verify('HMAC', await key(), bytes, utf8(`${purpose}:${subject}`))
    },
  }
}

/** The name that stands for an erased person in ledgers; only who has the secret can tell whose it was. */
export const pseudonymOf = async (secret: string, person: string): Promise<string> => {
  const key = await keyFor(secret, 'integration-calendar pseudonyms')
  return `erased-${base64url(await crypto.subtle.sign('HMAC', key, utf8(person))).slice(0, 12)}`
}
