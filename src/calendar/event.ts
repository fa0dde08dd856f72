import * as z from 'zod'
import { unknownSentence } from './fault.ts'
import {
  type Cleaned,
  cleanDescription,
  cleanLine,
  cleanTitle,
  cleanUrl,
  teaserOf,
} from './hygiene.ts'
import { canonicalLang, type Lang } from './language.ts'
import { addDays, floating, isDate, isWallTime, isZone, reading } from './time.ts'
import { countries } from './vocabularies/countries.ts'
import {
  accessibilityFeatures,
  attendances,
  audiences,
  costKinds,
  formats,
  languageRoles,
  scopes,
  tracks,
} from './vocabularies/kinds.ts'
import { themes } from './vocabularies/themes.ts'
import type { Vocabulary } from './vocabulary.ts'

/** A precise complaint inside a schema: `code` and `suggestion` travel to the problem document. */
const complain = (ctx: z.RefinementCtx, code: string, message: string, suggestion?: string) => {
  ctx.addIssue({ code: 'custom', message, params: { code, ...(suggestion && { suggestion }) } })
  return z.NEVER
}

/** A value of a closed list, in any case or by an alias; refused with the nearest one. */
const termOf = <T extends Vocabulary>(list: T) =>
  z
    .string()
    .transform((raw, ctx): string => {
      const id = list.resolve(raw)
      if (id) return id
      const near = list.nearest(raw)
      return complain(ctx, 'unknown-value', unknownSentence(raw, list.name, near), near)
    })
    .meta({ enum: list.terms.map((term) => term.id) })

/** Text passed through a cleaner of `hygiene.ts`. */
const cleaned = <T>(cleaner: (raw: string) => Cleaned<T>) =>
  z.string().transform((raw, ctx): T => {
    const result = cleaner(raw)
    return result.ok ? result.value : complain(ctx, result.code, result.detail)
  })

/** One line of text that says something; what is empty after cleaning should be left out instead. */
const line = (limit = 200) =>
  cleaned((raw) => {
    const result = cleanLine(raw, limit)
    if (!result.ok || result.value) return result
    return { ok: false, code: 'empty', detail: 'There is no text left here; leave the field out.' }
  })
const webAddress = cleaned(cleanUrl)

const lang = z.string().transform((raw, ctx): Lang => {
  const tag = canonicalLang(raw)
  return (
    tag ??
    complain(
      ctx,
      'unknown-value',
      `“${raw.slice(0, 40)}” is not a BCP 47 language tag such as “pl” or “sr-Latn”.`
    )
  )
})

const zone = z
  .string()
  .transform((raw, ctx): string =>
    isZone(raw)
      ? raw
      : complain(
          ctx,
          'unknown-zone',
          `“${raw.slice(0, 40)}” is not an IANA time zone such as “Europe/Warsaw”.`
        )
  )

const date = z.string().refine(isDate, {
  message: 'Give a date that exists, as YYYY-MM-DD.',
  params: { code: 'invalid-date' },
})
const wallTime = z
  .string()
  .transform((raw) => raw.replace(/^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}):00$/, '$1'))
  .refine(isWallTime, {
    message:
      'Give a date and a time of day that exist, as YYYY-MM-DDTHH:mm, in the zone of the event.',
    params: { code: 'invalid-time' },
  })

/** Beyond this no clock rule is known and no calendar looks; also keeps hostile years out of tables. */
const earliest = '1970-01-01'
const latest = '2100-01-01'
const longestDays = 400

const allDayTime = z
  .strictObject({
    allDay: z.literal(true),
    start: date,
    /** Exclusive: the day after the last day. */
    end: date.optional(),
    zone: zone.optional(),
  })
  .transform((time) => ({ ...time, end: time.end ?? addDays(time.start, 1) }))

const timedTime = z.strictObject({
  allDay: z.literal(false),
  start: wallTime,
  /** Exclusive; absent when the organiser gave no end. */
  end: wallTime.optional(),
  zone,
})

