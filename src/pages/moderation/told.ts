import { html } from 'hono/html'
import { langOf, type Markup } from '../layout.ts'
import { words } from './words.ts'

/** What was done just before, looked up in the ledgers. */
export type Told = Readonly<{
  deed: keyof typeof words.deeds
  submission: string
  event: string
  title: string
  titleLang: string
  public: boolean
}>

/** Says it, with a link to look back; nothing when nothing was done. */
export const toldNote = (told: Told | null): Markup | '' =>
  told === null
    ? ''
    : html`<p class="done" role="status">${words.deeds[told.deed]} <bdi${langOf(told.titleLang)}>${told.title}</bdi>. <a href="${told.public ? `/events/${told.event}` : `/moderation/${told.submission}`}">${words.deedsSee}<span class="vh">: <bdi${langOf(told.titleLang)}>${told.title}</bdi></span></a></p>
`

/** A sentence about what was done, where the page itself shows the rest. */
export const doneNote = (sentence: string | null): Markup | '' =>
  sentence === null ? '' : html`<p class="done" role="status">${sentence}</p>\n`
