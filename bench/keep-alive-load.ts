import { connect } from 'node:net'

/** What a round of load found. */
export type Load = Readonly<{ requests: number; seconds: number }>

const headEnd = Buffer.from('\r\n\r\n')

/** Status and length of the body of an answer whose head is complete. */
const readHead = (head: string): Readonly<{ status: number; length: number }> => {
  const status = Number(head.slice(9, 12))
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
  if (status !== 304 && length === undefined) throw new Error(`an answer without length:\n${head}`)
  return { status, length: status === 304 ? 0 : Number(length) }
}

/**
 * Asks the same on `connections` kept connections, one request at a time on each, for `ms`. It reads
 * sockets rather than use `node:http`, whose client costs more than the server that is measured.
 */
export const load = async (
  port: number,
  path: string,
  headers: Readonly<Record<string, string>>,
  expectedStatus: number,
  ms: number,
  connections = 32
): Promise<Load> => {
  const lines = Object.entries({ Host: `127.0.0.1:${port}`, ...headers })
  const request = Buffer.from(
    `GET ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
  )
  const begin = performance.now()
  const until = begin + ms
  let requests = 0

  const one = () =>
    new Promise<void>((resolve, reject) => {
      const socket = connect({ port, host: '127.0.0.1', noDelay: true })
      let pending: Buffer | null = null
      let missing = 0
      const answered = () => {
        requests += 1
        if (performance.now() < until) socket.write(request)
        else socket.end()
      }
      socket.on('connect', () => socket.write(request))
      socket.on('data', (chunk: Buffer) => {
        if (missing) {
          missing -= chunk.length
          if (missing === 0) answered()
          return
        }
        const bytes: Buffer = pending ? Buffer.concat([pending, chunk]) : chunk
        const end = bytes.indexOf(headEnd)
        pending = end < 0 ? bytes : null
        if (end < 0) return
        const { status, length } = readHead(bytes.toString('latin1', 0, end))
        if (status !== expectedStatus) {
          socket.destroy(new Error(`${path} answered ${status}, not ${expectedStatus}`))
          return
        }
        missing = length - (bytes.length - end - headEnd.length)
        if (missing === 0) answered()
      })
      socket.on('error', reject)
      socket.on('close', () => resolve())
    })

  await Promise.all(Array.from({ length: connections }, one))
  return { requests, seconds: (performance.now() - begin) / 1000 }
}
