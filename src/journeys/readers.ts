import type { FeedRegister } from '../calendar/feed-register.ts'
import { type Filter, matches } from '../calendar/filter.ts'
import type { Publication } from '../calendar/publication.ts'
import { type FeedReaders, filterCounted } from '../calendar/readers.ts'
import { cutoff, type Kept } from '../calendar/retention.ts'
import { searchableOf } from '../calendar/searchable.ts'
import { occurrencesWithin } from '../calendar/series.ts'
import { floating, type LocalDate } from '../calendar/time.ts'
import type { Ports } from './ports.ts'
import { windowOf } from './window.ts'

/** How many read each feed on an ordinary day of last week, most read first. */
export const readersLastWeek = ({
  readers,
  now,
}: Pick<Ports, 'readers' | 'now'>): Promise<readonly FeedReaders[]> =>
  readers.lastWeek(now().slice(0, 10))

/** Has the event a date within the window that a feed shows today? */
const isShown = (
  { event, content }: Publication,
  span: Pick<Filter, 'from' | 'to'>,
  today: LocalDate
): boolean => {
  const { from, to } = windowOf(span, today)
  return occurrencesWithin(event, content, { from: floating(from), to: floating(to) }).length > 0
}

/**
 * In about how many calendars a public event is: the readers of every feed that shows it today, added
 * up. Somebody who follows two of them has it in two calendars. Null when there is nothing to tell:
 * nothing has been counted yet, or the event is public no more, or long over.
 */
export const calendarsWith = async (
  ports: Pick<Ports, 'readers' | 'now'>,
  publication: Publication,
  register: Pick<FeedRegister, 'find'>
): Promise<number | null> => {
  const today = ports.now().slice(0, 10)
  const always = publication.state === 'published' && isShown(publication, {}, today)
  const feeds = always ? await readersLastWeek(ports) : []
  if (feeds.length === 0) return null
  const searchable = searchableOf(publication)
  let calendars = 0
  for (const { feed, mean } of feeds) {
    const filter = filterCounted(feed, register)
    if (!filter || !matches(filter, searchable)) continue
    const moving = filter.from === undefined && filter.to === undefined
    if (moving || isShown(publication, filter, today)) calendars += mean
  }
  return calendars
}

/** Closes the days that are over and drops numbers kept long enough; answers how many rows are gone. */
export const forgetReaders = async ({
  readers,
  now,
}: Pick<Ports, 'readers' | 'now'>): Promise<number> => {
  const dayOf = (kind: Kept) => cutoff(kind, now()).slice(0, 10)
  const digests = await readers.close(dayOf('readerDigests'))
  const numbers = await readers.drop({
    upTo: dayOf('readerCounts'),
    filtersUpTo: dayOf('readerCountsOfFilters'),
  })
  return digests + numbers
}
