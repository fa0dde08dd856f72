import type { FormFields } from '../../calendar/draft.ts'
import type { Translation } from '../../calendar/event.ts'
import { cleanDescription, plainOf, teaserOf } from '../../calendar/hygiene.ts'
import type { Lang } from '../../calendar/language.ts'
import { nearestOf } from '../../calendar/vocabulary.ts'
import { langOfText, offeredLanguages, textOfLang } from '../../pages/submit/languages.ts'
import { type Form, inRow, merged, type Piece, unlessEmpty } from './form.ts'

/*
 * The texts of an event: one row of fields for each language, the original in the lowest one.
 */

const names = ['lang', 'title', 'teaser', 'description', 'origin'] as const
type Row = Readonly<Record<(typeof names)[number], string>>

const pattern = new RegExp(`^(${names.join('|')})\\.\\d{1,3}$`)

export const texts: Piece = {
  key: 'translations',
  owns: (name) => pattern.test(name),
  read: (form) => {
    const rows = rowsOf(form)
    return {
      originalLang: rows[0]?.lang ?? '',
      translations: Object.fromEntries(
        rows.map(({ lang, fields }) => [
          lang,
          form.kept(keyOf(lang), withoutEmpty(fields)) ?? textOf(fields),
        ])
      ),
    }
  },
  write: ({ originalLang, translations }) =>
    merged(
      Object.entries(translations)
        .sort(([a], [b]) => Number(b === originalLang) - Number(a === originalLang))
        .map(([lang, text], row) => inRow(rowOf(lang, text, row), row))
    ),
  fieldAt: ([lang, name = 'lang'], form) => {
    const row = rowsOf(form).find((each) => each.lang === lang)?.row ?? 0
    return `${name}.${row}`
  },
}

/** Under which a text is kept of which the form shows less than there is. */
export const keyOf = (lang: Lang): string => `translations/${lang}`

/** The fields of one text without their number, which changes when another language goes. */
export const ownOf = (lang: Lang, text: Translation, original: boolean): FormFields =>
  withoutEmpty(rowOf(lang, text, original ? 0 : 1))

const withoutEmpty = (fields: Row): FormFields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))

/** The rows that say something, and the first in any case. */
const rowsOf = (form: Form): readonly Readonly<{ row: number; lang: string; fields: Row }>[] => {
  const numbers = [...new Set(names.flatMap((name) => form.rows(name)))].sort((a, b) => a - b)
  const [original = 0] = numbers
  const read = (row: number): Row => ({
    lang: form.text(`lang.${row}`),
    title: form.text(`title.${row}`),
    teaser: form.text(`teaser.${row}`),
    description: form.text(`description.${row}`),
    origin: form.text(`origin.${row}`),
  })
  return [original, ...numbers.slice(1)]
    .map((row) => ({ row, fields: read(row) }))
    .filter(
      ({ row, fields }) => row === original || fields.title || fields.teaser || fields.description
    )
    .map(({ row, fields }) => ({ row, fields, lang: langOfText(fields.lang) ?? nobodys(row) }))
}

/** A tag no text has (ISO 639-2 keeps `qaa` to `qtz` free), so that the rest of the row is read too. */
const nobodys = (row: number): Lang =>
  `q${String.fromCharCode(97 + (Math.floor(row / 26) % 20), 97 + (row % 26))}`

/** Complains of rows whose language is missing, unknown or used before. */
export const checkLanguages = (form: Form): void => {
  const seen = new Set<Lang>()
  for (const { row, lang, fields } of rowsOf(form)) {
    const field = `lang.${row}`
    const known = langOfText(fields.lang)
    if (fields.lang === '') {
      form.complain(field, 'missing', 'Say in which language this text is.')
    } else if (known === undefined) {
      const near = nearestOf(
        fields.lang,
        offeredLanguages.flatMap(({ name, own }) => [name, own])
      )
      form.complain(
        field,
        'unknown-value',
        `We do not know a language “${fields.lang.slice(0, 40)}”. Give its name, or its tag such as “pl”.`,
        near
      )
    } else if (seen.has(lang)) {
      form.complain(field, 'duplicate', 'There is another text in this language already.')
    }
    seen.add(lang)
  }
}

const textOf = ({ title, teaser, description, origin }: Row) => ({
  ...unlessEmpty('title', title),
  ...unlessEmpty('teaser', teaser),
  ...unlessEmpty('description', description),
  ...unlessEmpty('origin', origin),
})

/** Of the original nobody asks where it comes from. */
const rowOf = (
  lang: Lang,
  { title, teaser, description, origin }: Translation,
  row: number
): Row => ({
  lang: textOfLang(lang),
  title,
  // One that was cut from the description comes again by itself, also when that changes.
  teaser: teaser && !isCut(teaser, description) ? teaser : '',
  description: description ? asTyped(description) : '',
  origin: row > 0 && origin !== 'author' ? origin : '',
})

const isCut = (teaser: string, description: string | undefined): boolean =>
  description !== undefined && teaser === teaserOf(plainOf(description))

/** A description as plain text where that says the same: nobody should have to read markup. */
const asTyped = (description: string): string => {
  const plain = plainOf(description)
  const again = cleanDescription(plain)
  return again.ok && again.value.html === description ? plain : description
}
