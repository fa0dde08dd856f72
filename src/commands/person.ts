import type { Command } from 'commander'
import { Fault } from '../calendar/fault.ts'
import type { Ports } from '../journeys/ports.ts'
import { erasePerson, exportPerson } from '../journeys/privacy.ts'
import type { Run } from './run.ts'

/** Who the ledger says has asked. */
const commandLine = { id: 'command-line', name: 'Command line' }

/** `person export`, `person erase`. */
export const personCommands = (program: Command, { withCalendar, say }: Run): void => {
  const person = program
    .command('person')
    .description('what people may ask of what is kept of them')
  person
    .command('export')
    .description('write everything that is kept of a person as JSON')
    .argument('<address>', 'their mailbox')
    .action(async (email: string) => {
      await withCalendar(async ({ ports, accounts }) => {
        const found = await personBy(ports, email)
        say(JSON.stringify(await exportPerson(ports, accounts, found, commandLine), null, 2))
      })
    })
  person
    .command('erase')
    .description('erase a person: ledgers keep a pseudonym, published texts stay')
    .argument('<address>', 'their mailbox')
    .action(async (email: string) => {
      await withCalendar(async ({ ports, accounts }) => {
        const found = await personBy(ports, email)
        const { name, lang } = (await accounts.exportOf(found)).person
        await erasePerson(ports, accounts, found, commandLine, { address: email, name, lang })
        say('Erased; a last mail tells them so.')
      })
    })
}

/** Who somebody is by their mailbox; fault `not_found` when nobody is known there. */
const personBy = async ({ people }: Pick<Ports, 'people'>, email: string): Promise<string> => {
  const id = await people.known(email)
  if (id) return id
  throw new Fault('not_found', 'Nobody is known at this mailbox.')
}
