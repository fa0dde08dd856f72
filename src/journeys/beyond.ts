import type { Occurrence, Publication } from '../calendar/publication.ts'
import { occurrencesWithin } from '../calendar/series.ts'
import type { Selection, Store } from '../calendar/store.ts'
import { floating } from '../calendar/time.ts'

/** A series that comes into a window beyond what is stored of it, with all its occurrences there. */
type Beyond = Readonly<{ publication: Publication; occurrences: readonly Occurrence[] }>

export type Completed = Readonly<{ selection: Selection; series: readonly Beyond[] }>

/**
 * Occurrences are stored up to a horizon; a window that reaches further is completed here by
 * expanding the series that go on, so that no month is ever wrong. Ordinary windows end before any
 * horizon and cost one indexed look.
 */
export const completed = async (
  store: Store,
  selection: Selection,
  audience: 'page' | 'feed'
): Promise<Completed> => {
  const found = await store.beyondHorizon(selection, audience)
  const span = { from: floating(selection.window.from), to: floating(selection.window.to) }
  const series = found
    .map((publication) => ({
      publication,
      occurrences: occurrencesWithin(publication.event, publication.content, span),
    }))
    .filter(({ occurrences }) => occurrences.length > 0)
  const beyond = series.map(({ publication, occurrences }) => ({
    event: publication.event,
    start: Math.min(...occurrences.map((each) => each.start)),
    end: Math.max(...occurrences.map((each) => each.end)),
  }))
  return { selection: beyond.length ? { ...selection, beyond } : selection, series }
}

/** Stored occurrences of a window, those of series beyond their horizon replaced by fresh ones. */
export const withBeyond = (stored: readonly Occurrence[], { series }: Completed): Occurrence[] => {
  if (series.length === 0) return [...stored]
  const replaced = new Set(series.map(({ publication }) => publication.event))
  return [
    ...stored.filter(({ event }) => !replaced.has(event)),
    ...series.flatMap(({ occurrences }) => occurrences),
  ]
}
