import * as z from 'zod'
import { availabilities, eventContent, eventStatuses } from '../calendar/event.ts'
import { webAddress } from '../calendar/fields.ts'
import { cleanDescription } from '../calendar/hygiene.ts'
import { publicationCauses } from '../calendar/publication-step.ts'
import {
  moderatorVerbs,
  reasonCodes,
  submissionStates,
  submissionVerbs,
} from '../calendar/submission.ts'

/*
 * What goes over the wire beside the event itself. Requests are parsed by these, and the OpenAPI
 * document is made from the same objects.
 */

/** Words for people, on several lines, cleaned like a description and without markup; null when empty. */
const words = (limit: number) =>
  z
    .string()
    .transform((raw, ctx): string | null => {
      const cleaned = cleanDescription(raw)
      const tooLong = cleaned.ok && cleaned.value.plain.length > limit
      if (cleaned.ok && !tooLong) return cleaned.value.plain || null
      const detail = tooLong
        ? `Say it in at most ${limit} characters.`
        : cleaned.ok
          ? ''
          : cleaned.detail
      ctx.addIssue({ code: 'custom', message: detail, params: { code: 'too-long' } })
      return z.NEVER
    })
    .nullable()

export const submissionRequest = z
  .strictObject({
    event: eventContent,
    /** Private words to the moderator. */
    message: words(2000).optional(),
  })
  .meta({ description: 'An event, and private words to the moderator.' })

export const decisionRequest = z.strictObject({
  verb: z.enum(moderatorVerbs),
  reasonCode: z.enum(reasonCodes).optional(),
  /** Shown to the submitter. */
  text: words(4000).optional(),
})

export const cancellationRequest = z.strictObject({ note: words(1000).optional() })

/** Statuses an organiser announces; `scheduled` takes any other back. */
const announcedStatuses = ['cancelled', 'postponed', 'moved-online', 'scheduled'] as const

export const statusRequest = z
  .strictObject({
    status: z.enum(announcedStatuses),
    /** Public. */
    note: words(1000).optional(),
    /** Where people join what has moved online. */
    joinUrl: webAddress.optional(),
  })
  .superRefine(({ status, joinUrl }, ctx) => {
    if (!joinUrl || status === 'moved-online') return
    ctx.addIssue({
      code: 'custom',
      path: ['joinUrl'],
      message: 'Only an event that has moved online is given another link to join.',
      params: { code: 'two-wishes' },
    })
  })

export const availabilityRequest = z.strictObject({ availability: z.enum(availabilities) })

export const appealRequest = z.strictObject({
  /** Why it should be looked at again; read by moderators. */
  text: words(2000).transform((text, ctx): string => {
    if (text !== null) return text
    const message = 'Say why it should be looked at again.'
    ctx.addIssue({ code: 'custom', message, params: { code: 'missing' } })
    return z.NEVER
  }),
})

export const restorationRequest = z.strictObject({ text: words(1000).optional() })

export const withdrawalRequest = z.strictObject({ text: words(1000).optional() })
export const removalRequest = z.strictObject({ reasonCode: z.enum(reasonCodes), text: words(4000) })

const wall = z.string().max(16)

/** What differs on one date, or that it will not happen (or will after all). */
export const dateRequest = z
  .strictObject({
    status: z.enum(['cancelled', 'scheduled']).optional(),
    note: words(1000).optional(),
    start: wall.optional(),
    end: wall.optional(),
    translations: z
      .record(z.string(), z.strictObject({ title: z.string(), teaser: z.string().optional() }))
      .optional(),
    place: z.looseObject({}).optional(),
    message: words(2000).optional(),
  })
  .superRefine((wish, ctx) => {
    const changes = (['start', 'end', 'translations', 'place'] as const).filter(
      (name) => wish[name]
    )
    if (wish.status && changes[0]) {
      ctx.addIssue({
        code: 'custom',
        path: [changes[0]],
        message:
          'Say “status” alone: it takes effect at once, while a change waits for a moderator.',
        params: { code: 'two-wishes' },
      })
    }
    if (!wish.status && changes.length === 0) {
      ctx.addIssue({
        code: 'custom',
        message: 'Say what is different on this date, or its “status”.',
        params: { code: 'missing' },
      })
    }
  })

export const splitRequest = z.strictObject({
  /** RECURRENCE-ID of the first date of what follows. */
  from: z.string().max(20),
  event: eventContent,
  message: words(2000).optional(),
})

const instant = z.string().meta({ format: 'date-time' })
const doer = z.object({ id: z.string(), name: z.string() })