const time = z.discriminatedUnion('allDay', [allDayTime, timedTime]).superRefine((value, ctx) => {
  const refuse = (path: string, code: string, message: string) =>
    ctx.addIssue({ code: 'custom', path: [path], message, params: { code } })
  if (value.start < earliest || value.start >= latest) {
    refuse('start', 'out-of-range', `An event starts between ${earliest} and ${latest}.`)
    return
  }
  if (value.end !== undefined) {
    if (value.end <= value.start) {
      refuse(
        'end',
        'end-before-start',
        value.allDay
          ? 'The end is exclusive: it must be a day after the start.'
          : 'The end must be later than the start.'
      )
    } else if (floating(value.end) - floating(value.start) > longestDays * 86_400_000) {
      refuse('end', 'too-long', `An event lasts at most ${longestDays} days.`)
    }
  }
  if (!value.allDay) {
    if (reading(floating(value.start), value.zone) === 'missing') {
      refuse(
        'start',
        'missing-hour',
        `The clocks in ${value.zone} skip this time; give the time before or after.`
      )
    }
    if (value.end !== undefined && reading(floating(value.end), value.zone) === 'missing') {
      refuse(
        'end',
        'missing-hour',
        `The clocks in ${value.zone} skip this time; give the time before or after.`
      )
    }
  }
})

const translation = z
  .strictObject({
    title: cleaned(cleanTitle),
    teaser: line(280).optional(),
    description: cleaned(cleanDescription).optional(),
    origin: z.enum(['author', 'human', 'machine']).default('author'),
    stale: z.boolean().optional(),
  })
  .transform(({ teaser, description, ...rest }) => ({
    ...rest,
    ...(teaser ? { teaser } : description?.plain ? { teaser: teaserOf(description.plain) } : {}),
    ...(description?.html && { description: description.html }),
  }))

const translations = z.record(z.string(), translation).transform((given, ctx) => {
  const entries = Object.entries(given)
  if (entries.length === 0)
    return complain(ctx, 'missing', 'Give the event a title in at least one language.')
  if (entries.length > 40)
    return complain(ctx, 'too-many', 'An event has texts in at most 40 languages.')
  const result: Record<Lang, (typeof given)[string]> = {}
  for (const [raw, text] of entries) {
    const tag = canonicalLang(raw)
    const message = tag
      ? `“${raw}” and another key both mean “${tag}”.`
      : `“${raw.slice(0, 40)}” is not a BCP 47 language tag.`
    if (!tag || result[tag]) {
      ctx.addIssue({
        code: 'custom',
        path: [raw],
        message,
        params: { code: tag ? 'duplicate' : 'unknown-value' },
      })
      return z.NEVER
    }
    result[tag] = text
  }
  return result
})

const place = z.strictObject({
  name: line().optional(),
  address: line().optional(),
  city: line(100).optional(),
  country: termOf(countries).optional(),
  lat: z.number().min(-90).max(90).optional(),
  lon: z.number().min(-180).max(180).optional(),
})

const triState = z.enum(['yes', 'no', 'unknown'])

/**
 * What a submitter says of an event: the content of one revision. Parsing cleans every text
 * (`hygiene.ts`), canonicalises every tag and fills every default, so equal wishes give equal
 * content. Unknown fields are refused: a typo must not silently lose a fact.
 */
