import type { Label } from '../calendar/label.ts'

/**
 * Kinds of labels that can lead a search, those whose values usually match the fewest events first.
 * What most events share (track, cost, attendance, scope, a status of “as planned”) only tests what
 * another found.
 */
const leadingKinds: readonly string[] = [
  'organisation',
  'city',
  'cell',
  'status',
  'teaches',
  'format',
  'audience',
  'accessibility',
  'theme',
  'deadline',
  'country',
  'remote',
  'language',
  'cbp',
]

/** Common to nearly all events, though its kind leads. */
const follower: Label = 'status:scheduled'

const kindOf = (label: string): string => label.slice(0, label.indexOf(':'))

/** The label without the part a language plays: `language:ar:signed` → `language:ar`. */
const broader = (label: Label): string => {
  const kind = kindOf(label)
  if (kind !== 'language' && kind !== 'teaches') return label
  return label.split(':').slice(0, 2).join(':')
}

/** Place among the leaders; behind all of them for a label that never leads. */
const rank = (label: string): number => {
  const place = leadingKinds.indexOf(kindOf(label))
  return place < 0 || label === follower ? leadingKinds.length : place
}

/**
 * The list of labels that leads a search: those whose copies are read, and the wished list that is
 * thereby answered, null when it still has to be tested. Null when none can lead.
 */
export const leadOf = (
  all: readonly (readonly Label[])[]
): Readonly<{ labels: readonly string[]; answered: readonly Label[] | null }> | null => {
  const ranked = all
    .map((list) => ({ list, place: Math.max(...list.map(rank)) }))
    .filter(({ place }) => place < leadingKinds.length)
    .sort((a, b) => a.place - b.place)
  const best = ranked[0]
  if (!best) return null
  const labels = [...new Set(best.list.map(broader))]
  const same = best.list.every((label) => labels.includes(label))
  return { labels, answered: same ? best.list : null }
}

/** SQL: is the label in column `l.label` one under which copies are kept? */
export const leads = `(${leadingKinds.map((kind) => `l.label glob '${kind}:*'`).join(' or ')})
  and l.label <> '${follower}' and l.label not glob 'language:*:*' and l.label not glob 'teaches:*:*'`
