import { html } from 'hono/html'
import type { EventContent } from '../../calendar/event.ts'
import type { Instant } from '../../calendar/time.ts'
import type { Markup } from '../layout.ts'
import { changesOf } from '../moderation/changes.ts'
import { contentOf as everything } from '../moderation/content.ts'
import type { Situation } from './doings.ts'
import { type Address, bdiTitle, crumb, type Frame, framed, pills } from './frame.ts'
import type { StatePill } from './states.ts'
import type { OwnEventView } from './view.ts'
import { words } from './words.ts'

const stateOfVersion = (number: number, { publication, waiting }: Situation): StatePill[] => [
  ...(publication?.state === 'published' && publication.revision === number
    ? [words.versionPublic]
    : []),
  ...(waiting?.revision === number ? [words.versionWaiting] : []),
]

/** What changes with the version that waits, and every version with what it changed. */
export const versionsSection = (view: OwnEventView, { base }: Address): Markup => {
  const { situation, newestRevision } = view
  const { publication, waiting } = situation
  const edit =
    publication?.state === 'published' && waiting
      ? changesOf(publication.content, waiting.content)
      : null
  const numbers = Array.from({ length: newestRevision }, (_, index) => newestRevision - index)
  return html`${
    edit
      ? html`<section class="panel" aria-labelledby="waiting-change">
<h2 id="waiting-change">${words.waitingChange}</h2>
${edit}
</section>
`
      : ''
  }<section class="panel" aria-labelledby="versions">
<h2 id="versions">${words.versions}</h2>
<ol role="list" class="lines">
${numbers.map(
  (number) =>
    html`<li><span>${words.version(number)} ${versionPills(number, situation)}</span> <a href="${base}/versions/${number}">${number === 1 ? words.versionFirst : words.versionShown}<span class="vh">: ${words.version(number)}</span></a></li>
`
)}</ol>
</section>`
}

const versionPills = (number: number, situation: Situation): Markup | '' => {
  const states = stateOfVersion(number, situation)
  return states.length ? pills(states) : ''
}

/** One version: what it changes (when there was one before it), and all it says. */
export const versionPage = ({
  frame,
  address,
  content,
  before,
  number,
  situation,
  now,
}: Readonly<{
  frame: Frame
  address: Address
  content: EventContent
  /** Null for the first. */
  before: EventContent | null
  number: number
  situation: Situation
  now: Instant
}>): Markup =>
  framed(
    frame,
    words.version(number),
    html`<div class="mine">
${crumb(address.base, words.back)}
<h1>${words.version(number)}</h1>
<p class="lead">${bdiTitle(content)} ${versionPills(number, situation)}</p>
${
  before
    ? html`<section class="panel" aria-labelledby="changes">
<h2 id="changes">${words.versionShown}</h2>
<p class="hint">${words.versionOf(number - 1)}</p>
${changesOf(before, content)}
</section>`
    : ''
}
<section class="panel" aria-labelledby="all">
<h2 id="all">${words.versionFirst}</h2>
${everything(content, now)}
</section>
</div>`
  )
