import { canonicalQuery } from '../calendar/filter.ts'
import type { Publication } from '../calendar/publication.ts'
import { addMonths, type Instant, type LocalDate } from '../calendar/time.ts'
import { deadlineOf } from '../render/deadline.ts'
import { renderer } from '../render/fragment.ts'
import { digestOf, versionOf } from './answer.ts'
import { completed } from './beyond.ts'
import { made, madeOf, wordsFor } from './made-feed.ts'
import { aboutOf, type FeedAnswer, type FeedWish } from './poll.ts'
import type { Ports } from './ports.ts'
import { windowOf } from './window.ts'

/*
 * Feeds that are no selection of events: what they hold is made from something else, is whole days,
 * and stands on one page.
 */

/** Registration opens at most that long before an event. */
const monthsOpen = 12
/** Deadlines of one feed. */
const mostDeadlines = 5000

const encoder = new TextEncoder()

const textOf = (
  ports: Pick<Ports, 'site'>,
  wish: Omit<FeedWish, 'filter' | 'cursor'>,
  publications: readonly Publication[],
  updated: Instant
): Uint8Array => {
  const about = aboutOf(wish, ports.site, { updated, vtimezones: [] })
  const { head, tail, separator, order, page } = wish.format
  const listed =
    order === 'newest'
      ? publications
          .toSorted((a, b) => (a.changedAt > b.changedAt ? -1 : a.changedAt < b.changedAt ? 1 : 0))
          .slice(0, page)
      : publications
  const entries = listed.map((publication) => made(publication, wish, ports.site))
  return encoder.encode(head(about) + entries.join(separator) + tail(about))
}

const shapeOf = (wish: Omit<FeedWish, 'filter' | 'cursor'>): string =>
  [
    wish.format.type,
    wish.title,
    wish.description,
    wish.lang,
    wish.path,
    wish.cancelled,
    wish.locale.join(','),
  ].join('\n')

/** A feed of publications that never change but with a release: observances, the notice of a closed feed. */
export const pollGiven = (
  ports: Pick<Ports, 'site'>,
  wish: Omit<FeedWish, 'filter' | 'cursor'>,
  publications: readonly Publication[]
): FeedAnswer => {
  const updated = publications.reduce(
    (newest, { changedAt }) => (changedAt > newest ? changedAt : newest),
    ''
  )
  const { site } = ports
  const shape = `${shapeOf(wish)} ${site.baseUrl} ${site.name} ${JSON.stringify(publications)}`
  return {
    tag: `made.${renderer}.${digestOf(shape)}`,
    lastModified: updated,
    body: async () => textOf(ports, wish, publications, updated),
    next: () => null,
  }
}

/**
 * The last days to register for the events a filter matches. `from` and `to` bound the days
 * themselves; the events can be a year later.
 */
export const pollDeadlines = async (
  ports: Pick<Ports, 'store' | 'now' | 'site'>,
  wish: Omit<FeedWish, 'cursor'>
): Promise<FeedAnswer> => {
  const { store } = ports
  const { filter } = wish
  const shape = `deadlines ${shapeOf(wish)} ${canonicalQuery(wish)}`
  const { tag, lastModified, today } = await versionOf(ports, filter, shape)
  const days = windowOf(filter, today)
  const isWithin = (day: LocalDate) => day >= days.from && day < days.to
  return {
    tag,
    lastModified,
    body: async () => {
      const window = { from: days.from, to: addMonths(days.to, monthsOpen) }
      const wanted = { filter, window, today, deadlines: true as const }
      const { selection } = await completed(store, wanted, 'feed')
      const places = await store.chosen(selection, 'date', null, mostDeadlines)
      const deadlines = (await madeOf(store, places)).flatMap((publication) => {
        const deadline = deadlineOf(publication, wordsFor(publication, wish.locale))
        return deadline && isWithin(deadline.content.time.start) ? [deadline] : []
      })
      const inOrder = deadlines.toSorted((a, b) => {
        const [x, y] = [a.content.time.start + a.uid, b.content.time.start + b.uid]
        return x < y ? -1 : 1
      })
      return textOf(ports, wish, inOrder, lastModified)
    },
    next: () => null,
  }
}
