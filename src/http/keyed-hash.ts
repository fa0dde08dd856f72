const bytesOf = (text: string) => new TextEncoder().encode(text)

/** Bytes as lower-case hexadecimal. */
const hexOf = (bytes: ArrayBuffer): string =>
  [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')

/** Text → 64 hexadecimal digits that only this service can compute. */
export type KeyedHash = (text: string) => Promise<string>

/**
 * HMAC-SHA-256 under a key derived from the service's secret for one purpose (HKDF, RFC 5869), so
 * that what one purpose gives away says nothing about another.
 */
export const keyedHash = (secret: string, purpose: string): KeyedHash => {
  // The key is kept, not its promise: a Worker must not await what another request began.
  let known: CryptoKey | undefined
  const derive = async () => {
    const whole = await crypto.subtle.importKey('raw', bytesOf(secret), 'HKDF', false, [
      'deriveKey',
    ])
    return crypto.subtle.deriveKey(
      { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: bytesOf(purpose) },
      whole,
      { name: 'HMAC', hash: 'SHA-256', length: 256 },
      false,
      ['sign']
    )
  }
  return async (text) => {
    known ??= await derive()
    return hexOf(await crypto.subtle.sign('HMAC', known, bytesOf(text)))
  }
}
