import type { Lang } from '../calendar/language.ts'
import type { Fragment, FragmentFormat, Publication, Site } from '../calendar/publication.ts'
import { cardOf, detailOf } from './json.ts'
import { itemOf } from './json-feed.ts'
import { veventOf } from './vevent.ts'

/**
 * Every stored text of a publication, languages in order of their tags, and the only place where
 * they are made: what a body depends on is the publication, the site and `renderer`.
 */
export const fragmentsOf = (publication: Publication, site: Site): Fragment[] =>
  languagesOf(publication).flatMap((lang) =>
    formatsOf[publication.state].map((format) => ({
      format,
      lang,
      original: lang === publication.content.originalLang,
      body: makers[format](publication, lang, site),
    }))
  )

/**
 * Version of the makers. Raise it in the change that makes any body come out differently: the
 * stored fragments of the version before are then made again, and every feed gets a new ETag.
 */
export const renderer = '2'

/** A removed event has no text left to translate, so it has one tombstone. */
const languagesOf = ({ state, content }: Publication): Lang[] =>
  state === 'removed' ? [content.originalLang] : Object.keys(content.translations).sort()

/** The withdrawn and the removed stay in feeds as tombstones only; a feed that asks for the past gets the archived. */
const formatsOf: Readonly<Record<Publication['state'], readonly FragmentFormat[]>> = {
  published: ['ics', 'item', 'card', 'json'],
  archived: ['ics', 'item', 'card', 'json'],
  withdrawn: ['ics', 'item'],
  removed: ['ics', 'item'],
}

type Maker = (publication: Publication, lang: Lang, site: Site) => string

const makers: Readonly<Record<FragmentFormat, Maker>> = {
  ics: veventOf,
  item: itemOf,
  card: (...about) => JSON.stringify(cardOf(...about)),
  json: (...about) => JSON.stringify(detailOf(...about)),
}
