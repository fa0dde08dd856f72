import { baseLang, type Lang } from '../calendar/language.ts'
import type { Fragment, FragmentFormat, Publication, Site } from '../calendar/publication.ts'
import type { Manner } from './event-text.ts'
import { cardOf, detailOf } from './json.ts'
import { itemOf } from './json-feed.ts'
import { veventOf } from './vevent.ts'
import { wordLanguages } from './words.ts'

/**
 * Every stored text of a publication, languages in order of their tags, and the only place where
 * they are made: what a body depends on is the publication, the site and `renderer`. What a reader
 * must not miss stands also in the languages the event has no text in: `borrowed` bodies, the
 * original's text with our words for their reader.
 */
export const fragmentsOf = (publication: Publication, site: Site): Fragment[] => {
  const { originalLang } = publication.content
  const texts = languagesOf(publication)
  const made = texts.flatMap((lang) => {
    const original = lang === originalLang
    const bodies = formatsOf[publication.state].map(
      (format) => [format, makers[format](publication, lang, site, {})] as const
    )
    return [...bodies, ...toldOtherwise(publication, lang, site, bodies)].map(([format, body]) => ({
      format,
      lang,
      original,
      borrowed: false,
      body,
    }))
  })
  const short = made.filter((each) => each.original && each.body.length <= mostBorrowed)
  const borrowers = hasNews(publication) ? otherLanguages(texts) : []
  const borrowed = borrowers.flatMap((words) =>
    borrowable
      .filter((format) => short.some((each) => each.format === format))
      .map((format) => ({
        format,
        lang: words,
        original: false,
        borrowed: true,
        body: makers[format](publication, originalLang, site, { words }),
      }))
  )
  return [...made, ...borrowed]
}

/**
 * Version of the makers. Raise it in the change that makes any body come out differently: the
 * stored fragments of the version before are then made again, and every feed gets a new ETag.
 */
export const renderer = '3'

/** A removed event has no text left to translate, so it has one tombstone of its own. */
const languagesOf = ({ state, content }: Publication): Lang[] =>
  state === 'removed' ? [content.originalLang] : Object.keys(content.translations).sort()

/** Languages we have words in and the event no text, also none of a region. */
const otherLanguages = (texts: readonly Lang[]): Lang[] => {
  const spoken = new Set(texts.map(baseLang))
  return wordLanguages.filter((lang) => !spoken.has(lang))
}

/** The withdrawn and the removed stay in feeds as tombstones only; a feed that asks for the past gets the archived. */
const formatsOf: Readonly<Record<Publication['state'], readonly FragmentFormat[]>> = {
  published: ['ics', 'item', 'card', 'json'],
  archived: ['ics', 'item', 'card', 'json'],
  withdrawn: ['ics', 'item'],
  removed: ['ics', 'item'],
}

/** Formats whose readers are told news in their own language. */
const borrowable: readonly FragmentFormat[] = ['ics', 'item', 'ics:title']

/** Characters of a body. A longer one is not stored two dozen times more for a few words of ours. */
const mostBorrowed = 16_384

/** Does it say what its reader may have to act on? What is past is no news. */
export const hasNews = ({ state, status, calledOff, previous }: Publication): boolean =>
  state !== 'archived' &&
  (state !== 'published' || status !== 'scheduled' || calledOff.length > 0 || previous.length > 0)

/** Is it or one of its dates off? */
const isOff = ({ state, status, calledOff }: Publication): boolean =>
  state === 'withdrawn' || state === 'removed' || status === 'cancelled' || calledOff.length > 0

/** Ways to tell that something is off, with the format each is one of. */
const otherwise: readonly (readonly [FragmentFormat, FragmentFormat])[] = [
  ['ics:status', 'ics'],
  ['ics:title', 'ics'],
  ['item:status', 'item'],
]

/** The bodies that tell it otherwise, where they come out otherwise. */
const toldOtherwise = (
  publication: Publication,
  lang: Lang,
  site: Site,
  bodies: readonly (readonly [FragmentFormat, string])[]
): (readonly [FragmentFormat, string])[] => {
  if (!isOff(publication)) return []
  const plain = new Map(bodies)
  return otherwise
    .map(([format, of]) => [format, of, makers[format](publication, lang, site, {})] as const)
    .filter(([, of, body]) => body !== plain.get(of))
    .map(([format, , body]) => [format, body] as const)
}

type Maker = (publication: Publication, lang: Lang, site: Site, manner: Manner) => string

const makers: Readonly<Record<FragmentFormat, Maker>> = {
  ics: veventOf,
  item: itemOf,
  card: (publication, lang, site) => JSON.stringify(cardOf(publication, lang, site)),
  json: (publication, lang, site) => JSON.stringify(detailOf(publication, lang, site)),
  'ics:status': (publication, lang, site, manner) =>
    veventOf(publication, lang, site, { ...manner, cancelled: 'status' }),
  'ics:title': (publication, lang, site, manner) =>
    veventOf(publication, lang, site, { ...manner, cancelled: 'title' }),
  'item:status': (publication, lang, site, manner) =>
    itemOf(publication, lang, site, { ...manner, cancelled: 'status' }),
}
