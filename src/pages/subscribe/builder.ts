import { html } from 'hono/html'
import type { Markup } from '../layout.ts'
import { choice, line } from '../submit/controls.ts'
import type { Sheet } from '../submit/sheet.ts'
import {
  accessOptions,
  advancedOptions,
  countryGroups,
  drawn,
  kindOptions,
  languageTicks,
  languageValues,
  levels,
  localeOptions,
  onlineOptions,
  themeSets,
} from './choices.ts'
import { firstDrawn, keptOf } from './kept.ts'
import { resultId } from './offer.ts'
import { tick, tickSet, ticks } from './ticks.ts'
import { words } from './words.ts'

/** The builder: a plain GET form whose query is the filter. */
export const builder = (
  sheet: Sheet,
  fresh: boolean
): Markup => html`<form class="form choose" method="get" action="/subscribe#${resultId}" role="search" aria-labelledby="choose" data-any="${words.any}">
<h2 id="choose">${words.choose}</h2>
<p class="hint">${words.chooseHint}</p>
<div class="panel">
${countriesPart(sheet, fresh)}
${themesPart(sheet)}
${languagesPart(sheet)}
${kindsPart(sheet)}
${accessPart(sheet)}
${coursesPart(sheet)}
<div class="simple">
${line(sheet, { name: 'q', label: words.words, hint: words.wordsHint })}
${choice(sheet, { name: 'online', label: words.online, options: onlineOptions })}
${localePart(sheet)}
</div>
${advancedPart(sheet)}
</div>
<p class="actions"><button type="submit" class="button">${words.show}</button></p>
</form>`

type Part = Readonly<{
  name: string
  /** Names of what is chosen in it. */
  chosen: readonly string[]
  open: boolean
  content: Markup
}>

/** A part that opens; closed it says what is chosen in it. */
const part = ({ name, chosen, open, content }: Part): Markup =>
  html`<details class="pick"${open ? html` open` : ''}><summary><span class="pick-name">${name}</span> <span class="pick-now" data-now>${chosen.join(', ') || words.any}</span></summary>
<div class="pick-in">
${content}
</div>
</details>`

/** Is something wrong in one of the fields? Then their part is open. */
const wrong = (sheet: Sheet, ...names: readonly string[]): boolean =>
  names.some((name) => sheet.problem(name) !== undefined)

/** Names of a field's drawn values, those that are ticked. */
const chosenOf = (sheet: Sheet, name: string): string[] =>
  sheet.values(name).flatMap((value) => drawn[name]?.get(value) ?? [])

const typedOf = (sheet: Sheet, name: string): string[] =>
  sheet.values(name).filter((value) => !value.startsWith('-'))

const countriesPart = (sheet: Sheet, fresh: boolean): Markup =>
  part({
    name: words.countries,
    chosen: [...chosenOf(sheet, 'country'), ...typedOf(sheet, 'city')],
    open: fresh || wrong(sheet, 'country', 'city'),
    content: html`<div class="wide-box">${tick('wide', { value: '1', label: words.wide }, sheet.values('wide').length > 0)}<p class="hint">${words.wideHint}</p></div>
${countryGroups.map(({ legend, options }) => tickSet(sheet, { name: 'country', legend, options }))}
${line({ ...sheet, value: () => typedOf(sheet, 'city').join(', ') }, { name: 'city', label: words.city, hint: words.cityHint })}`,
  })

const themesPart = (sheet: Sheet): Markup =>
  part({
    name: words.themes,
    chosen: chosenOf(sheet, 'theme'),
    open: wrong(sheet, 'theme', 'cbp'),
    content: html`${themeSets.map(({ group, whole, parts }) => {
      const some = parts.some(({ value }) => sheet.values('theme').includes(value))
      return html`<div class="theme-group">
${ticks(sheet, 'theme', [whole])}
<details class="unfold"${some ? html` open` : ''}><summary>${words.groupParts}<span class="vh">${words.groupPartsOf(group)}</span></summary>
${ticks(sheet, 'theme', parts)}
</details>
</div>
`
    })}`,
  })

