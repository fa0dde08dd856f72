import { html } from 'hono/html'
import { type Difference, differences, type Part } from '../../calendar/difference.ts'
import type { EventContent } from '../../calendar/event.ts'
import { languageName } from '../in-words.ts'
import { langOf, type Markup } from '../layout.ts'
import { wordsLang } from '../words.ts'
import { fieldWords } from './field-words.ts'
import { words } from './words.ts'

/** What an edit changes, field by field and language by language. */
export const changesOf = (before: EventContent, after: EventContent): Markup => {
  const found = differences(before, after)
  return found.length === 0
    ? html`<p>${words.noChanges}</p>`
    : html`<dl class="changes">
${found.map(oneChange)}</dl>`
}

const oneChange = (difference: Difference): Markup => {
  const { field, lang, kind, before, after, parts } = difference
  const said = [
    ...(before === null ? [] : [{ text: before, op: 'removed' as const }]),
    ...(after === null ? [] : [{ text: after, op: 'added' as const }]),
  ]
  return html`<div><dt>${fieldWords[field]}${lang === null ? '' : html` <span class="hint">${languageName(lang)}</span>`} <span class="hint">${words.kindsOfChange[kind]}</span></dt>
<dd${lang === null ? '' : langOf(lang)}>${(parts ?? said).map((part) => partOf(part))}</dd></div>
`
}

/** Words around a change are shown up to so many characters on either side. */
const context = 90

const partOf = ({ text, op }: Part): Markup | string => {
  if (op === 'same') return shortened(text)
  const [tag, begins, ends] =
    op === 'added'
      ? (['ins', words.added, words.endAdded] as const)
      : (['del', words.removed, words.endRemoved] as const)
  const spoken = (said: string) =>
    html`<span class="vh" lang="${wordsLang}" dir="ltr"> ${said} </span>`
  return tag === 'ins'
    ? html`<ins>${spoken(begins)}${text}${spoken(ends)}</ins>`
    : html`<del>${spoken(begins)}${text}${spoken(ends)}</del>`
}

/** A long stretch that stays is told by its ends: the whole text stands further down. */
const shortened = (text: string): string =>
  text.length > 3 * context
    ? `${text.slice(0, context)} ${words.cut} ${text.slice(-context)}`
    : text
