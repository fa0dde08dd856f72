import type { Context } from 'hono'
import { HTTPException } from 'hono/http-exception'
import { Fault, type FaultCode, type FaultDetail } from '../calendar/fault.ts'
import { openPath } from './open-path.ts'

/** One row of the table from what went wrong to how it is told (RFC 9457). */
export type ProblemType = Readonly<{
  slug: string
  status: number
  title: string
  description: string
}>

const type = (slug: string, status: number, title: string, description: string): ProblemType => ({
  slug,
  status,
  title,
  description,
})

/** The one table from fault code to status; `/problems/{slug}` explains each to people. */
export const problemTypes: Readonly<
  Record<FaultCode | 'method_not_allowed' | 'internal', ProblemType>
> = {
  invalid: type(
    'invalid-request',
    400,
    'Invalid request',
    'A field or parameter is wrong; `errors` names each, with the nearest accepted value where there is one.'
  ),
  unauthenticated: type(
    'unauthenticated',
    401,
    'Who is asking?',
    'Send an API key as “Authorization: Bearer …”.'
  ),
  forbidden: type('forbidden', 403, 'Not allowed', 'The key is known, but may not do this.'),
  not_found: type(
    'not-found',
    404,
    'Nothing here',
    'The address or the thing it names does not exist, or not for this key.'
  ),
  method_not_allowed: type(
    'method-not-allowed',
    405,
    'Method not allowed',
    'The address exists but does not take this method; the Allow header lists those it takes.'
  ),
  not_acceptable: type(
    'not-acceptable',
    406,
    'Nothing you accept',
    'The request refuses every form in which we could answer.'
  ),
  conflict: type(
    'conflict',
    409,
    'Somebody was first',
    'The state has changed or does not allow this; read it again.'
  ),
  gone: type('gone', 410, 'Gone', 'It was here and has been withdrawn or removed.'),
  stale: type(
    'stale',
    412,
    'Out of date',
    'If-Match names an older version; read the current one and edit that.'
  ),
  too_large: type('too-large', 413, 'Too large', 'The body is larger than this address takes.'),
  unsupported: type(
    'unsupported-media-type',
    415,
    'Wrong content type',
    'This address reads application/json.'
  ),
  unprocessable: type(
    'unprocessable',
    422,
    'Cannot be processed',
    'The request is well-formed but contradicts an earlier one.'
  ),
  precondition_required: type(
    'precondition-required',
    428,
    'Say what you edited',
    'Send If-Match with the ETag of the version you started from.'
  ),
  too_many: type(
    'quota-exceeded',
    429,
    'Too many at once',
    'A limit is used up. Retry-After says in how many seconds to go on; RateLimit-Policy and RateLimit say which limit it is.'
  ),
  internal: type(
    'internal',
    500,
    'Our mistake',
    'Something broke on our side. The request id helps us to find it.'
  ),
}

/** Problem document of RFC 9457; `errors` is ours, with JSON Pointers (RFC 6901). */
export type Problem = Readonly<{
  type: string
  title: string
  status: number
  detail: string
  instance: string
  errors?: readonly FaultDetail[]
}>

const describe = (
  error: unknown
): Readonly<{ kind: ProblemType; detail: string; details: readonly FaultDetail[] }> => {
  if (error instanceof Fault) {
    return { kind: problemTypes[error.code], detail: error.message, details: error.details }
  }
  if (error instanceof HTTPException && error.status === 400) {
    const detail = 'The body is not JSON that can be read.'
    return {
      kind: problemTypes.invalid,
      detail,
      details: [{ pointer: '', code: 'malformed-json', detail }],
    }
  }
  return { kind: problemTypes.internal, detail: problemTypes.internal.description, details: [] }
}

/** Headers every answer of ours carries; feeds write them themselves to keep the short path. */
export const safetyHeaders = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
} as const

/** Public reads may be fetched from any page. */
export const corsHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Expose-Headers': 'ETag, Link, Retry-After',
  'Cross-Origin-Resource-Policy': 'cross-origin',
} as const

const isRead = (method: string) => method === 'GET' || method === 'HEAD'

/** Anything thrown → a problem document. A bug shows as 500 without its text and is logged. */
export const problem = (c: Context, error: unknown, requestId: string): Response => {
  const { kind, detail, details } = describe(error)
  if (kind.status === 500)
    console.error(
      JSON.stringify({
        level: 'error',
        requestId,
        path: openPath(c.req.path),
        error: String(error),
        stack: error instanceof Error ? error.stack : undefined,
      })
    )
  const body: Problem = {
    type: `/problems/${kind.slug}`,
    title: kind.title,
    status: kind.status,
    detail,
    instance: `urn:uuid:${requestId}`,
    ...(details.length && { errors: details }),
  }
  return new Response(JSON.stringify(body), {
    status: kind.status,
    headers: {
      'Content-Type': 'application/problem+json',
      'Content-Language': 'en',
      'Cache-Control': 'no-store',
      ...safetyHeaders,
      ...(isRead(c.req.method) && corsHeaders),
      ...(kind.status === 401 && { 'WWW-Authenticate': 'Bearer' }),
    },
  })
}

/** 405 with the methods the address takes (RFC 9110 §15.5.6). */
export const methodNotAllowed = (
  c: Context,
  methods: readonly string[],
  requestId: string
): Response => {
  const kind = problemTypes.method_not_allowed
  const allow = [...methods, 'OPTIONS'].join(', ')
  const body: Problem = {
    type: `/problems/${kind.slug}`,
    title: kind.title,
    status: 405,
    detail: `This address takes ${allow}, not ${c.req.method}.`,
    instance: `urn:uuid:${requestId}`,
  }
  return new Response(JSON.stringify(body), {
    status: 405,
    headers: { 'Content-Type': 'application/problem+json', Allow: allow, ...safetyHeaders },
  })
}
