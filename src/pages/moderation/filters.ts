import type { QueueQuery } from '../../calendar/store.ts'

/** What the queue is narrowed to; stands in every address and form, so that it stays. */
export type Filters = Readonly<{
  countries: readonly string[]
  organisationId?: string
  kind?: QueueQuery['kind']
}>

/** Filters as a query, empty when there are none; the same filters always read the same. */
export const filtersText = ({ countries, organisationId, kind }: Filters): string =>
  [
    ...(countries.length ? [`country=${[...countries].sort().join(',')}`] : []),
    ...(kind ? [`kind=${kind}`] : []),
    ...(organisationId ? [`organisation=${encodeURIComponent(organisationId)}`] : []),
  ].join('&')

/** A path of the moderators’ pages with the filters, and whatever else it says. */
export const withFilters = (
  path: string,
  filters: Filters,
  more: Readonly<Record<string, string>> = {}
): string => {
  const query = [filtersText(filters), String(new URLSearchParams(more))].filter(Boolean).join('&')
  return query ? `${path}?${query}` : path
}
