import { html } from 'hono/html'
import type { Site } from '../../calendar/publication.ts'
import { type AccountView, layout, type Markup } from '../layout.ts'
import {
  checkBox,
  type FormProblem,
  formView,
  problemSummary,
  sendButton,
  titleWith,
} from './field.ts'
import { words } from './words.ts'

/** What goes and what stays when a person is erased, under headings of a level. */
export const erasureLists = (level: 2 | 3): Markup => html`${heading(level, words.eraseGoes)}
<ul class="plain">${words.eraseGoesList.map((each) => html`<li>${each}</li>`)}</ul>
${heading(level, words.eraseStays)}
<ul class="plain">${words.eraseStaysList.map((each) => html`<li>${each}</li>`)}</ul>`

const heading = (level: 2 | 3, text: string): Markup =>
  level === 2 ? html`<h2 class="later">${text}</h2>` : html`<h3 class="later">${text}</h3>`

/** The name of the form, and of its box. */
export const erasureForm = { form: 'erase', box: 'sure' } as const

/** The step before an account is deleted. */
export const erasurePage = ({
  site,
  account,
  problem = null,
}: Readonly<{ site: Site; account: AccountView; problem?: FormProblem | null }>): Markup => {
  const form = formView(erasureForm.form, problem)
  return layout({
    site,
    title: titleWith(words.eraseTitle, problem),
    indexed: false,
    account,
    main: html`<div class="form">
${problemSummary(problem)}
<h1>${words.eraseTitle}</h1>
<p class="lead">${words.eraseLead}</p>
<div class="panel">
${erasureLists(2)}
</div>
<form class="panel" method="post" action="/my/account/erase">
${checkBox(form, { name: erasureForm.box, value: 'yes', label: words.eraseConfirm })}
<p class="actions">${sendButton(words.eraseNow, 'danger')} <a href="/my/account">${words.cancel}</a></p>
</form>
</div>`,
  })
}