export const decisionAnswer = z.object({
  submission: z.string(),
  round: z.int(),
  verb: z.enum(submissionVerbs),
  state: z.enum(submissionStates),
  reason: z.object({ code: z.enum(reasonCodes).nullable(), text: z.string().nullable() }),
  by: doer,
  at: instant,
})

export const submissionAnswer = z.object({
  id: z.string(),
  event: z.string(),
  revision: z.int(),
  state: z.enum(submissionStates),
  round: z.int(),
  organisation: z.object({ id: z.string(), slug: z.string(), name: z.string() }),
  submitter: doer,
  primaryCountry: z.string(),
  message: z.string().nullable(),
  content: z
    .looseObject({})
    .meta({ description: 'The event as it will be published: cleaned and complete.' }),
  submittedAt: instant,
  waitingSince: instant,
  decisions: z.array(decisionAnswer).optional(),
  split: z.object({ event: z.string(), revision: z.int() }).nullable(),
  dropped: z.array(z.string()).optional().meta({
    description: 'Dates that were changed or called off and that the new series does not have.',
  }),
  links: z.object({ self: z.string(), decisions: z.string(), event: z.string() }),
})

export const queueAnswer = z.object({
  submissions: z.array(submissionAnswer),
  next: z.string().nullable(),
})

export const publicationAnswer = z.object({
  id: z.string(),
  state: z.enum(['published', 'withdrawn', 'removed', 'archived']),
  status: z.enum(eventStatuses),
  statusNote: z.string().nullable(),
  availability: z.enum(availabilities),
  revision: z.int(),
  sequence: z.int(),
  changedAt: instant,
})

export const eventAnswer = z
  .looseObject({
    id: z.string(),
    uid: z.string(),
    url: z.string(),
    ics: z.string(),
    revision: z.int(),
    sequence: z.int(),
    status: z.enum(eventStatuses),
    statusNote: z.string().nullable(),
    title: z.string(),
    titleLang: z.string(),
    allDay: z.boolean(),
    start: z.string(),
    end: z.string().nullable().meta({ description: 'Exclusive.' }),
    timeZone: z.string().nullable(),
  })
  .meta({ description: 'A public event with all its texts.' })

const placed = z.object({
  name: z.string().nullable(),
  city: z.string().nullable(),
  country: z.string().nullable(),
})

export const occurrencesAnswer = z.object({
  event: z.string(),
  occurrences: z.array(
    z.object({
      recurrenceId: z.string(),
      allDay: z.boolean(),
      start: z.string(),
      end: z.string().nullable().meta({ description: 'Exclusive.' }),
      timeZone: z.string().nullable(),
      startsAt: instant.nullable(),
      endsAt: instant.nullable(),
      status: z.enum(['scheduled', 'cancelled']),
      note: z.string().nullable(),
      title: z.string().nullable().meta({ description: 'Only where this date has its own.' }),
      place: placed.nullable(),
      ics: z.string(),
    })
  ),
  more: z.boolean(),
})

export const eventsAnswer = z.object({ events: z.array(eventAnswer), next: z.string().nullable() })

export const changesAnswer = z.object({
  changes: z.array(
    z.object({
      number: z.int().meta({ description: 'Rises with every change of any event.' }),
      id: z.string(),
      uid: z.string(),
      op: z.enum(['upsert', 'remove']),
      cause: z.enum([...publicationCauses, 'render']).meta({
        description: 'What was done. `render`: our texts were made afresh.',
      }),
      reason: z.enum(['withdrawn', 'removed', 'no-longer-matches']).nullable().meta({
        description: 'Why to remove it; null for an upsert.',
      }),
      sequence: z.int(),
      at: instant,
      url: z.string(),
      event: eventAnswer
        .optional()
        .meta({ description: 'With an upsert, as in the list; not with `include=ids`.' }),
    })
  ),
  next: z.string().meta({ description: 'The cursor to ask with the next time.' }),
  more: z.boolean().meta({ description: 'More is known already: ask again at once.' }),
})

export const monthAnswer = z
  .looseObject({
    month: z.string(),
    locale: z.string(),
    weekStart: z.int(),
    timeZone: z.string(),
    title: z.string(),
    weeks: z.array(z.looseObject({})),
    events: z.record(z.string(), z.looseObject({})),
    counts: z.looseObject({ total: z.int() }),
    truncated: z.boolean(),
  })
  .meta({
    description: 'A month grid: weeks, days with counts, segments with lanes, each event once.',
  })

export const problemAnswer = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
  errors: z
    .array(
      z.object({
        pointer: z.string().optional(),
        parameter: z.string().optional(),
        code: z.string(),
        detail: z.string(),
        suggestion: z.string().optional(),
      })
    )
    .optional(),
})
