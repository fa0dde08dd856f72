import type { Context, MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { FormFields } from '../../calendar/draft.ts'
import { Fault } from '../../calendar/fault.ts'
import { formFields } from '../private-page.ts'

/** Long texts in many languages fit, percent-encoded; a picture pasted into one does not. */
const mostBytes = 1024 * 1024

const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data']

/** Refuses what no form of ours sends (415). */
const onlyForms: MiddlewareHandler = async (c, next) => {
  const type = (c.req.header('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (formTypes.includes(type)) return next()
  throw new Fault('unsupported', 'This address reads what a form sends.', [
    {
      parameter: 'Content-Type',
      code: 'unsupported-media-type',
      detail: `“${type.slice(0, 60) || 'nothing'}” is not read here.`,
    },
  ])
}

/** Refuses what is larger than we read (413) before a byte of it is parsed. */
const limited: MiddlewareHandler = bodyLimit({
  maxSize: mostBytes,
  onError: () => {
    throw new Fault(
      'too_large',
      `A form may hold at most ${mostBytes / 1024} KiB. Go back, and leave out pictures and very long texts.`
    )
  },
})

export const formBody = [onlyForms, limited] as const

/** Forty languages and a thousand further dates need some two thousand. */
const mostFields = 5000

/** The fields of a form, as they were typed. */
export const typedFields = async (c: Context): Promise<FormFields> => {
  const fields = await formFields(c)
  if (Object.keys(fields).length <= mostFields) return fields
  throw new Fault('too_large', `A form has at most ${mostFields} fields.`)
}
