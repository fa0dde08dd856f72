import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { validator } from 'hono-openapi'
import type * as z from 'zod'
import { Fault } from '../calendar/fault.ts'
import { faultOf } from './issues.ts'

/** An event with long texts in forty languages fits; a picture pasted into a field does not. */
const mostBytes = 256 * 1024

/** Refuses what is not JSON (415) or larger than we read (413) before a byte of it is parsed. */
export const onlyJson: MiddlewareHandler = async (c, next) => {
  const type = (c.req.header('Content-Type') ?? '').split(';')[0]?.trim().toLowerCase()
  if (type !== 'application/json') {
    throw new Fault('unsupported', 'Send the body as application/json.', [
      {
        parameter: 'Content-Type',
        code: 'unsupported-media-type',
        detail: `“${type?.slice(0, 60) || 'nothing'}” is not read here.`,
      },
    ])
  }
  return next()
}

export const limited: MiddlewareHandler = bodyLimit({
  maxSize: mostBytes,
  onError: () => {
    throw new Fault('too_large', `The body may hold at most ${mostBytes / 1024} KiB.`)
  },
})

/** Field names a schema takes at a pointer, as far as plain objects go. */
const namesAt =
  (schema: z.ZodType) =>
  (pointer: string): readonly string[] => {
    let at: z.ZodType | undefined = schema
    for (const part of pointer.split('/').slice(1)) at = shapeOf(at)?.[part]
    return Object.keys(shapeOf(at) ?? {})
  }

/** The fields behind defaults, options and transforms. */
const shapeOf = (
  schema: z.ZodType | undefined
): Readonly<Record<string, z.ZodType>> | undefined => {
  const definition = schema?._zod.def as
    | Readonly<{ shape?: Record<string, z.ZodType>; in?: z.ZodType; innerType?: z.ZodType }>
    | undefined
  if (!definition) return undefined
  return definition.shape ?? shapeOf(definition.in ?? definition.innerType)
}

/** Reads and checks a JSON body by a schema, which also documents the route; complaints become a fault. */
export const jsonBody = <Schema extends z.ZodType>(schema: Schema) =>
  validator('json', schema, (result) => {
    if (!result.success) throw faultOf(result.error, namesAt(schema))
  })
