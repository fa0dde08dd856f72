import { html } from 'hono/html'
import { dirOf, type Lang } from '../calendar/language.ts'
import type { Site } from '../calendar/publication.ts'
import type { ScriptName } from './scripts/index.ts'
import { words, wordsLang } from './words.ts'

/** A piece of escaped HTML; a promise only because templates may hold one, ours never do. */
export type Markup = ReturnType<typeof html>

/** What every page has. `title` is without the site's name. */
type LayoutInput = Readonly<{
  site: Site
  title: string
  titleLang?: Lang
  /** Further elements of the head: canonical and alternate links. */
  head?: Markup
  /** False asks search engines to leave the page out. */
  indexed?: boolean
  /** Whose page it is; absent on public pages, which are the same for everybody and kept by caches. */
  account?: AccountView
  /** Names in `scripts/index.ts`; the page must do without them. */
  scripts?: readonly ScriptName[]
  main: Markup
}>

/** Who is signed in, as the masthead shows it. */
export type AccountView = Readonly<{
  name: string
  /** Name of the organisation they act for. */
  organisation: string | null
  moderator: boolean
  administrator: boolean
}>

/** A sheet of a calendar. Inside the page, since a browser asks for an icon anyway. */
const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='3' fill='%23113f8c'/%3E%3Cpath d='M3 6h10v7H3z' fill='%23fff'/%3E%3C/svg%3E"

/** The page around the content: head, skip link, masthead, main, foot. No third party. */
export const layout = ({
  site,
  title,
  titleLang,
  head,
  indexed = true,
  account,
  scripts = [],
  main,
}: LayoutInput): Markup => {
  // Forms and tables of work have a sheet of their own, which pages to be read do without.
  const isRead = indexed && scripts.length === 0
  return html`<!doctype html>
<html lang="${wordsLang}" dir="${dirOf(wordsLang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title${langOf(titleLang ?? wordsLang)}>${title} – ${site.name}</title>
${indexed ? '' : html`<meta name="robots" content="noindex">\n`}<link rel="icon" href="${icon}">
<link rel="stylesheet" href="/style.css">
${
  isRead
    ? ''
    : html`<link rel="stylesheet" href="/work.css">
`
}${scripts.map(
  (name) => html`<script src="/scripts/${name}.js" defer></script>
`
)}${head ?? ''}
</head>
<body>
<a class="skip" href="#content">${words.skip}</a>
<header class="masthead"><a class="home" href="${site.baseUrl}/">${site.name}</a>${navigation(account)}</header>
<main id="content" tabindex="-1">
${main}
</main>
<footer class="foot"><p>${site.name} · <a href="${site.baseUrl}/feeds/all.ics">${words.allEvents}</a> · <a href="${site.baseUrl}/feeds">${words.allFeeds}</a> · <a href="${site.baseUrl}/openapi.json">${words.api}</a></p></footer>
</body>
</html>
`
}

/** Public pages lead to the form and to what is one's own; private ones to everything the account may do. */
const navigation = (
  account: AccountView | undefined
): Markup => html`<nav aria-label="${words.accountNav}"><ul role="list">
<li><a href="/subscribe">${words.subscribeShort}</a></li>
<li><a href="/submit">${words.announce}</a></li>
<li><a href="/my">${words.myEvents}</a></li>
${account?.moderator ? html`<li><a href="/moderation">${words.moderation}</a></li>` : ''}
${account?.administrator ? html`<li><a href="/admin">${words.administration}</a></li>` : ''}
${account ? html`<li><a href="/my/account">${account.name}${account.organisation ? html` <span class="for">(${account.organisation})</span>` : ''}</a></li>` : ''}
</ul></nav>`

/**
 * `lang` and `dir` of a text for its element, nothing when it is in the language around it. WCAG
 * 3.1.2 asks for it, and a title in Arabic is unreadable without.
 */
export const langOf = (lang: Lang, around: Lang = wordsLang): Markup | '' =>
  lang === around ? '' : html` lang="${lang}" dir="${dirOf(lang)}"`

/** The shape of a theme's group, in its colour; the words stand elsewhere, so it is silent. */
export const mark = (group: string | undefined): Markup =>
  html`<span class="mark g-${group ?? 'none'}" aria-hidden="true"></span>`

/** Text for those who hear the page. */
export const hidden = (text: string): Markup => html`<span class="vh">${text}</span>`
