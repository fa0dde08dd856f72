import { html } from 'hono/html'
import type { FeedEntry, FeedIndex } from '../calendar/feed-index.ts'
import type { Site } from '../calendar/publication.ts'
import type { ShelfName } from '../calendar/standing-feeds.ts'
import { wordsOfTime } from '../calendar/words-of-time.ts'
import { hidden, langOf, layout, type Markup, mark } from './layout.ts'
import { wordsLang } from './words.ts'

const words = {
  title: 'Calendars to subscribe to',
  lead: 'Choose one and put it into your own calendar. It keeps itself up to date: new events appear, changed and cancelled ones follow.',
  own: 'None of them is quite yours?',
  ownLink: 'Put together your own',
  shelves: {
    special: 'All of Europe',
    countries: 'Countries',
    themes: 'Themes',
    languages: 'Languages of the event',
  } satisfies Readonly<Record<ShelfName, string>>,
  hints: {
    special: '',
    countries: '',
    themes: 'A group holds the events of all its themes.',
    languages: 'Events held in a language, wherever they take place.',
  } satisfies Readonly<Record<ShelfName, string>>,
  file: '.ics',
  fileOf: (name: string) => ` address of ${name}`,
  closedOn: (date: string) => `closed on ${date}`,
  forPartners: 'The same list for programs:',
} as const

type FeedsPageInput = Readonly<{
  index: FeedIndex
  /** Address of the same list as JSON. */
  json: string
  site: Site
}>

/** Every feed with an address of its own: what there is, how to subscribe to it, and its address. */
export const feedsPage = ({ index, json, site }: FeedsPageInput): Markup =>
  layout({
    site,
    title: words.title,
    head: html`<link rel="canonical" href="${site.baseUrl}/feeds">
<link rel="alternate" type="application/json" href="${json}">`,
    main: html`<div class="feeds">
<h1>${words.title}</h1>
<p class="lead">${words.lead}</p>
<p class="own-one">${words.own} <a class="button" href="/subscribe">${words.ownLink}</a></p>
${index.shelves.map(({ name, feeds }) => shelf(name, feeds))}
<p class="hint">${words.forPartners} <a href="${json}">JSON</a></p>
</div>`,
  })

const shelf = (name: ShelfName, feeds: readonly FeedEntry[]): Markup =>
  feeds.length === 0
    ? html``
    : html`<section aria-labelledby="${name}">
<h2 id="${name}">${words.shelves[name]}</h2>
${words.hints[name] ? html`<p class="hint">${words.hints[name]}</p>` : ''}
${arranged[name](feeds)}
</section>
`

const isGroup = ({ slug }: FeedEntry) => slug.startsWith('group/')

/** Each group of themes with the themes that follow it. */
const byGroup = (feeds: readonly FeedEntry[]): readonly (readonly FeedEntry[])[] => {
  const groups: FeedEntry[][] = []
  for (const feed of feeds) {
    const last = groups.at(-1)
    if (last === undefined || isGroup(feed)) groups.push([feed])
    else last.push(feed)
  }
  return groups
}

/** Names in columns. */
const names = (feeds: readonly FeedEntry[]): Markup =>
  html`<ul class="names" role="list">${feeds.map(
    (feed) => html`<li>${way(feed, feed.name)} ${file(feed)}</li>
`
  )}</ul>`

const groups = (feeds: readonly FeedEntry[]): Markup =>
  html`<div class="theme-groups">${byGroup(feeds).map(([head, ...rest]) =>
    head && isGroup(head)
      ? html`<div><h3>${mark(head.slug.slice('group/'.length))}${way(head, head.name)} ${file(head)}</h3>
${names(rest)}</div>
`
      : html`<div>${names(head ? [head, ...rest] : rest)}</div>
`
  )}</div>`

/** Title and description, where a name alone would not say it. */
const told = (feeds: readonly FeedEntry[]): Markup =>
  html`<ul class="told" role="list">${feeds.map(
    (feed) => html`<li><h3${langOf(feed.lang)}>${way(feed, feed.title)} ${file(feed)}</h3>
<p${langOf(feed.lang)}>${feed.description}</p></li>
`
  )}</ul>`

const arranged: Readonly<Record<ShelfName, (feeds: readonly FeedEntry[]) => Markup>> = {
  special: told,
  countries: names,
  themes: groups,
  languages: names,
}

/** The name as the way in: to the page that shows how, or into the calendar application at once. */
const way = ({ links, closed }: FeedEntry, name: string): Markup =>
  closed
    ? html`<span>${name} <span class="tag">${words.closedOn(wordsOfTime(wordsLang).date(closed.on))}</span></span>`
    : html`<a href="${links.subscribe ?? links.ics.replace(/^https?:/, 'webcal:')}">${name}</a>`

const file = ({ links, title, closed }: FeedEntry): Markup | '' =>
  closed
    ? ''
    : html`<a class="file" href="${links.ics}">${words.file}${hidden(words.fileOf(title))}</a>`
