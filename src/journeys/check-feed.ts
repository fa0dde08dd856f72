import { type AppLimit, calendarApps, ownAdvice } from '../calendar/calendar-apps.ts'
import type { Breach, FeedCheck, HttpTrait, LimitCheck } from '../calendar/feed-check.ts'
import { readersInWords } from '../calendar/readers.ts'
import { type Instant, instantOf } from '../calendar/time.ts'
import { factsOf } from '../render/feed-facts.ts'
import { feedFormats } from '../render/feed-formats.ts'
import { lint } from '../render/lint/lint.ts'
import { type Finding, rules } from '../render/lint/rules.ts'
import { type Answer, todayOf } from './answer.ts'
import type { Ports } from './ports.ts'
import { readersLastWeek } from './readers.ts'

/** Asks for the feed as its readers do, with more headers. */
export type FetchFeed = (headers: Readonly<Record<string, string>>) => Promise<Response>

/** A feed to be checked. */
export type CheckWish = Readonly<{
  fetch: FetchFeed
  /** Its address without host, in its canonical spelling. */
  path: string
  /** Under which name its readers are counted; null when they are not. */
  counted: string | null
}>

/** More octets are not read: no app takes so much, and they would have to be held at once. */
const mostRead = 8 * 1024 * 1024

/** Places told of one breach. */
const placesTold = 5

const tagOf = (response: Response): string => response.headers.get('ETag') ?? ''
const dateOf = (response: Response): string => response.headers.get('Last-Modified') ?? ''

/** The body up to a size; `complete` is false when there is more. */
const read = async (
  response: Response
): Promise<Readonly<{ bytes: Uint8Array<ArrayBuffer>; complete: boolean }>> => {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  let length = 0
  const reader = response.body?.getReader()
  while (reader && length <= mostRead) {
    const { done, value } = await reader.read()
    if (done) break
    pieces.push(value)
    length += value.length
  }
  const complete = length <= mostRead
  if (!complete) await reader?.cancel()
  return { bytes: new Uint8Array(await new Blob(pieces).arrayBuffer()), complete }
}

const gzipLength = async (bytes: Uint8Array<ArrayBuffer>): Promise<number> => {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('gzip'))
  return (await new Response(packed).arrayBuffer()).byteLength
}

/** Does a copy count as good when one of its marks is sent back? A feed that changed meanwhile proves nothing. */
const staysUnchanged = async (
  fetch: FetchFeed,
  first: Response,
  headers: Readonly<Record<string, string>>
): Promise<boolean> => {
  const again = await fetch(headers)
  await again.body?.cancel()
  return again.status === 304 || tagOf(again) !== tagOf(first)
}

const traitsOf = async (
  fetch: FetchFeed,
  first: Response
): Promise<Readonly<Record<HttpTrait, boolean>>> => {
  const [tag, date] = [tagOf(first), dateOf(first)]
  return {
    type: first.headers.get('Content-Type') === feedFormats.ics.type,
    etag: /^(W\/)?"[^"]+"$/.test(tag),
    etagUnchanged: tag !== '' && (await staysUnchanged(fetch, first, { 'If-None-Match': tag })),
    lastModified: !Number.isNaN(Date.parse(date)),
    lastModifiedUnchanged:
      date !== '' && (await staysUnchanged(fetch, first, { 'If-Modified-Since': date })),
  }
}

/** Findings by what is wrong, errors first, in the order of the file. */
export const breachesOf = (findings: readonly Finding[]): Breach[] => {
  const byRule = Map.groupBy(findings, ({ rule }) => rule)
  return [...byRule]
    .map(([rule, found]) => ({
      rule,
      ...rules[rule],
      count: found.length,
      places: found.slice(0, placesTold).map(({ line, detail }) => ({ line, detail })),
    }))
    .sort((a, b) => Number(a.severity === 'warning') - Number(b.severity === 'warning'))
}

/** So much of a limit is near it. */
const nearBy = 0.8

const limitsOf = (have: Readonly<Record<AppLimit['of'], number | null>>): LimitCheck[] => {
  const named = [
    ...calendarApps.flatMap(({ name, limits }) => limits.map((limit) => ({ app: name, limit }))),
    ...ownAdvice.map((limit) => ({ app: null, limit })),
  ]
  return named.flatMap(({ app, limit }) => {
    const of = have[limit.of]
    if (of === null) return []
    const verdict = of > limit.most ? 'over' : of > nearBy * limit.most ? 'near' : 'well'
    return [{ app, limit, have: of, verdict } as const]
  })
}

const readersOf = async (
  ports: Pick<Ports, 'readers' | 'now'>,
  counted: string | null
): Promise<string | null> => {
  if (counted === null) return null
  const feeds = await readersLastWeek(ports)
  if (feeds.length === 0) return null
  return readersInWords(feeds.find(({ feed }) => feed === counted)?.mean ?? 0)
}

/**
 * The doctor looks at a feed: fetches the calendar file as its readers do, reads it against our own
 * requirements, counts what is in it and says what apps make of it. The answer is as old as the feed,
 * and a day at most: the next date and the readers go on.
 */
export const checkFeed = async (
  ports: Pick<Ports, 'readers' | 'now' | 'site'>,
  { fetch, path, counted }: CheckWish
): Promise<Answer<FeedCheck>> => {
  const { now, site } = ports
  const today = todayOf(now())
  const midnight: Instant = `${today}T00:00:00Z`
  // Whatever copy one has is good: the version without the body.
  const version = await fetch({ 'If-None-Match': '*' })
  const changed = instantOf(Date.parse(dateOf(version)))
  const body = async (): Promise<FeedCheck> => {
    const response = await fetch({ 'Accept-Encoding': 'identity' })
    const { bytes, complete } = await read(response)
    const { findings, calendar } = complete ? lint(bytes) : { findings: [], calendar: null }
    const contents = calendar && factsOf(calendar, today)
    const address = site.baseUrl + path
    return {
      address,
      bytes: bytes.length,
      gzipBytes: complete ? await gzipLength(bytes) : null,
      lastModified: changed,
      contents,
      complete,
      http: await traitsOf(fetch, response),
      breaches: breachesOf(findings),
      limits: limitsOf({
        bytes: bytes.length,
        events: contents && contents.events + contents.changedDates,
        address: address.replace(/^https?:/, 'webcal:').length,
      }),
      readers: await readersOf(ports, counted),
      apps: calendarApps,
    }
  }
  return {
    tag: `${tagOf(version).replaceAll('"', '')}.check.${today.replaceAll('-', '')}`,
    lastModified: changed > midnight ? changed : midnight,
    body,
  }
}
