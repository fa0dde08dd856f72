import type { Lang } from '../calendar/language.ts'
import type { Publication, Site } from '../calendar/publication.ts'
import { isSeries } from '../calendar/series.ts'
import { themes } from '../calendar/vocabularies/themes.ts'
import { articleOf, authorOf, type Manner, pageUrl, titleOf, translationOf } from './event-text.ts'
import { localTime } from './local-time.ts'
import { wordsOf } from './words.ts'

/**
 * One item of a JSON Feed 1.1: a bare JSON object, without a comma before or after it. A feed is
 * `feedHead(…)`, its items joined by `,` (in SQL `group_concat(body, ',')`), `feedTail`.
 *
 * Readers sort by `date_published`, so the event's own time stands in `_integration_calendar`:
 * `start` and the exclusive `end` with the local offset, dates when all-day, `end` null when none
 * was given. A removed event keeps its id and time and nothing else; its language is that of our
 * words, which are all its text.
 */
export const itemOf = (
  publication: Publication,
  lang: Lang,
  site: Site,
  manner: Manner = {}
): string => {
  const { content, uid, state } = publication
  const title = titleOf(publication, lang, manner)
  const common = {
    id: uid,
    title,
    date_published: publication.publishedAt,
    date_modified: publication.changedAt,
    language: state === 'removed' ? wordsOf(manner.words ?? lang).lang : lang,
  }
  const known = {
    uid,
    sequence: publication.sequence,
    status: state === 'withdrawn' || state === 'removed' ? state : publication.status,
    ...localTime(content.time),
  }
  if (state === 'removed') {
    return JSON.stringify({ ...common, content_text: title, _integration_calendar: known })
  }
  const { teaser } = translationOf(publication, lang)
  const { html, plain } = articleOf(publication, lang, manner)
  return JSON.stringify({
    ...common,
    url: pageUrl(publication, site),
    content_html: html,
    content_text: plain,
    ...(teaser && { summary: teaser }),
    authors: [
      {
        name: authorOf(publication),
        ...(content.organiser?.url && { url: content.organiser.url }),
      },
    ],
    tags: content.themes.map((id) => themes.get(id)?.label ?? id),
    _integration_calendar: {
      ...known,
      ...recurrenceOf(publication),
      primaryCountry: content.primaryCountry,
      countries: content.countries,
      eventLanguages: [...new Set(content.eventLanguages.map((spoken) => spoken.lang))],
      themes: content.themes,
    },
  })
}

/** What makes a series of it, each part only where there is one. A removed event keeps no such text. */
const recurrenceOf = ({ content, calledOff }: Publication) => {
  const { time, overrides = [] } = content
  if (!isSeries(time)) return {}
  return {
    ...(time.rule !== undefined && { rule: time.rule }),
    ...(time.extraDates?.length && { extraDates: time.extraDates }),
    ...(time.exceptDates?.length && { exceptDates: time.exceptDates }),
    ...(overrides.length > 0 && { overrides }),
    ...(calledOff.length > 0 && { calledOff }),
  }
}

/** What a JSON Feed says of itself. */
export type FeedHead = Readonly<{
  title: string
  description: string
  /** Page about the feed. */
  homeUrl: string
  /** The feed's own address. */
  feedUrl: string
  language?: Lang | undefined
  /** Where the rest is. */
  nextUrl?: string | undefined
}>

/** A JSON Feed up to its first item (https://jsonfeed.org/version/1.1). */
export const feedHead = ({
  title,
  description,
  homeUrl,
  feedUrl,
  language,
  nextUrl,
}: FeedHead): string => {
  const head = JSON.stringify({
    version: 'https://jsonfeed.org/version/1.1',
    title,
    home_page_url: homeUrl,
    feed_url: feedUrl,
    description,
    ...(language && { language }),
    ...(nextUrl !== undefined && { next_url: nextUrl }),
  })
  return `${head.slice(0, -1)},"items":[`
}

/** The end of a JSON Feed. */
export const feedTail = ']}'
