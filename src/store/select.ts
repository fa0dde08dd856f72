import { labelsWanted } from '../calendar/filter.ts'
import { isBeginning, type Words } from '../calendar/filter-values.ts'
import { everything, type Label, withDeadline } from '../calendar/label.ts'
import type { Lang } from '../calendar/language.ts'
import { directionOf, leastProduct, type Near } from '../calendar/near.ts'
import type { FragmentFormat } from '../calendar/publication.ts'
import type { Position, Selection } from '../calendar/store.ts'
import { floating } from '../calendar/time.ts'
import type { Bound } from './driver.ts'
import { formatOffset, keysOfEvent, lastOffset } from './fragment-key.ts'
import { leadOf } from './lead.ts'

/** Text and values of a part of a statement; parts are concatenated in order. */
export type Part = Readonly<{ text: string; values: readonly Bound[] }>

/** What the reader may see: everything published, or for feeds the tombstones too. */
export type Audience = 'page' | 'feed'

const part = (text: string, ...values: readonly Bound[]): Part => ({ text, values })

const joined = (parts: readonly Part[], separator: string): Part => ({
  text: parts.map(({ text }) => text).join(separator),
  values: parts.flatMap(({ values }) => values),
})

const nothing = part('')

/** One label is compared, several travel as one JSON value. */
const oneOf = (column: string, labels: readonly string[]): Part =>
  labels.length === 1 && labels[0]
    ? part(`${column} = ?`, labels[0])
    : part(`${column} in (select value from json_each(?))`, JSON.stringify(labels))

/** Longest span of any occurrence in milliseconds: how far before a window a running one can begin. */
const longest = `(select cast(value as integer) from setting where name = 'longest')`

/** A word as FTS5 reads it: in quotes nothing in it is an operator. */
const quoted = (word: string) => `"${word}"${isBeginning(word) ? '*' : ''}`

const matchOf = ({ all }: Words) => all.map(quoted).join(' AND ')

/** Tests of an event's words; `column` holds its number. */
const wordTests = (words: Words, column: string, led: boolean): Part[] => [
  ...(words.all.length && !led
    ? [part(`${column} in (select rowid from search where search match ?)`, matchOf(words))]
    : []),
  ...(words.none.length
    ? [
        part(
          `${column} not in (select rowid from search where search match ?)`,
          words.none.map(quoted).join(' OR ')
        ),
      ]
    : []),
]

const nearTest = (near: Near, column: string): Part =>
  part(
    `exists (select 1 from place_point g where g.number = ${column} and g.x * ? + g.y * ? + g.z * ? >= ?)`,
    ...directionOf(near),
    leastProduct(near.km)
  )

/** How a selection is looked for. */
type Plan = Readonly<{
  /** Labels whose copies are read; null when its words lead. */
  lead: readonly string[] | null
  /** What else an event must be, asked of the column that holds its number. */
  tests: (column: string) => Part
  /** The wall-clock window, asked of occurrences `o`. */
  within: Part
  /** Whether it is there for the reader, asked of a column `until`. */
  seen: (alias: string) => Part
  today: string
}>

const planOf = ({ filter, window, today, deadlines }: Selection, audience: Audience): Plan => {
  const wanted = labelsWanted(filter)
  const all: readonly (readonly Label[])[] = deadlines
    ? [...wanted.all, [withDeadline]]
    : wanted.all
  const found = leadOf(all)
  // Without a label that leads, words do: whoever looks for one wants few events out of all.
  const wordsLead = found === null && Boolean(filter.words?.all.length)
  const tested = found === null ? all : all.filter((list) => list !== found.answered)
  const from = floating(window.from)
  const to = floating(window.to)
  const tombstones = audience === 'feed' && !filter.hide
  return {
    lead: wordsLead ? null : (found?.labels ?? [everything]),
    tests: (column) => {
      const parts = [
        ...tested.map((labels) => {
          const test = oneOf('l.label', labels)
          return part(
            `exists (select 1 from label l where l.number = ${column} and ${test.text})`,
            ...test.values
          )
        }),
        ...(wanted.none.length
          ? [oneOf('l.label', wanted.none)].map((test) =>
              part(
                `not exists (select 1 from label l where l.number = ${column} and ${test.text})`,
                ...test.values
              )
            )
          : []),
        ...(filter.near ? [nearTest(filter.near, column)] : []),
        ...(filter.words ? wordTests(filter.words, column, wordsLead) : []),
      ]
      return parts.length ? joined([nothing, ...parts], ' and ') : nothing
    },
    // The look-back bound keeps a window from scanning all that ever began.
    within: part(
      `o.starts < ? and o.starts > ? - coalesce(${longest}, 0) - 1 and (o.ends > ? or o.starts >= ?)`,
      to,
      from,
      from,
      from
    ),
    seen: (alias) =>
      tombstones
        ? part(`(${alias}.until is null or ${alias}.until > ?)`, today)
        : part(`${alias}.until is null`),
    today,
  }
}

