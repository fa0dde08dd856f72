import { once } from 'node:events'
import { get } from 'node:http'
import { type Child, startChild } from './child.ts'
import { load } from './keep-alive-load.ts'
import { interleaved, type Spread, spreadOf } from './rounds.ts'
import type { Constant, Order, Report } from './server-process.ts'

/** The calendar's door against bare `node:http`; above 1 the calendar is the better one. */
export type DoorResult = Readonly<{
  what: string
  bytes: number
  /** Requests per second, ours ÷ bare. */
  throughput: Spread
  /** CPU per request of the server process, bare ÷ ours. */
  cpu: Spread
  /** Medians, for a feeling of size. */
  perSecond: number
  cpuMicroseconds: number
}>

type Door = Child<Order, Report>

/** Headers that `node:http` adds by itself. */
const automatic = new Set(['date', 'connection', 'keep-alive'])

const fetchConstant = async (
  port: number,
  path: string,
  headers: Readonly<Record<string, string>>
): Promise<Constant> => {
  const request = get({ host: '127.0.0.1', port, path, headers, agent: false })
  const [response] = await once(request, 'response')
  const chunks: Buffer[] = []
  for await (const chunk of response) chunks.push(chunk as Buffer)
  const raw: string[] = response.rawHeaders
  const pairs = raw.flatMap((name, i) => (i % 2 ? [] : [[name, raw[i + 1] ?? '']]))
  return {
    status: response.statusCode,
    headers: Object.fromEntries(pairs.filter(([name = '']) => !automatic.has(name.toLowerCase()))),
    body: Buffer.concat(chunks).toString('base64'),
  }
}

type Wish = Readonly<{ what: string; headers: Readonly<Record<string, string>> }>

/** One kind of answer, measured at both doors in turn. */
const compare = async (
  { what, headers }: Wish,
  path: string,
  ours: Readonly<{ child: Door; port: number }>,
  bare: Readonly<{ child: Door; port: number }>,
  { rounds, ms }: Readonly<{ rounds: number; ms: number }>
): Promise<DoorResult> => {
  const constant = await fetchConstant(ours.port, path, headers)
  await bare.child.order({ kind: 'constant', constant })

  const measure = async ({ child, port }: typeof ours, duration: number) => {
    const before = (await child.order({ kind: 'cpu' })).cpu ?? 0
    const { requests, seconds } = await load(port, path, headers, constant.status, duration)
    const after = (await child.order({ kind: 'cpu' })).cpu ?? 0
    return { perSecond: requests / seconds, cpu: (after - before) / requests }
  }
  for (const door of [ours, bare]) await measure(door, ms)
  const pairs = await interleaved(
    rounds,
    () => measure(ours, ms),
    () => measure(bare, ms)
  )
  return {
    what,
    bytes: Buffer.from(constant.body, 'base64').length,
    throughput: spreadOf(pairs.map((pair) => pair.ours.perSecond / pair.other.perSecond)),
    cpu: spreadOf(pairs.map((pair) => pair.other.cpu / pair.ours.cpu)),
    perSecond: spreadOf(pairs.map((pair) => pair.ours.perSecond)).median,
    cpuMicroseconds: spreadOf(pairs.map((pair) => pair.ours.cpu)).median,
  }
}

/** 304, 200 and gzip 200 of one feed, through the real door and through bare `node:http`. */
export const compareDoors = async (
  databasePath: string,
  baseUrl: string,
  path: string,
  length: Readonly<{ rounds: number; ms: number }>
): Promise<DoorResult[]> => {
  const children: Door[] = []
  const start = async (order: Order) => {
    const child: Door = startChild('server-process.ts')
    children.push(child)
    const { port } = await child.order(order)
    if (port === undefined) throw new Error('a server process did not say where it listens')
    return { child, port }
  }
  try {
    const ours = await start({ kind: 'calendar', databasePath, baseUrl })
    const bare = await start({ kind: 'bare' })
    const first = await fetchConstant(ours.port, path, {})
    const tag = Object.entries(first.headers).find(([name]) => /^etag$/i.test(name))?.[1] ?? ''
    const wishes: readonly Wish[] = [
      { what: 'unchanged poll (304)', headers: { 'If-None-Match': tag } },
      { what: 'cached 200, identity', headers: {} },
      { what: 'cached 200, gzip', headers: { 'Accept-Encoding': 'gzip' } },
    ]
    const results: DoorResult[] = []
    for (const wish of wishes) results.push(await compare(wish, path, ours, bare, length))
    return results
  } finally {
    for (const child of children) child.stop()
  }
}
