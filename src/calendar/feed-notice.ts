import type { ClosedFeed } from './feed.ts'
import { cleanDescription, teaserOf } from './hygiene.ts'
import type { Publication } from './publication.ts'
import { addDays, type Instant } from './time.ts'

/** What the ids of notices begin with; ids of events never do. */
export const noticePrefix = 'closed-feed-'

/**
 * The notice of a closed feed as a publication of its own, so that every format can write it: one
 * all-day event on the day it closed. It depends on the definition alone, so that a calendar that
 * polls for years keeps one copy: UID from the slug, stamps from the day (midnight UTC).
 */
export const noticeOf = ({ slug, keptBy, closed }: ClosedFeed): Publication => {
  const id = noticePrefix + slug.replaceAll('/', '-')
  const at: Instant = `${closed.on}T00:00:00Z`
  const cleaned = cleanDescription(closed.notice)
  if (!cleaned.ok) throw new Error(`feeds/${slug}.json: ${cleaned.detail}`)
  const { html, plain } = cleaned.value
  return {
    event: id,
    uid: id,
    revision: 1,
    sequence: 0,
    state: 'published',
    status: 'scheduled',
    statusNote: null,
    availability: 'unknown',
    organisation: { slug: 'feeds', name: keptBy ?? '' },
    content: {
      originalLang: closed.lang,
      translations: {
        [closed.lang]: {
          title: closed.title,
          teaser: teaserOf(plain),
          description: html,
          origin: 'author',
        },
      },
      eventLanguages: [],
      time: { allDay: true, start: closed.on, end: addDays(closed.on, 1) },
      attendance: 'online',
      primaryCountry: 'EU',
      countries: [],
      themes: [],
      track: 'public',
      audience: [],
      cost: { kind: 'free' },
    },
    calledOff: [],
    previous: [],
    publishedAt: at,
    changedAt: at,
    leavesOn: null,
  }
}
