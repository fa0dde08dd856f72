import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { readConfig } from '../src/config.ts'
import { listenerFor } from '../src/node.ts'
import { openSqlite } from '../src/store/sqlite.ts'

/*
 * A server in a process of its own, told by its parent what to be: the calendar's real Node door, or
 * bare `node:http` that answers one constant. It ends with its parent.
 */

/** What bare `node:http` answers, whatever it is asked. */
export type Constant = Readonly<{
  status: number
  headers: Readonly<Record<string, string>>
  /** Base64. */
  body: string
}>

export type Order =
  | Readonly<{ kind: 'calendar'; databasePath: string; baseUrl: string }>
  | Readonly<{ kind: 'bare' }>
  | Readonly<{ kind: 'constant'; constant: Constant }>
  | Readonly<{ kind: 'cpu' }>

/** To every order one report comes back: the port listened on, CPU microseconds, or that it is done. */
export type Report = Readonly<{ port?: number; cpu?: number }>

const report = (message: Report) => process.send?.(message)

const listen = (listener: RequestListener) => {
  const server: Server = createServer(listener)
  server.listen(0, '127.0.0.1', () => report({ port: (server.address() as AddressInfo).port }))
}

let answer: Readonly<{ status: number; headers: Record<string, string>; body: Buffer | undefined }>

const obey = (order: Order) => {
  if (order.kind === 'calendar') {
    const { databasePath, baseUrl } = order
    const config = readConfig({ DATABASE_PATH: databasePath, BASE_URL: baseUrl, NODE_ENV: 'test' })
    listen(listenerFor(config, openSqlite(config.databasePath)).listener)
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
  } else {
    const { user, system } = process.cpuUsage()
    report({ cpu: user + system })
  }
}

process.on('message', (order) => obey(order as Order))
process.on('disconnect', () => process.exit(0))
