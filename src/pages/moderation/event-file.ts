import { html } from 'hono/html'
import type { HistoryEntry } from '../../calendar/audit.ts'
import { isVisible, type Publication, type Site } from '../../calendar/publication.ts'
import type { Submission } from '../../calendar/submission.ts'
import type { Instant } from '../../calendar/time.ts'
import {
  type FormProblem,
  formView,
  hiddenFields,
  problemSummary,
  titleWith,
} from '../account/field.ts'
import { countryName } from '../in-words.ts'
import { type AccountView, layout, type Markup } from '../layout.ts'
import { contentOf } from './content.ts'
import { historyOf } from './history.ts'
import { organisationName, title, titleOf } from './parts.ts'
import { reasonFields } from './reason-fields.ts'
import { doneNote } from './told.ts'
import { type TrustView, trustPanel, trustTold } from './trust.ts'
import { words } from './words.ts'

export type EventFilePageInput = Readonly<{
  site: Site
  account: AccountView
  now: Instant
  id: string
  /** The newest one. */
  submission: Submission
  publication: Publication | null
  /** A submission that waits for a moderator. */
  waiting: string | null
  history: readonly HistoryEntry[]
  trust: TrustView | null
  /** What its state allows; null when the actor may, else why not. */
  may: Readonly<{ remove?: string | null; restore?: string | null }>
  done: 'remove' | 'restore' | null
  trusting: boolean
  problem: FormProblem | null
  typed: FormProblem | null
  filled: boolean
}>

/** The form’s name in a `FormProblem`. */
export const eventForm = 'event'

/** An event’s file: state, history, and taking it down or back. */
export const eventFilePage = (input: EventFilePageInput): Markup => {
  const { site, account, submission, publication, problem, id, now } = input
  const visible = publication !== null && isVisible(publication)
  // What the public reads; a removed event has lost its text, so what was sent stands in.
  const content = visible ? publication.content : submission.content
  return layout({
    site,
    title: titleWith(titleOf(content), problem),
    titleLang: content.originalLang,
    indexed: false,
    account,
    scripts: ['moderation'],
    main: html`<div class="file review">
<p class="crumb"><a href="/moderation">${words.toQueue}</a></p>
${problemSummary(problem)}${doneNote(doneSentence(input))}${doneNote(trustTold(input.trusting, input.trust))}
<p class="hint">${words.eventFile}</p>
<h1>${title(content)}</h1>
<p class="badges"><span class="state ${visible ? 'good' : 'off'}">${publication ? words.publication[publication.state] : words.notPublic}</span></p>
${input.waiting === null ? '' : html`<p class="notice">${words.waitingEdit} <a href="/moderation/${input.waiting}">${words.toWaiting}</a></p>`}
<p class="summary">${organisationName(submission)} · ${countryName(submission.primaryCountry)}</p>
<ul role="list" class="links">
${visible ? html`<li><a href="/events/${id}">${words.toPublic}</a></li>` : ''}
<li><a href="/moderation/${submission.id}">${words.toSubmission}</a></li>
</ul>
<section class="panel" aria-labelledby="history"><h2 id="history">${words.history}</h2>
${historyOf(input.history, true)}</section>
${removal(input)}${restoration(input)}
<section class="panel" aria-labelledby="said"><h2 id="said">${visible ? words.publicPartsNow : words.publicPartsThen}</h2>
<details class="unfold"><summary>${words.showSent}</summary>${contentOf(content, now)}</details></section>
${trustPanel(input.trust, `/moderation/events/${id}`)}</div>`,
  })
}

/** Only what is really so is said to be done. */
const doneSentence = ({ done, publication }: EventFilePageInput): string | null => {
  if (done === 'remove' && publication?.state === 'removed') return words.removedNow
  if (done === 'restore' && publication?.state === 'published') return words.restoredNow
  return null
}

const section = (id: string, heading: string, inside: Markup): Markup =>
  html`<section class="panel" aria-labelledby="${id}"><h2 id="${id}">${heading}</h2>
${inside}</section>
`

const removal = (input: EventFilePageInput): Markup | '' => {
  const { may, id, submission, problem, typed, filled } = input
  if (may.remove === undefined) return ''
  if (may.remove !== null)
    return section('remove', words.takeDownHeading, html`<p>${may.remove}</p>`)
  const form = formView(eventForm, problem ?? typed)
  return section(
    'remove',
    words.takeDownHeading,
    html`<p class="hint">${words.removeEffect}</p>
<form method="post" action="/moderation/events/${id}">
${reasonFields({ form, verb: 'remove', reads: [submission.lang], filled })}
<p class="actions"><button class="button danger" name="action" value="remove">${words.removeSend}</button></p>
</form>`
  )
}

const restoration = ({ may, id }: EventFilePageInput): Markup | '' => {
  if (may.restore === undefined) return ''
  if (may.restore !== null) return section('restore', words.restore, html`<p>${may.restore}</p>`)
  return section(
    'restore',
    words.restore,
    html`<p class="hint">${words.restoreEffect}</p>
<form method="post" action="/moderation/events/${id}">${hiddenFields({ action: 'restore' })}
<div class="field"><label for="restore-text">${words.restoreText}</label><input type="text" id="restore-text" name="restore-text" maxlength="1000" dir="auto" autocomplete="off"></div>
<p class="actions"><button class="button">${words.restoreSend}</button></p>
</form>`
  )
}
