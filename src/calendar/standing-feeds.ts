import type { FeedText, MadeFeed, OpenFeed } from './feed.ts'
import { parseFilter } from './filter.ts'
import { type Lang, namedLanguages } from './language.ts'
import { type Country, countries } from './vocabularies/countries.ts'
import { type Theme, themeGroups, themes } from './vocabularies/themes.ts'
import type { Term } from './vocabulary.ts'

const languageNames = new Intl.DisplayNames('en', { type: 'language' })

/** As they stand in a sentence. */
const withArticle: Readonly<Record<string, string>> = {
  EU: 'the European Union',
  GB: 'the United Kingdom',
  NL: 'the Netherlands',
}

const open = (
  slug: string,
  name: string,
  text: FeedText,
  parameters: Readonly<Record<string, string>>,
  aliases: readonly string[] = []
): OpenFeed => ({
  kind: 'open',
  slug,
  aliases,
  name,
  ...text,
  translations: {},
  request: parseFilter(new URLSearchParams(parameters)),
  keptBy: null,
})

const countryFeed = ({ id, label, euCode }: Country): OpenFeed => {
  const place = withArticle[id] ?? label
  return open(
    id.toLowerCase(),
    label,
    {
      title: `Integration events in ${place}`,
      description: `Events that bring newcomers and residents together in ${place}, and events there for those who work on integration.`,
    },
    { country: id },
    // The institutions of the Union write EL and UK.
    euCode ? [euCode.toLowerCase()] : []
  )
}

/** Vocabularies never lose an id: the address of a retired one is served as its successor's. */
const retiredInto = (terms: readonly Term[], id: string): readonly string[] =>
  terms.filter(({ successor }) => successor === id).map((term) => term.id)

const inSentence = (label: string): string => label.charAt(0).toLowerCase() + label.slice(1)

const themeText = (label: string): FeedText => ({
  title: `Events on ${inSentence(label)}`,
  description: `Integration events on ${inSentence(label)}, from every country of the calendar.`,
})

const themeFeed = ({ id, label }: Theme): OpenFeed =>
  open(
    `theme/${id}`,
    label,
    themeText(label),
    { theme: id },
    retiredInto(themes.terms, id).map((old) => `theme/${old}`)
  )

const groupFeed = ({ id, label }: Term): OpenFeed =>
  open(
    `group/${id}`,
    label,
    themeText(label),
    { theme: `group:${id}` },
    retiredInto(themeGroups.terms, id).map((old) => `group/${old}`)
  )

/** Tags people write for a language whose canonical tag is another. */
const otherTags: Readonly<Record<Lang, readonly string[]>> = { nb: ['no'], fil: ['tl'] }

const languageFeed = (tag: Lang): OpenFeed => {
  const name = languageNames.of(tag) ?? tag
  const otherwise = tag === 'en' ? 'the original' : 'English'
  return open(
    `language/${tag.toLowerCase()}`,
    name,
    {
      title: `Integration events in ${name}`,
      description: `Events held in ${name}, wherever in Europe they take place. Texts come in ${name} where there are any, else in ${otherwise}.`,
    },
    { language: tag, locale: tag === 'en' ? 'en' : `${tag},en` },
    (otherTags[tag] ?? []).map((other) => `language/${other}`)
  )
}

const made = (slug: string, title: string, description: string): MadeFeed => ({
  kind: 'made',
  slug,
  aliases: [],
  name: title,
  title,
  description,
  translations: {},
  keptBy: null,
})

const byName = (feeds: readonly OpenFeed[]): OpenFeed[] =>
  feeds.toSorted((a, b) => a.name.localeCompare(b.name, 'en'))

/**
 * Feeds that need no file, by the shelf they stand on in the index and in its order: one for each
 * country, theme, group of themes and language our forms name, and those that are made of something
 * else than a selection of events.
 */
export const standingFeeds = {
  special: [
    made(
      'observances',
      'Days of observance',
      'Days on which Europe and the world think of migrants, refugees, minorities and the languages they speak.'
    ),
    made(
      'deadlines',
      'Registration deadlines',
      'The last day to register for each coming event that asks for it.'
    ),
  ],
  countries: [
    ...countries.terms.filter(({ id }) => id === 'EU').map(countryFeed),
    ...byName(countries.terms.filter(({ id }) => id !== 'EU').map(countryFeed)),
  ],
  themes: themeGroups.terms
    .filter((group: Term) => group.successor === undefined)
    .flatMap((group) => [
      groupFeed(group),
      ...themes.terms
        .filter((theme) => theme.group === group.id && theme.successor === undefined)
        .map(themeFeed),
    ]),
  languages: byName(namedLanguages.map(languageFeed)),
} as const satisfies Readonly<Record<string, readonly (OpenFeed | MadeFeed)[]>>
export type ShelfName = keyof typeof standingFeeds
