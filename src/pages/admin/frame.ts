import { html } from 'hono/html'
import type { Site } from '../../calendar/publication.ts'
import { countries } from '../../calendar/vocabularies/countries.ts'
import { doneNote, type FormProblem, problemSummary, titleWith } from '../account/field.ts'
import { type AccountView, layout, type Markup } from '../layout.ts'
import { words } from './words.ts'

/** What every page of the administration is given. */
export type AdminFrame = Readonly<{
  site: Site
  account: AccountView
  /** What was done just now. */
  done?: string | undefined
  problem?: FormProblem | null
}>

/** The parts of the administration and where they are. */
export const adminRooms = {
  overview: '/admin',
  moderators: '/admin/moderators',
  organisations: '/admin/organisations',
  administrators: '/admin/administrators',
  mail: '/admin/mail',
  people: '/admin/people',
  history: '/admin/history',
} as const
export type AdminRoom = keyof typeof adminRooms

const rooms: readonly (readonly [AdminRoom, string])[] = [
  ['overview', words.overview],
  ['moderators', words.moderators],
  ['organisations', words.organisations],
  ['administrators', words.administrators],
  ['mail', words.mail],
  ['people', words.people],
  ['history', words.history],
]

/** A page of the administration: its parts as links, what was done or wrong, the content. */
export const adminPage = (
  { site, account, done, problem = null }: AdminFrame,
  { room, title, content }: Readonly<{ room: AdminRoom; title: string; content: Markup }>
): Markup =>
  layout({
    site,
    title: titleWith(title, problem),
    indexed: false,
    account,
    main: html`<nav aria-label="${words.nav}"><ul role="list" class="turn">
${rooms.map(
  ([each, label]) =>
    html`<li><a href="${adminRooms[each]}"${each === room ? html` aria-current="page"` : ''}>${label}</a></li>
`
)}</ul></nav>
<div class="wide">
${problemSummary(problem)}${doneNote(done)}
<h1><bdi>${title}</bdi></h1>
${content}
</div>`,
  })

/** “Poland, EU-wide” for the ids of countries. */
export const countryNames = (ids: readonly string[]): string =>
  ids.map((id) => countries.get(id)?.label ?? id).join(', ')

/** Where the records about an object are. */
export const historyOf = (kind: string, id: string): string =>
  `${adminRooms.history}?object=${encodeURIComponent(`${kind}:${id}`)}`
