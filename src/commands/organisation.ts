import type { Command } from 'commander'
import { addOrganisation, listOrganisations } from '../identity/accounts.ts'
import type { Run } from './run.ts'

/** `organisation add`, `organisation list`. */
export const organisationCommands = (program: Command, { withCalendar, say, show }: Run): void => {
  const organisation = program
    .command('organisation')
    .description('organisations that submit events')
  organisation
    .command('add')
    .description('add an organisation')
    .requiredOption('--slug <slug>', 'part of addresses, permanent: small letters, digits, hyphens')
    .requiredOption('--name <name>', 'public name')
    .action(async (wish: { slug: string; name: string }) => {
      await withCalendar(async ({ identityMeans }) => {
        const added = await addOrganisation(identityMeans, wish)
        say(`Added ${added.slug} (${added.name}).`)
      })
    })
  organisation
    .command('list')
    .description('list organisations')
    .option('--json', 'one JSON object a line')
    .action(async ({ json = false }: { json?: boolean }) => {
      await withCalendar(async ({ identityMeans }) =>
        show(await listOrganisations(identityMeans), ['slug', 'name', 'createdAt'], json)
      )
    })
}
