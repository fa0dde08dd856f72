import type { Command } from 'commander'
import { sweepAll } from '../journeys/sweep.ts'
import type { Run } from './run.ts'

/** Version of the time zone database this Node carries. */
const zoneData = process.versions.tz ?? 'unknown'

/** Most of each kind that `daily` forgets in one run. */
const dailyPortion = 10_000

/** What a clock would start: `sweep`, `daily`. */
export const clockCommands = (program: Command, { withCalendar, say, progress }: Run): void => {
  program
    .command('sweep')
    .description(
      'store more occurrences of series that run out of them; follow changed time zone rules'
    )
    .action(async () => {
      await withCalendar(async ({ ports }) => {
        const { extended, rezoned } = await sweepAll(ports, zoneData, progress('sweeping'))
        say(
          `${extended} series extended, ${rezoned} events at other instants by changed zone rules.`
        )
      })
    })
  program
    .command('daily')
    .description('forget what has been kept long enough; write reminders and digests')
    .action(async () => {
      await withCalendar(async ({ daily }) => {
        const { forgotten, reminders, digests } = await daily(dailyPortion)
        for (const [what, many] of Object.entries(forgotten)) if (many) say(`${what}: ${many}`)
        say(`${reminders} reminders and ${digests} digests written.`)
      })
    })
}
