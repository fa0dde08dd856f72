import type { Instant } from './time.ts'

/** Short addresses of filters: whoever shares the same filter shares the same address, for ever. */
export interface FeedAddresses {
  /** The canonical query kept under an id, as it was when it was kept; null when there is none. */
  find(id: string): Promise<string | null>
  /** The id a canonical query has been given; null when nobody asked for one yet. */
  idOf(query: string): Promise<string | null>
  /**
   * Keeps a query under the first id of the list that is free, unless it has one already. Of several
   * at the same moment each gets the same answer, and one of them that it is new.
   */
  keep(
    query: string,
    ids: readonly string[],
    at: Instant
  ): Promise<Readonly<{ id: string; isNew: boolean }>>
}

/** Crockford's base 32, in lower case: no `i`, `l`, `o`, `u`, which are misread or make words. */
const alphabet = '0123456789abcdefghjkmnpqrstvwxyz'

/** Fifty bits: among a million filters two share their first ten letters once in two thousand times. */
const shortest = 10

/** Bytes → base 32, five bits a letter, the last one filled up with zeros. */
const inBase32 = (bytes: Uint8Array): string => {
  let letters = ''
  let held = 0
  let bits = 0
  for (const byte of bytes) {
    held = (held << 8) | byte
    bits += 8
    while (bits >= 5) {
      bits -= 5
      letters += alphabet.charAt((held >> bits) & 31)
    }
    held &= (1 << bits) - 1
  }
  return bits > 0 ? letters + alphabet.charAt((held << (5 - bits)) & 31) : letters
}

/** The ids a canonical query may have, shortest first: beginnings of its SHA-256. */
export const idsFor = async (query: string): Promise<readonly string[]> => {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(query))
  const whole = inBase32(new Uint8Array(digest))
  return Array.from({ length: whole.length - shortest + 1 }, (_, more) =>
    whole.slice(0, shortest + more)
  )
}

/**
 * An id as somebody typed it off a poster → the id as it is kept: any case, `i` and `l` for 1, `o`
 * for 0. Undefined for what can be none.
 */
export const readAddressId = (raw: string): string | undefined => {
  const id = raw.toLowerCase().replace(/[il]/g, '1').replaceAll('o', '0')
  return /^[0-9a-hjkmnp-tv-z]{10,52}$/.test(id) ? id : undefined
}
