import { html } from 'hono/html'
import type { HistoryEntry } from '../../calendar/audit.ts'
import { reasonWords } from '../../calendar/canned-reasons.ts'
import { type Decision, type ReasonCode, reasonCodes } from '../../calendar/submission.ts'
import { momentOf } from '../account/moment.ts'
import type { Markup } from '../layout.ts'
import { wordsLang } from '../words.ts'
import { words } from './words.ts'

/** What somebody did, behind their name. */
const submissionVerbs: Readonly<Record<string, string>> = {
  offer: 'sent it',
  confirm: 'confirmed the mailbox',
  approve: 'approved it',
  request_changes: 'asked for changes',
  reject: 'rejected it',
  resubmit: 'sent it again with changes',
  withdraw: 'withdrew what was sent',
  supersede: 'sent a newer version instead',
  appeal: 'asked for a second look',
}
const publicationVerbs: Readonly<Record<string, string>> = {
  approve: 'made a new version public',
  cancel: 'called it off',
  postpone: 'postponed it',
  move_online: 'moved it online',
  reinstate: 'said that it takes place after all',
  availability: 'said whether there is room',
  call_off: 'said whether one of its dates takes place',
  rezone: 'applied new rules of its time zone',
  withdraw: 'withdrew it from the calendar',
  remove: 'took it down',
  restore: 'restored it',
  archive: 'moved it to the archive',
}
const auditVerbs: Readonly<Record<string, string>> = {
  take: 'took it to look at',
  release: 'let it go',
  check: 'looked at what was published on trust',
  open_link: 'opened its secret link',
}
const verbsOf = {
  submission: submissionVerbs,
  publication: publicationVerbs,
  audit: auditVerbs,
} as const satisfies Record<HistoryEntry['ledger'], Readonly<Record<string, string>>>

const refused = 'tried and was refused:'
const onTrust = 'published it on trust, before anybody looked'
/** Who decides for trusted organisations, in the ledgers. */
const trusting = 'trust'
/** The clock does some things by itself. */
const nobody = 'The calendar'

/** What happened to an event, oldest first; `requests` also says which request did each. */
export const historyOf = (entries: readonly HistoryEntry[], requests = false): Markup =>
  entries.length === 0
    ? html`<p>${words.historyEmpty}</p>`
    : html`<ol class="history" role="list">
${entries.filter((entry) => !saidTwice(entry, entries)).map((entry) => oneEntry(entry, requests))}</ol>`

/** What a decision was, behind the name of who made it. */
export const decided = ({ verb }: Pick<Decision, 'verb'>): string => submissionVerbs[verb] ?? verb

/** An approval stands in two ledgers: as the decision, and as what the public got by it. */
const saidTwice = (entry: HistoryEntry, entries: readonly HistoryEntry[]): boolean =>
  entry.ledger === 'publication' &&
  entry.verb === 'approve' &&
  entries.some(
    ({ ledger, verb, revision }) =>
      ledger === 'submission' && verb === 'approve' && revision === entry.revision
  )

const oneEntry = (entry: HistoryEntry, requests: boolean): Markup => {
  const { at, by, revision, reason, requestId } = entry
  const details = [
    // What was offered may have been replaced since under the same number.
    ...(revision === null || !madePublic(entry) ? [] : [words.revision(revision)]),
    ...(requests && requestId !== null ? [html`${words.request} <code>${requestId}</code>`] : []),
  ]
  return html`<li>
<p><span class="hint">${momentOf(at)}</span> <bdi>${by.name || nobody}</bdi> ${verbOf(entry)}${details.map((detail) => html`<span class="hint"> · ${detail}</span>`)}</p>
${reason.code === null ? '' : html`<p><strong>${reasonName(reason.code)}</strong></p>`}
${reason.text ? html`<blockquote dir="auto">${reason.text}</blockquote>` : ''}
</li>
`
}

/** Steps after which the public has a certain revision. */
const madePublic = ({ ledger, verb }: HistoryEntry): boolean =>
  ledger === 'publication' || verb === 'approve'

const verbOf = ({ ledger, verb, state, by }: HistoryEntry): string => {
  if (ledger === 'submission' && verb === 'approve' && by.id === trusting) return onTrust
  const said = verbsOf[ledger][verb] ?? verb.replaceAll('_', ' ')
  return ledger === 'audit' && state === 'refused' ? `${refused} ${said}` : said
}

const isReason = (code: string): code is ReasonCode => reasonCodes.some((known) => known === code)

const reasonName = (code: string): string =>
  isReason(code) ? reasonWords(wordsLang, code).label : code
