import { join } from 'node:path'
import { expect } from 'vitest'
import { runCalendar } from '../../src/commands/index.ts'
import { freePort, type Running, start } from '../runtime/process.ts'

/** A real process that serves the sample, and a copy of December 2012 in the coming month. */
export type Service = Readonly<{
  base: string
  /** For the command line beside it. */
  env: Record<string, string>
  /** The month of the copy, `YYYY-MM`; its events end in the month after at the latest. */
  ahead: string
  stop: Running['stop']
}>

/** The month so many months after a date's. */
export const monthAfter = (date: string, months: number): string =>
  new Date(Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)) - 1 + months))
    .toISOString()
    .slice(0, 7)

/** Starts the service on a database; `baseUrl` where its address is to stay when the port does not. */
export const startService = async (
  database: string,
  baseUrl?: string
): Promise<Omit<Service, 'ahead'>> => {
  const port = await freePort()
  const base = `http://127.0.0.1:${port}`
  const env = {
    NODE_ENV: 'development',
    PORT: String(port),
    BASE_URL: baseUrl ?? base,
    DATABASE_PATH: database,
    MAIL_FOLDER: `${database}-mail`,
  }
  const args = ['--import', './src/require-node.js', 'src/node.ts']
  const { stop } = await start(process.execPath, args, env, `${base}/readyz`)
  return { base, env, stop }
}

/** Runs a command of the command line beside the service; answers what it prints. */
export const command = async (
  { env }: Pick<Service, 'env'>,
  args: readonly string[]
): Promise<string> => {
  let out = ''
  let err = ''
  const status = await runCalendar([...args], {
    out: (text) => (out += text),
    err: (text) => (err += text),
    environment: env,
  })
  expect(status, err).toBe(0)
  return out.trim()
}

/** Starts it on a new database. Most feeds look around today: a copy of the sample fills them. */
export const serviceWithSample = async (folder: string, baseUrl?: string): Promise<Service> => {
  const service = await startService(join(folder, 'calendar.sqlite'), baseUrl)
  const ahead = monthAfter(new Date().toISOString(), 1)
  await command(service, ['sample', 'load', '--shift-to', ahead])
  return { ...service, ahead }
}
