import * as z from 'zod'
import { unknownSentence } from './fault.ts'
import { type Cleaned, cleanLine, cleanUrl } from './hygiene.ts'
import { canonicalLang, type Lang } from './language.ts'
import { isDate, isWallTime, isZone } from './time.ts'
import type { Vocabulary } from './vocabulary.ts'

/*
 * The kinds of field an event's schema is made of: each cleans, makes canonical, or refuses with a
 * code and the nearest accepted value.
 */

/** A precise complaint inside a schema: `code` and `suggestion` travel to the problem document. */
export const complain = (
  ctx: z.RefinementCtx,
  code: string,
  message: string,
  suggestion?: string
) => {
  ctx.addIssue({ code: 'custom', message, params: { code, ...(suggestion && { suggestion }) } })
  return z.NEVER
}

/** A value of a closed list, in any case or by an alias; refused with the nearest one. */
export const termOf = <T extends Vocabulary>(list: T) =>
  z
    .string()
    .transform((raw, ctx): string => {
      const id = list.resolve(raw)
      if (id) return id
      const near = list.nearest(raw)
      return complain(ctx, 'unknown-value', unknownSentence(raw, list.name, near), near)
    })
    .meta({ enum: list.terms.map((term) => term.id) })

/** Text passed through a cleaner of `hygiene.ts`. */
export const cleaned = <T>(cleaner: (raw: string) => Cleaned<T>) =>
  z.string().transform((raw, ctx): T => {
    const result = cleaner(raw)
    return result.ok ? result.value : complain(ctx, result.code, result.detail)
  })

/** One line of text that says something; what is empty after cleaning should be left out instead. */
export const line = (limit = 200) =>
  cleaned((raw) => {
    const result = cleanLine(raw, limit)
    if (!result.ok || result.value) return result
    return { ok: false, code: 'empty', detail: 'There is no text left here; leave the field out.' }
  })
/** An absolute http(s) address in its normalised form. */
export const webAddress = cleaned(cleanUrl)

/** A BCP 47 tag, made canonical. */
export const lang = z.string().transform((raw, ctx): Lang => {
  const tag = canonicalLang(raw)
  return (
    tag ??
    complain(
      ctx,
      'unknown-value',
      `“${raw.slice(0, 40)}” is not a BCP 47 language tag such as “pl” or “sr-Latn”.`
    )
  )
})

/** An IANA zone name or alias, kept as entered. */
export const zone = z
  .string()
  .transform((raw, ctx): string =>
    isZone(raw)
      ? raw
      : complain(
          ctx,
          'unknown-zone',
          `“${raw.slice(0, 40)}” is not an IANA time zone such as “Europe/Warsaw”.`
        )
  )

/** A date that exists, `YYYY-MM-DD`. */
export const date = z.string().refine(isDate, {
  message: 'Give a date that exists, as YYYY-MM-DD.',
  params: { code: 'invalid-date' },
})
/** A date and time of day that exist, `YYYY-MM-DDTHH:mm`; seconds of zero are dropped. */
export const wallTime = z
  .string()
  .transform((raw) => raw.replace(/^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}):00$/, '$1'))
  .refine(isWallTime, {
    message:
      'Give a date and a time of day that exist, as YYYY-MM-DDTHH:mm, in the zone of the event.',
    params: { code: 'invalid-time' },
  })
