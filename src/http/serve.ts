import type { Context } from 'hono'
import { Fault } from '../calendar/fault.ts'
import type { Answer } from '../journeys/answer.ts'
import { type Coding, type Compress, codingFor, refusesPlain } from './coding.ts'
import { httpDate, isFresh } from './conditional.ts'
import type { Finished, FinishedAnswers, Sent, Unchanged } from './finished.ts'
import { corsHeaders, safetyHeaders } from './problem.ts'
import { streamOf } from './stream.ts'

export type Served = Readonly<{
  type: string
  /** More headers of the answer: Link, Content-Disposition, Content-Language. */
  headers?: Readonly<Record<string, string>>
  /** Headers that are known only when the body is made, such as the link to the next page. */
  afterBody?: () => Readonly<Record<string, string>>
  /** How long it may be kept unasked; a quarter of an hour when absent. */
  cacheControl?: string
  /** Under which name its readers are counted. */
  feed?: string | null
}>

/** What serving needs of the doors: kept answers and coded copies, where there are any. */
export type Serving = Readonly<{
  finished?: FinishedAnswers | undefined
  compress?: Compress | undefined
}>

/** A body whole, or in pieces where it is too large to be held. */
type Body = Uint8Array | AsyncIterable<Uint8Array>

/** The same answer as UTF-8 text of what its body is turned into. */
export const asText =
  <Made>(ask: () => Promise<Answer<Made>>, write: (body: Made) => unknown, tagSuffix = '') =>
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

/** Smaller bodies are not worth coding: the headers would cost what is saved. */
const smallest = 1024

type Version = Pick<Answer<unknown>, 'tag' | 'lastModified'>

const headersFor = ({ tag, lastModified }: Version, served: Served, coding: Coding | null) => ({
  'Content-Type': served.type,
  ETag: `"${tag}${coding ? `-${coding}` : ''}"`,
  'Last-Modified': httpDate(lastModified),
  'Cache-Control': served.cacheControl ?? cacheControl,
  Vary: 'Accept-Encoding',
  ...corsHeaders,
  ...safetyHeaders,
  ...served.headers,
  ...(coding && { 'Content-Encoding': coding }),
})

const notModifiedHeaders = (version: Version, served: Served) => {
  const { 'Content-Type': _type, ...rest } = headersFor(version, served, null)
  return rest
}

const whole = (bytes: Uint8Array, headers: Readonly<Record<string, string>>): Sent => ({
  bytes,
  headers: { ...headers, 'Content-Length': String(bytes.length) },
})

/** A copy in a coding; null when the body is too small to gain by it. */
const codedCopy = async (
  answer: Finished,
  coding: Coding,
  compress: Compress,
  must: boolean
): Promise<Sent | null> => {
  const { bytes, headers } = answer.plain
  if (bytes.length <= smallest && !must) return null
  return whole(await compress[coding](bytes), {
    ...headers,
    ETag: `"${answer.tag}-${coding}"`,
    'Content-Encoding': coding,
  })
}

const responseOf = ({ bytes, headers }: Sent) =>
  new Response(bytes as Uint8Array<ArrayBuffer>, { headers })

/** A body that is never whole here, coded on its way where the reader takes gzip. */
const streamed = (
  body: AsyncIterable<Uint8Array>,
  answer: Version,
  served: Served,
  gzip: boolean
): Response => {
  const pieces = streamOf(body)
  const headers = headersFor(answer, served, gzip ? 'gzip' : null)
  return gzip
    ? new Response(pieces.pipeThrough(new CompressionStream('gzip')), { headers })
    : new Response(pieces, { headers })
}

/**
 * Serves a public answer: 304 before any body is made, else the bytes, plain or coded. Finished
 * bytes are kept under the request's address, so that the next reader does not come here at all, and
 * made once for all who wait for them. The stamp is taken before the version is asked for: a commit
 * in between must not leave newer bytes under an older tag.
 */
export const serve = async (
  c: Context,
  ask: () => Promise<Answer<Body>>,
  served: Served,
  { finished, compress }: Serving
): Promise<Response> => {
  const stamp = finished?.stamp()
  const answer = await ask()
  const { tag, lastModified } = answer
  const accepted = c.req.header('Accept-Encoding')
  const { pathname, search } = new URL(c.req.url)
  const key = pathname + search
  const unchanged = (): Unchanged => ({
    tag,
    lastModified,
    freshHeaders: notModifiedHeaders(answer, served),
    feed: served.feed ?? null,
  })
  if (
    isFresh(c.req.header('If-None-Match'), c.req.header('If-Modified-Since'), tag, lastModified)
  ) {
    const version = unchanged()
    if (stamp !== undefined) finished?.keepVersion(key, version, stamp)
    return new Response(null, { status: 304, headers: version.freshHeaders })
  }
  const wished = compress ? codingFor(accepted) : 'identity'
  if (wished === null) {
    throw new Fault(
      'not_acceptable',
      'We send this plain, as gzip or as br; you refuse all three.',
      [{ parameter: 'Accept-Encoding', code: 'refused', detail: 'Accept identity, gzip or br.' }]
    )
  }
  const make = async (): Promise<Finished | AsyncIterable<Uint8Array>> => {
    const body = await answer.body()
    if (!(body instanceof Uint8Array)) return body
    const made = { ...served, headers: { ...served.headers, ...served.afterBody?.() } }
    return { ...unchanged(), plain: whole(body, headersFor(answer, made, null)), coded: {} }
  }
  const known = finished?.known(key, tag)
  // What is read in pieces belongs to one reader; only what is whole can be shared.
  let found = known ?? (finished ? await finished.once(`${tag} ${key}`, make) : await make())
  if (!('plain' in found)) {
    const own = known ?? (await make())
    if (!('plain' in own)) return streamed(own, answer, served, wished !== 'identity')
    found = own
  }
  const must = refusesPlain(accepted)
  if (wished !== 'identity' && compress && found.coded[wished] == null) {
    const coding = wished
    if (found.coded[coding] === undefined || must) {
      const plain = found
      const code = () => codedCopy(plain, coding, compress, must)
      const copy = finished ? await finished.once(`${tag} ${key} ${coding}`, code) : await code()
      found = { ...found, coded: { ...found.coded, [coding]: copy } }
    }
  }
  if (stamp !== undefined) finished?.keep(key, found, stamp)
  const copy = wished === 'identity' ? null : found.coded[wished]
  return responseOf(copy ?? found.plain)
}
