import * as z from 'zod'
import { eventTime } from './event-time.ts'
import { cleaned, complain, date, lang, line, termOf, wallTime, webAddress } from './fields.ts'
import { cleanDescription, cleanTitle, teaserOf } from './hygiene.ts'
import { canonicalLang, type Lang } from './language.ts'
import { isSeries, occurrenceOn } from './series.ts'
import { floating, reading } from './time.ts'
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

/** One date of a series that is not like the others: moved, retitled or somewhere else. */
const override = z.strictObject({
  /** The start the series itself gives it: its RECURRENCE-ID on the series' clock. */
  date: z.union([date, wallTime]),
  start: z.union([date, wallTime]).optional(),
  /** Exclusive; absent: as long as the others. */
  end: z.union([date, wallTime]).optional(),
  translations: z
    .record(
      z.string(),
      z.strictObject({ title: cleaned(cleanTitle), teaser: line(280).optional() })
    )
    .optional(),
  place: place.optional(),
})

/** A series with more exceptions than this is another series. */
const mostOverrides = 366

const triState = z.enum(['yes', 'no', 'unknown'])

type Overridden = Readonly<{
  time: z.output<typeof eventTime>
  translations: Readonly<Record<Lang, unknown>>
  overrides?: readonly z.output<typeof override>[] | undefined
}>

/** Which end of a moved date lies in an hour that the clocks skip. */
const missingHour = (time: z.output<typeof eventTime>, each: z.output<typeof override>) =>
  time.allDay
    ? undefined
    : (['start', 'end'] as const).find(
        (name) => each[name] !== undefined && reading(floating(each[name]), time.zone) === 'missing'
      )

/** Each override names a date the series has, once, and says what differs, in the event's languages. */
const checkOverrides = (
  { time, translations, overrides = [] }: Overridden,
  ctx: z.RefinementCtx
) => {
  const refuse = (index: number, path: readonly string[], code: string, message: string) =>
    ctx.addIssue({ code: 'custom', path: ['overrides', index, ...path], message, params: { code } })
  const length = time.allDay ? 10 : 16
  const seen = new Set<string>()
  for (const [index, each] of overrides.entries()) {
    const wrongKind = (['date', 'start', 'end'] as const).find(
      (name) => each[name] !== undefined && each[name].length !== length
    )
    if (wrongKind) {
      refuse(
        index,
        [wrongKind],
        'wrong-type',
        time.allDay
          ? 'The series is all-day: give a date.'
          : 'The series has times: give a date and a time.'
      )
    } else if (!isSeries(time) || !occurrenceOn('', time, each.date)) {
      refuse(index, ['date'], 'hits-nothing', `The series does not take place on ${each.date}.`)
    } else if (missingHour(time, each)) {
      const message = 'The clocks skip this time; give the time before or after.'
      refuse(index, [missingHour(time, each) ?? 'start'], 'missing-hour', message)
    } else if (seen.has(each.date)) {
      refuse(index, ['date'], 'duplicate', `${each.date} is changed twice.`)
    } else if (each.end !== undefined && each.end <= (each.start ?? each.date)) {
      refuse(index, ['end'], 'end-before-start', 'The end must be later than the start.')
    } else if (!each.start && !each.end && !each.translations && !each.place) {
      refuse(index, [], 'empty', 'Say what is different on this date.')
    }
    const stranger = Object.keys(each.translations ?? {}).find((tag) => !translations[tag])
    if (stranger)
      refuse(
        index,
        ['translations', stranger],
        'unknown-value',
        `The event has no text in “${stranger.slice(0, 40)}”.`
      )
    seen.add(each.date)
  }
}

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
    time: eventTime,
    overrides: z.array(override).max(mostOverrides).optional(),
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
    checkOverrides(content, ctx)
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
export type { EventTime } from './event-time.ts'
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
