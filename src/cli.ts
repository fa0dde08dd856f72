import { Command, InvalidArgumentError, Option } from 'commander'
import { assemble } from './assemble.ts'
import { Fault } from './calendar/fault.ts'
import { parseMonth } from './calendar/grid.ts'
import { type MailState, mailStates } from './calendar/mail.ts'
import { ConfigError, readConfig } from './config.ts'
import {
  addAdministrator,
  addModerator,
  addOrganisation,
  createKey,
  listAdministrators,
  listKeys,
  listModerators,
  listOrganisations,
  revokeKey,
} from './identity/accounts.ts'
import type { Ports } from './journeys/ports.ts'
import { erasePerson, exportPerson } from './journeys/privacy.ts'
import { checkAll, makers, renderAll, renderedFor } from './journeys/render.ts'
import { sweepAll } from './journeys/sweep.ts'
import { loadSample } from './sample/load.ts'
import { samplePeople } from './sample/people.ts'
import { openSqlite } from './store/sqlite.ts'

/** Version of the time zone database this Node carries. */
const zoneData = process.versions.tz ?? 'unknown'

const say = (line: string) => process.stdout.write(`${line}\n`)

/** Differences listed by `check`; when everything differs, there is one reason and not a thousand. */
const mostShown = 20

/** Progress on standard error for whatever takes longer than a second, at most once a second. */
const progress = (what: string) => {
  let last = Date.now()
  return (done: number, of?: number) => {
    if (Date.now() - last < 1000) return
    last = Date.now()
    process.stderr.write(`${what}: ${done}${of ? ` of ${of}` : ''} …\n`)
  }
}

/** Opens the configured database, which must be migrated, does the work and closes it. */
const withCalendar = async (work: (calendar: ReturnType<typeof assemble>) => Promise<void>) => {
  const config = readConfig(process.env)
  const driver = openSqlite(config.databasePath)
  try {
    const pending = driver.pending()
    if (pending.length) {
      throw new Fault(
        'conflict',
        `${config.databasePath} lacks ${pending.join(', ')}; run “migrate” first.`
      )
    }
    await work(assemble(driver, config))
  } finally {
    driver.close()
  }
}

const wholeNumber = (raw: string): number => {
  if (!/^\d{1,6}$/.test(raw)) throw new InvalidArgumentError('It is a whole number.')
  return Number(raw)
}

const month = (raw: string): string => {
  if (!parseMonth(raw)) throw new InvalidArgumentError('It is a month, written YYYY-MM.')
  return raw
}

const list = (raw: string): string[] =>
  raw
    .split(',')
    .map((word) => word.trim())
    .filter(Boolean)

/** Columns as wide as their widest value, for people; scripts take the tabs of `--json`. */
const table = (rows: readonly (readonly string[])[]) => {
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((row) => row[i]?.length ?? 0)))
  for (const row of rows)
    say(
      row
        .map((cell, i) => cell.padEnd(widths[i] ?? 0))
        .join('  ')
        .trimEnd()
    )
}

const show = <Row extends Readonly<Record<string, unknown>>>(
  rows: readonly Row[],
  columns: readonly (keyof Row & string)[],
  json: boolean
) => {
  if (json) {
    for (const row of rows) say(JSON.stringify(row))
    return
  }
  table([columns, ...rows.map((row) => columns.map((column) => String(row[column] ?? '–')))])
}

const program = new Command('calendar')
  .description(
    'Runs and looks after a calendar on SQLite. Settings by environment: DATABASE_PATH, BASE_URL, SITE_NAME, SECRET.'
  )
  .showHelpAfterError('(add --help for what it takes)')
  .configureHelp({ sortSubcommands: true })

program
  .command('migrate')
  .description('apply the migrations that are missing')
  .action(() => {
    const config = readConfig(process.env)
    const driver = openSqlite(config.databasePath)
    const applied = driver.migrate()
    driver.close()
    say(
      applied.length
        ? `Applied to ${config.databasePath}: ${applied.join(', ')}.`
        : `${config.databasePath} is up to date.`
    )
  })

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
  .action(async ({ shiftTo }: { shiftTo?: string }) => {
    await withCalendar(async ({ ports, identityMeans }) => {
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
  })

const organisation = program.command('organisation').description('organisations that submit events')
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
  .action(
    async (wish: {
      name: string
      email: string
      countries: string[]
      organisation?: string
      senior?: boolean
    }) => {
      await withCalendar(async ({ identityMeans }) => {
        const added = await addModerator(identityMeans, wish)
        say(`${added.name} moderates ${added.countries.join(', ')}.`)
      })
    }
  )
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
  .action(
    async (wish: {
      organisation?: string
      moderator?: string
      name: string
      expiresInDays?: number
      scopes?: string[]
    }) => {
      const owner =
        wish.organisation && !wish.moderator
          ? { organisation: wish.organisation }
          : wish.moderator && !wish.organisation
            ? { moderator: wish.moderator }
            : null
      if (!owner) throw new Fault('invalid', 'Name either --organisation or --moderator.')
      await withCalendar(async ({ auth, identityMeans }) => {
        const { id, secret } = await createKey(auth, identityMeans, {
          ...owner,
          name: wish.name,
          expiresInDays: wish.expiresInDays,
          scopes: wish.scopes,
        })
        process.stderr.write(`Key ${id}; keep the secret, it is not shown again:\n`)
        say(secret)
      })
    }
  )
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
  .command('sweep')
  .description(
    'store more occurrences of series that run out of them; follow changed time zone rules'
  )
  .action(async () => {
    await withCalendar(async ({ ports }) => {
      const { extended, rezoned } = await sweepAll(ports, zoneData, progress('sweeping'))
      say(`${extended} series extended, ${rezoned} events at other instants by changed zone rules.`)
    })
  })

program
  .command('daily')
  .description('forget what has been kept long enough; write reminders and digests')
  .action(async () => {
    await withCalendar(async ({ daily }) => {
      const { forgotten, reminders, digests } = await daily(10_000)
      for (const [what, many] of Object.entries(forgotten)) if (many) say(`${what}: ${many}`)
      say(`${reminders} reminders and ${digests} digests written.`)
    })
  })

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

const person = program.command('person').description('what people may ask of what is kept of them')
/** Who somebody is by their mailbox; fault `not_found` when nobody is known there. */
const personBy = async (ports: Ports, email: string): Promise<string> => {
  const id = await ports.people.known(email)
  if (id) return id
  throw new Fault('not_found', 'Nobody is known at this mailbox.')
}
const commandLine = { id: 'command-line', name: 'Command line' }
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

program
  .command('check')
  .description(
    'compare everything stored for readers with what would be made now; exit 1 on any difference'
  )
  .action(async () => {
    await withCalendar(async ({ ports }) => {
      const { publications, differences } = await checkAll(ports, progress('checking'))
      const madeFor = await renderedFor(ports)
      if (differences.length && madeFor !== null && madeFor !== makers(ports.site)) {
        say(
          `What is stored was made for “${madeFor}”, this is “${makers(ports.site)}” (makers, BASE_URL, SITE_NAME).`
        )
      }
      for (const { event, part } of differences.slice(0, mostShown))
        say(`${event}: ${part} differs`)
      if (differences.length > mostShown) say(`… and ${differences.length - mostShown} more.`)
      say(`${publications} publications checked, ${differences.length} differences.`)
      if (differences.length) process.exitCode = 1
    })
  })

try {
  await program.parseAsync()
} catch (error) {
  if (!(error instanceof Fault || error instanceof ConfigError)) throw error
  console.error(error.message)
  process.exitCode = 1
}
