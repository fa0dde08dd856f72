import { Command, CommanderError } from 'commander'
import { Fault } from '../calendar/fault.ts'
import { ConfigError } from '../config.ts'
import { administratorCommands } from './administrator.ts'
import { clockCommands } from './clock.ts'
import { databaseCommands } from './database.ts'
import { keyCommands } from './key.ts'
import { mailCommands } from './mail.ts'
import { moderatorCommands } from './moderator.ts'
import { organisationCommands } from './organisation.ts'
import { personCommands } from './person.ts'
import { type Io, type Run, runOn } from './run.ts'

export type { Io } from './run.ts'

/** Every noun adds its commands; the help sorts them. */
const nouns: readonly ((program: Command, run: Run) => void)[] = [
  administratorCommands,
  clockCommands,
  databaseCommands,
  keyCommands,
  mailCommands,
  moderatorCommands,
  organisationCommands,
  personCommands,
]

/**
 * Runs one command line, given without the program's own name, and answers its exit status: 0, or 1
 * when it was not understood, was refused or found differences. Refusals (`Fault`, `ConfigError`)
 * are written as a sentence; anything else is a bug and rejects.
 */
export const runCalendar = async (args: readonly string[], io: Io): Promise<number> => {
  const run = runOn(io)
  const program = new Command('calendar')
    .description(
      'Runs and looks after a calendar on SQLite. Settings by environment: DATABASE_PATH, BASE_URL, SITE_NAME, SECRET.'
    )
    .showHelpAfterError('(add --help for what it takes)')
    .configureHelp({ sortSubcommands: true })
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .exitOverride()
  // Commands take over the settings their parent has when they are added.
  for (const addTo of nouns) addTo(program, run)

  try {
    await program.parseAsync(args, { from: 'user' })
    return run.status()
  } catch (error) {
    // Commander has written its help or complaint by now.
    if (error instanceof CommanderError) return error.exitCode
    if (!(error instanceof Fault || error instanceof ConfigError)) throw error
    run.note(error.message)
    return 1
  }
}
