import type { Command } from 'commander'
import { checkAll, makers, renderAll, renderedFor } from '../journeys/render.ts'
import { loadSample } from '../sample/load.ts'
import { samplePeople } from '../sample/people.ts'
import { openSqlite } from '../store/sqlite.ts'
import type { Run } from './run.ts'
import { month } from './word.ts'

/** What the database holds as a whole: `migrate`, `sample load`, `render`, `check`. */
export const databaseCommands = (program: Command, run: Run): void => {
  const { withCalendar, say, progress } = run
  program
    .command('migrate')
    .description('apply the migrations that are missing')
    .action(() => migrate(run))
  program
    .command('sample')
    .description('sample data')
    .command('load')
    .description('load the calendar of December 2012 through the journeys people use')
    .option(
      '--shift-to <YYYY-MM>',
      'a copy in another month, weekdays kept, for trying real clients',
      month
    )
    .action(({ shiftTo }: { shiftTo?: string }) => sample(run, shiftTo))
  program
    .command('render')
    .description('make stored fragments afresh where they differ from what would be made now')
    .option('--all', 'make every one afresh, so that every feed gets a new version')
    .action(async ({ all = false }: { all?: boolean }) => {
      await withCalendar(async ({ ports }) => {
        const { publications, rendered } = await renderAll(ports, all, progress('rendering'))
        say(`${rendered} of ${publications} publications rendered afresh.`)
      })
    })
  program
    .command('check')
    .description(
      'compare everything stored for readers with what would be made now; exit 1 on any difference'
    )
    .action(() => check(run))
}

const migrate = ({ config, say }: Run) => {
  const { databasePath } = config()
  const driver = openSqlite(databasePath)
  const applied = driver.migrate()
  driver.close()
  say(
    applied.length
      ? `Applied to ${databasePath}: ${applied.join(', ')}.`
      : `${databasePath} is up to date.`
  )
}

const sample = ({ withCalendar, say, progress }: Run, shiftTo: string | undefined) =>
  withCalendar(async ({ ports, identityMeans }) => {
    const counts = await loadSample(
      ports,
      await samplePeople(identityMeans),
      shiftTo,
      progress('loading')
    )
    const total = Object.values(counts).reduce((sum, n) => sum + n, 0)
    say(
      total
        ? `${counts.approved} approved, ${counts.pending} pending, ${counts.rejected} rejected, ${counts.cancelled} cancelled.`
        : 'This month of the sample is loaded already.'
    )
  })

/** Differences listed by `check`; when everything differs, there is one reason and not a thousand. */
const mostShown = 20

const check = ({ withCalendar, say, progress, fail }: Run) =>
  withCalendar(async ({ ports }) => {
    const { publications, differences } = await checkAll(ports, progress('checking'))
    const madeFor = await renderedFor(ports)
    const madeNow = makers(ports.site)
    if (differences.length && madeFor !== null && madeFor !== madeNow) {
      say(
        `What is stored was made for “${madeFor}”, this is “${madeNow}” (makers, BASE_URL, SITE_NAME).`
      )
    }
    for (const { event, part } of differences.slice(0, mostShown)) say(`${event}: ${part} differs`)
    if (differences.length > mostShown) say(`… and ${differences.length - mostShown} more.`)
    say(`${publications} publications checked, ${differences.length} differences.`)
    if (differences.length) fail()
  })
