import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { getConnInfo } from '@hono/node-server/conninfo'
import { feeds } from '../feeds/index.ts'
import { type Assembled, assemble } from './assemble.ts'
import { compress } from './compress.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { createApp } from './http/app.ts'
import { clientAddress } from './http/client-address.ts'
import { codingFor, refusesPlain } from './http/coding.ts'
import { isFresh } from './http/conditional.ts'
import { type FinishedAnswers, finishedAnswers, type Unchanged } from './http/finished.ts'
import { keyedHash } from './http/keyed-hash.ts'
import { readerCounter } from './http/reader-counter.ts'
import { isRendered, renderAll } from './journeys/render.ts'
import { sweepAll } from './journeys/sweep.ts'
import { brevo } from './notify/brevo.ts'
import { folder } from './notify/folder.ts'
import { laidMail, laidMails } from './notify/mailbox.ts'
import type { Transport } from './notify/message.ts'
import { smtp } from './notify/smtp.ts'
import { mailboxPage, mailPage } from './pages/mailbox.ts'
import { loadSample } from './sample/load.ts'
import { samplePeople } from './sample/people.ts'
import { openSqlite, type SqliteDriver } from './store/sqlite.ts'

/** Memory for finished answers. */
const finishedBudget = 64 * 1024 * 1024
/** How long requests under way may take after a signal. */
const graceMs = 10_000
const dayMs = 86_400_000

/**
 * Has glibc keep memory that was freed, for the next feed, rather than give it back to the system
 * and take fresh pages for each: it keeps twice the largest block that was ever freed (mallopt(3),
 * M_MMAP_THRESHOLD), and 32 MiB is the most it counts. The block is never touched, so costs nothing.
 */
export const reuseMemory = (): void => {
  new ArrayBuffer(31 * 1024 * 1024).transfer(0)
}

/**
 * Answers from finished ones at the speed of bare `node:http`: the Node twin of the cache that
 * stands in front of a Worker. Null when the app has to be asked, which makes what is missing.
 */
export const answerFinished = (
  finished: FinishedAnswers,
  req: IncomingMessage,
  res: ServerResponse
): Unchanged | null => {
  if (req.method !== 'GET' && req.method !== 'HEAD') return null
  const address = req.url ?? ''
  const version = finished.version(address)
  if (!version) return null
  const { headers } = req
  const { tag, lastModified } = version
  if (isFresh(headers['if-none-match'], headers['if-modified-since'], tag, lastModified)) {
    res.writeHead(304, version.freshHeaders).end()
    return version
  }
  const kept = finished.current(address)
  if (!kept) return null
  const accepted = headers['accept-encoding']?.toString()
  const coding = codingFor(accepted)
  const coded = coding === null || coding === 'identity' ? null : kept.coded[coding]
  // Nothing we have is taken, or nobody has asked for this coding yet.
  if (coding === null || coded === undefined) return null
  if (coded === null && refusesPlain(accepted)) return null
  const copy = coded ?? kept.plain
  res.writeHead(200, copy.headers)
  res.end(req.method === 'HEAD' ? undefined : copy.bytes)
  return kept
}

/**
 * Asks once in a turn of the event loop: requests read in one turn were all on the wire before
 * anything written in it could have been heard of, and the answer costs more than a kept poll. Our
 * own commits end on a later turn, so whoever saw one finish gets its stamp.
 */
const oncePerTurn = (ask: () => string): (() => string) => {
  let known: string | undefined
  return () => {
    if (known === undefined) {
      known = ask()
      setImmediate(() => {
        known = undefined
      })
    }
    return known
  }
}

/** Where mails are laid to be read at `/dev/mail`; null where something sends them, and in production. */
const laidInFolder = ({ server, brevoKey, folder }: Config['mail']): string | null =>
  server === null && brevoKey === null ? folder : null

/** What carries mails away; null in production without a server, where they wait in the outbox. */
export const transportFor = (mail: Config['mail']): Transport | null => {
  if (mail.server !== null) return smtp(mail.server)
  if (mail.brevoKey !== null) return brevo({ apiKey: mail.brevoKey })
  return mail.folder === null ? null : folder(mail.folder)
}

