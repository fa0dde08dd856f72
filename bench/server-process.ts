import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readConfig } from '../src/config.ts'
import { appFor, keptAnswers, listenerFor, reuseMemory } from '../src/node.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { ownCpu, ownMemory } from './process-cost.ts'

/*
 * A server in a process of its own, told by its parent what to be: the calendar behind its real Node
 * door, or its Hono app alone, or bare `node:http` that answers one constant. It ends with its
 * parent.
 */

/** What bare `node:http` answers, whatever it is asked. */
export type Constant = Readonly<{
  status: number
  headers: Readonly<Record<string, string>>
  /** Base64. */
  body: string
}>

/** The real door; the app without the front but with kept bodies; the app that keeps nothing. */
export type Through = 'front' | 'app' | 'bare app'

export type Order =
  | Readonly<{ kind: 'calendar'; databasePath: string; baseUrl: string; through: Through }>
  | Readonly<{ kind: 'bare' }>
  | Readonly<{ kind: 'constant'; constant: Constant }>
  | Readonly<{ kind: 'cpu' }>
  /** `anew`: from now on the peak is counted afresh. */
  | Readonly<{ kind: 'memory'; anew: boolean }>

/** To every order one report comes back: the port listened on, CPU seconds, bytes, or that it is done. */
export type Report = Readonly<{ port?: number; cpu?: number; resident?: number; peak?: number }>

const report = (message: Report) => process.send?.(message)

const listen = (listener: RequestListener) => {
  const server: Server = createServer(listener)
  server.listen(0, '127.0.0.1', () => report({ port: (server.address() as AddressInfo).port }))
}

/** As the service itself does: a reader's digest is only worked out once while his connection stays. */
const countReaders = ({ isDue, flush }: ReturnType<typeof listenerFor>['readers']) =>
  setInterval(() => {
    if (isDue()) void flush()
  }, 1000)

const calendar = ({ databasePath, baseUrl, through }: Extract<Order, { kind: 'calendar' }>) => {
  const config = readConfig({ DATABASE_PATH: databasePath, BASE_URL: baseUrl, NODE_ENV: 'test' })
  const driver = openSqlite(config.databasePath)
  if (through === 'front') {
    const { listener, readers } = listenerFor(config, driver)
    countReaders(readers)
    return listener
  }
  const kept = through === 'app' ? keptAnswers(driver) : null
  const { app, readers } = appFor(config, driver, kept)
  countReaders(readers)
  return app
}

let answer: Readonly<{ status: number; headers: Record<string, string>; body: Buffer | undefined }>

const obey = (order: Order) => {
  if (order.kind === 'calendar') {
    listen(calendar(order))
  } else if (order.kind === 'bare') {
    listen((_, res) => {
      res.writeHead(answer.status, answer.headers)
      res.end(answer.body)
    })
  } else if (order.kind === 'constant') {
    const { status, headers, body } = order.constant
    answer = {
      status,
      headers: { ...headers },
      body: body === '' ? undefined : Buffer.from(body, 'base64'),
    }
    report({})
  } else if (order.kind === 'memory') report(ownMemory(order.anew))
  else report({ cpu: ownCpu() })
}

reuseMemory()
process.on('message', (order) => obey(order as Order))
process.on('disconnect', () => process.exit(0))
