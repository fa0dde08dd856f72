import { once } from 'node:events'
import { get } from 'node:http'
import { type Child, startChild } from './child.ts'
import { load } from './keep-alive-load.ts'
import { startNginx } from './nginx.ts'
import { inTurn, type Spread, spreadOf } from './rounds.ts'
import type { Constant, Order, Report, Through } from './server-process.ts'

/** A door against bare `node:http` that sends the same; above 1 the door is the better one. */
export type DoorResult = Readonly<{
  what: string
  door: DoorName
  bytes: number
  /** Requests per second, the door's ÷ bare. */
  throughput: Spread
  /** CPU per request of the server process, bare ÷ the door's. */
  cpu: Spread
  /** Medians, for a feeling of size. */
  perSecond: number
  cpuMicroseconds: number
}>

export type DoorName = Through | 'nginx'

/** Something that listens and knows what CPU it has used. */
type Door = Readonly<{ port: number; cpu: () => Promise<number> | number }>

type Server = Child<Order, Report>

/** What phones send with each poll, or nearly. */
const reader = { 'User-Agent': 'iOS/19.1 (23B74) dataaccessd/1.0' }

/** Headers that servers add by themselves. */
const automatic = new Set(['date', 'connection', 'keep-alive', 'server'])
/** Headers that nginx makes of a file. */
const ofFile = new Set(['content-type', 'content-length', 'etag', 'last-modified', 'vary'])

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

const headerOf = ({ headers }: Constant, wanted: string) =>
  Object.entries(headers).find(([name]) => name.toLowerCase() === wanted)?.[1] ?? ''

const bytesOf = ({ body }: Constant) => Buffer.from(body, 'base64')

/** A kind of answer, and the doors it is asked of. */
type Wish = Readonly<{
  what: string
  /** Of a door's plain answer: what is asked with. */
  headers: (first: Constant) => Readonly<Record<string, string>>
  doors: readonly DoorName[]
}>

const wishes: readonly Wish[] = [
  {
    what: 'unchanged poll (304)',
    headers: (first) => ({ 'If-None-Match': headerOf(first, 'etag') }),
    doors: ['front', 'app', 'nginx'],
  },
  { what: 'cached 200', headers: () => ({}), doors: ['front', 'app', 'nginx'] },
  {
    what: 'cached 200, gzip',
    headers: () => ({ 'Accept-Encoding': 'gzip, deflate' }),
    doors: ['front', 'app', 'nginx'],
  },
  { what: '200 made for each request', headers: () => ({}), doors: ['bare app'] },
]

/** One kind of answer, measured at its doors and at the bare one in turn. */
const compare = async (
  wish: Wish,
  path: string,
  doors: ReadonlyMap<DoorName | 'bare', Door>,
  setBare: (constant: Constant) => Promise<unknown>,
  { rounds, ms }: Readonly<{ rounds: number; ms: number }>
): Promise<DoorResult[]> => {
  const names = wish.doors.filter((name) => doors.has(name))
  const asked = new Map<DoorName | 'bare', Readonly<Record<string, string>>>()
  let bare: Constant | undefined
  for (const name of names) {
    const { port } = doors.get(name)!
    const headers = { ...reader, ...wish.headers(await fetchConstant(port, path, reader)) }
    asked.set(name, headers)
    // Twice: who keeps coded copies makes one when it is first asked for.
    await fetchConstant(port, path, headers)
    const constant = await fetchConstant(port, path, headers)
    if (bare) {
      if (constant.status !== bare.status) throw new Error(`${name} answers ${constant.status}`)
      if (name !== 'nginx' && constant.body !== bare.body)
        throw new Error(`${name} sends other bytes`)
      continue
    }
    bare = constant
    asked.set('bare', headers)
    await setBare(constant)
  }
  if (!bare) return []
  const { status } = bare

  const measure = async (name: DoorName | 'bare') => {
    const { port, cpu } = doors.get(name)!
    const before = await cpu()
    const { requests, seconds } = await load(port, path, asked.get(name)!, status, ms)
    const after = await cpu()
    return { perSecond: requests / seconds, cpu: (after - before) / requests }
  }
  const ways: (DoorName | 'bare')[] = [...names, 'bare']
  for (let i = 0; i < 2; i += 1) for (const way of ways) await measure(way)
  const found = await inTurn(rounds, ways, measure)
  return names.map((door) => ({
    what: wish.what,
    door,
    bytes: bytesOf(bare).length,
    throughput: spreadOf(found.map((round) => round[door].perSecond / round.bare.perSecond)),
    cpu: spreadOf(found.map((round) => round.bare.cpu / round[door].cpu)),
    perSecond: spreadOf(found.map((round) => round[door].perSecond)).median,
    cpuMicroseconds: spreadOf(found.map((round) => round[door].cpu * 1_000_000)).median,
  }))
}

/** Polls of one feed at the real door, inside the app and at nginx, each against bare `node:http`. */
export const compareDoors = async (
  database: Readonly<{ databasePath: string; baseUrl: string }>,
  folder: string,
  path: string,
  length: Readonly<{ rounds: number; ms: number }>,
  say: (line: string) => void
): Promise<DoorResult[]> => {
  const stops: (() => void)[] = []
  const start = async (order: Order) => {
    const child: Server = startChild('server-process.ts')
    stops.push(child.stop)
    const { port } = await child.order(order)
    if (port === undefined) throw new Error('a server process did not say where it listens')
    return { child, port, cpu: async () => (await child.order({ kind: 'cpu' })).cpu ?? 0 }
  }
  try {
    const doors = new Map<DoorName | 'bare', Door>()
    for (const through of ['front', 'app', 'bare app'] as const) {
      doors.set(through, await start({ kind: 'calendar', ...database, through }))
    }
    const bare = await start({ kind: 'bare' })
    doors.set('bare', bare)

    const { port } = doors.get('front')!
    const plain = await fetchConstant(port, path, reader)
    const gzip = await fetchConstant(port, path, { ...reader, 'Accept-Encoding': 'gzip' })
    const file = {
      plain: bytesOf(plain),
      gzip: bytesOf(gzip),
      type: headerOf(plain, 'content-type'),
      headers: Object.fromEntries(
        Object.entries(plain.headers).filter(([name]) => !ofFile.has(name.toLowerCase()))
      ),
    }
    const nginx = await startNginx(folder, file, say)
    if (nginx) {
      stops.push(nginx.stop)
      doors.set('nginx', nginx)
    }
    const results: DoorResult[] = []
    const setBare = (constant: Constant) => bare.child.order({ kind: 'constant', constant })
    for (const wish of wishes) results.push(...(await compare(wish, path, doors, setBare, length)))
    return results
  } finally {
    for (const stop of stops) stop()
  }
}