export const eventContent = z
  .strictObject({
    originalLang: lang,
    translations,
    eventLanguages: z
      .array(z.strictObject({ lang, role: termOf(languageRoles).default('spoken') }))
      .max(20)
      .default([]),
    teaches: z
      .strictObject({ lang, level: z.enum(['A1', 'A2', 'B1', 'B2', 'C1', 'C2']).optional() })
      .optional(),
    time,
    attendance: termOf(attendances).default('offline'),
    place: place.optional(),
    joinUrl: webAddress.optional(),
    primaryCountry: termOf(countries),
    countries: z.array(termOf(countries)).max(10).default([]),
    /** Absent when the organiser did not say. */
    scope: termOf(scopes).optional(),
    /** The first is the primary one. */
    themes: z.array(termOf(themes)).min(1).max(3),
    track: termOf(tracks).default('public'),
    format: termOf(formats).optional(),
    audience: z.array(termOf(audiences)).max(16).default([]),
    cost: z
      .strictObject({
        kind: termOf(costKinds),
        amount: z.number().nonnegative().max(1_000_000).optional(),
        currency: z
          .string()
          .regex(/^[A-Z]{3}$/, 'Give an ISO 4217 code such as EUR.')
          .optional(),
        note: line().optional(),
      })
      .default({ kind: 'unknown' }),
    accessibility: z
      .strictObject({
        features: z.record(z.string(), triState).default({}),
        note: line(1000).optional(),
      })
      .optional(),
    registration: z
      .strictObject({
        kind: z.enum(['none', 'optional', 'required']),
        url: webAddress.optional(),
        deadline: date.optional(),
        idRequired: triState.default('unknown'),
      })
      .optional(),
    /** Who holds the event, as the public shall read it; not necessarily the organisation that submits. */
    organiser: z.strictObject({ name: line(), url: webAddress.optional() }).optional(),
    /** Published by choice: a role mailbox rather than a person's. */
    publicContact: z
      .strictObject({
        name: line(100).optional(),
        email: z.email('Give a mailbox such as info@example.org.').max(254).optional(),
        phone: z
          .string()
          .regex(/^\+?[0-9 ()/.-]{5,30}$/, 'Give a phone number in digits.')
          .optional(),
      })
      .optional(),
    /** The organiser's own page about the event. */
    url: webAddress.optional(),
  })
  .superRefine((content, ctx) => {
    if (!content.translations[content.originalLang]) {
      ctx.addIssue({
        code: 'custom',
        path: ['originalLang'],
        message: `There is no text in the original language “${content.originalLang}”.`,
        params: { code: 'missing-original' },
      })
    }
    for (const feature of Object.keys(content.accessibility?.features ?? {})) {
      if (accessibilityFeatures.get(feature)) continue
      const near = accessibilityFeatures.nearest(feature)
      ctx.addIssue({
        code: 'custom',
        path: ['accessibility', 'features', feature],
        message: `“${feature.slice(0, 40)}” is not an accessibility feature we know.`,
        params: { code: 'unknown-value', ...(near && { suggestion: near }) },
      })
    }
    if (new Set(content.themes).size < content.themes.length) {
      ctx.addIssue({
        code: 'custom',
        path: ['themes'],
        message: 'A theme is named twice.',
        params: { code: 'duplicate' },
      })
    }
    const place = content.place
    if (place && (place.lat === undefined) !== (place.lon === undefined)) {
      ctx.addIssue({
        code: 'custom',
        path: ['place', place.lat === undefined ? 'lat' : 'lon'],
        message: 'Give latitude and longitude together.',
        params: { code: 'missing' },
      })
    }
  })
  .transform(({ countries: listed, ...content }) => ({
    ...content,
    countries: [...new Set([content.primaryCountry, ...listed])],
  }))

/** A revision's content as stored: clean, canonical, complete. */
export type EventContent = z.output<typeof eventContent>
/** What a caller may send. */
export type EventContentInput = z.input<typeof eventContent>
export type EventTime = EventContent['time']
export type Translation = EventContent['translations'][string]

/** Happening status, separate from moderation. */
export const eventStatuses = [
  'scheduled',
  'rescheduled',
  'moved-online',
  'postponed',
  'cancelled',
] as const
export type EventStatus = (typeof eventStatuses)[number]
export const availabilities = ['open', 'full', 'closed', 'unknown'] as const
export type Availability = (typeof availabilities)[number]
