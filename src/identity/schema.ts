import { customType, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import type { MemberRole } from '../calendar/accounts.ts'
import { instantOf } from '../calendar/time.ts'

/** A JavaScript date kept as ISO text: sorts as it reads, and reads like every other instant. */
const instant = customType<{ data: Date; driverData: string }>({
  dataType: () => 'text',
  toDriver: (date) => date.toISOString(),
  fromDriver: (stored) => new Date(stored),
})

/** The same in whole seconds, for tables the calendar reads too. */
const second = customType<{ data: Date; driverData: string }>({
  dataType: () => 'text',
  toDriver: (date) => instantOf(date.getTime()),
  fromDriver: (stored) => new Date(stored),
})

const flag = (name: string) => integer(name, { mode: 'boolean' })

// The tables of better-auth 1.7.5 and its plugins. It finds a column by the property's name, which is
// therefore its word and not ours. Keys, indexes and triggers are in `drizzle/0002_identity.sql` and
// `0003_accounts.sql`.

export const user = sqliteTable('user', {
  id: text('id').primaryKey(),
  name: text('name').notNull(),
  email: text('email').notNull(),
  emailVerified: flag('email_verified').notNull().default(false),
  image: text('image'),
  /** Ours: in which language mail goes to them; null until they used one. */
  lang: text('lang'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

export const session = sqliteTable('session', {
  id: text('id').primaryKey(),
  userId: text('user_id').notNull(),
  token: text('token').notNull(),
  ipAddress: text('ip_address'),
  userAgent: text('user_agent'),
  activeOrganizationId: text('active_organization_id'),
  expiresAt: instant('expires_at').notNull(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

export const account = sqliteTable('account', {
  id: text('id').primaryKey(),
  userId: text('user_id').notNull(),
  accountId: text('account_id').notNull(),
  providerId: text('provider_id').notNull(),
  accessToken: text('access_token'),
  refreshToken: text('refresh_token'),
  idToken: text('id_token'),
  accessTokenExpiresAt: instant('access_token_expires_at'),
  refreshTokenExpiresAt: instant('refresh_token_expires_at'),
  scope: text('scope'),
  password: text('password'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

export const verification = sqliteTable('verification', {
  id: text('id').primaryKey(),
  identifier: text('identifier').notNull(),
  value: text('value').notNull(),
  expiresAt: instant('expires_at').notNull(),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

export const apikey = sqliteTable('apikey', {
  id: text('id').primaryKey(),
  configId: text('config_id').notNull().default('default'),
  /** The plugin's word for the owner: a user's id. */
  referenceId: text('user_id').notNull(),
  name: text('name'),
  prefix: text('prefix'),
  start: text('start'),
  /** The plugin's word for the hash; the key itself is kept nowhere. */
  key: text('key_hash').notNull(),
  enabled: flag('enabled').notNull().default(true),
  expiresAt: instant('expires_at'),
  lastRequest: instant('last_request'),
  permissions: text('permissions'),
  metadata: text('metadata'),
  rateLimitEnabled: flag('rate_limit_enabled').notNull().default(false),
  rateLimitTimeWindow: integer('rate_limit_time_window'),
  rateLimitMax: integer('rate_limit_max'),
  requestCount: integer('request_count').notNull().default(0),
  remaining: integer('remaining'),
  refillInterval: integer('refill_interval'),
  refillAmount: integer('refill_amount'),
  lastRefillAt: instant('last_refill_at'),
  createdAt: instant('created_at').notNull(),
  updatedAt: instant('updated_at').notNull(),
})

/** Created by `drizzle/0001_calendar.sql`, because events belong to one. */
export const organisation = sqliteTable('organisation', {
  id: text('id').primaryKey(),
  slug: text('slug').notNull(),
  name: text('name').notNull(),
  logo: text('logo'),
  metadata: text('metadata'),
  createdAt: second('created_at').notNull(),
})

/** The plugin's “member”. The technical user of an organisation, which has its id, is one too. */
export const membership = sqliteTable('membership', {
  id: text('id').primaryKey(),
  organizationId: text('organisation_id').notNull(),
  userId: text('user_id').notNull(),
  role: text('role').$type<MemberRole>().notNull(),
  createdAt: second('created_at').notNull(),
})

export const invitation = sqliteTable('invitation', {
  id: text('id').primaryKey(),
  organizationId: text('organisation_id').notNull(),
  email: text('email').notNull(),
  role: text('role').$type<MemberRole>().notNull(),
  status: text('status').$type<'pending' | 'accepted' | 'rejected' | 'canceled'>().notNull(),
  inviterId: text('inviter_id').notNull(),
  expiresAt: instant('expires_at').notNull(),
  createdAt: instant('created_at').notNull(),
})

// Ours, so with our instants: text without milliseconds, as the calendar writes them.

export const moderator = sqliteTable('moderator', {
  userId: text('user_id').primaryKey(),
  countries: text('countries', { mode: 'json' }).$type<readonly string[]>().notNull(),
  senior: flag('senior').notNull().default(false),
  createdAt: text('created_at').notNull(),
})

export const administrator = sqliteTable('administrator', {
  userId: text('user_id').primaryKey(),
  createdAt: text('created_at').notNull(),
})

/** What identity must know of an event: whose it is. The rest is the store's. */
export const event = sqliteTable('event', {
  id: text('id').primaryKey(),
  ownerId: text('owner_id'),
})
