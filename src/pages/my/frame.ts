import { html } from 'hono/html'
import { rule, time } from '../../calendar/aspects.ts'
import type { EventContent } from '../../calendar/event.ts'
import type { Lang } from '../../calendar/language.ts'
import type { Site } from '../../calendar/publication.ts'
import { countryName } from '../in-words.ts'
import { type AccountView, langOf, layout, type Markup } from '../layout.ts'
import { words as publicWords, wordsLang } from '../words.ts'
import type { StatePill } from './states.ts'
import { words } from './words.ts'

/** Whose page it is: a member's, or (without an account) that of whoever has the secret link. */
export type Frame = Readonly<{ site: Site; account: AccountView | null }>

/** Where the pages of one event are, `/my/events/{event}` or `/s/{event}/{token}`; other pages hang below. */
export type Address = Readonly<{ base: string; event: string; link: boolean }>

/** A private page around its content; `titleLang` when its title is that of an event. */
export const framed = (
  { site, account }: Frame,
  title: string,
  main: Markup,
  titleLang: Lang = wordsLang
): Markup => layout({ site, title, titleLang, indexed: false, ...(account && { account }), main })

/** The way back up; `title` is of the event and may be in any language. */
export const crumb = (href: string, label: string): Markup =>
  html`<p class="crumb"><a href="${href}"><span aria-hidden="true">← </span>${label}</a></p>`

/** The original title, in its language; an element of the caller's choice is around it. */
export const titleOf = ({ originalLang, translations }: EventContent) => ({
  text: translations[originalLang]?.title ?? '',
  lang: originalLang,
})

/** A title inside a sentence or a button. */
export const bdiTitle = (content: EventContent): Markup => {
  const { text, lang } = titleOf(content)
  return html`<bdi${langOf(lang)}>${text}</bdi>`
}

/** When an event takes place, its rule first where it has one. */
export const whenOf = (content: EventContent): string =>
  [rule.said(content), time.said(content)].filter((said) => typeof said === 'string').join(' · ')

/** “Lisboa, Portugal” or “Online”. */
export const whereOf = ({ place, attendance, primaryCountry }: EventContent): Markup => {
  const country = countryName(place?.country ?? primaryCountry)
  if (attendance === 'online' || !place?.city) {
    return html`${attendance === 'online' ? publicWords.online : country}`
  }
  return html`<bdi>${place.city}</bdi>, ${country}`
}

/** States in a row, each in words. */
export const pills = (states: readonly StatePill[]): Markup =>
  html`<span class="states"><span class="vh">${words.states}: </span>${states.map(({ text, tone }) => html`<span class="state ${tone}">${text}</span> `)}</span>`
