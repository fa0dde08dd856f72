import { Fault, type FaultDetail } from '../calendar/fault.ts'
import { nearestOf } from '../calendar/vocabulary.ts'

/** The parts of a zod issue we tell; zod's own type is wider and changes with its versions. */
export type Issue = Readonly<{
  code?: string
  path?: readonly (PropertyKey | Readonly<{ key: PropertyKey }>)[] | undefined
  message: string
  input?: unknown
  keys?: readonly string[]
  params?: Readonly<Record<string, unknown>>
  values?: readonly unknown[]
  note?: string
}>

/** Path → JSON Pointer (RFC 6901 §3): `~` and `/` inside a name are escaped. */
export const pointerOf = (path: Issue['path'] = []): string =>
  path
    .map((part) => (typeof part === 'object' ? part.key : part))
    .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('')

const words: Readonly<Record<string, string>> = {
  invalid_type: 'wrong-type',
  too_big: 'too-large',
  too_small: 'too-small',
  invalid_value: 'unknown-value',
  invalid_format: 'wrong-format',
  invalid_union: 'wrong-shape',
  invalid_key: 'wrong-key',
  not_multiple_of: 'wrong-number',
}

/** Names the schema takes at a place, for “did you mean”; found by asking the schema's own shape. */
type NamesAt = (pointer: string) => readonly string[]

const detailsOf = (issue: Issue, namesAt: NamesAt): FaultDetail[] => {
  const pointer = pointerOf(issue.path)
  if (issue.code === 'unrecognized_keys') {
    return (issue.keys ?? []).map((key) => {
      const near = nearestOf(key, namesAt(pointer))
      return {
        pointer: pointerOf([...(issue.path ?? []), key]),
        code: 'unknown-field',
        detail: `There is no field “${key.slice(0, 40)}” here${near ? `; did you mean “${near}”?` : '.'}`,
        ...(near && { suggestion: near }),
      }
    })
  }
  const own = issue.params ?? {}
  const missing = issue.code === 'invalid_type' && /received undefined/.test(issue.message)
  const code =
    typeof own.code === 'string'
      ? own.code
      : missing
        ? 'missing'
        : (words[issue.code ?? ''] ?? 'invalid')
  return [
    {
      pointer,
      code,
      detail: missing ? 'This field is required.' : issue.message,
      ...(typeof own.suggestion === 'string' && { suggestion: own.suggestion }),
    },
  ]
}

/** Every complaint of a schema as one fault; the sentence tells the first and how many there are. */
export const faultOf = (issues: readonly Issue[], namesAt: NamesAt = () => []): Fault => {
  const details = issues.flatMap((issue) => detailsOf(issue, namesAt))
  const first = details[0]
  const more = details.length > 1 ? ` (and ${details.length - 1} more)` : ''
  const where = first?.pointer ? `${first.pointer}: ` : ''
  return new Fault('invalid', `${where}${first?.detail ?? 'The request is wrong.'}${more}`, details)
}
