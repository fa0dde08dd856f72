import { asc, eq, gt, inArray, lt, max, ne, sql } from 'drizzle-orm'
import { localeChain } from '../calendar/filter.ts'
import { independent } from '../calendar/people.ts'
import { expandedAt, type Occurrence, type Publication } from '../calendar/publication.ts'
import { searchableOf } from '../calendar/searchable.ts'
import type { Store, Version, Wording, ZoneUse } from '../calendar/store.ts'
import { asFault } from './conflict.ts'
import type { Driver, Statement, ZoneSpan } from './driver.ts'
import { keysOfEvent } from './fragment-key.ts'
import { journalReads } from './journal-reads.ts'
import { ledgerReads } from './ledger-reads.ts'
import * as t from './schema.ts'
import { bestBody, dates, earliestFirst, goingOn, hits, styledBody } from './select.ts'
import { workReads } from './work-reads.ts'
import { changeStatements, extendStatements, renderStatements } from './write.ts'

const toPublication = (row: typeof t.publication.$inferSelect): Publication => ({
  event: row.eventId,
  uid: row.uid,
  revision: row.revision,
  sequence: row.sequence,
  state: row.state,
  status: row.status,
  statusNote: row.statusNote,
  availability: row.availability,
  organisation: { slug: row.organisationSlug, name: row.organisationName },
  content: row.content,
  calledOff: row.calledOff,
  previous: row.previous,
  publishedAt: row.publishedAt,
  changedAt: row.changedAt,
  leavesOn: row.leavesOn,
})

const toOccurrence = (row: typeof t.occurrence.$inferSelect): Occurrence => ({
  event: row.eventId,
  recurrenceId: row.recurrenceId,
  allDay: row.allDay,
  start: row.starts,
  end: row.ends,
  startAt: row.startsAt,
  endAt: row.endsAt,
})

/** A bare row of `dates`, in the order of its columns. */
const toDate = (row: readonly unknown[]): Occurrence => {
  const [start, end, event, recurrenceId, startAt, endAt, allDay] = row as [
    number,
    number,
    string,
    string,
    number,
    number,
    number,
  ]
  return { event, recurrenceId, allDay: allDay === 1, start, end, startAt, endAt }
}

const yearOf = (ms: number) => new Date(ms).getUTCFullYear()

/** A rule travels as a rule: its zone must be right from the first date of the series on. */
const toZone = ({ zone, first, last }: ZoneSpan): ZoneUse => ({
  zone,
  fromYear: yearOf(first),
  toYear: yearOf(last),
})

const bodyIn = ({ format, style, locale }: Wording) =>
  styledBody(format, style, localeChain(locale))

