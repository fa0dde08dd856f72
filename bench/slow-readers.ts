import { connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { type Child, startChild } from './child.ts'
import type { Order, Report } from './server-process.ts'

/** What a server took while many read slowly. */
export type SlowResult = Readonly<{
  readers: number
  /** Of one answer, with its head. */
  bytes: number
  /** Bytes above idle, at the worst moment. */
  above: number
  idle: number
  /** Until the first byte reached the last reader, and until the last byte did. */
  firstSeconds: number
  seconds: number
}>

/** A phone on a bad line: so much at once, then a rest. */
const mouthful = 8 * 1024
const restMs = 4

type Reading = Readonly<{ bytes: number; firstMs: number }>

/** Reads an answer to its end in small mouthfuls, from a socket that takes no more than that. */
const readSlowly = (port: number, path: string): Promise<Reading> =>
  new Promise((resolve, reject) => {
    const begin = performance.now()
    let bytes = 0
    let firstMs = 0
    const socket: Socket = connect({
      port,
      host: '127.0.0.1',
      onread: {
        buffer: Buffer.alloc(mouthful),
        callback: (count) => {
          if (bytes === 0) firstMs = performance.now() - begin
          bytes += count
          setTimeout(() => socket.resume(), restMs)
          return false
        },
      },
    })
    socket.on('connect', () =>
      socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nConnection: close\r\n\r\n`)
    )
    socket.on('error', reject)
    socket.on('close', () => resolve({ bytes, firstMs }))
  })

/** Lets so many read a feed at once, slowly, from a server process that has answered nothing else yet. */
export const serveSlowly = async (
  database: Readonly<{ databasePath: string; baseUrl: string }>,
  path: string,
  readers: number
): Promise<SlowResult> => {
  const child: Child<Order, Report> = startChild('server-process.ts')
  try {
    const { port } = await child.order({ kind: 'calendar', ...database, through: 'front' })
    if (port === undefined) throw new Error('a server process did not say where it listens')
    const small = await fetch(`http://127.0.0.1:${port}/feeds/deadlines.ics`)
    await small.arrayBuffer()
    await pause(1000)
    const idle = (await child.order({ kind: 'memory', anew: true })).resident ?? 0
    const begin = performance.now()
    const found = await Promise.all(Array.from({ length: readers }, () => readSlowly(port, path)))
    const seconds = (performance.now() - begin) / 1000
    const peak = (await child.order({ kind: 'memory', anew: false })).peak ?? 0
    const [first] = found
    const bytes = first?.bytes ?? 0
    if (found.some((each) => each.bytes !== bytes)) throw new Error('readers got different lengths')
    return {
      readers,
      bytes,
      above: peak - idle,
      idle,
      firstSeconds: Math.max(...found.map((each) => each.firstMs)) / 1000,
      seconds,
    }
  } finally {
    child.stop()
  }
}
