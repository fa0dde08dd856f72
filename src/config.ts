import * as z from 'zod'

const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((n) => n >= 1 && n <= 65_535)

const mailbox = z.email().max(254)

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
  MAIL_FROM: [
    mailbox.optional(),
    'MAIL_FROM is the mailbox that mails come from, such as calendar@example.eu.',
  ],
  CONTACT: [
    mailbox.optional(),
    'CONTACT is the mailbox a person reads, named in mails; without it MAIL_FROM.',
  ],
  MAIL_URL: [
    z
      .string()
      .regex(/^smtps?:\/\/[^\s]+$/)
      .optional(),
    'MAIL_URL is the mail server, such as smtp://user:password@mail.example.eu:587 or smtps://….',
  ],
  BREVO_API_KEY: [
    z.string().min(10).max(200).optional(),
    'BREVO_API_KEY is the key of an account at Brevo, which sends mail over HTTPS.',
  ],
  MAIL_FOLDER: [
    z.string().min(1).max(1000).default('data/mail'),
    'MAIL_FOLDER is where mails are laid while nothing sends them; in development only.',
  ],
  TRUST_PROXY: [
    z
      .string()
      .regex(/^[0-5]$/)
      .transform(Number)
      .default(0),
    'TRUST_PROXY is how many proxies of yours stand in front and add to X-Forwarded-For, 0 to 5.',
  ],
  OIDC_ISSUER: [
    z.string().refine(isWebAddress).optional(),
    'OIDC_ISSUER is the address of an OpenID Connect provider, such as https://ecas.ec.europa.eu/cas/oauth2.',
  ],
  OIDC_CLIENT_ID: [
    z.string().min(1).max(500).optional(),
    'OIDC_CLIENT_ID is what the provider calls us.',
  ],
  OIDC_CLIENT_SECRET: [
    z.string().min(1).max(1000).optional(),
    'OIDC_CLIENT_SECRET is the secret the provider gave us.',
  ],
  OIDC_NAME: [
    z.string().trim().min(1).max(60).default('another account'),
    'OIDC_NAME is what the button says, such as EU Login.',
  ],
  NODE_ENV: [
    z.enum(['development', 'test', 'production']).default('development'),
    'NODE_ENV is development, test or production.',
  ],
} as const

function isWebAddress(raw: string): boolean {
  return URL.canParse(raw) && /^https?:$/.test(new URL(raw).protocol)
}

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
  mail: MailConfig
  /** Proxies of ours in front of the service. */
  trustedHops: number
  oidc: OidcConfig | null
}>

export type MailConfig = Readonly<{
  from: string
  contact: string
  /** SMTP server; null: none. */
  server: string | null
  brevoKey: string | null
  /** Where mails are laid when nothing sends them; null in production. */
  folder: string | null
}>

/** An OpenID Connect provider people may sign in with. */
export type OidcConfig = Readonly<{
  issuer: string
  clientId: string
  clientSecret: string
  name: string
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
  const sends = read.MAIL_URL ?? read.BREVO_API_KEY
  if (production && sends && !read.MAIL_FROM)
    wrong.push(`Where mail is sent, set MAIL_FROM. ${settings.MAIL_FROM[1]}`)
  const oidc = [read.OIDC_ISSUER, read.OIDC_CLIENT_ID, read.OIDC_CLIENT_SECRET]
  if (oidc.some(Boolean) && !oidc.every(Boolean))
    wrong.push('Set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET together, or none of them.')
  if (wrong.length) throw new ConfigError(wrong.join('\n'))
  const from = read.MAIL_FROM ?? `calendar@${hostOf(read.BASE_URL)}`
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
    mail: {
      from,
      contact: read.CONTACT ?? from,
      server: read.MAIL_URL ?? null,
      brevoKey: read.BREVO_API_KEY ?? null,
      folder: production ? null : read.MAIL_FOLDER,
    },
    trustedHops: read.TRUST_PROXY,
    oidc:
      read.OIDC_ISSUER && read.OIDC_CLIENT_ID && read.OIDC_CLIENT_SECRET
        ? {
            issuer: read.OIDC_ISSUER,
            clientId: read.OIDC_CLIENT_ID,
            clientSecret: read.OIDC_CLIENT_SECRET,
            name: read.OIDC_NAME,
          }
        : null,
  }
}

/** Mail of a developer's machine comes from nowhere in particular (RFC 6761 §6.3). */
const hostOf = (baseUrl: string | undefined): string => {
  const host = baseUrl ? new URL(baseUrl).hostname : 'localhost'
  return /[a-z]/i.test(host) && host.includes('.') ? host : 'calendar.localhost'
}
