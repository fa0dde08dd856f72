import { html } from 'hono/html'
import type { Markup } from './layout.ts'

/** Names of the fields that guard a form for people without an account; `http` reads them. */
export const guardNames = {
  /** Signed token: which form this is and when it was opened. */
  form: 'form',
  /** The solved proof of work, filled in by the script; empty without one. */
  proof: 'proof',
  /** Must stay empty: programs that fill everything fill this too. */
  trap: 'homepage',
} as const

/** What the guards say. */
export const guardWords = {
  trap: 'Leave this field empty',
  wait: 'One moment: your browser is still showing that no machine sends this. It is sent by itself then.',
} as const

/** Where the challenge and the script that solves it are. */
export const guardPaths = {
  challenge: '/submit/challenge',
  script: '/scripts/proof-of-work.js',
} as const

const statusId = 'proof-status'

/**
 * The guards inside a form, anywhere before its button. `token` is `formTokens.issue()` or `renew()`.
 * The trap is hidden from eyes, from screen readers and from the Tab key; where no style sheet is
 * read its label says what to do. The status is for the rare case that somebody has to wait.
 */
export const guardFields = (
  token: string
): Markup => html`<input type="hidden" name="${guardNames.form}" value="${token}">
<input type="hidden" name="${guardNames.proof}" value="" data-challenge="${guardPaths.challenge}" data-status="${statusId}" data-wait="${guardWords.wait}">
<div class="vh" aria-hidden="true"><label>${guardWords.trap} <input type="text" name="${guardNames.trap}" value="" autocomplete="off" tabindex="-1"></label></div>
<p class="hint" id="${statusId}" role="status"></p>`

/** The script of `guardFields`, for the head of the page. It runs once the page is read. */
export const guardScript: Markup = html`<script src="${guardPaths.script}" defer></script>`