const languagesPart = (sheet: Sheet): Markup =>
  part({
    name: words.languages,
    chosen: chosenOf(sheet, 'language'),
    open: wrong(sheet, 'language'),
    content: html`<p class="hint">${words.languagesHint}</p>
${ticks(sheet, 'language', languageTicks)}`,
  })

const kindsPart = (sheet: Sheet): Markup =>
  part({
    name: words.kinds,
    chosen: kindOptions.flatMap(({ name }) => chosenOf(sheet, name)),
    open: wrong(sheet, ...kindOptions.map(({ name }) => name)),
    content: html`${kindOptions.map((set) => tickSet(sheet, set))}`,
  })

const accessPart = (sheet: Sheet): Markup =>
  part({
    name: words.access,
    chosen: accessOptions.flatMap(({ name }) => chosenOf(sheet, name)),
    open: wrong(sheet, ...accessOptions.map(({ name }) => name)),
    content: html`${accessOptions.map((set) => tickSet(sheet, set))}`,
  })

const coursesPart = (sheet: Sheet): Markup =>
  part({
    name: words.courses,
    chosen: [...chosenOf(sheet, 'teaches'), ...sheet.values('level')],
    open: wrong(sheet, 'teaches'),
    content: html`<div class="pair">
${choice({ ...sheet, value: () => firstDrawn(sheet, 'teaches') }, { name: 'teaches', label: words.teaches, options: [{ value: '', label: words.anyLanguage }, ...languageValues] })}
${choice(sheet, { name: 'level', label: words.level, options: [{ value: '', label: words.anyLevel }, ...levels] })}
</div>`,
  })

/** Two wishes; further ones of the address stay in it. */
const localePart = (sheet: Sheet): Markup => {
  const [first = '', second = '', ...further] = sheet.values('locale')
  const at = (value: string): Sheet => ({ ...sheet, value: () => value })
  return html`<div class="pair">
${choice(at(first), { name: 'locale', label: words.locale, options: localeOptions, hint: words.localeHint })}
<div class="field"><label for="f-locale-then">${words.localeThen}</label>
<select id="f-locale-then" name="locale">
${localeOptions.map(
  ({
    value,
    label,
  }) => html`<option value="${value}"${value === second ? html` selected` : ''}>${label}</option>
`
)}</select></div>
</div>
${further.map((value) => html`<input type="hidden" name="locale" value="${value}">`)}`
}

const advancedPart = (sheet: Sheet): Markup => {
  const kept = keptOf(sheet)
  return part({
    name: words.advanced,
    chosen: [
      ...chosenOf(sheet, 'role'),
      ...sheet.values('near'),
      ...chosenOf(sheet, 'status'),
      ...chosenOf(sheet, 'cancelled'),
      ...sheet.values('from'),
      ...sheet.values('to'),
      ...kept.map(({ label }) => label),
    ],
    open: wrong(sheet, 'near', 'status', 'cancelled', 'from', 'to'),
    content: html`${
      kept.length
        ? html`<fieldset class="field group"><legend>${words.kept}</legend><div class="checks">
${kept.map(({ name, value, label }) => tick(name, { value, label }, true))}</div></fieldset>`
        : ''
    }
${choice(sheet, { name: 'role', label: words.role, options: advancedOptions.roles })}
${line(sheet, { name: 'near', label: words.near, hint: words.nearHint })}
${tickSet(sheet, { name: 'status', legend: words.status, options: advancedOptions.statuses })}
${choice(sheet, { name: 'cancelled', label: words.cancelled, options: advancedOptions.cancelled, hint: words.cancelledHint })}
<div class="pair">
${line(sheet, { name: 'from', label: words.from, type: 'date' })}
${line(sheet, { name: 'to', label: words.to, type: 'date' })}
</div>
<p class="hint">${words.windowHint}</p>`,
  })
}
