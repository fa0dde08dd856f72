import { html } from 'hono/html'
import type { FormFields } from '../../calendar/draft.ts'
import type { Site } from '../../calendar/publication.ts'
import { guardFields, guardScript } from '../guard-fields.ts'
import { type AccountView, layout, type Markup } from '../layout.ts'
import { aboutPart } from './about.ts'
import { contactPart, forWhomPart, lastPart, whoPart } from './people.ts'
import { practicalPart } from './practical.ts'
import { type PreviewInput, previewId, previewParts } from './preview.ts'
import { isShown, type Problem } from './problem.ts'
import { idOf, type Sheet, sheetOf } from './sheet.ts'
import { languageOptions, textsPart } from './texts.ts'
import { whenPart } from './when.ts'
import { wherePart } from './where.ts'
import { words } from './words.ts'

/** Who fills the form: nobody we know, a member, or the holder of an event's secret link. */
export type Filler =
  | Readonly<{
      kind: 'stranger'
      /** `formTokens.issue()` or `renew()`. */
      token: string
    }>
  | Readonly<{ kind: 'member'; account: AccountView; token: string }>
  | Readonly<{ kind: 'holder'; token: string }>

export type FormPageInput = Readonly<{
  site: Site
  filler: Filler
  /** Local path to which the form is sent. */
  address: string
  /** Null for a new event; else where its page is, and the version the edit starts from. */
  edits: Readonly<{ event: string; page: string; base: string }> | null
  /** A draft that can be thrown away. */
  draft: boolean
  fields: FormFields
  problems: readonly Problem[]
  /** What went wrong with the form as a whole. */
  trouble: string | null
  /** What was done just now. */
  done: string | null
  /** Null: not asked for yet. */
  preview: PreviewInput | null
  /** Nothing has been typed yet: what the browser has kept may be offered. */
  fresh: boolean
}>

/** The form with which events are announced and edited; complete without a script. */
export const formPage = (input: FormPageInput): Markup => {
  const { site, filler, address, edits, problems, trouble, done } = input
  const wrong = problems.length > 0 || trouble !== null
  const title = edits ? words.editTitle : words.title
  return layout({
    site,
    title: wrong ? `${words.errorMark}: ${title}` : title,
    indexed: edits === null && !wrong,
    scripts: ['form', 'paste'],
    ...(filler.kind === 'stranger' && { head: guardScript }),
    ...(filler.kind === 'member' && { account: filler.account }),
    main: html`<div class="announce">
${edits ? html`<p class="crumb"><a href="${edits.page}"><span aria-hidden="true">← </span>${words.back}</a></p>` : ''}
${wrong ? errorSummary(problems, trouble) : ''}
${done ? html`<p class="done" role="status">${done}</p>` : ''}
<h1>${title}</h1>
<p class="lead">${edits ? words.editLead : words.lead}</p>
<p class="hint">${words.requiredHint}</p>
<form class="form" method="post" action="${address}" novalidate data-address="${address}"${filler.kind === 'stranger' ? html` ${input.fresh ? html` data-fresh` : ''} data-keep data-kept="${words.kept}" data-found="${words.keptFound}" data-restore="${words.keptRestore}" data-discard="${words.keptDiscard}"` : ''}>
${formParts(input, sheetOf(input.fields, problems, address))}
</form>
</div>`,
  })
}

const formParts = (input: FormPageInput, sheet: Sheet): Markup => {
  const { filler, edits } = input
  return html`${firstButton}
${hiddenParts(input)}
<div class="parts">
${filler.kind === 'stranger' ? whoPart(sheet) : ''}${filler.kind === 'member' && !edits ? forWhomPart(filler.account.organisation) : ''}
${languageOptions()}
${textsPart(sheet)}
${whenPart(sheet)}
${wherePart(sheet)}
${aboutPart(sheet)}
${practicalPart(sheet)}
${contactPart(sheet)}
${lastPart(sheet)}
</div>
${previewPart(input)}
${actions(input)}`
}

/** The button that Enter in a field presses is the first one in a form: it must change nothing. */
const firstButton = html`<button class="vh" type="submit" name="action" value="preview" tabindex="-1" aria-hidden="true">${words.preview.show}</button>`

const hidden = (name: string, value: unknown): Markup | '' =>
  value ? html`<input type="hidden" name="${name}" value="${String(value)}">` : ''

const hiddenParts = ({ filler, edits, fields }: FormPageInput): Markup =>
  html`${filler.kind === 'stranger' ? guardFields(filler.token) : hidden('form', filler.token)}${edits ? html`${hidden('base', edits.base)}${hidden('event', edits.event)}` : ''}${hidden('kept', fields.kept)}${hidden('dropped', fields.dropped)}`

const previewPart = ({
  preview,
  address,
}: FormPageInput): Markup => html`<section class="preview" id="${previewId}" aria-labelledby="preview-title" tabindex="0">
<h2 id="preview-title">${words.preview.title}</h2>
<p class="hint">${words.preview.hint}</p>
<p class="vh" role="status" data-news></p>
<div data-preview>
${preview ? previewParts(preview) : html`<p class="hint">${words.preview.empty}</p>`}
</div>
<p class="actions"><button type="submit" class="button quiet" name="action" value="preview" formaction="${address}#${previewId}">${preview ? words.preview.refresh : words.preview.show}</button></p>
</section>
`

const actions = ({ filler, edits, draft }: FormPageInput): Markup => html`<div class="last">
${filler.kind === 'stranger' ? html`<p class="hint">${words.actions.sendHint}</p>` : ''}
<p class="actions">
<button type="submit" class="button" name="action" value="send">${edits ? words.actions.sendEdit : words.actions.send}</button>
${filler.kind === 'member' ? html`<button type="submit" class="button quiet" name="action" value="draft">${words.actions.saveDraft}</button>` : ''}
${draft ? html`<button type="submit" class="button danger" name="action" value="drop">${words.actions.dropDraft}</button>` : ''}
${edits ? html`<a class="button quiet" href="${edits.page}">${words.actions.cancel}</a>` : ''}
</p>
</div>`

/** What is wrong, where the focus goes, with a way to each field. */
const errorSummary = (problems: readonly Problem[], trouble: string | null): Markup =>
  html`<div class="errors" role="alert" tabindex="-1" id="errors" autofocus>
<p class="errors-title">${words.errorsTitle}</p>
${trouble ? html`<p>${trouble}</p>` : ''}
${
  problems.length
    ? html`<ul>${problems.map(({ field, detail }) => html`<li>${isShown(field) ? html`<a href="#${idOf(field)}">${detail}</a>` : detail}</li>`)}</ul>`
    : ''
}
</div>`
