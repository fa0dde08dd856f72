import { readdirSync, readFileSync } from 'node:fs'
import type { Lang } from '../../src/calendar/language.ts'
import type { Publication } from '../../src/calendar/publication.ts'
import type { FeedAbout } from '../../src/render/feed-format.ts'
import { ana, contentOf, firstPublication, piotr, polishCourse, saturdayMarket } from '../cast.ts'
import { publicationOf } from './fixture.ts'

/** A publication, the language it is told in, and a name for the list of tests. */
export type Told = Readonly<{ name: string; publication: Publication; lang: Lang }>

const folder = new URL('../cases/', import.meta.url)

/** Every oddity in test/cases: all states, hostile text, Arabic, series, all-day, without an end. */
const cases: readonly Told[] = readdirSync(folder).map((name) => {
  const { publication, lang } = JSON.parse(
    readFileSync(new URL(`${name}/event.json`, folder), 'utf8')
  )
  return { name, publication: { calledOff: [], previous: [], ...publication }, lang }
})

const [market, course] = [
  [saturdayMarket, ana, '019cafe0-0000-7000-8000-00000000c001'] as const,
  [polishCourse, piotr, '019cafe0-0000-7000-8000-00000000c002'] as const,
].map(
  ([input, { organisation }, id]) =>
    firstPublication(
      id,
      contentOf(input),
      organisation ?? { slug: '', name: '' },
      '2027-01-10T08:00:00Z'
    ).publication
)

const cast: readonly Told[] = [market, course].flatMap((publication) =>
  publication
    ? Object.keys(publication.content.translations).map((lang) => ({
        name: `the cast: ${publication.content.translations[lang]?.title}`,
        publication,
        lang,
      }))
    : []
)

/** Words no XML, HTML or JSON should be broken by. */
export const nasty =
  '</script><!--<title>]]>&amp;&lt;"\'\u0000\u0008\u000b\u001b\u007f\u2028\u2029\ud800\udc00\ud800 \ufffe\uffff\r\n\ttail'

const nastyText = { title: nasty, teaser: nasty, description: `<p>${nasty}</p>` }

const nastier: Told = {
  name: 'everything nasty',
  lang: 'en',
  publication: publicationOf(
    {
      translations: { en: { ...nastyText, origin: 'author' } },
      themes: [nasty],
      place: { name: nasty, address: nasty, city: nasty },
      organiser: { name: nasty, url: "https://example.org/?a='&b=1" },
      accessibility: { features: { 'step-free': 'yes' }, note: nasty },
    },
    { statusNote: nasty, organisation: { slug: 'x', name: nasty } }
  ),
}

/** Everything a feed can hold, as far as the tests know. */
export const everything: readonly Told[] = [...cases, ...cast, nastier]

/** What the feeds of these tests say of themselves. */
export const about: FeedAbout = {
  title: 'Poland "and" <more>',
  description: 'All & everything',
  homeUrl: 'https://calendar.example.eu/subscribe?country=PL&theme=a',
  feedUrl: 'https://calendar.example.eu/feeds/events.atom?country=PL&theme=a',
  language: 'en',
  updated: '2026-11-02T09:30:15Z',
  vtimezones: [],
}
