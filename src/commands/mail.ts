import { type Command, Option } from 'commander'
import { type MailState, mailStates } from '../calendar/mail.ts'
import type { Run } from './run.ts'

/** `mail list`, `mail retry`. */
export const mailCommands = (program: Command, { withCalendar, say, show }: Run): void => {
  const mail = program.command('mail').description('the outbox: what waits, what was given up')
  mail
    .command('list')
    .description('list mails of a state, newest first')
    .addOption(
      new Option('--state <state>', 'which').choices(mailStates).default('dead' satisfies MailState)
    )
    .option('--json', 'one JSON object a line')
    .action(async ({ state, json = false }: { state: MailState; json?: boolean }) => {
      await withCalendar(async ({ ports }) => {
        const entries = await ports.outbox.list(state, 1000)
        // Neither address nor facts: a list like this ends up in tickets.
        const rows = entries.map(({ mail: { id, kind, at }, attempts, dueAt, lastError }) => ({
          id,
          kind,
          at,
          attempts,
          dueAt,
          lastError,
        }))
        show(rows, ['id', 'kind', 'at', 'attempts', 'dueAt', 'lastError'], json)
      })
    })
  mail
    .command('retry')
    .description('try mails again that were given up')
    .argument('<id...>', 'as listed')
    .action(async (ids: string[]) => {
      await withCalendar(async ({ ports }) => {
        say(`${await ports.outbox.revive(ids, ports.now())} mails are due again.`)
      })
    })
}