/** The app on a driver, with kept answers in front of it or without any. */
export const appFor = (config: Config, driver: SqliteDriver, finished: FinishedAnswers | null) => {
  const assembled = assemble(driver, config)
  const folder = laidInFolder(config.mail)
  const mailbox = folder && {
    list: async () =>
      mailboxPage({ site: assembled.ports.site, mails: await laidMails(folder, 200) }),
    one: async (name: string) => {
      const mail = await laidMail(folder, name)
      return mail && mailPage({ site: assembled.ports.site, mail })
    },
  }
  const readers = readerCounter({
    readers: assembled.ports.readers,
    hash: keyedHash(config.secret, 'readers'),
    clock: Date.now,
    most: 5000,
    milliseconds: 60_000,
  })
  const app = createApp({
    ...assembled,
    feeds,
    readers,
    ...(finished && { finished }),
    compress,
    addressOf: (c) =>
      clientAddress({
        socket: getConnInfo(c).remote.address ?? null,
        forwardedFor: c.req.header('X-Forwarded-For') ?? null,
        trustedHops: config.trustedHops,
      }),
    ...(mailbox && { mailbox }),
    pendingMigrations: () => driver.pending(),
    zoneData: process.versions.tz ?? 'unknown',
  })
  return { ...assembled, readers, app: getRequestListener(app.fetch) }
}

/** Answers kept as long as nothing is written to the database and the day stays the same. */
export const keptAnswers = (driver: SqliteDriver): FinishedAnswers =>
  finishedAnswers(
    finishedBudget,
    oncePerTurn(() => `${driver.stamp()} ${Math.floor(Date.now() / dayMs)}`)
  )

/** Opens the calendar on a driver and answers a listener for `node:http`. */
export const listenerFor = (config: Config, driver: SqliteDriver) => {
  const finished = keptAnswers(driver)
  const { app, ...calendar } = appFor(config, driver, finished)
  const { readers } = calendar
  const { trustedHops } = config
  return {
    ...calendar,
    listener: (req: IncomingMessage, res: ServerResponse) => {
      const answered = answerFinished(finished, req, res)
      if (answered === null) void app(req, res)
      else if (req.method === 'GET') {
        const { socket, headers } = req
        // Without a proxy of ours the header is anybody's to invent.
        const forwardedFor = trustedHops ? headers['x-forwarded-for']?.toString() : undefined
        readers.sawOn(
          socket,
          answered.feed,
          { userAgent: headers['user-agent'], forwardedFor },
          () =>
            clientAddress({
              socket: socket.remoteAddress ?? null,
              forwardedFor: forwardedFor ?? null,
              trustedHops,
            })
        )
      }
    },
  }
}

const say = (line: string) => process.stdout.write(`${line}\n`)

/** Migrates, renders what a new release or address makes differently, fills an empty calendar. */
const prepare = async (
  config: Config,
  { ports, identityMeans, daily }: Pick<Assembled, 'ports' | 'identityMeans' | 'daily'>
) => {
  if (await ports.store.isEmpty()) {
    if (!config.production) {
      say('The calendar is empty: loading the sample, December 2012 (100 events, 3 series) …')
      const counts = await loadSample(ports, await samplePeople(identityMeans))
      say(
        `  ${counts.approved} approved, ${counts.pending} pending, ${counts.rejected} rejected, ${counts.cancelled} cancelled.`
      )
      // Most of it is long past: archived before anybody asks, or the first answers would soon be others.
      await dailyWork({ ports, daily })
    }
  }
  if (!(await isRendered(ports))) {
    const { rendered } = await renderAll(ports, false)
    if (rendered) say(`${rendered} events rendered afresh: the release or the address has changed.`)
  }
}

/** Runs a task of the clock; what goes wrong in it is logged and tried again the next time. */
const onTheClock = async (task: string, work: () => Promise<unknown>) => {
  try {
    await work()
  } catch (error) {
    console.error(JSON.stringify({ level: 'error', task, error: String(error) }))
  }
}

