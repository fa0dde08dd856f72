import { labelsWanted } from '../calendar/filter.ts'
import type { Facet } from '../calendar/label.ts'
import type { Position, Selection } from '../calendar/store.ts'
import { floating } from '../calendar/time.ts'
import type { Bound } from './driver.ts'

/** Text and values of a part of a statement; parts are concatenated in order. */
export type Part = Readonly<{ text: string; values: readonly Bound[] }>

/** Facets whose values usually match the fewest events first: one of them leads the search. */
const rarity: Readonly<Record<Facet, number>> = {
  organisation: 0,
  teaches: 1,
  format: 2,
  audience: 3,
  theme: 4,
  country: 5,
  language: 6,
  cbp: 7,
  scope: 8,
  track: 9,
  cost: 10,
  attendance: 11,
}

const rank = (label: string) => rarity[label.slice(0, label.indexOf(':')) as Facet]

/** One label is compared, several travel as one JSON value. */
const oneOf = (column: string, labels: readonly string[]): Part =>
  labels.length === 1
    ? { text: `${column} = ?`, values: [labels[0]!] }
    : { text: `${column} in (select value from json_each(?))`, values: [JSON.stringify(labels)] }

/** Longest span of any occurrence in milliseconds: how far before a window a running one can begin. */
const longest = `(select cast(value as integer) from setting where name = 'longest')`

/** What the reader may see: everything published, or for feeds the tombstones too. */
export type Audience = 'page' | 'feed'

const visible: Readonly<Record<Audience, string>> = {
  page: `p.state in ('published', 'archived')`,
  feed: `(p.state = 'published' or (p.state in ('withdrawn', 'removed') and p.leaves_on > ?))`,
}

/**
 * Matching rows of the occurrence table or its copy by label (alias `o`) joined to their visible
 * publication (alias `p`): `from … where …`. The look-back bound keeps a window from scanning all
 * that ever began; the leading label keeps a filter from scanning what it does not match.
 */
export const matching = ({ filter, window, today }: Selection, audience: Audience): Part => {
  const { all, none } = labelsWanted(filter)
  const [lead, ...others] = [...all].sort((a, b) => rank(a[0]!) - rank(b[0]!))
  const from = floating(window.from)
  const to = floating(window.to)

  const text: string[] = [
    `from ${lead ? 'label_occurrence' : 'occurrence'} o join publication p on p.event_id = o.event_id`,
    `where o.starts < ? and o.starts > ? - coalesce(${longest}, 0) - 1 and (o.ends > ? or o.starts >= ?)`,
  ]
  const values: Bound[] = [to, from, from, from]
  const and = (part: Part) => {
    text.push(`and ${part.text}`)
    values.push(...part.values)
  }
  if (lead) and(oneOf('o.label', lead))
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
  and({ text: visible[audience], values: audience === 'feed' ? [today] : [] })
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
