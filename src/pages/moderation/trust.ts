import { html } from 'hono/html'
import type { Instant } from '../../calendar/time.ts'
import { wordsOfTime } from '../../calendar/words-of-time.ts'
import { hiddenFields } from '../account/field.ts'
import type { Markup } from '../layout.ts'
import { wordsLang } from '../words.ts'
import { words } from './words.ts'

const says = wordsOfTime(wordsLang)

/** How reliable an organisation has been. */
export type TrustView = Readonly<{
  organisation: Readonly<{ id: string; name: string }>
  since: Instant | null
  approvedAtOnce: number
  others: number
  mayChange: boolean
}>

/** An organisation’s record, and giving or taking trust for those who may; `back` is a local path. */
export const trustPanel = (trust: TrustView | null, back: string): Markup | '' => {
  if (trust === null) return ''
  const { organisation, since, approvedAtOnce, others, mayChange } = trust
  return html`<section class="panel" aria-labelledby="trust"><h2 id="trust">${words.trust}</h2>
<p><bdi>${organisation.name}</bdi>: ${words.record(approvedAtOnce, approvedAtOnce + others)}</p>
<p>${since === null ? words.notTrusted : words.trustedSince(says.date(since.slice(0, 10)))}</p>
${
  mayChange
    ? html`<form method="post" action="/moderation/organisations/${organisation.id}/trust">${hiddenFields({ back, given: since === null ? 'yes' : 'no' })}
<div class="field"><label for="trust-reason">${words.trustReason}</label><input type="text" id="trust-reason" name="reason" maxlength="1000" dir="auto" autocomplete="off"></div>
<p class="actions"><button class="button quiet small">${since === null ? words.giveTrust : words.takeTrust}</button></p></form>`
    : html`<p class="hint">${words.seniorsTrust}</p>`
}
</section>
`
}

/** What to say after trust was given or taken, when it is really so. */
export const trustTold = (asked: boolean, trust: TrustView | null): string | null => {
  if (!asked || trust === null) return null
  return trust.since === null ? words.trustTaken : words.trustGiven
}
