import { html } from 'hono/html'
import type { Markup } from '../layout.ts'
import { words } from './words.ts'

/**
 * Keys of the moderators’ pages. The script finds what a key does by `data-key` of an element: it
 * presses it, or opens it and goes to the first field in it.
 */
export const keys = {
  next: { key: 'j', shown: ['j', '↓'], does: 'next one in the list' },
  previous: { key: 'k', shown: ['k', '↑'], does: 'the one before' },
  open: { key: 'Enter', shown: ['Enter'], does: 'open it' },
  following: { key: 'j', shown: ['j', '→'], does: 'next submission' },
  back: { key: 'k', shown: ['k', '←'], does: 'submission before' },
  approve: { key: 'a', shown: ['a'], does: 'approve and go to the next' },
  request_changes: { key: 'c', shown: ['c'], does: 'ask for changes' },
  reject: { key: 'r', shown: ['r'], does: 'reject' },
  check: { key: 'a', shown: ['a'], does: 'looked at, go to the next' },
  remove: { key: 'r', shown: ['r'], does: 'take it down' },
  take: { key: 't', shown: ['t'], does: 'mark it as yours, or not' },
  help: { key: '?', shown: ['?'], does: 'show or hide these keys' },
} as const satisfies Readonly<
  Record<string, Readonly<{ key: string; shown: readonly string[]; does: string }>>
>
export type KeyName = keyof typeof keys

/** The mark by which the script finds an element. */
export const keyed = (name: KeyName): Markup => html` data-key="${keys[name].key}"`

/**
 * What the keys do, and the switch that turns them off (WCAG 2.1.4). Hidden until the script runs,
 * since without it no key does anything.
 */
export const keyLegend = (
  names: readonly KeyName[]
): Markup => html`<details class="keys" id="keys" hidden>
<summary>${words.keys} ${[...new Set(names.map((name) => keys[name].key))].map((key) => html`<kbd>${key}</kbd> `)}</summary>
<dl>
${names.map((name) => html`<div><dt>${keys[name].shown.map((each, at) => html`${at ? ' / ' : ''}<kbd>${each}</kbd>`)}</dt><dd>${keys[name].does}</dd></div>\n`)}</dl>
<p class="check"><input type="checkbox" id="keys-on" checked><label for="keys-on">${words.keysOn}</label></p>
<p class="hint">${words.keysHint}</p>
</details>`
