import { html } from 'hono/html'
import type { HistoryEntry } from '../../calendar/audit.ts'
import { readersInWords } from '../../calendar/readers.ts'
import { translationDebt } from '../../calendar/translation-debt.ts'
import { doneNote, hiddenFields } from '../account/field.ts'
import { languageName } from '../in-words.ts'
import { langOf, type Markup } from '../layout.ts'
import { datesSection } from './dates.ts'
import { contentOf, type DoingName, doings, isAnnounceable, isEditable, rooms } from './doings.ts'
import { formNames } from './form.ts'
import {
  type Address,
  crumb,
  type Frame,
  framed,
  pills,
  titleOf,
  whenOf,
  whereOf,
} from './frame.ts'
import { happenedList, happenings } from './happened.ts'
import { standingPanel } from './standing.ts'
import { statesOf } from './states.ts'
import { versionsSection } from './versions.ts'
import type { OwnEventView } from './view.ts'
import { words } from './words.ts'

type OwnEventPageInput = Readonly<{
  frame: Frame
  address: Address
  view: OwnEventView
  /** Id of the reader. */
  reader: string
  /** What was done just now, in words. */
  done: string | undefined
  /** In about how many calendars it is; null when that is not told. */
  readers: number | null
  /** What only one of the two addresses has: sections at the end. */
  more?: Markup
}>

/** One event for whoever answers for it: where it stands, and everything that can be done with it. */
export const ownEventPage = (input: OwnEventPageInput): Markup => {
  const { frame, address, view, reader, done, readers, more } = input
  const { situation, now, history } = view
  const content = contentOf(situation)
  const { text, lang } = titleOf(content)
  return framed(
    frame,
    text,
    html`<div class="mine">
${address.link ? '' : crumb('/my', words.title)}
${doneNote(done)}
<h1${langOf(lang)}>${text}</h1>
<p class="lead">${whenOf(content)}<br>${whereOf(content)}</p>
<p>${pills(statesOf(situation, now))}</p>
${firstButtons(input)}
${standingPanel(view)}
${readersSection(readers)}
${atOnce(input)}
${datesSection(view, address)}
${languages(view)}
${versionsSection(view, address)}
${historySection(happenings(history), reader)}
${lastButtons(input)}
${more ?? ''}
</div>`,
    lang
  )
}

const link = (address: Address, name: DoingName, look: string): Markup =>
  html`<a class="button ${look}" href="${address.base}/${name}">${words.doings[name].button}</a>`

const isPossible = ({ view }: OwnEventPageInput, name: DoingName): boolean =>
  doings[name].possible(view.situation, view.mayAppeal)

/** What most come for, before anything has to be read. */
const firstButtons = (input: OwnEventPageInput): Markup => {
  const { address, view } = input
  const { situation } = view
  const answer = situation.waiting?.state === 'changes_requested'
  const open = situation.publication?.state === 'published'
  return html`<p class="actions">
${isEditable(situation) ? html`<a class="button" href="${address.base}/edit">${answer ? words.editAnswer : words.edit}</a>` : ''}
${isPossible(input, 'cancel') ? link(address, 'cancel', 'danger') : ''}
${isPossible(input, 'reinstate') ? link(address, 'reinstate', 'quiet') : ''}
${isPossible(input, 'appeal') ? link(address, 'appeal', '') : ''}
${!open && isPossible(input, 'withdraw') ? link(address, 'withdraw', 'danger') : ''}
${
  open
    ? html`<span class="next-links"><a href="/events/${address.event}">${words.publicPage}</a> <a href="/events/${address.event}.ics">${words.calendarFile}</a></span>`
    : ''
}
</p>`
}

const readersSection = (readers: number | null): Markup | '' =>
  readers === null
    ? ''
    : html`<section class="panel" aria-labelledby="readers">
<h2 id="readers">${words.readers}</h2>
<p>${words.inCalendars(readersInWords(readers))}</p>
<p class="hint">${words.readersHint}</p>
</section>`

/** What takes effect without a moderator. */
const atOnce = (input: OwnEventPageInput): Markup | '' => {
  const { address, view } = input
  if (!isAnnounceable(view.situation)) return ''
  const names = (['postpone', 'online'] as const).filter((name) => isPossible(input, name))
  return html`<section class="panel" aria-labelledby="at-once">
<h2 id="at-once">${words.atOnce}</h2>
<p class="hint">${words.atOnceHint}</p>
<p class="actions">${names.map((name) => html`${link(address, name, 'quiet')} `)}</p>
${roomForm(input)}
</section>`
}

const roomForm = ({ address, view }: OwnEventPageInput): Markup => {
  const now = view.situation.publication?.availability ?? 'unknown'
  const state = now === 'unknown' ? words.roomUnknown : words.rooms[now].toLowerCase()
  return html`<form method="post" action="${address.base}/room" class="field">
<h3 id="room">${words.room}</h3>
<p class="hint" id="room-hint">${words.roomHint} ${words.roomNow(state)}.</p>
${hiddenFields({
  [formNames.version]: doings.cancel.version(view.situation),
  [formNames.seen]: String(view.history.length),
})}
<p class="actions" role="group" aria-labelledby="room" aria-describedby="room-hint">${rooms
    .filter((room) => room !== now)
    .map(
      (room) =>
        html`<button type="submit" class="button small quiet" name="${formNames.availability}" value="${room}">${words.rooms[room]}</button> `
    )}</p>
</form>`
}

/** Each language with what its text owes to the original. */
const languages = ({ situation }: OwnEventView): Markup | '' => {
  const content = contentOf(situation)
  const debts = translationDebt(content)
  if (debts.length === 0) return ''
  return html`<section class="panel" aria-labelledby="languages">
<h2 id="languages">${words.translations}</h2>
<ul role="list" class="lines">
<li><span>${languageName(content.originalLang)} <span class="hint">(${words.original})</span></span></li>
${debts.map(({ lang, state, machine, missing }) => {
  const why = [
    ...(machine ? [words.debtMachine] : []),
    ...missing.map((name) => words.debtTexts[name]),
  ]
  return html`<li><span>${languageName(lang)} ${pills([words.debts[state]])}${why.length ? html` <span class="hint">${why.join(', ')}</span>` : ''}</span></li>
`
})}</ul>
${isEditable(situation) && debts.some(({ state }) => state !== 'current') ? html`<p class="hint">${words.translationsHint}</p>` : ''}
</section>`
}

const historySection = (entries: readonly HistoryEntry[], reader: string): Markup =>
  html`<section class="panel" aria-labelledby="history">
<h2 id="history">${words.history}</h2>
${happenedList(entries, reader)}
</section>`

/** What is done seldom. */
const lastButtons = (input: OwnEventPageInput): Markup => {
  const { address, view } = input
  const open = view.situation.publication?.state === 'published'
  // The form knows members; to everybody else it gives what is public anyway.
  const again = !address.link || open
  return html`<p class="actions">
${again ? html`<a class="button quiet" href="/submit?from=${address.event}">${words.again}</a>` : ''}
${open && isPossible(input, 'withdraw') ? link(address, 'withdraw', 'danger') : ''}
</p>`
}
