import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { assemble } from '../src/assemble.ts'
import type { EventContent } from '../src/calendar/event.ts'
import { readConfig } from '../src/config.ts'
import { checkAll, makers } from '../src/journeys/render.ts'
import { samplePeople } from '../src/sample/people.ts'
import { openSqlite } from '../src/store/sqlite.ts'
import { publishCopies } from './published-calendar.ts'
import { number, say } from './report.ts'

/** Where the measured services say they live. */
export const baseUrl = 'http://127.0.0.1:3000'

const config = readConfig({ BASE_URL: baseUrl, SECRET: randomBytes(32).toString('hex') })
const site = { baseUrl, name: config.siteName }

/** A calendar on a database file, in this process. */
export const openCalendar = (databasePath: string) => {
  const driver = openSqlite(databasePath)
  return { config, driver, ...assemble(driver, config) }
}

/** Compares stored fragments with fresh ones, as `npm run calendar -- check` does, on some events. */
const checkSome = async (ports: Parameters<typeof checkAll>[0], some: number) => {
  const store = {
    ...ports.store,
    publications: async (after: string, limit: number) =>
      after === '' ? ports.store.publications('', Math.min(some, limit)) : [],
  }
  const { publications, differences } = await checkAll({ ...ports, store })
  if (differences.length) throw new Error(`stored and fresh differ: ${differences[0]?.part}`)
  return publications
}

/** Fills a database with so many published events, each passed through `change`, and checks some. */
export const publishCalendar = async (
  databasePath: string,
  events: number,
  change?: (content: EventContent) => EventContent
) => {
  const { driver, ports, identityMeans } = openCalendar(databasePath)
  driver.migrate()
  const begin = performance.now()
  const progress = (done: number) => {
    if (done % 10_000 === 0) say(`  ${done} events published …`)
  }
  await publishCopies(
    ports,
    driver,
    await samplePeople(identityMeans),
    events,
    progress,
    ...(change ? [change] : [])
  )
  await ports.store.setSetting('rendered', makers(site))
  const seconds = (performance.now() - begin) / 1000
  say(`${events} events in ${number(seconds, 0)} s; ${await checkSome(ports, 50)} checked.`)
  // Closing moves the write-ahead log into the file: readers find it as after a quiet night.
  driver.close()
}

/** A folder that is there as long as this process is. */
export const temporaryFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'calendar-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
  return folder
}
