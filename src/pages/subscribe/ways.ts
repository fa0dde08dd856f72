import { html } from 'hono/html'
import type { Markup } from '../layout.ts'
import { qrCode } from '../qr.ts'
import { type Offer, resultId } from './offer.ts'
import { words } from './words.ts'

const way = words.wayList
type Way = keyof typeof way

/** The https address for `webcal:`, which hands it to the calendar app. */
export const webcalOf = (address: string): string => address.replace(/^https?:/, 'webcal:')

/** Google adds what comes as webcal; the same address with https opens its form empty. */
const links: Readonly<Record<Way, (offer: Offer) => string>> = {
  webcal: ({ addresses }) => webcalOf(addresses.ics),
  google: ({ addresses }) =>
    `https://calendar.google.com/calendar/u/0/r?cid=${encodeURIComponent(webcalOf(addresses.ics))}`,
  outlook: (offer) => outlookLink('outlook.live.com', offer),
  office: (offer) => outlookLink('outlook.office.com', offer),
}

const outlookLink = (host: string, { addresses, name }: Offer): string =>
  `https://${host}/calendar/0/addfromweb/?url=${encodeURIComponent(addresses.ics)}&name=${encodeURIComponent(name)}`

const order = ['webcal', 'google', 'outlook', 'office'] as const satisfies readonly Way[]

/** Enough to read a whole address in a narrow column. */
const rowsFor = (value: string) => Math.min(8, Math.ceil(value.length / 36))

/** A text to take along: readable, selectable, with a button to copy it where a script runs. */
export const copyField = (id: string, label: string, value: string, hint: string): Markup =>
  html`<div class="field copy"><label for="${id}">${label}</label><span class="hint" id="${id}-hint">${hint}</span>
<div class="copy-line"><textarea id="${id}" rows="${String(rowsFor(value))}" readonly dir="ltr" spellcheck="false" aria-describedby="${id}-hint" data-copy>
${value}</textarea></div></div>`

/** The one button, for the app this device most likely has; a script knows better than we do. */
export const primaryWay = (offer: Offer): Markup => html`<div class="primary">
<p><a class="button" href="${links.webcal(offer)}" data-primary>${way.webcal.primary}</a></p>
<p class="hint" data-primary-hint>${way.webcal.hint}</p>
</div>`

/** Every way there is, and what else can be done with the selection. */
export const waysParts = (
  offer: Offer
): Markup => html`<section class="ways" aria-labelledby="ways">
<h2 id="ways">${words.ways}</h2>
<ul role="list">
${order.map(
  (
    name
  ) => html`<li data-way="${name}"><p><a class="button quiet" href="${links[name](offer)}" data-as="${way[name].primary}">${way[name].label}</a></p><p class="hint">${way[name].hint}</p></li>
`
)}<li><h3>${words.yahoo}</h3><p class="hint">${words.yahooHint}</p></li>
<li><h3>${words.once}</h3><p class="hint">${words.onceHint}</p><p><a href="${offer.addresses.ics}" download>${words.download}</a></p></li>
</ul>
<p class="hint">${words.readers} <a href="${offer.addresses.json}">JSON Feed</a> <a href="${offer.addresses.atom}">Atom</a></p>
</section>
<section class="share" aria-labelledby="share">
<div>
<h2 id="share">${words.share}</h2>
${copyField('page-address', words.pageAddress, offer.addresses.page, words.pageHint)}
${shortPart(offer)}
<p><a href="${offer.addresses.check}">${words.check}</a> <span class="hint">${words.checkHint}</span></p>
</div>
${qrPart(offer)}
</section>`

const shortPart = ({ short, shortens }: Offer): Markup | '' => {
  if (short) return copyField('short-address', words.shortAddress, short.url, words.shortHint)
  if (!shortens) return ''
  return html`<form method="post" action="/f">${shortens.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}<p class="actions"><button type="submit" class="button small quiet">${words.short}</button> <span class="hint">${words.shortHint}</span></p></form>`
}

const qrPart = ({ addresses }: Offer): Markup => {
  // On a phone the form fills the screen; whoever scans a poster wants the button below it.
  const code = qrCode(`${addresses.page}#${resultId}`)
  return html`<figure class="code">${code ? html`${code}<figcaption>${words.qr}</figcaption>` : html`<figcaption>${words.qrTooLong}</figcaption>`}</figure>`
}

/** How late each app is and how one leaves: the same for every selection. */
export const appsPart: Markup = html`<section class="apps" aria-labelledby="apps">
<h2 id="apps">${words.apps}</h2>
<p>${words.travel}</p>
<table class="work">
<thead><tr><th scope="col">${words.app}</th><th scope="col">${words.late}</th><th scope="col">${words.leave}</th></tr></thead>
<tbody>
${words.appList.map(
  ({
    name,
    late,
    leave,
  }) => html`<tr><th scope="row">${name}</th><td><span class="narrow-only">${words.late}: </span>${late}</td><td><span class="narrow-only">${words.leave}: </span>${leave}</td></tr>
`
)}</tbody>
</table>
<p class="hint">${words.appsHint}</p>
</section>`
