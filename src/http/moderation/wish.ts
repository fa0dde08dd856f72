import { invalidParameter, unknownSentence } from '../../calendar/fault.ts'
import type { QueuePosition } from '../../calendar/store.ts'
import { countries } from '../../calendar/vocabularies/countries.ts'
import { nearestOf } from '../../calendar/vocabulary.ts'
import type { QueueWish } from '../../journeys/queue.ts'

const kinds = ['new', 'edit', 'unchecked'] as const

const isKind = (raw: string): raw is (typeof kinds)[number] => kinds.some((kind) => kind === raw)

/** Names of the filters in an address. */
export const filterNames = ['country', 'kind', 'organisation'] as const

const countryOf = (raw: string): string => {
  const known = countries.resolve(raw)
  if (known) return known
  const near = countries.nearest(raw)
  throw invalidParameter('country', 'unknown-value', unknownSentence(raw, 'country', near), near)
}

const kindOf = (raw: string): (typeof kinds)[number] => {
  if (isKind(raw)) return raw
  const near = nearestOf(raw, kinds)
  throw invalidParameter('kind', 'unknown-value', unknownSentence(raw, 'kind', near), near)
}

/** The queue’s filters in a query; empty ones are none. Throws `invalid` for unknown values. */
export const readWish = (query: URLSearchParams): QueueWish => {
  const listed = query
    .getAll('country')
    .flatMap((value) => value.split(','))
    .filter((value) => value.trim() !== '')
  const kind = query.get('kind')?.trim()
  const organisation = query.get('organisation')?.trim()
  return {
    countries: [...new Set(listed.map(countryOf))],
    ...(kind && { kind: kindOf(kind) }),
    ...(organisation && { organisationId: organisation.slice(0, 100) }),
  }
}

/** The same filters from the hidden field of a form. */
export const wishOf = (filters: string): QueueWish => readWish(new URLSearchParams(filters))

const position = /^([01])\.(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z)\.([0-9a-f-]{36})$/

/** A place in the queue as an address has it. */
export const positionText = ({ lowPriority, waitingSince, id }: QueuePosition): string =>
  `${lowPriority ? 1 : 0}.${waitingSince}.${id}`

/** The place an address names; undefined when it names none. Throws `invalid` for anything else. */
export const readPosition = (raw: string | null): QueuePosition | undefined => {
  if (raw === null) return undefined
  const [, low, waitingSince, id] = position.exec(raw) ?? []
  if (low === undefined || waitingSince === undefined || id === undefined) {
    throw invalidParameter('after', 'malformed', 'Follow a link of the queue for this.')
  }
  return { lowPriority: low === '1', waitingSince, id }
}
