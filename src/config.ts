import * as z from 'zod'

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((n) => n >= 1 && n <= 65_535)

/** Every setting with its default and the sentence shown when it is wrong. */
const settings = {
  PORT: [port.default(3000), 'PORT is the number of a TCP port, 1 to 65535.'],
  HOST: [
    z
      .string()
      .regex(/^[A-Za-z0-9.:-]{1,255}$/)
      .default('127.0.0.1'),
    'HOST is the address to listen on, such as 127.0.0.1 or 0.0.0.0.',
  ],
  DATABASE_PATH: [
    z.string().min(1).max(1000).default('data/calendar.sqlite'),
    'DATABASE_PATH is the path of the SQLite file.',
  ],
  BASE_URL: [
    z
      .string()
      .refine(isOrigin)
      .transform((url) => url.replace(/\/+$/, ''))
      .optional(),
    'BASE_URL is the public address of the site without a path, such as https://calendar.example.eu.',
  ],
  SITE_NAME: [
    z.string().trim().min(1).max(80).default('Integration calendar'),
    'SITE_NAME is the name of the site, 1 to 80 characters.',
  ],
  SECRET: [
    z.string().min(32).optional(),
    'SECRET is a random text of at least 32 characters; `openssl rand -hex 32` makes one.',
  ],
  NODE_ENV: [
    z.enum(['development', 'test', 'production']).default('development'),
    'NODE_ENV is development, test or production.',
  ],
} as const

function isOrigin(raw: string): boolean {
  if (!URL.canParse(raw)) return false
  const url = new URL(raw)
  return (
    (url.protocol === 'https:' || url.protocol === 'http:') &&
    url.pathname === '/' &&
    !url.search &&
    !url.hash &&
    !url.username
  )
}

export type Config = Readonly<{
  port: number
  host: string
  databasePath: string
  /** Public address without a final slash. */
  baseUrl: string
  siteName: string
  secret: string
  production: boolean
}>

/** A wrong setting: one sentence each, for whoever starts the service. */
export class ConfigError extends Error {}

type Settings = { [Name in keyof typeof settings]: z.output<(typeof settings)[Name][0]> }

/** Signs nothing that leaves a developer's machine; production refuses to start without a SECRET. */
const developmentSecret = 'only-for-development-never-in-production'

/** Reads settings from the environment; throws `ConfigError` that names every wrong one. */
export const readConfig = (environment: Readonly<Record<string, unknown>>): Config => {
  const wrong: string[] = []
  const read = Object.fromEntries(
    Object.entries(settings).map(([name, [schema, sentence]]) => {
      const given = environment[name]
      const result = schema.safeParse(given === '' ? undefined : given)
      if (!result.success) wrong.push(`${sentence} (It is “${String(given).slice(0, 80)}”.)`)
      return [name, result.data]
    })
  ) as Settings
  const production = read.NODE_ENV === 'production'
  if (production && !read.SECRET) wrong.push(`In production, set SECRET. ${settings.SECRET[1]}`)
  if (production && !read.BASE_URL)
    wrong.push(`In production, set BASE_URL. ${settings.BASE_URL[1]}`)
  if (wrong.length) throw new ConfigError(wrong.join('\n'))
  return {
    port: read.PORT,
    host: read.HOST,
    databasePath: read.DATABASE_PATH,
    baseUrl:
      read.BASE_URL ??
      `http://${read.HOST.includes(':') ? `[${read.HOST}]` : read.HOST}:${read.PORT}`,
    siteName: read.SITE_NAME,
    secret: read.SECRET ?? developmentSecret,
    production,
  }
}
