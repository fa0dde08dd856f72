import type { Command } from 'commander'
import { addAdministrator, listAdministrators } from '../identity/accounts.ts'
import type { Run } from './run.ts'

/** `administrator add`, `administrator list`. */
export const administratorCommands = (program: Command, { withCalendar, say, show }: Run): void => {
  const administrator = program
    .command('administrator')
    .description('administrators, who appoint moderators and look after organisations and mail')
  administrator
    .command('add')
    .description('make a person an administrator; the first one can only be made here')
    .requiredOption('--name <name>', 'shown to other administrators')
    .requiredOption('--email <address>', 'where sign-in links go')
    .action(async (wish: { name: string; email: string }) => {
      await withCalendar(async ({ identityMeans }) => {
        const added = await addAdministrator(identityMeans, wish)
        say(`${added.name} administers the calendar; they sign in as ${added.email}.`)
      })
    })
  administrator
    .command('list')
    .description('list administrators')
    .option('--json', 'one JSON object a line')
    .action(async ({ json = false }: { json?: boolean }) => {
      await withCalendar(async ({ identityMeans }) =>
        show(await listAdministrators(identityMeans), ['email', 'name', 'since'], json)
      )
    })
}
