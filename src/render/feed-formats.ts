import { atomHead, atomTail, entryOf } from './atom.ts'
import type { FeedFormat } from './feed-format.ts'
import { jcalEntryOf, jcalHead, jcalTail } from './jcal.ts'
import { feedHead, feedTail, itemOf } from './json-feed.ts'
import { jsonLdEntryOf, jsonLdHead, jsonLdTail } from './json-ld.ts'
import { calendarHead, calendarTail } from './vcalendar.ts'
import { veventOf } from './vevent.ts'

/** Every format a feed comes in, by the extension of its address: one row and one file each. */
export const feedFormats = {
  ics: {
    type: 'text/calendar; charset=utf-8',
    name: 'iCalendar (RFC 5545)',
    head: (about) =>
      calendarHead({
        name: about.title,
        description: about.description,
        lang: about.language,
        url: about.homeUrl,
        source: about.feedUrl,
        vtimezones: about.vtimezones,
      }),
    tail: () => calendarTail,
    separator: '',
    entry: veventOf,
    stored: { both: 'ics', status: 'ics:status', title: 'ics:title' },
    order: 'date',
  },
  json: {
    type: 'application/feed+json; charset=utf-8',
    name: 'JSON Feed 1.1',
    head: (about) =>
      feedHead({
        title: about.title,
        description: about.description,
        homeUrl: about.homeUrl,
        feedUrl: about.feedUrl,
        language: about.language,
        nextUrl: about.nextUrl,
      }),
    tail: () => feedTail,
    separator: ',',
    entry: itemOf,
    stored: { both: 'item', status: 'item:status', title: 'item' },
    order: 'date',
    // Readers stop at some 250 KB; the rest is behind `next_url`.
    page: 100,
  },
  atom: {
    type: 'application/atom+xml; charset=utf-8',
    name: 'Atom (RFC 4287), the 50 newest',
    head: atomHead,
    tail: atomTail,
    separator: '',
    entry: entryOf,
    order: 'newest',
    page: 50,
  },
  jsonld: {
    type: 'application/ld+json; charset=utf-8',
    name: 'schema.org/Event as JSON-LD',
    head: jsonLdHead,
    tail: jsonLdTail,
    // Each entry brings its comma: the feed itself is the first node of the graph.
    separator: '',
    entry: jsonLdEntryOf,
    order: 'date',
    page: 500,
  },
  jcal: {
    type: 'application/calendar+json; charset=utf-8',
    name: 'jCal (RFC 7265)',
    head: jcalHead,
    tail: jcalTail,
    // Each entry brings its comma: behind the head there is always a time zone.
    separator: '',
    entry: jcalEntryOf,
    order: 'date',
    page: 500,
  },
} as const satisfies Readonly<Record<string, FeedFormat>>

export type FeedExtension = keyof typeof feedFormats

export const feedExtensions = Object.keys(feedFormats) as FeedExtension[]

/** The format of an extension; undefined for one we don't have. */
export const feedFormatOf = (extension: string): FeedFormat | undefined =>
  Object.hasOwn(feedFormats, extension) ? feedFormats[extension as FeedExtension] : undefined
