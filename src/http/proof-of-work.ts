import { type Challenge, createChallenge, randomInt, verifySolution } from 'altcha-lib'
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2'
import * as z from 'zod'
import type { Limits } from '../calendar/limits.ts'
import { type Instant, instantOf } from '../calendar/time.ts'
import { keyedHash } from './keyed-hash.ts'

/**
 * One try is a PBKDF2 of this many rounds, and 50 to 100 tries find the counter: half a million to a
 * million rounds. Measured for a million: 0.2 s in Node on a server core with SHA instructions (5
 * million rounds a second), 0.3 s in Chromium, 0.6 s when it is slowed down six times and 2 s twenty
 * times. At half a million rounds a second, which we take an old phone to manage, it is 2 s, beside the
 * typing. A server needs 2 ms to make a challenge and two HMACs to check a proof.
 */
const rounds = 10_000
const tries = { least: 50, most: 100 }

const goodForSeconds = 3600

/** base64 of JSON, as the script (or altcha's own widget) leaves it in the field. */
const payload = z.object({
  challenge: z.object({
    parameters: z.object({
      algorithm: z.literal('PBKDF2/SHA-256'),
      nonce: z.string(),
      salt: z.string(),
      cost: z.number(),
      keyLength: z.number(),
      keyPrefix: z.string(),
      keySignature: z.string(),
      data: z.object({ until: z.iso.datetime() }),
    }),
    signature: z.string(),
  }),
  solution: z.object({ counter: z.number(), derivedKey: z.string() }),
})

/** A real one has some 700 characters. */
const longest = 2000

const decoded = (text: string): unknown => {
  try {
    return JSON.parse(atob(text))
  } catch (error) {
    // Not base64, or not JSON: no proof.
    if (error instanceof SyntaxError || error instanceof DOMException) return null
    throw error
  }
}

export type ProofNeeds = Readonly<{ secret: string; limits: Limits; now: () => Instant }>

/**
 * Work that a browser does beside the typing and that costs whoever sends forms by the thousand. It
 * stands in nobody's way: a form without a proof is taken too, and looked at last.
 */
export const proofOfWork = ({ secret, limits, now }: ProofNeeds) => {
  const hash = keyedHash(secret, 'proof of work')
  const secrets = async () => ({
    hmacSignatureSecret: await hash('challenge'),
    hmacKeySignatureSecret: await hash('key'),
  })

  return {
    /** A challenge to be solved within an hour. It is signed, not stored. */
    challenge: async (): Promise<Challenge> =>
      createChallenge({
        algorithm: 'PBKDF2/SHA-256',
        cost: rounds,
        counter: randomInt(tries.most, tries.least),
        deriveKey,
        // Not `expiresAt`: the library compares that with the machine's clock, and ours comes from outside.
        data: { until: instantOf(Date.parse(now()) + goodForSeconds * 1000) },
        ...(await secrets()),
      }),

    /**
     * Has this form (by its token's id) brought a proof that is signed by us, solved, in time and no
     * other form's? The same form may bring it again. False for an empty field and for nonsense alike.
     */
    proven: async (field: string | undefined, form: string): Promise<boolean> => {
      if (!field || field.length > longest) return false
      const read = payload.safeParse(decoded(field))
      if (!read.success) return false
      const { challenge, solution } = read.data
      const { until } = challenge.parameters.data
      const { verified } = await verifySolution({
        challenge,
        solution,
        deriveKey,
        ...(await secrets()),
      })
      return verified && now() < until && limits.spend(`proof ${challenge.signature}`, form, until)
    },
  }
}
export type ProofOfWork = ReturnType<typeof proofOfWork>
