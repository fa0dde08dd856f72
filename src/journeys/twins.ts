import { candidateOf, twins } from '../calendar/duplicates.ts'
import type { EventContent } from '../calendar/event.ts'
import { parseFilter } from '../calendar/filter.ts'
import { independent } from '../calendar/people.ts'
import { isVisible } from '../calendar/publication.ts'
import { addDays } from '../calendar/time.ts'
import { todayOf } from './answer.ts'
import type { Ports } from './ports.ts'

/** Something that looks like the same event. */
export type Twin = Readonly<{
  event: string
  /** Null when it is public; else the submission that waits. */
  submission: string | null
  title: string
  titleLang: string
  organisation: string
  reasons: readonly ('title' | 'host' | 'link')[]
}>

/** Who has no organisation has no host in common with others who have none. */
const hostName = (organisation: Readonly<{ slug: string; name: string }> | null) =>
  organisation === null || organisation.slug === independent.slug ? null : organisation.name

/** Most events of a day that are compared. */
const compared = 500

/**
 * Events that look like this one: public ones, and for moderators (`waiting`) also what waits. To
 * everybody else that somebody has submitted something is private.
 */
export const twinsOf = async (
  { store, now }: Pick<Ports, 'store' | 'now'>,
  of: Readonly<{
    event: string | null
    content: EventContent
    organisation: Readonly<{ slug: string; name: string }> | null
  }>,
  waiting: boolean
): Promise<readonly Twin[]> => {
  const candidate = candidateOf(of.event ?? '', of.content, hostName(of.organisation))
  const [first] = candidate.dates
  if (first === undefined) return []
  const { filter } = parseFilter(new URLSearchParams())
  const found = await store.occurrences(
    { filter, window: { from: first, to: addDays(first, 1) }, today: todayOf(now()) },
    compared
  )
  const ids = [...new Set(found.map(({ event }) => event))].filter((id) => id !== of.event)
  const published = (await store.publicationsOf(ids)).filter(isVisible)
  const offered = waiting
    ? (await store.waitingOn([first], compared)).filter(
        ({ event }) => event !== of.event && !ids.includes(event)
      )
    : []
  const all = [
    ...published.map((p) => ({ ...p, submission: null })),
    ...offered.map((s) => ({ ...s, submission: s.id })),
  ]
  const byEvent = new Map(all.map((each) => [each.event, each]))
  const candidates = all.map(({ event, content, organisation }) =>
    candidateOf(event, content, hostName(organisation))
  )
  return twins(candidate, candidates).flatMap(({ id, reasons }) => {
    const it = byEvent.get(id)
    if (!it) return []
    const { originalLang, translations } = it.content
    return [
      {
        event: id,
        submission: it.submission,
        title: translations[originalLang]?.title ?? '',
        titleLang: originalLang,
        organisation: it.organisation.name,
        reasons,
      },
    ]
  })
}