/** Records forgotten in one portion; a day that has more runs another. */
const dailyPortion = 500

/** The daily work: more occurrences of open series, then forgetting, reminders and digests. */
const dailyWork = async ({ ports, daily }: Pick<Assembled, 'ports' | 'daily'>) => {
  await onTheClock('sweep', () => sweepAll(ports, process.versions.tz ?? 'unknown'))
  await onTheClock('daily', () => daily(dailyPortion))
}

/** How often the outbox is looked at. A mail written now leaves within so long. */
const deliveryMs = 2000

/** Delivers again and again, never twice at once; answers what stops it when the mail under way is out. */
const keepDelivering = (deliverAll: () => Promise<unknown>) => {
  let under: Promise<void> = Promise.resolve()
  let busy = false
  const timer = setInterval(() => {
    if (busy) return
    busy = true
    under = onTheClock('mail', deliverAll).finally(() => {
      busy = false
    })
  }, deliveryMs)
  return async () => {
    clearInterval(timer)
    await under
  }
}

const addresses = ({ baseUrl }: Config) => [
  '',
  `  Month page     ${baseUrl}/month/2012-12`,
  `  Put together   ${baseUrl}/subscribe   (ready-made ones: ${baseUrl}/feeds)`,
  `  Subscribe      ${baseUrl}/feeds/december-2012.ics   (or webcal:${baseUrl.replace(/^https?:/, '')}/feeds/december-2012.ics)`,
  `  Any filter     ${baseUrl}/feeds/events.ics?country=PL&locale=pl&from=2012-11-01&to=2013-02-01`,
  `  Grid as JSON   ${baseUrl}/v1/months/2012-12`,
  `  API            ${baseUrl}/openapi.json`,
  '',
  `  Announce       ${baseUrl}/submit`,
  `  Mails          ${baseUrl}/dev/mail   (what the service would send)`,
  `  Moderate       ${baseUrl}/sign-in   (as sample-desk@example.org; the link is among the mails)`,
  '',
  '  To submit and approve, make keys:  npm run calendar -- key create --help',
  '',
]

const run = async () => {
  reuseMemory()
  const config = readConfig(process.env)
  const driver = openSqlite(config.databasePath)
  const applied = driver.migrate()
  if (applied.length) say(`Migrated ${config.databasePath}: ${applied.join(', ')}.`)
  const calendar = listenerFor(config, driver)
  await prepare(config, calendar)

  const server = createServer(calendar.listener)
  server.on('error', (error: NodeJS.ErrnoException) => {
    console.error(
      error.code === 'EADDRINUSE'
        ? `Port ${config.port} on ${config.host} is taken; choose another with PORT=….`
        : `Cannot listen on ${config.host}:${config.port}: ${error.message}`
    )
    process.exit(1)
  })
  server.listen(config.port, config.host, () => {
    say(`${config.siteName} listens on ${config.host}:${config.port}.`)
    if (!config.production) for (const line of addresses(config)) say(line)
  })

  const daily = setInterval(() => void dailyWork(calendar), dayMs)
  void dailyWork(calendar)
  const transport = transportFor(config.mail)
  if (!transport) {
    console.error('Nothing sends mail: set MAIL_URL or BREVO_API_KEY. Mails wait in the outbox.')
  }
  const stopDelivering = transport
    ? keepDelivering(() => calendar.deliverAll(transport))
    : async () => undefined

  const counting = setInterval(() => {
    if (calendar.readers.isDue()) void onTheClock('readers', () => calendar.readers.flush())
  }, 1000)

  let stopping = false
  const stop = () => {
    if (stopping) process.exit(1)
    stopping = true
    clearInterval(daily)
    server.close(() => {
      clearInterval(counting)
      const ended = Promise.all([
        stopDelivering(),
        onTheClock('readers', () => calendar.readers.flush()),
      ])
      void ended.finally(() => {
        driver.close()
        process.exit(0)
      })
    })
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), graceMs).unref()
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

if (process.argv[1] === import.meta.filename) {
  try {
    await run()
  } catch (error) {
    console.error(error instanceof ConfigError ? error.message : error)
    process.exit(1)
  }
}
