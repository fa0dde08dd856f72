import { html } from 'hono/html'
import { countries } from '../../calendar/vocabularies/countries.ts'
import type { Markup } from '../layout.ts'
import { type AdminFrame, type AdminRoom, adminPage, adminRooms, countryNames } from './frame.ts'
import { words } from './words.ts'

export type Overview = Readonly<{
  moderators: number
  /** Countries with a moderator. */
  covered: readonly string[]
  organisations: number
  trusted: number
  administrators: number
  /** Mails given up; `more` when there are more than were counted. */
  dead: Readonly<{ count: number; more: boolean }>
}>

/** `/admin`: what there is, and what needs somebody. */
export const overviewPage = (frame: AdminFrame, overview: Overview): Markup => {
  const { moderators, organisations, trusted, administrators, dead } = overview
  const deadCount = dead.more ? words.atLeast(dead.count) : String(dead.count)
  return adminPage(frame, {
    room: 'overview',
    title: words.administration,
    content: html`<div class="split">
${card('moderators', words.moderators, html`<p>${words.moderatorCount(moderators)}</p>`)}
${card('organisations', words.organisations, html`<p>${words.organisationCount(organisations, trusted)}</p>`)}
${card('administrators', words.administrators, html`<p>${words.administratorCount(administrators)}</p>`)}
${card('mail', words.mail, dead.count > 0 ? html`<p class="error">${words.mailsDead(deadCount)}</p>` : html`<p>${words.mailsFine}</p>`)}
${card('people', words.people, html`<p>${words.peopleIntro}</p>`)}
${card('history', words.history, html`<p>${words.historyIntro}</p>`)}
</div>
<section><h2>${words.coverTitle}</h2>${cover(overview)}</section>`,
  })
}

const card = (room: AdminRoom, title: string, content: Markup): Markup =>
  html`<section class="card"><h2><a href="${adminRooms[room]}">${title}</a></h2>${content}</section>`

const cover = ({ covered }: Overview): Markup => {
  const uncovered = countries.terms.map(({ id }) => id).filter((id) => !covered.includes(id))
  if (uncovered.length === 0) return html`<p>${words.allCovered}</p>`
  if (uncovered.includes('EU')) {
    return html`<p class="error">${words.nobodyForEu}</p>`
  }
  return html`<p>${words.uncovered} ${countryNames(uncovered)}.</p>`
}
