import type { Context } from 'hono'
import type { Instant } from '../calendar/time.ts'
import type { Answer } from '../journeys/answer.ts'
import type { Finished, FinishedAnswers } from './finished.ts'
import { corsHeaders, safetyHeaders } from './problem.ts'

/** Makes the gzip copy where the runtime's door does so itself; a Worker's platform compresses alone. */
export type Compress = (bytes: Uint8Array) => Uint8Array

const gzipSuffix = '-gzip'

/** Entity tags of a header, or `['*']`; malformed parts are left out (RFC 9110 §8.8.3). */
const tagsOf = (header: string): Readonly<{ weak: boolean; tag: string }>[] =>
  header.trim() === '*'
    ? [{ weak: false, tag: '*' }]
    : [...header.matchAll(/(W\/)?"([^"]*)"/g)].map((m) => ({
        weak: m[1] !== undefined,
        tag: m[2] ?? '',
      }))

/** Does If-None-Match name this version? Weak comparison; a coded copy is the same version. */
export const namesVersion = (header: string, tag: string): boolean =>
  tagsOf(header).some((given) => given.tag === '*' || given.tag.replace(gzipSuffix, '') === tag)

/**
 * If-Match as a question, null when absent. Strong comparison; what an entity tag has behind the
 * version's own text depends on rendering and language, not on what an edit starts from.
 */
export const expectedBy = (header: string | undefined): ((tag: string) => boolean) | null => {
  if (header === undefined) return null
  const given = tagsOf(header)
  return (tag) =>
    given.some(
      (each) =>
        !each.weak &&
        (each.tag === '*' ||
          each.tag.replace(gzipSuffix, '') === tag ||
          each.tag.startsWith(`${tag}.`))
    )
}

const httpDate = (at: Instant) => new Date(at).toUTCString()

/** Is the copy the caller has still good? If-None-Match outranks If-Modified-Since (RFC 9110 §13.2.2). */
export const isFresh = (
  ifNoneMatch: string | undefined,
  ifModifiedSince: string | undefined,
  tag: string,
  lastModified: Instant
): boolean => {
  // Nearly every poll sends back exactly what it was given.
  if (ifNoneMatch === `"${tag}"`) return true
  if (ifNoneMatch !== undefined) return namesVersion(ifNoneMatch, tag)
  const since = Date.parse(ifModifiedSince ?? '')
  return !Number.isNaN(since) && Date.parse(lastModified) <= since
}

/** Does Accept-Encoding take gzip? `gzip;q=0` does not. */
export const takesGzip = (header: string | undefined): boolean => {
  if (!header) return false
  const weights = new Map(
    header.split(',').map((part) => {
      const [name = '', ...parameters] = part.trim().toLowerCase().split(';')
      const q = parameters.map((p) => p.trim()).find((p) => p.startsWith('q='))
      return [name.trim(), q ? Number(q.slice(2)) : 1] as const
    })
  )
  return (weights.get('gzip') ?? weights.get('*') ?? 0) > 0
}

export type Served = Readonly<{
  type: string
  /** More headers of the answer: Link, Content-Disposition, Content-Language. */
  headers?: Readonly<Record<string, string>>
  /** Headers that are known only when the body is made, such as the link to the next page. */
  afterBody?: () => Readonly<Record<string, string>>
}>

/** The same answer as UTF-8 text of what its body is turned into. */
export const asText =
  <Body>(ask: () => Promise<Answer<Body>>, write: (body: Body) => unknown, tagSuffix = '') =>
  async (): Promise<Answer<Uint8Array>> => {
    const { tag, lastModified, body } = await ask()
    return {
      tag: tag + tagSuffix,
      lastModified,
      body: async () => new TextEncoder().encode(String(await write(await body()))),
    }
  }

/** Public and cacheable for a quarter of an hour; stale for a day while being renewed. */
const cacheControl = 'public, max-age=900, stale-while-revalidate=86400'

const headersFor = (
  { tag, lastModified }: Pick<Answer<unknown>, 'tag' | 'lastModified'>,
  served: Served,
  gzip: boolean
) => ({
  'Content-Type': served.type,
  ETag: `"${tag}${gzip ? gzipSuffix : ''}"`,
  'Last-Modified': httpDate(lastModified),
  'Cache-Control': cacheControl,
  Vary: 'Accept-Encoding',
  ...corsHeaders,
  ...safetyHeaders,
  ...served.headers,
  ...(gzip && { 'Content-Encoding': 'gzip' }),
})

const notModifiedHeaders = (
  answer: Pick<Answer<unknown>, 'tag' | 'lastModified'>,
  served: Served
) => {
  const { 'Content-Type': _type, ...rest } = headersFor(answer, served, false)
  return rest
}

/**
 * Serves a public answer: 304 before any body is made, else the bytes, plain or gzip. Finished
 * bytes are kept under the request's address, so that the next reader does not come here at all.
 * The stamp is taken before the version is asked for: a commit in between must not leave newer
 * bytes under an older tag.
 */
export const serve = async (
  c: Context,
  ask: () => Promise<Answer<Uint8Array>>,
  served: Served,
  means: Readonly<{ finished?: FinishedAnswers | undefined; compress?: Compress | undefined }>
): Promise<Response> => {
  const stamp = means.finished?.stamp()
  const answer = await ask()
  const { tag, lastModified } = answer
  if (
    isFresh(c.req.header('If-None-Match'), c.req.header('If-Modified-Since'), tag, lastModified)
  ) {
    return new Response(null, { status: 304, headers: notModifiedHeaders(answer, served) })
  }
  const { pathname, search } = new URL(c.req.url)
  const key = pathname + search
  const kept = means.finished?.known(key, tag)
  const bytes = kept?.bytes ?? (await answer.body())
  // Small bodies are not worth coding: the header would cost what is saved.
  const gzipped = kept
    ? kept.gzip
    : means.compress && bytes.length > 1024
      ? means.compress(bytes)
      : null
  const made = { ...served, headers: { ...served.headers, ...served.afterBody?.() } }
  const finished: Finished = {
    tag,
    lastModified,
    bytes,
    gzip: gzipped ?? null,
    headers: { ...headersFor(answer, made, false), 'Content-Length': String(bytes.length) },
    gzipHeaders: gzipped
      ? { ...headersFor(answer, made, true), 'Content-Length': String(gzipped.length) }
      : null,
    freshHeaders: notModifiedHeaders(answer, served),
  }
  if (stamp !== undefined) means.finished?.keep(key, finished, stamp)
  const coded = finished.gzip && finished.gzipHeaders && takesGzip(c.req.header('Accept-Encoding'))
  return new Response((coded ? finished.gzip : finished.bytes) as Uint8Array<ArrayBuffer>, {
    headers: coded ? finished.gzipHeaders! : finished.headers,
  })
}
