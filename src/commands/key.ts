import type { Command } from 'commander'
import { Fault } from '../calendar/fault.ts'
import { createKey, listKeys, revokeKey } from '../identity/accounts.ts'
import type { Run } from './run.ts'
import { list, wholeNumber } from './word.ts'

type Wish = {
  organisation?: string
  moderator?: string
  name: string
  expiresInDays?: number
  scopes?: string[]
}

/** `key create`, `key list`, `key revoke`. */
export const keyCommands = (program: Command, { withCalendar, say, note, show }: Run): void => {
  const key = program.command('key').description('API keys of organisations and moderators')
  key
    .command('create')
    .description('issue a key; its secret is the last line of the output and is shown this once')
    .option('--organisation <slug>', 'a key that submits for an organisation')
    .option('--moderator <address>', 'a key that decides for a moderator')
    .requiredOption('--name <name>', 'what the key is for')
    .option('--expires-in-days <days>', 'until then; without it until revoked', wholeNumber)
    .option(
      '--scopes <scopes>',
      'of read, submit, announce, moderate; without it all it may have',
      list
    )
    .action(async (wish: Wish) => {
      const owner = ownerOf(wish)
      await withCalendar(async ({ auth, identityMeans }) => {
        const { id, secret } = await createKey(auth, identityMeans, {
          ...owner,
          name: wish.name,
          expiresInDays: wish.expiresInDays,
          scopes: wish.scopes,
        })
        note(`Key ${id}; keep the secret, it is not shown again:`)
        say(secret)
      })
    })
  key
    .command('list')
    .description('list keys, newest first')
    .option('--json', 'one JSON object a line')
    .action(async ({ json = false }: { json?: boolean }) => {
      await withCalendar(async ({ identityMeans }) =>
        show(
          await listKeys(identityMeans),
          ['id', 'name', 'start', 'owner', 'scopes', 'state', 'expiresAt', 'lastUsedAt'],
          json
        )
      )
    })
  key
    .command('revoke')
    .description('revoke a key at once')
    .argument('<id>', 'as listed by “key list”')
    .action(async (id: string) => {
      await withCalendar(async ({ identityMeans }) => {
        await revokeKey(identityMeans, id)
        say(`Key ${id} is revoked.`)
      })
    })
}

const ownerOf = ({
  organisation,
  moderator,
}: Wish): { organisation: string } | { moderator: string } => {
  if (organisation && !moderator) return { organisation }
  if (moderator && !organisation) return { moderator }
  throw new Fault('invalid', 'Name either --organisation or --moderator.')
}
