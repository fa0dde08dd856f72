import type { Command } from 'commander'
import { addModerator, listModerators } from '../identity/accounts.ts'
import type { Run } from './run.ts'
import { list } from './word.ts'

type Wish = {
  name: string
  email: string
  countries: string[]
  organisation?: string
  senior?: boolean
}

/** `moderator add`, `moderator list`. */
export const moderatorCommands = (program: Command, { withCalendar, say, show }: Run): void => {
  const moderator = program.command('moderator').description('moderators and their countries')
  moderator
    .command('add')
    .description('make a person a moderator')
    .requiredOption('--name <name>', 'shown to submitters with a decision')
    .requiredOption('--email <address>', 'identifies the person')
    .requiredOption('--countries <codes>', 'for example PL,CZ; EU is the EU desk', list)
    .option(
      '--organisation <slug>',
      'an organisation the person also acts for, and so never decides on'
    )
    .option('--senior', 'also gives trust, restores what was removed')
    .action(async (wish: Wish) => {
      await withCalendar(async ({ identityMeans }) => {
        const added = await addModerator(identityMeans, wish)
        say(`${added.name} moderates ${added.countries.join(', ')}.`)
      })
    })
  moderator
    .command('list')
    .description('list moderators')
    .option('--json', 'one JSON object a line')
    .action(async ({ json = false }: { json?: boolean }) => {
      await withCalendar(async ({ identityMeans }) =>
        show(
          await listModerators(identityMeans),
          ['email', 'name', 'countries', 'senior', 'organisations'],
          json
        )
      )
    })
}
