import { html } from 'hono/html'
import type { HistoryEntry } from '../../calendar/audit.ts'
import { momentOf } from '../account/moment.ts'
import type { Markup } from '../layout.ts'
import { words } from './words.ts'

/**
 * What happened to an event, as far as it concerns its organiser: who looks at it just now is the
 * moderators' own affair. One act that stands in two ledgers is told once.
 */
export const happenings = (history: readonly HistoryEntry[]): readonly HistoryEntry[] =>
  history.filter(
    (entry) =>
      entry.ledger === 'submission' ||
      (entry.ledger === 'publication' && !history.some((other) => isSameAct(other, entry)))
  )

const isSameAct = (other: HistoryEntry, entry: HistoryEntry): boolean =>
  other.ledger === 'submission' &&
  other.verb === entry.verb &&
  other.at === entry.at &&
  other.by.id === entry.by.id

const verbs: Readonly<Record<HistoryEntry['ledger'], Readonly<Record<string, string>>>> = {
  submission: words.submissionVerbs,
  publication: words.publicationCauses,
  audit: {},
}

/** Entries as a list, in their order; `reader` is the id of whoever reads it. */
export const happenedList = (entries: readonly HistoryEntry[], reader: string): Markup =>
  html`<ol role="list" class="happened">
${entries.map(
  ({ at, by, verb, ledger, reason }) => html`<li>
<p><strong>${verbs[ledger][verb] ?? verb.replaceAll('_', ' ')}</strong> ${words.by} ${by.id === reader ? words.byYou : html`<bdi>${by.name}</bdi>`} <span class="hint">${momentOf(at)}</span></p>
${reason.text ? html`<blockquote dir="auto">${reason.text}</blockquote>` : ''}
</li>
`
)}</ol>`