/** The calendar's port on SQL: one implementation, whatever the driver. */
export const sqlStore = (driver: Driver): Store => {
  const { db } = driver

  const commit = async (statements: readonly Statement[]) => {
    try {
      await driver.atomically(statements)
    } catch (error) {
      throw asFault(error)
    }
  }

  const publication = async (event: string) => {
    const [row] = await db.select().from(t.publication).where(eq(t.publication.eventId, event))
    return row ? toPublication(row) : null
  }

  /** The number of an event's publication; none when it never was public. */
  const numberOf = (event: string) =>
    db
      .select({ number: t.publication.number })
      .from(t.publication)
      .where(eq(t.publication.eventId, event))

  return {
    ...journalReads(driver),
    ...ledgerReads(db, publication),
    ...workReads(db, toPublication),
    publication,

    journalNumber: async (event) => {
      const [row] = await db
        .select({ number: max(t.journal.number) })
        .from(t.journal)
        .where(eq(t.journal.eventId, event))
      return row?.number ?? 0
    },

    publications: async (after, limit) => {
      const rows = await db
        .select()
        .from(t.publication)
        .where(gt(t.publication.eventId, after))
        .orderBy(asc(t.publication.eventId))
        .limit(limit)
      return rows.map(toPublication)
    },

    fragmentsOf: async (event) => {
      const rows = await db
        .select()
        .from(t.fragment)
        .where(inArray(sql`${t.fragment.key} / ${sql.raw(String(keysOfEvent))}`, numberOf(event)))
        .orderBy(asc(t.fragment.key))
      return rows.map(({ key: _, ...row }) => row)
    },

    occurrencesOf: async (event) => {
      const rows = await db
        .select()
        .from(t.occurrence)
        .where(eq(t.occurrence.eventId, event))
        .orderBy(asc(t.occurrence.starts))
      return rows.map(toOccurrence)
    },

    labelsOf: async (event) => {
      const rows = await db
        .select({ label: t.label.label })
        .from(t.label)
        .where(inArray(t.label.number, numberOf(event)))
        .orderBy(asc(t.label.label))
      return rows.map((row) => row.label)
    },

    fragment: async (event, format, locale) => {
      const { text, values } = bestBody(format, localeChain(locale))
      const [row] = await driver.all<{ body: string | null }>(
        `select ${text} as body from (select number from publication where event_id = ?) h`,
        [...values, event]
      )
      return row?.body ?? null
    },

    version: async (labels) => {
      const rows = await driver.all<{ label: string; number: number; at: string }>(
        'select label, number, at from label_version where label in (select value from json_each(?))',
        [JSON.stringify(labels.flat())]
      )
      const known = new Map(rows.map((row) => [row.label, row]))
      const none: Version = { number: 0, at: null }
      const newest = labels.map((any) =>
        any.reduce<Version>((best, label) => {
          const row = known.get(label)
          return row && row.number > best.number ? row : best
        }, none)
      )
      const oldest = newest.reduce((low, version) => (version.number < low.number ? version : low))
      return { number: oldest.number, at: oldest.at }
    },

    bodies: (selection, wording, separator, most, frame) => {
      const feed = { hits: hits(selection, 'feed'), body: bodyIn(wording) }
      return driver.joined(feed, separator, most, (zones) => frame(zones.map(toZone)))
    },

    streamed: async (selection, wording, separator) => {
      const feed = { hits: hits(selection, 'feed'), body: bodyIn(wording) }
      const { pieces, zones } = await driver.streamed(feed, separator)
      return { pieces, zones: zones.map(toZone) }
    },

    page: async (selection, audience, wording, after, limit) => {
      const found = hits(selection, audience, after)
      const body = bodyIn(wording)
      const rows = await driver.all<{ body: string | null; starts: number; event_id: string }>(
        `select ${body.text} as body, h.starts as starts, h.event_id as event_id
         from (select * from (${found.text}) order by starts, event_id limit ?) h ${body.join}
         order by h.starts, h.event_id`,
        [...body.values, ...found.values, limit]
      )
      return rows.flatMap(({ body, starts, event_id }) =>
        body === null ? [] : [{ position: { start: starts, event: event_id }, body }]
      )
    },

    chosen: async (selection, order, after, limit) => {
      const found = hits(selection, 'feed', after)
      const text =
        order === 'date'
          ? `select starts, event_id from (${found.text}) order by starts, event_id limit ?`
          : `select h.starts as starts, h.event_id as event_id from (${found.text}) h
             join publication p on p.event_id = h.event_id
             order by p.changed_at desc, h.event_id limit ?`
      const rows = await driver.all<{ starts: number; event_id: string }>(text, [
        ...found.values,
        limit,
      ])
      return rows.map(({ starts, event_id }) => ({ start: starts, event: event_id }))
    },

    occurrences: async (selection, limit) => {
      const { text, values } = dates(selection, 'page')
      const all = await driver.rows(`${text} limit ?`, [...values, limit])
      const cut = all.length === limit
      const rows = cut
        ? await driver.rows(`${text} ${earliestFirst} limit ?`, [...values, limit])
        : all
      return rows.map(toDate)
    },

    cards: async (events, locale) => {
      const body = bestBody('card', localeChain(locale))
      const rows = await driver.all<{ event_id: string; body: string }>(
        `select h.event_id as event_id, ${body.text} as body
         from (select p.event_id, p.number from json_each(?) join publication p on p.event_id = value) h`,
        [...body.values, JSON.stringify(events)]
      )
      return new Map(rows.map((row) => [row.event_id, row.body]))
    },

    commit: (change) => commit(changeStatements(db, change)),

    rerender: async (p, fragments, at) => {
      await commit(
        renderStatements(db, p, fragments, expandedAt(p.event, p.content, at), searchableOf(p), at)
      )
    },

    extend: (p, expanded) => commit(extendStatements(db, p, expanded)),

    toExtend: async (horizon, limit) => {
      const rows = await db
        .select()
        .from(t.publication)
        .where(lt(t.publication.expandedTo, horizon))
        .orderBy(asc(t.publication.expandedTo))
        .limit(limit)
      return rows.map(toPublication)
    },

    beyondHorizon: async (selection, audience) => {
      const { text, values } = goingOn(selection, audience)
      const ids = await driver.all<{ event_id: string }>(text, values)
      const found = await Promise.all(ids.map(({ event_id }) => publication(event_id)))
      return found.filter((each) => each !== null)
    },

    expandedTo: async (event) => {
      const [row] = await db
        .select({ to: t.publication.expandedTo })
        .from(t.publication)
        .where(eq(t.publication.eventId, event))
      return row?.to ?? null
    },

    setting: async (name) => {
      const [row] = await db.select().from(t.setting).where(eq(t.setting.name, name))
      return row?.value ?? null
    },

    setSetting: async (name, value) => {
      await commit([
        db
          .insert(t.setting)
          .values({ name, value })
          .onConflictDoUpdate({ target: t.setting.name, set: { value } }),
      ])
    },

    isEmpty: async () => {
      // The row for those without an organisation comes with the tables.
      const rows = await db
        .select({ id: t.organisation.id })
        .from(t.organisation)
        .where(ne(t.organisation.id, independent.id))
        .limit(1)
      return rows.length === 0
    },

    ready: async () => {
      const [row] = await db.select({ number: sql<number>`count(*)` }).from(t.setting)
      return row !== undefined
    },
  }
}
