import type { Context } from 'hono'
import type { FormFields } from '../calendar/draft.ts'
import { Fault, type FaultCode } from '../calendar/fault.ts'
import type { FormProblem } from '../pages/account/field.ts'
import type { Markup } from '../pages/layout.ts'
import { privatePage } from './private-page.ts'

/** Faults after which a form is shown again with all that was typed; any other one ends the page. */
const shownAgain = {
  invalid: 400,
  conflict: 409,
  unprocessable: 422,
  too_many: 429,
} as const satisfies Partial<Record<FaultCode, number>>
type Again = keyof typeof shownAgain

const isShownAgain = (code: FaultCode): code is Again => code in shownAgain

/** `/countries/0` → `countries`: a form has one field for a whole list. */
const fieldOf = (pointer: string | undefined): string => pointer?.split('/')[1] ?? ''

/**
 * A fault as the problem of a form: each detail beside its field, when the form has that field, and
 * what is left as a sentence about the whole.
 */
export const formProblem = (
  fault: Fault,
  form: string,
  typed: FormFields,
  names: readonly string[]
): FormProblem => {
  const placed = fault.details.filter(({ pointer }) => names.includes(fieldOf(pointer)))
  return {
    form,
    // The first about a field counts: it is the one to mend first.
    fields: Object.fromEntries(
      placed.toReversed().map(({ pointer, detail }) => [fieldOf(pointer), detail])
    ),
    whole: placed.length === 0 ? fault.message : null,
    typed,
  }
}

/** A form of a page: its name there, what was typed, and the names of its fields. */
export type SentForm = Readonly<{ name: string; typed: FormFields; fields: readonly string[] }>

/**
 * Does what a form asks for. When the fault is the form's, the page is drawn again with it and
 * everything that was typed; every other fault goes on.
 */
export const orAgain = async (
  c: Context,
  { name, typed, fields }: SentForm,
  work: () => Promise<Response>,
  draw: (problem: FormProblem) => Markup | Promise<Markup>
): Promise<Response> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Fault && isShownAgain(error.code))) throw error
    const page = await draw(formProblem(error, name, typed, fields))
    return privatePage(c, page, shownAgain[error.code])
  }
}

/** A box that somebody ticks to say that they mean it; else a fault `invalid` at its field. */
export const mustBeTicked = (value: string, field: string, sentence: string): void => {
  if (value) return
  throw new Fault('invalid', sentence, [
    { pointer: `/${field}`, code: 'not-confirmed', detail: sentence },
  ])
}
