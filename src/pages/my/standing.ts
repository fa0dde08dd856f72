import { html } from 'hono/html'
import { reasonWords } from '../../calendar/canned-reasons.ts'
import {
  type Decision,
  type ModeratorVerb,
  moderatorVerbs,
  reasonCodes,
} from '../../calendar/submission.ts'
import type { Instant } from '../../calendar/time.ts'
import { isCovered } from '../../calendar/working-days.ts'
import { dayOf, momentOf } from '../account/moment.ts'
import { countryName } from '../in-words.ts'
import { langOf, type Markup } from '../layout.ts'
import { wordsLang } from '../words.ts'
import type { Situation } from './doings.ts'
import type { OwnEventView } from './view.ts'
import { words } from './words.ts'

/** What happens next, in a sentence; by what waits first, then by what is public. */
export const nextSentence = (situation: Situation): string => {
  const { publication, newest, waiting } = situation
  const live = publication?.state === 'published'
  if (waiting) return waitingSentence(waiting.state, waiting.primaryCountry, live)
  if (publication?.state === 'withdrawn') return words.next.retracted
  if (publication?.state === 'removed' || publication?.state === 'archived') {
    return words.next[publication.state]
  }
  if (publication) {
    if (newest?.state === 'rejected') return words.next.rejectedEdit
    return publication.status === 'cancelled' ? words.next.cancelled : words.next.published
  }
  return newest?.state === 'withdrawn' ? words.next.withdrawn : words.next.rejected
}

const waitingSentence = (state: string, country: string, live: boolean): string => {
  if (state === 'unconfirmed') return words.next.unconfirmed
  if (state === 'changes_requested') return words.next.changes_requested
  return (live ? words.next.pendingEdit : words.next.pending)(countryName(country))
}

/** Where the event stands: the next step, the facts of its wait, the last decision. */
export const standingPanel = (view: OwnEventView): Markup => {
  const { situation, history } = view
  const { publication, newest } = situation
  const received = history[0]?.at ?? newest?.submittedAt
  return html`<section class="panel" aria-labelledby="standing">
<h2 id="standing">${words.standing}</h2>
<p>${nextSentence(situation)}</p>
<dl class="about">
${fact(words.received, received && momentOf(received))}
${queueFacts(view)}
${fact(words.publicSince, publication && dayOf(publication.publishedAt))}
${fact(words.changedAt, publication && publication.sequence > 0 && momentOf(publication.changedAt))}
${fact(words.note, publication?.statusNote && html`<span dir="auto">${publication.statusNote}</span>`)}
${fact(words.message, newest?.message && html`<span dir="auto">${newest.message}</span>`)}
</dl>
${decisionPart(view)}
</section>`
}

const fact = (term: string, value: Markup | string | null | undefined | false): Markup | '' =>
  value
    ? html`<div><dt>${term}</dt><dd>${value}</dd></div>
`
    : ''

const queueFacts = ({ situation, ahead, now }: OwnEventView): Markup | '' => {
  const { waiting } = situation
  if (waiting?.state !== 'pending' || ahead === null) return ''
  const { primaryCountry, lowPriority, waitingSince } = waiting
  const queue =
    primaryCountry === 'EU' ? words.queueOfEu : words.queueOf(countryName(primaryCountry))
  const place = ahead.more
    ? words.places.many(ahead.count)
    : ahead.count === 0
      ? words.places.none
      : words.places.some(ahead.count)
  const covered = primaryCountry !== 'EU' && isCovered(waitingSince, now)
  return html`${fact(words.queue, queue)}${fact(
    words.place,
    html`${place}${lowPriority ? html`<br><span class="hint">${words.lowPriority}</span>` : ''}${covered ? html`<br><span class="hint">${words.covered}</span>` : ''}`
  )}`
}

/** The hand in the ledger that approves for trusted organisations. */
const trusting = 'trust'

const isModerators = (decision: Decision): decision is Decision & { verb: ModeratorVerb } =>
  moderatorVerbs.some((verb) => verb === decision.verb)

/** The last word of a moderator that the organiser has to know: who, when, why. */
const decisionPart = ({ situation, decisions, history, mayAppeal }: OwnEventView): Markup | '' => {
  const { publication } = situation
  const removal =
    publication?.state === 'removed'
      ? history.findLast(({ ledger, verb }) => ledger === 'publication' && verb === 'remove')
      : undefined
  if (removal) {
    return decisionBox(removal.by.name, words.removedBy, removal.at, removal.reason)
  }
  const last = decisions.findLast(isModerators)
  if (!last) return ''
  if (last.by.id === trusting) return html`<p class="hint">${words.onTrust}</p>`
  const appealed = decisions.some(({ verb, round }) => verb === 'appeal' && round > last.round)
  return html`${decisionBox(last.by.name, words.decidedBy[last.verb], last.at, last.reason, last.verb === 'approve')}
${appealed ? html`<p>${words.appealed}</p>` : ''}${mayAppeal ? html`<p class="hint">${words.mayAppeal}</p>` : ''}`
}

const decisionBox = (
  by: string,
  did: string,
  at: Instant,
  { code, text }: Readonly<{ code: string | null; text: string | null }>,
  good = false
): Markup => html`<div class="decision${good ? ' good' : ''}">
<h3>${words.decision}</h3>
<p><bdi>${by}</bdi> ${did} <span class="hint">${momentOf(at)}</span></p>
${reasonPart(code)}
${text ? html`<p class="hint">${words.writes}</p><blockquote dir="auto">${text}</blockquote>` : ''}
</div>`

/** The name of the reason and the rule it stands for. */
const reasonPart = (raw: string | null): Markup | '' => {
  const code = reasonCodes.find((known) => known === raw)
  if (!code) return ''
  const { label, rule, lang } = reasonWords(wordsLang, code)
  return html`<p><strong>${words.reason}:</strong> <span${langOf(lang)}>${label}</span><br><span class="hint">${words.rule}: <span${langOf(lang)}>${rule}</span></span></p>`
}
