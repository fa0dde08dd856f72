import { html } from 'hono/html'
import type { Site } from '../calendar/publication.ts'
import { layout, type Markup } from './layout.ts'

/** A mail that was laid into the folder instead of being sent. `name` is part of its address. */
type Mail = Readonly<{ name: string; subject: string; to: string; date: string }>

/** Words for developers: these pages exist in development only and are translated by nobody. */
const words = {
  title: 'Mails',
  intro: 'Mails are laid into a folder here instead of being sent. Newest first.',
  empty: 'No mail yet.',
  to: 'To',
  from: 'From',
  date: 'Date',
  back: 'All mails',
} as const

/** The mailbox of a developer's machine, at `/dev/mail`. */
export const mailboxPage = ({
  mails,
  site,
}: Readonly<{ mails: readonly Mail[]; site: Site }>): Markup =>
  layout({
    site,
    title: words.title,
    indexed: false,
    main: html`<div class="prose">
<h1>${words.title}</h1>
<p class="lead">${words.intro}</p>
${
  mails.length === 0
    ? html`<p>${words.empty}</p>`
    : html`<ol role="list" class="description">
${mails.map(
  ({ name, subject, to, date }) => html`<li>
<p><a href="/dev/mail/${name}" dir="auto">${subject}</a></p>
<p class="hint">${words.to}: <bdi>${to}</bdi> · ${date}</p>
</li>
`
)}</ol>`
}
</div>`,
  })

/** A text cut into what is an address and what is not. */
const cut = (line: string): readonly string[] => line.split(/(https?:\/\/[^\s<>"\u2066-\u2069]+)/)

const withLinks = (line: string): readonly (Markup | string)[] =>
  cut(line).map((piece, index) => (index % 2 ? html`<a href="${piece}">${piece}</a>` : piece))

/**
 * One mail at `/dev/mail/{name}`: its plain text, with links that work. The HTML part is not drawn: our
 * pages allow no foreign style, and the text says the same.
 */
export const mailPage = ({
  mail: { subject, from, to, date, text },
  site,
}: Readonly<{ mail: Mail & Readonly<{ from: string; text: string }>; site: Site }>): Markup =>
  layout({
    site,
    title: subject,
    indexed: false,
    main: html`<div class="prose">
<p><a href="/dev/mail">${words.back}</a></p>
<h1 dir="auto">${subject}</h1>
<p class="hint">${words.from}: <bdi>${from}</bdi><br>${words.to}: <bdi>${to}</bdi><br>${words.date}: ${date}</p>
<div class="description">
${text
  .trim()
  .split(/\n{2,}/)
  .map(
    (paragraph) =>
      html`<p dir="auto">${paragraph.split('\n').map((line, at) => html`${at ? html`<br>` : ''}${withLinks(line)}`)}</p>\n`
  )}</div>
</div>`,
  })
