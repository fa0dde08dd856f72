import { html } from 'hono/html'
import type { Occurrence } from '../../calendar/publication.ts'
import { basicForm, floating, resolve } from '../../calendar/time.ts'
import { wordsOfTime } from '../../calendar/words-of-time.ts'
import { buttonForm, sendButton } from '../account/field.ts'
import { spanInWords } from '../in-words.ts'
import type { Markup } from '../layout.ts'
import { wordsLang } from '../words.ts'
import { doings, isAnnounceable } from './doings.ts'
import { formNames } from './form.ts'
import type { Address } from './frame.ts'
import type { OwnEventView } from './view.ts'
import { words } from './words.ts'

const _says = wordsOfTime(wordsLang)

/** The next dates of a public series, each to be called off, or on again; nothing for other events. */
export const datesSection = (view: OwnEventView, address: Address): Markup | '' => {
  const { situation, occurrences, more } = view
  const publication = situation.publication
  if (!publication || !isAnnounceable(situation)) return ''
  const { time } = publication.content
  if (occurrences.length === 0) return ''
  const notes = new Map(
    publication.calledOff.map(({ date, note }) => {
      const wall = floating(date)
      return [basicForm(time.allDay ? wall : resolve(wall, time.zone ?? 'UTC'), time.allDay), note]
    })
  )
  const version = doings.cancel.version(situation)
  return html`<section class="panel" aria-labelledby="dates">
<h2 id="dates">${words.dates}</h2>
<p class="hint">${words.datesHint}</p>
<ol role="list" class="lines">
${occurrences.map((occurrence) => row(occurrence, notes, version, view, address))}
</ol>
${more ? html`<p class="hint">${words.moreDates}</p>` : ''}
</section>`
}

const row = (
  occurrence: Occurrence,
  notes: ReadonlyMap<string, string | null>,
  version: string,
  { history }: OwnEventView,
  { base }: Address
): Markup => {
  const { recurrenceId } = occurrence
  const text = spanInWords(occurrence)
  const path = `${base}/dates/${recurrenceId}`
  const note = notes.get(recurrenceId)
  if (note === undefined) {
    return html`<li><span>${text}</span> <a href="${path}">${words.callOff}<span class="vh">: ${text}</span></a></li>
`
  }
  const fields = {
    [formNames.version]: version,
    [formNames.seen]: String(history.length),
    [formNames.status]: 'scheduled',
  }
  return html`<li><span><span class="state bad">${words.calledOff}</span> <s>${text}</s>${note ? html`<br><span class="hint" dir="auto">${note}</span>` : ''}</span> ${buttonForm(
    path,
    sendButton(words.callOn, 'small quiet', text),
    fields
  )}</li>
`
}
