import { html } from 'hono/html'
import { audiences, formats, languageRoles, tracks } from '../../calendar/vocabularies/kinds.ts'
import { themeGroups, themes } from '../../calendar/vocabularies/themes.ts'
import type { Markup } from '../layout.ts'
import { boxes, choice, line, optionsOf, reshape, termsOf } from './controls.ts'
import { hasSaid, idOf, more, type Sheet } from './sheet.ts'
import { languageList } from './texts.ts'
import { words } from './words.ts'

const { about } = words

const groups = themeGroups.terms.map(({ id, label }) => ({
  label,
  options: termsOf(themes.terms.filter(({ group }) => group === id)),
}))

const theme = (sheet: Sheet, row: number, label: string): Markup =>
  choice(sheet, {
    name: `theme.${row}`,
    label,
    required: row === 0,
    options: [{ value: '', label: row === 0 ? words.where.choose : about.none }],
    groups,
  })

const levels = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2'].map((value) => ({ value, label: value }))

/** What it is about, for whom, and in which languages it is held. */
export const aboutPart = (sheet: Sheet): Markup => html`<fieldset>
<legend>${about.title}</legend>
${theme(sheet, 0, about.theme)}
<div class="pair">
${theme(sheet, 1, about.theme2)}
${theme(sheet, 2, about.theme3)}
${choice(sheet, { name: 'track', label: about.track, options: termsOf(tracks.terms) })}
${choice(sheet, { name: 'format', label: about.format, options: [{ value: '', label: words.where.unsaid }, ...termsOf(formats.terms)] })}
</div>
${more(about.audience, hasSaid(sheet, ['audience']), boxes(sheet, { name: 'audience', label: about.audience, options: termsOf(audiences.terms) }))}
${more(about.languages, hasSaid(sheet, ['eventLang', 'teaches', 'level']), html`${languages(sheet)}${teaches(sheet)}`)}
</fieldset>
`

/** Rows shown before anything is typed. */
const emptyRows = [0, 1]

/** An empty role is a spoken language: a row must not say something before a language is in it. */
const roles = optionsOf({
  '': languageRoles.get('spoken')?.label ?? '',
  ...Object.fromEntries(
    languageRoles.terms.filter(({ id }) => id !== 'spoken').map(({ id, label }) => [id, label])
  ),
})

const languages = (sheet: Sheet): Markup => {
  const typed = sheet.rows('eventLang')
  const shown = typed.length ? typed : emptyRows
  const next = Math.max(...shown) + 1
  return html`<p class="hint">${about.languagesHint}</p>
${shown.map(
  (row, index) => html`<div class="pair">
${line(sheet, { name: `eventLang.${row}`, label: about.lang(index + 1), list: languageList })}
${choice(sheet, { name: `eventRole.${row}`, label: about.role(index + 1), options: roles })}
</div>
`
)}<p>${reshape(sheet, 'add-event-language', about.addLanguage, idOf(`eventLang.${next}`))}</p>`
}

const teaches = (sheet: Sheet): Markup => html`<div class="pair">
${line(sheet, { name: 'teaches', label: about.teaches, hint: about.teachesHint, list: languageList })}
${choice(sheet, { name: 'level', label: about.level, options: [{ value: '', label: words.where.unsaid }, ...levels] })}
</div>`
