import type * as z from 'zod'
import type { FormFields } from '../calendar/draft.ts'
import { type EventContent, eventContent } from '../calendar/event.ts'
import type { FaultDetail } from '../calendar/fault.ts'
import type { Lang } from '../calendar/language.ts'
import { textOfLang } from '../pages/submit/languages.ts'
import type { Problem } from '../pages/submit/problem.ts'
import { withFittingDates } from './event-form/changed-dates.ts'
import { contact } from './event-form/contact.ts'
import { type Form, formOf, keptField, merged, type Piece, seenOf } from './event-form/form.ts'
import { practical } from './event-form/practical.ts'
import { sentenceFor } from './event-form/sentences.ts'
import { tags } from './event-form/tags.ts'
import { checkLanguages, keyOf, ownOf, texts } from './event-form/texts.ts'
import { time } from './event-form/time.ts'
import { where } from './event-form/where.ts'
import { faultOf } from './issues.ts'

/*
 * An event as a form and back. Each part of a content has its fields, named in the files beside; what
 * these cannot show (coordinates, changed dates of a series, an exact UNTIL) travels in one hidden
 * field and counts as long as nobody has changed the fields of its part.
 */

/** Changed dates of a series have no fields: they are kept, and each is changed on its own page. */
const changedDates: Piece = {
  key: 'overrides',
  owns: () => false,
  read: () => ({}),
  write: () => ({}),
  fieldAt: () => 'date',
}

/** In the order of the page. */
const pieces: readonly Piece[] = [
  texts,
  time,
  ...where,
  ...tags,
  ...practical,
  ...contact,
  changedDates,
]

/** What a form says. */
export type FormReading = Readonly<{
  /** Only when nothing is wrong. */
  content?: EventContent
  /** The event as the API would get it: what is kept as received. */
  input: Readonly<Record<string, unknown>>
  /** In the order of the page. */
  problems: readonly Problem[]
  /** Changed dates that the series, as it is now, does not have any more: they would be lost. */
  dropped: readonly string[]
}>

/** The event a form describes, or what is wrong with it. */
export const contentOfForm = (fields: FormFields): FormReading => {
  const form = formOf(fields)
  const wished = merged(
    pieces.map((piece) => {
      const kept = form.kept(piece.key, form.owned(piece.owns))
      return kept === undefined ? piece.read(form) : { [piece.key]: kept }
    })
  )
  checkLanguages(form)
  const { input, dropped } = withFittingDates(wished)
  const parsed = eventContent.safeParse(input)
  const told = parsed.success
    ? []
    : complaintsOf(parsed.error.issues).map((detail) => problemOf(detail, form))
  const problems = firstOfEach([...form.problems, ...told])
  return {
    ...(parsed.success && problems.length === 0 && { content: parsed.data }),
    input,
    problems,
    dropped,
  }
}

/** zod types `params` as possibly undefined where it is only ever left out. */
const complaintsOf = (issues: z.ZodError['issues']): readonly FaultDetail[] =>
  faultOf(
    issues.map((issue) =>
      issue.code === 'custom' ? { ...issue, params: issue.params ?? {} } : issue
    )
  ).details

const problemOf = (
  { pointer = '', code, detail, suggestion }: FaultDetail,
  form: Form
): Problem => {
  const [key = '', ...path] = pointer
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  const piece = pieces.find((each) => each.key === key)
  const field = piece?.fieldAt(path, form, code) ?? texts.fieldAt([], form, code)
  return {
    field,
    code,
    detail: sentenceFor(field, code, detail),
    ...(suggestion && { suggestion }),
  }
}

/** One complaint a field, in the order of the page; what a person has to do first comes first. */
const firstOfEach = (problems: readonly Problem[]): readonly Problem[] => {
  const place = ({ field }: Problem) => pieces.findIndex((piece) => piece.owns(field))
  return problems
    .filter(({ field }, index) => problems.findIndex((each) => each.field === field) === index)
    .sort((a, b) => place(a) - place(b))
}

/** The form of an event: `contentOfForm` gives the same event again. */
export const formOfContent = (content: EventContent): FormFields => {
  const fields = merged(pieces.map((piece) => piece.write(content)))
  const again = contentOfForm(fields).content
  const form = formOf(fields)
  const lost = pieces
    .filter(({ key }) => key !== texts.key && !same(content[key], again?.[key]))
    .map(({ key, owns }) => [key, { value: content[key], seen: seenOf(form.owned(owns)) }])
  const { translations, originalLang } = content
  const lostTexts = Object.entries(translations)
    .filter(([lang, text]) => !same(text, again?.translations[lang]))
    .map(([lang, value]) => {
      const seen = seenOf(ownOf(lang, value, lang === originalLang))
      return [keyOf(lang), { value, seen }]
    })
  const kept = Object.fromEntries([...lost, ...lostTexts])
  return { ...fields, [keptField]: Object.keys(kept).length ? JSON.stringify(kept) : '' }
}

/** Do two parts of a content say the same, in whatever order? */
const same = (one: unknown, other: unknown): boolean => canonical(one) === canonical(other)

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner
  ) ?? ''

/** The form of a new event. Whatever a control begins with stands here, not in the page. */
export const newForm = (lang: Lang): FormFields => ({
  'lang.0': textOfLang(lang),
  repeats: 'no',
  ends: 'never',
  attendance: 'offline',
  track: 'public',
  cost: 'unknown',
  mailLang: lang,
})
