import { Fault } from '../calendar/fault.ts'
import { idsFor, readAddressId } from '../calendar/feed-address.ts'
import { canonicalQuery, type FilterRequest, parseFilter } from '../calendar/filter.ts'
import type { Ports } from './ports.ts'

/** A filter's short address: the id of `/f/{id}` and the canonical query behind it. */
export type ShortFeed = Readonly<{ id: string; query: string; isNew: boolean }>

/** Somebody asks for a short address: the same filter gets the same one, whoever asks and however often. */
export const shorten = async (
  { addresses, now }: Pick<Ports, 'addresses' | 'now'>,
  request: FilterRequest
): Promise<ShortFeed> => {
  const query = canonicalQuery(request)
  const kept = await addresses.keep(query, await idsFor(query), now())
  return { ...kept, query }
}

/**
 * What a short address asks for, read by today's grammar: an old spelling still means what it meant.
 * Fault `not_found` for an id nobody was given.
 */
export const shortened = async (
  { addresses }: Pick<Ports, 'addresses'>,
  raw: string
): Promise<FilterRequest> => {
  const id = readAddressId(raw)
  const query = id === undefined ? null : await addresses.find(id)
  if (query !== null) return parseFilter(new URLSearchParams(query))
  throw new Fault(
    'not_found',
    `There is no calendar at the short address “${raw.slice(0, 60)}”. Compare it letter by letter, or put a calendar together at /subscribe.`
  )
}
