import { labelsWanted } from '../calendar/filter.ts'
import { everything, type Facet } from '../calendar/label.ts'
import type { Position, Selection } from '../calendar/store.ts'
import { floating } from '../calendar/time.ts'
import type { Bound } from './driver.ts'

/** Text and values of a part of a statement; parts are concatenated in order. */
export type Part = Readonly<{ text: string; values: readonly Bound[] }>

/**
 * Facets that can lead a search, those whose values usually match the fewest events first. What
 * most events share (track, cost, attendance, scope) only tests what another facet found.
 */
export const leadingFacets: readonly Facet[] = [
  'organisation',
  'teaches',
  'format',
  'audience',
  'theme',
  'country',
  'language',
  'cbp',
]

/** Place among the leaders, behind all of them for a facet that never leads. */
const rank = (label: string): number => {
  const place = leadingFacets.indexOf(label.slice(0, label.indexOf(':')) as Facet)
  return place < 0 ? leadingFacets.length : place
}

/** One label is compared, several travel as one JSON value. */
const oneOf = (column: string, labels: readonly string[]): Part =>
  labels.length === 1 && labels[0]
    ? { text: `${column} = ?`, values: [labels[0]] }
    : { text: `${column} in (select value from json_each(?))`, values: [JSON.stringify(labels)] }

/** Longest span of any occurrence in milliseconds: how far before a window a running one can begin. */
const longest = `(select cast(value as integer) from setting where name = 'longest')`

/** What the reader may see: everything published, or for feeds the tombstones too. */
export type Audience = 'page' | 'feed'

const visible: Readonly<Record<Audience, string>> = {
  page: `p.state in ('published', 'archived')`,
  feed: `(p.state in ('published', 'archived') or (p.state in ('withdrawn', 'removed') and p.leaves_on > ?))`,
}

/** Columns of an occurrence, in the order in which bare rows are read. */
const columns = 'o.starts, o.ends, o.event_id, o.recurrence_id, o.starts_at, o.ends_at, o.all_day'

/**
 * Visible occurrences under labels that lead, each once: one-off events by their copies, series by their dates, each asked once whether it is
 * visible. Only several labels can name the same one twice.
 */
const ledBy = (labels: readonly string[], within: Part, seen: Part, more: string): Part => {
  const copied = oneOf('o.label', labels)
  const series = oneOf('s.label', labels)
  const select = `select ${columns}${more}`
  return {
    text: `(${select} from label_occurrence o join publication p on p.event_id = o.event_id
        where ${copied.text} and ${within.text} and ${seen.text}
      ${labels.length === 1 ? 'union all' : 'union'}
      ${select} from label_series s cross join publication p on p.event_id = s.event_id
        cross join occurrence o on o.event_id = s.event_id
        where ${series.text} and ${seen.text} and ${within.text})`,
    values: [
      ...copied.values,
      ...within.values,
      ...seen.values,
      ...series.values,
      ...seen.values,
      ...within.values,
    ],
  }
}

/**
 * Matching visible occurrences (alias `o`): `from … where …`. `more` names columns of their
 * publication (alias `p`) that are wanted too.
 * The leading labels keep a filter from scanning what it does not match.
 */
export const matching = (
  { filter, window, today }: Selection,
  audience: Audience,
  more = ''
): Part => {
  const { all, none } = labelsWanted(filter)
  const ranked = [...all].sort((a, b) => rank(a[0] ?? '') - rank(b[0] ?? ''))
  const leads = rank(ranked[0]?.[0] ?? '') < leadingFacets.length
  const lead = (leads && ranked[0]) || [everything]
  const others = leads ? ranked.slice(1) : ranked
  const from = floating(window.from)
  const to = floating(window.to)

  const within: Part = {
    // The look-back bound keeps a window from scanning all that ever began.
    text: `o.starts < ? and o.starts > ? - coalesce(${longest}, 0) - 1`,
    values: [to, from],
  }
  const seen: Part = { text: visible[audience], values: audience === 'feed' ? [today] : [] }
  const source = ledBy(lead, within, seen, more)
  const text: string[] = [`from ${source.text} o where (o.ends > ? or o.starts >= ?)`]
  const values: Bound[] = [...source.values, from, from]
  const and = (part: Part) => {
    text.push(`and ${part.text}`)
    values.push(...part.values)
  }
  for (const labels of others) {
    const { text: test, values: wanted } = oneOf('l.label', labels)
    and({
      text: `exists (select 1 from label l where l.event_id = o.event_id and ${test})`,
      values: wanted,
    })
  }
  if (none.length) {
    const { text: test, values: unwanted } = oneOf('l.label', none)
    and({
      text: `not exists (select 1 from label l where l.event_id = o.event_id and ${test})`,
      values: unwanted,
    })
  }
  return { text: text.join(' '), values }
}

/**
 * Matching events, each once, with the first start that touches the window: `event_id, starts`.
 * Series that come into it only beyond what is stored of them are added by name.
 */
export const hits = (
  selection: Selection,
  audience: Audience,
  after: Position | null = null
): Part => {
  const { text, values } = matching(selection, audience)
  const beyond = selection.beyond ?? []
  const more = beyond.length
    ? ` union all select value ->> 'event', value ->> 'start' from json_each(?)`
    : ''
  return {
    text: `select event_id, min(starts) as starts from (select o.event_id as event_id, o.starts as starts ${text}${more})
      group by event_id${after ? ' having (min(starts), event_id) > (?, ?)' : ''}`,
    values: [
      ...values,
      ...(beyond.length ? [JSON.stringify(beyond)] : []),
      ...(after ? [after.start, after.event] : []),
    ],
  }
}

/** Matching occurrences themselves, each once, in no order. */
export const dates = (selection: Selection, audience: Audience): Part => {
  const { text, values } = matching(selection, audience)
  return { text: `select ${columns} ${text}`, values }
}

/** Earliest first. Sorting thousands costs as much as finding them: only where some are cut off. */
export const earliestFirst = 'order by o.starts, o.ends desc, o.event_id'

/** Matching series that go on after their stored part, if that ends before the window does: `event_id`. */
export const goingOn = ({ filter, window, today }: Selection, audience: Audience): Part => {
  const { all, none } = labelsWanted(filter)
  const carries = (labels: readonly string[], not: '' | 'not ') => {
    const { text, values } = oneOf('l.label', labels)
    return {
      text: `${not}exists (select 1 from label l where l.event_id = p.event_id and ${text})`,
      values,
    }
  }
  const parts: Part[] = [
    { text: 'p.expanded_to < ?', values: [floating(window.to)] },
    { text: visible[audience], values: audience === 'feed' ? [today] : [] },
    ...all.map((labels) => carries(labels, '')),
    ...(none.length ? [carries(none, 'not ')] : []),
  ]
  return {
    text: `select p.event_id as event_id from publication p where ${parts.map((part) => part.text).join(' and ')}`,
    values: parts.flatMap((part) => part.values),
  }
}

/** The stored text of event `h.event_id` in the best of the wished languages, else its original. */
export const bestBody = (format: string, chain: readonly string[]): Part =>
  chain.length === 0
    ? {
        text: `(select f.body from fragment f where f.event_id = h.event_id and f.format = ? and f.original = 1)`,
        values: [format],
      }
    : {
        text: `(select f.body from fragment f left join json_each(?) wish on wish.value = f.lang
          where f.event_id = h.event_id and f.format = ? and (wish.key is not null or f.original = 1)
          order by wish.key is null, wish.key limit 1)`,
        values: [JSON.stringify(chain), format],
      }
