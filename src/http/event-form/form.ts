import type { FormFields } from '../../calendar/draft.ts'
import type { EventContent } from '../../calendar/event.ts'
import type { Vocabulary } from '../../calendar/vocabulary.ts'
import { digestOf } from '../../journeys/answer.ts'
import type { Problem } from '../../pages/submit/problem.ts'
import { rowsOf } from '../../pages/submit/rows.ts'

/** A form while it is read: its texts without spaces around them, and what is wrong with it so far. */
export type Form = Readonly<{
  /** Empty when the field did not come. */
  text(name: string): string
  /** Every value that is not empty. */
  list(name: string): readonly string[]
  /** The numbers of a field's rows (`title.0`, `title.1`), ascending. */
  rows(name: string): readonly number[]
  /** The fields a test accepts, without the empty ones. */
  owned(owns: (name: string) => boolean): FormFields
  /**
   * What the form carries along of a part of the content that its fields cannot show, as long as
   * these fields are as they were; undefined when there is nothing or somebody has changed them.
   */
  kept(key: string, own: FormFields): unknown
  complain(field: string, code: string, detail: string, suggestion?: string): void
  problems: readonly Problem[]
}>

/** One part of a content and its fields, both ways. */
export type Piece = Readonly<{
  /** The content's property. */
  key: keyof EventContent
  owns(name: string): boolean
  /** The properties as `eventContent` reads them; what nobody said is left out. */
  read(form: Form): Readonly<Record<string, unknown>>
  write(content: EventContent): FormFields
  /** The field that a complaint about the part belongs to; `path` leads from the property inwards. */
  fieldAt(path: readonly string[], form: Form, code: string): string
}>

/** Is it one of these names? */
export const among =
  (...names: readonly string[]) =>
  (name: string): boolean =>
    names.includes(name)

/** A property under its name, or nothing when it says nothing. */
export const unlessEmpty = <T>(key: string, value: T | '' | undefined): Record<string, T> =>
  value === '' || value === undefined ? {} : { [key]: value }

/** Several properties as one object; nothing when all of them are missing. */
export const together = (
  key: string,
  properties: Readonly<Record<string, unknown>>
): Record<string, unknown> => (Object.keys(properties).length ? { [key]: properties } : {})

/** Several objects as one. */
export const merged = <T>(
  parts: readonly Readonly<Record<string, T>>[]
): Readonly<Record<string, T>> => Object.fromEntries(parts.flatMap((part) => Object.entries(part)))

/** The boxes that were ticked, in the order of the page, each once; values of no box come last. */
export const ticked = (form: Form, name: string, { terms }: Vocabulary): readonly string[] => {
  const values = new Set(form.list(name))
  const known = terms.map(({ id }) => id).filter((id) => values.has(id))
  return [...new Set([...known, ...values])]
}

/** Names the fields of one row: `title` and 2 are `title.2`. */
export const inRow = (fields: Readonly<Record<string, string>>, row: number): FormFields =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [`${name}.${row}`, value]))

/**
 * What the fields of a part looked like, for telling whether somebody has changed them since. The
 * values of a list are boxes that were ticked: they come in the order of the page.
 */
export const seenOf = (own: FormFields): string =>
  digestOf(
    JSON.stringify(
      Object.entries(own)
        .map(([name, value]) => [name, [value].flat().sort()])
        .sort(([a = ''], [b = '']) => (a < b ? -1 : 1))
    )
  )

type Kept = Readonly<Record<string, Readonly<{ value: unknown; seen: string }>>>

/** Name of the field with what the others cannot show. */
export const keptField = 'kept'

const isKept = (value: unknown): value is Kept =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((each) => typeof each?.seen === 'string' && 'value' in each)

const parsedKept = (text: string): Kept | null => {
  if (text === '') return {}
  try {
    const value: unknown = JSON.parse(text)
    return isKept(value) ? value : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Browsers send every line break as CRLF. */
const tidy = (value: string) => value.replaceAll('\r\n', '\n').trim()

const valuesOf = (fields: FormFields, name: string): readonly string[] =>
  Object.hasOwn(fields, name)
    ? [fields[name] ?? []]
        .flat()
        .map(tidy)
        .filter((value) => value !== '')
    : []

/** Opens a form for reading. */
export const formOf = (fields: FormFields): Form => {
  const problems: Problem[] = []
  const list = (name: string) => valuesOf(fields, name)
  const text = (name: string) => list(name)[0] ?? ''
  const complain: Form['complain'] = (field, code, detail, suggestion) => {
    problems.push({ field, code, detail, ...(suggestion && { suggestion }) })
  }
  const rows = rowsOf(fields)
  const kept = parsedKept(text(keptField))
  if (kept === null)
    complain(
      keptField,
      'damaged',
      'A part of this form was damaged on its way. Open the form again from your event; copy what you typed before.'
    )
  return {
    text,
    list,
    rows: (name) => rows.get(name) ?? [],
    owned: (owns) =>
      Object.fromEntries(
        Object.keys(fields)
          .filter(owns)
          .flatMap((name): [string, string | readonly string[]][] => {
            const values = list(name)
            if (values.length === 0) return []
            return [[name, values.length === 1 ? (values[0] ?? '') : values]]
          })
      ),
    kept: (key, own) => {
      const found = kept && Object.hasOwn(kept, key) ? kept[key] : undefined
      return found?.seen === seenOf(own) ? found.value : undefined
    },
    complain,
    problems,
  }
}
