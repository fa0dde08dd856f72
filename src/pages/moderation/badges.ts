import { html } from 'hono/html'
import type { Ruling } from '../../calendar/people.ts'
import type { Queued } from '../../calendar/store.ts'
import type { Markup } from '../layout.ts'
import { words } from './words.ts'

/** How a submission stands for whoever reads the page. */
export type Standing = Readonly<{
  ruling: Ruling
  taken: boolean
  appeal: boolean
  again: boolean
  covered: boolean
}>

type Looks = Pick<Queued, 'live' | 'lowPriority' | 'split' | 'state'>
type Tone = 'good' | 'wait' | 'bad' | 'off'

/** What is special about a submission, in the order it is shown; `covered` only where somebody covers. */
const badges: readonly (readonly [
  keyof typeof words.badges,
  Tone,
  (of: Looks, standing: Standing) => boolean,
])[] = [
  ['unchecked', 'wait', ({ state }) => state === 'approved'],
  ['new', 'good', ({ state, live }) => state === 'pending' && !live],
  ['edit', 'wait', ({ state, live }) => state === 'pending' && live],
  ['split', 'off', ({ split }) => split !== null],
  ['appeal', 'bad', (_, { appeal }) => appeal],
  ['again', 'good', (_, { again }) => again],
  ['covered', 'bad', ({ state }, { covered }) => state === 'pending' && covered],
  ['low', 'off', ({ lowPriority }) => lowPriority],
]

/** Pills with their words. */
export const badgesOf = (of: Looks, standing: Standing): Markup =>
  html`${badges
    .filter(([, , applies]) => applies(of, standing))
    .map(([name, tone]) => html`<span class="state ${tone}">${words.badges[name]}</span> `)}`

const sentences: Readonly<Record<Ruling, string | null>> = {
  yes: null,
  'own-organisation': words.own,
  'decided-before': words.decidedBefore,
  'not-a-moderator': words.notYours,
  'out-of-scope': words.notYours,
}

/** Why it cannot be decided by whoever reads the page; null when it can. */
export const objectionOf = ({ ruling }: Standing): string | null => sentences[ruling]
