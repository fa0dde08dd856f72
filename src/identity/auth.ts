import { apiKey } from '@better-auth/api-key'
import { drizzleAdapter } from 'better-auth/adapters/drizzle'
import { APIError } from 'better-auth/api'
import { betterAuth } from 'better-auth/minimal'
import type { BaseSQLiteDatabase } from 'drizzle-orm/sqlite-core'
import { account, apikey, session, user, verification } from './schema.ts'

/** A Drizzle database of either engine; builders are always awaited, so the synchronous one fits. */
export type Db = BaseSQLiteDatabase<'async', unknown>

/** Every key begins so: a leaked one is recognised by people and by scanners. */
export const keyPrefix = 'ic_'
export const keyLetters = 64
export const longestKeyDays = 365

/**
 * The one better-auth instance. For now it issues and verifies API keys; magic links and sessions
 * are further plugins and options here, and their tables exist already. Its HTTP handler is not
 * mounted anywhere: when it will be, the key routes of the plugin must be closed (`disabledPaths`).
 */
export const makeAuth = (
  db: Db,
  { secret, baseUrl }: Readonly<{ secret: string; baseUrl: string }>
) =>
  betterAuth({
    appName: 'Integration calendar',
    baseURL: baseUrl,
    secret,
    // No `transaction`: D1 has none.
    database: drizzleAdapter(db, {
      provider: 'sqlite',
      schema: { user, session, account, verification, apikey },
    }),
    emailAndPassword: { enabled: false },
    telemetry: { enabled: false },
    advanced: { database: { generateId: 'uuid' } },
    logger: {
      // The plugin reports each refused key as an error with a stack; a stranger could fill the log.
      log: (level, message, ...details) => {
        if (details.some((detail) => detail instanceof APIError)) return
        console[level](`better-auth: ${message}`, ...details)
      },
    },
    plugins: [
      apiKey({
        defaultPrefix: keyPrefix,
        defaultKeyLength: keyLetters,
        requireName: true,
        maximumNameLength: 100,
        startingCharactersConfig: { charactersLength: keyPrefix.length + 5 },
        keyExpiration: { maxExpiresIn: longestKeyDays },
        // On by default, with 10 requests a day. Limits are set in `http`, for keys and strangers alike.
        rateLimit: { enabled: false },
      }),
    ],
  })

export type Auth = ReturnType<typeof makeAuth>