/** Whether a publication is there for the reader, where no copy says so. */
const stands = (plan: Plan): Part => {
  const seen = plan.seen('v')
  return part(
    `exists (select 1 from (select case when p.state in ('published', 'archived') then null else coalesce(p.leaves_on, '') end as until) v where ${seen.text})`,
    ...seen.values
  )
}

/** Events that words lead to: `search` gives the numbers, `occurrence` the dates of all of them. */
const ledByWords = (plan: Plan, { all }: Words, columns: string): Part => {
  const there = stands(plan)
  const more = plan.tests('p.number')
  return part(
    `select ${columns} from search w cross join publication p on p.number = w.rowid
       cross join occurrence o on o.event_id = p.event_id
     where w.search match ? and ${plan.within.text} and ${there.text}${more.text}`,
    matchOf({ all, none: [] }),
    ...plan.within.values,
    ...there.values,
    ...more.values
  )
}

/** One-off events under the labels that lead, by their copies. */
const oneOffs = (plan: Plan, lead: readonly string[], columns: string): Part => {
  const label = oneOf('o.label', lead)
  const seen = plan.seen('o')
  const more = plan.tests('o.number')
  return part(
    `select ${lead.length > 1 ? 'distinct ' : ''}${columns} from label_occurrence o
     where ${label.text} and ${plan.within.text} and ${seen.text}${more.text}`,
    ...label.values,
    ...plan.within.values,
    ...seen.values,
    ...more.values
  )
}

/** Series under the labels that lead, by their dates; each asked once whether it is there. */
const series = (plan: Plan, lead: readonly string[], columns: string, grouped: string): Part => {
  const label = oneOf('label', lead)
  const seen = plan.seen('s')
  const more = plan.tests('s.number')
  return part(
    `select ${columns} from (select ${lead.length > 1 ? 'distinct ' : ''}number, event_id, zone, first_start, until
         from label_series where ${label.text}) s
       cross join occurrence o on o.event_id = s.event_id
     where ${seen.text} and ${plan.within.text}${more.text}${grouped}`,
    ...label.values,
    ...seen.values,
    ...plan.within.values,
    ...more.values
  )
}

const hitOf = (number: string, starts: string, zone: string, first: string, ends: string) =>
  `${number} as number, o.event_id as event_id, ${starts} as starts, ${zone} as zone, ${first} as first, ${ends} as last`

/**
 * Matching events, each once: `number, event_id, starts, zone, first, last`; `starts` is the first
 * start that touches the window, `first` and `last` bound the dates its zone must be right for.
 * Series that come into the window only beyond what is stored of them are added by name.
 */
