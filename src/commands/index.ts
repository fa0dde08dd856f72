import { Command, CommanderError } from 'commander'
import { Fault } from '../calendar/fault.ts'
import { ConfigError } from '../config.ts'
import { administratorCommands } from './administrator.ts'
import { clockCommands } from './clock.ts'
import { dataCommands } from './data.ts'
import { type Desk, deskOn, type Io } from './desk.ts'
import { keyCommands } from './key.ts'
import { mailCommands } from './mail.ts'
import { moderatorCommands } from './moderator.ts'
import { organisationCommands } from './organisation.ts'
import { personCommands } from './person.ts'

export type { Io } from './desk.ts'

/** Every noun adds its commands; the help sorts them. */
const nouns: readonly ((program: Command, desk: Desk) => void)[] = [
  administratorCommands,
  clockCommands,
  dataCommands,
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
  const desk = deskOn(io)
  const program = new Command('calendar')
    .description(
      'Runs and looks after a calendar on SQLite. Settings by environment: DATABASE_PATH, BASE_URL, SITE_NAME, SECRET.'
    )
    .showHelpAfterError('(add --help for what it takes)')
    .configureHelp({ sortSubcommands: true })
    .configureOutput({ writeOut: io.out, writeErr: io.err })
    .exitOverride()
  // Commands take over the settings their parent has when they are added.
  for (const addTo of nouns) addTo(program, desk)

  try {
    await program.parseAsync(args, { from: 'user' })
    return desk.status()
  } catch (error) {
    // Commander has written its help or complaint by now.
    if (error instanceof CommanderError) return error.exitCode
    if (!(error instanceof Fault || error instanceof ConfigError)) throw error
    desk.note(error.message)
    return 1
  }
}
