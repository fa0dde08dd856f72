import type { Context } from 'hono'
import { networkOf } from './client-address.ts'
import { keyedHash } from './keyed-hash.ts'
import type { Means } from './means.ts'

/**
 * What a ledger may know of where a request comes from: a keyed hash of its network and the day, so
 * that nobody is followed from one day to the next. Null when a door cannot tell.
 */
export const addressHashOf = async (
  { secret, addressOf, ports }: Pick<Means, 'secret' | 'addressOf' | 'ports'>,
  c: Context
): Promise<string | null> => {
  const address = addressOf(c)
  if (address === null) return null
  const day = ports.now().slice(0, 10)
  return (await keyedHash(secret, 'audit')(`${day} ${networkOf(address)}`)).slice(0, 32)
}