export const hits = (
  selection: Selection,
  audience: Audience,
  after: Position | null = null
): Part => {
  const plan = planOf(selection, audience)
  const { words } = selection.filter
  const beyond = selection.beyond ?? []
  const byName = part(
    `select p.number as number, p.event_id as event_id, value ->> 'start' as starts, p.zone as zone, p.first_start as first, value ->> 'end' as last
     from json_each(?) join publication p on p.event_id = value ->> 'event'`,
    JSON.stringify(beyond)
  )
  const found =
    plan.lead === null && words
      ? [
          ledByWords(
            plan,
            words,
            hitOf('p.number', 'min(o.starts)', 'p.zone', 'p.first_start', 'max(o.ends)')
          ),
        ].map(({ text, values }) => part(`${text} group by p.number`, ...values))
      : [
          oneOffs(
            plan,
            plan.lead ?? [],
            hitOf('o.number', 'o.starts', 'o.zone', 'o.starts', 'o.ends')
          ),
          series(
            plan,
            plan.lead ?? [],
            hitOf('s.number', 'min(o.starts)', 's.zone', 's.first_start', 'max(o.ends)'),
            ' group by s.number'
          ),
        ]
  const all = joined(beyond.length ? [...found, byName] : found, ' union all ')
  const once = beyond.length
    ? part(
        `select number, event_id, min(starts) as starts, zone, min(first) as first, max(last) as last from (${all.text}) group by number`,
        ...all.values
      )
    : all
  if (!after) return once
  return part(
    `select * from (${once.text}) where (starts, event_id) > (?, ?)`,
    ...once.values,
    after.start,
    after.event
  )
}

/** Columns of an occurrence, in the order in which bare rows are read. */
const columns = 'o.starts, o.ends, o.event_id, o.recurrence_id, o.starts_at, o.ends_at, o.all_day'

/** Matching occurrences themselves, each once, in no order. */
export const dates = (selection: Selection, audience: Audience): Part => {
  const plan = planOf(selection, audience)
  const { words } = selection.filter
  if (plan.lead === null && words) return ledByWords(plan, words, columns)
  const lead = plan.lead ?? []
  return joined([oneOffs(plan, lead, columns), series(plan, lead, columns, '')], ' union all ')
}

/** Earliest first, of bare rows. Sorting thousands costs as much as finding them: only where some are cut off. */
export const earliestFirst = 'order by 1, 2 desc, 3'

/** Matching series that go on after their stored part, if that ends before the window does: `event_id`. */
export const goingOn = (selection: Selection, audience: Audience): Part => {
  const plan = planOf(selection, audience)
  const there = stands(plan)
  const more = plan.tests('p.number')
  const led = plan.lead === null && selection.filter.words
  const lead = plan.lead === null ? nothing : oneOf('l.label', plan.lead)
  const carries =
    plan.lead === null
      ? led
        ? part(' and p.number in (select rowid from search where search match ?)', matchOf(led))
        : nothing
      : plan.lead[0] === everything
        ? nothing
        : part(
            ` and exists (select 1 from label l where l.number = p.number and ${lead.text})`,
            ...lead.values
          )
  return part(
    `select p.event_id as event_id from publication p where p.expanded_to < ? and ${there.text}${carries.text}${more.text}`,
    floating(selection.window.to),
    ...there.values,
    ...carries.values,
    ...more.values
  )
}

/**
 * The stored text of event number `h.number` in the best of the wished languages: a text of its own,
 * first wish first; else the original, with our words in a wished language if there is such a one.
 */
export const bestBody = (format: FragmentFormat, chain: readonly Lang[]): Part => {
  const first = `h.number * ${keysOfEvent} + ${formatOffset(format)}`
  if (chain.length === 0) return part(`(select f.body from fragment f where f.key = ${first})`)
  const wishes = chain.map((_, place) => `when ? then ${place} + 50 * f.borrowed`).join(' ')
  return part(
    `(select f.body from fragment f
      where f.key between ${first} and h.number * ${keysOfEvent} + ${lastOffset(format)}
      order by case f.lang ${wishes} else 99 - f.original end limit 1)`,
    ...chain
  )
}

/** A text of event `h`, and what has to be joined for it. */
export type Body = Part & Readonly<{ join: string }>

/** The same for a feed, in a style of its own where the event has one. */
export const styledBody = (
  format: FragmentFormat,
  style: FragmentFormat | null,
  chain: readonly Lang[]
): Body => {
  // Where nothing has to be chosen the text's key is known: a join costs half of asking for each.
  if (style === null && chain.length === 0) {
    const key = `h.number * ${keysOfEvent} + ${formatOffset(format)}`
    return { ...part('f.body'), join: `cross join fragment f on f.key = ${key}` }
  }
  const plain = bestBody(format, chain)
  if (style === null) return { ...plain, join: '' }
  const styled = bestBody(style, chain)
  return {
    ...part(`coalesce(${styled.text}, ${plain.text})`, ...styled.values, ...plain.values),
    join: '',
  }
}
