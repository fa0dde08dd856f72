import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import { describe, expect, test } from 'vitest'

/*
 * Who may import whom: dependencies point one way. The first table is about rooms and
 * packages; the second names packages that one file alone may know.
 */

const root = fileURLToPath(new URL('..', import.meta.url))

const may: Readonly<Record<string, readonly string[]>> = {
  calendar: [
    'luxon',
    'zod',
    'rrule',
    'fastest-levenshtein',
    'diff',
    'franc',
    'hast',
    'hast-util-from-html',
    'hast-util-sanitize',
    'hast-util-to-html',
  ],
  render: ['calendar', 'luxon', 'ical-generator', 'ical.js'],
  journeys: ['calendar', 'render'],
  pages: ['calendar', 'hono', 'uqr'],
  http: [
    'calendar',
    'journeys',
    'pages',
    'feeds',
    'hono',
    'hono-openapi',
    'zod',
    'altcha-lib',
    'node:crypto',
  ],
  store: ['calendar', 'drizzle-orm', 'better-sqlite3', 'node:fs', 'node:path', 'node:url'],
  identity: ['calendar', 'drizzle-orm', 'better-auth', '@better-auth/api-key', 'zod'],
  // The sample goes in by the front door: it acts, so it knows what people do and who they are.
  sample: ['calendar', 'journeys', 'identity'],
  // Opens the database itself, so it knows two of the doors' own files.
  commands: [
    'calendar',
    'journeys',
    'identity',
    'store',
    'sample',
    'commander',
    'config.ts',
    'assemble.ts',
  ],
  notify: ['calendar', 'nodemailer', 'node:fs', 'node:path', 'node:buffer'],
  feeds: ['calendar'],
}

const doors = [
  'src/node.ts',
  'src/worker.ts',
  'src/cli.ts',
  'src/expand.ts',
  'src/config.ts',
  'src/assemble.ts',
  'src/compress.ts',
  'src/platform-cache.ts',
]

/** Package or room → the files that may import it, and nobody else. */
const only: Readonly<Record<string, readonly string[]>> = {
  'fastest-levenshtein': ['src/calendar/vocabulary.ts'],
  diff: ['src/calendar/difference.ts'],
  franc: ['src/calendar/title-languages.ts'],
  'hast-util-from-html': ['src/calendar/hygiene/markup.ts'],
  'hast-util-sanitize': ['src/calendar/hygiene/markup.ts'],
  'hast-util-to-html': ['src/calendar/hygiene/markup.ts'],
  'ical-generator': ['src/render/vevent.ts'],
  'ical.js': ['src/render/jcal.ts'],
  rrule: ['src/calendar/recurrence.ts'],
  'better-sqlite3': ['src/store/sqlite.ts'],
  'node:fs': ['src/store/sqlite.ts', 'src/notify/folder.ts', 'src/notify/mailbox.ts'],
  // Digests at once, on a path where nothing can be waited for; elsewhere WebCrypto.
  'node:crypto': ['src/http/reader-counter.ts'],
  nodemailer: ['src/notify/smtp.ts', 'src/notify/folder.ts'],
  '@hono/node-server': ['src/node.ts'],
  commander: [
    'src/commands/administrator.ts',
    'src/commands/clock.ts',
    'src/commands/database.ts',
    'src/commands/index.ts',
    'src/commands/key.ts',
    'src/commands/mail.ts',
    'src/commands/moderator.ts',
    'src/commands/organisation.ts',
    'src/commands/person.ts',
    'src/commands/word.ts',
  ],
  'altcha-lib': ['src/http/proof-of-work.ts'],
  uqr: ['src/pages/qr.ts'],
}

type Import = Readonly<{ file: string; room: string; target: string }>

const filesUnder = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.d.ts'))
    .map((name) => join(folder, name))

const roomOf = (path: string): string => {
  const [first = '', second = ''] = path.split('/')
  return first === 'src' ? second : first
}

/** A package's name without the path inside it: `drizzle-orm/d1` → `drizzle-orm`. */
const packageOf = (name: string) =>
  name
    .split('/')
    .slice(0, name.startsWith('@') ? 2 : 1)
    .join('/')

const importsOf = (file: string): Import[] =>
  [
    ...readFileSync(join(root, file), 'utf8').matchAll(
      /^(?:import|export)\b[^'"]*?from\s*['"]([^'"]+)['"]|^import\s*['"]([^'"]+)['"]|\bimport\(\s*['"]([^'"]+)['"]/gm
    ),
  ]
    .map((found) => found[1] ?? found[2] ?? found[3] ?? '')
    .map((name) => ({
      file,
      room: roomOf(file),
      target: name.startsWith('.')
        ? roomOf(relative(root, normalize(join(root, dirname(file), name))))
        : packageOf(name),
    }))

const sources = [...filesUnder('src'), ...filesUnder('feeds')]
const imports = sources.filter((file) => !doors.includes(file)).flatMap(importsOf)

describe('the rooms', () => {
  test('are found, and their imports too', () => {
    expect(new Set(imports.map(({ room }) => room))).toEqual(new Set(Object.keys(may)))
    expect(imports.length).toBeGreaterThan(150)
  })

  test.each(Object.keys(may))('%s keeps to its neighbours', (room) => {
    const strangers = imports.filter(
      (i) => i.room === room && i.target !== room && !may[room]?.includes(i.target)
    )
    expect(strangers).toEqual([])
  })

  test.each(Object.keys(only))('%s is known to its own file alone', (name) => {
    const users = sources
      .flatMap(importsOf)
      .filter((i) => i.target === name)
      .map(({ file }) => file)
    expect(new Set(users)).toEqual(new Set(only[name]))
  })

  test('the calendar asks for no clock and makes no ids', () => {
    const askers = filesUnder('src/calendar').filter((file) =>
      /\bDate\.now\(|\bnew Date\(\)|Math\.random\(|randomUUID|DateTime\.(now|local|utc)\(\)/.test(
        readFileSync(join(root, file), 'utf8')
      )
    )
    expect(askers).toEqual([])
  })

  test('the commands leave streams, settings and the end of the process to their door', () => {
    const takers = filesUnder('src/commands').filter((file) =>
      /\bconsole\.|\bprocess\.(stdin|stdout|stderr|argv|env|exit|exitCode)\b/.test(
        readFileSync(join(root, file), 'utf8')
      )
    )
    expect(takers).toEqual([])
  })
})

describe('the Worker', () => {
  test('holds neither better-sqlite3 nor a file system', async () => {
    const { metafile } = await build({
      entryPoints: [join(root, 'src/worker.ts')],
      bundle: true,
      write: false,
      metafile: true,
      format: 'esm',
      platform: 'neutral',
      mainFields: ['module', 'main'],
      conditions: ['workerd', 'worker', 'browser', 'import'],
      external: ['node:*', 'cloudflare:*'],
      logLevel: 'silent',
    })
    const inputs = Object.keys(metafile.inputs)
    expect(inputs.some((path) => path.endsWith('src/worker.ts'))).toBe(true)
    expect(
      inputs.filter((path) => path.includes('better-sqlite3/') && !path.includes('drizzle-orm'))
    ).toEqual([])
    const outside = Object.values(metafile.outputs).flatMap((output) =>
      output.imports.map(({ path }) => path)
    )
    expect(outside.filter((path) => /^node:(fs|path|os|child_process|net)/.test(path))).toEqual([])
  })
})
