import { type Assembled, assemble } from '../assemble.ts'
import { Fault } from '../calendar/fault.ts'
import { type Config, readConfig } from '../config.ts'
import { openSqlite } from '../store/sqlite.ts'

/** What the command line reads and writes outside the database. */
export type Io = Readonly<{
  /** Standard output. */
  out: (text: string) => void
  /** Standard error. */
  err: (text: string) => void
  /** Settings by name, read as `readConfig` reads them. */
  environment: Readonly<Record<string, unknown>>
}>

/** One run of the command line: what a command has at hand. */
export type Run = Readonly<{
  /** The settings; throws `ConfigError` that names every wrong one. */
  config(): Config
  /**
   * Opens the configured database, does the work and closes it. Fault `conflict` when migrations
   * are missing.
   */
  withCalendar(work: (calendar: Assembled) => Promise<void>): Promise<void>
  /** Writes a line of the result. */
  say(line: string): void
  /** Writes a line beside the result, which scripts do not read. */
  note(line: string): void
  /** Writes rows in columns for people, or one JSON object a line for scripts. */
  show<Row extends Readonly<Record<string, unknown>>>(
    rows: readonly Row[],
    columns: readonly (keyof Row & string)[],
    json: boolean
  ): void
  /** Tells, beside the result, how far work has come that takes longer than a second. */
  progress(what: string): (done: number, of?: number) => void
  /** Ends with exit status 1 although nothing is thrown. */
  fail(): void
  /** The exit status so far: 0 or 1. */
  status(): number
}>

/** At most once a second. */
const progressMs = 1000

/** What one run works with. */
export const runOn = ({ out, err, environment }: Io): Run => {
  let status = 0
  const config = () => readConfig(environment)
  const say = (line: string) => out(`${line}\n`)
  const note = (line: string) => err(`${line}\n`)
  return {
    config,
    withCalendar: async (work) => {
      const settings = config()
      const driver = openSqlite(settings.databasePath)
      try {
        const pending = driver.pending()
        if (pending.length) {
          throw new Fault(
            'conflict',
            `${settings.databasePath} lacks ${pending.join(', ')}; run “migrate” first.`
          )
        }
        await work(assemble(driver, settings))
      } finally {
        driver.close()
      }
    },
    say,
    note,
    show: (rows, columns, json) => {
      const lines = json
        ? rows.map((row) => JSON.stringify(row))
        : inColumns([
            columns,
            ...rows.map((row) => columns.map((name) => String(row[name] ?? '–'))),
          ])
      for (const line of lines) say(line)
    },
    progress: (what) => {
      let last = Date.now()
      return (done, of) => {
        if (Date.now() - last < progressMs) return
        last = Date.now()
        note(`${what}: ${done}${of ? ` of ${of}` : ''} …`)
      }
    },
    fail: () => {
      status = 1
    },
    status: () => status,
  }
}

/** Columns as wide as their widest value. */
const inColumns = (rows: readonly (readonly string[])[]): string[] => {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd()
  )
}
