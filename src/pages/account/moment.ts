import { html } from 'hono/html'
import type { Instant } from '../../calendar/time.ts'
import { wordsOfTime } from '../../calendar/words-of-time.ts'
import type { Markup } from '../layout.ts'
import { wordsLang } from '../words.ts'

const says = wordsOfTime(wordsLang)

/** The day of an instant: “10 January 2027” (UTC: whoever reads may be anywhere). */
export const dayOf = (at: Instant): Markup =>
  html`<time datetime="${at}">${says.date(at.slice(0, 10))}</time>`

/** Day and time of an instant: “10 January 2027, 08:00 UTC”. */
export const momentOf = (at: Instant): Markup =>
  html`<time datetime="${at}">${says.date(at.slice(0, 10))}, ${says.time(at.slice(0, 16))} UTC</time>`
