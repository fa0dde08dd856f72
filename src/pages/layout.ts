import { html } from 'hono/html'
import { dirOf, type Lang } from '../calendar/language.ts'
import type { Site } from '../calendar/publication.ts'
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
  main: Markup
}>

/** A sheet of a calendar. Inside the page, since a browser asks for an icon anyway. */
const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Crect width='16' height='16' rx='3' fill='%23113f8c'/%3E%3Cpath d='M3 6h10v7H3z' fill='%23fff'/%3E%3C/svg%3E"

/** The page around the content: head, skip link, masthead, main, foot. No script, no third party. */
export const layout = ({
  site,
  title,
  titleLang,
  head,
  indexed = true,
  main,
}: LayoutInput): Markup =>
  html`<!doctype html>
<html lang="${wordsLang}" dir="${dirOf(wordsLang)}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title${langOf(titleLang ?? wordsLang)}>${title} – ${site.name}</title>
${indexed ? '' : html`<meta name="robots" content="noindex">\n`}<link rel="icon" href="${icon}">
<link rel="stylesheet" href="/style.css">
${head ?? ''}
</head>
<body>
<a class="skip" href="#content">${words.skip}</a>
<header class="masthead"><a href="${site.baseUrl}/">${site.name}</a></header>
<main id="content" tabindex="-1">
${main}
</main>
<footer class="foot"><p>${site.name} · <a href="${site.baseUrl}/feeds/all.ics">${words.allEvents}</a> · <a href="${site.baseUrl}/openapi.json">${words.api}</a></p></footer>
</body>
</html>
`

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
