import { expandedAt, type Publication } from '../calendar/publication.ts'
import { rezone } from '../calendar/publishing.ts'
import { occurrencesWithin } from '../calendar/series.ts'
import { addMonths, floating } from '../calendar/time.ts'
import { fragmentsOf } from '../render/fragment.ts'
import { lockOf } from './lock.ts'
import type { Ports as AllPorts } from './ports.ts'

/** The sweep tells nobody anything. */
type Ports = Pick<AllPorts, 'store' | 'site' | 'now'>

/** A series is extended when less than this is stored ahead, so each comes up once a month. */
const extendBelowMonths = 23

/** The sweep's own hand in the ledger. */
const sweeper = { id: 'sweep', name: 'Sweep' }

export type SweepResult = Readonly<{ extended: number; rezoned: number; more: boolean }>

/** Somebody published meanwhile: they have expanded afresh already. */
const unlessOvertaken = async (work: () => Promise<void>): Promise<boolean> => {
  try {
    await work()
    return true
  } catch (fault) {
    if (lockOf(fault) !== 'sequence') throw fault
    return false
  }
}

const extend = async ({ store, now }: Ports, portion: number): Promise<number> => {
  const at = now()
  const horizon = floating(addMonths(at.slice(0, 10), extendBelowMonths))
  const due = await store.toExtend(horizon, portion)
  for (const publication of due) {
    await unlessOvertaken(() =>
      store.extend(publication, expandedAt(publication.event, publication.content, at))
    )
  }
  return due.length
}

/** Does a client see another instant for anything from now on? */
const movedInstants = async (
  { store, now }: Ports,
  p: Publication
): Promise<'none' | 'past' | 'future'> => {
  const to = await store.expandedTo(p.event)
  const fresh = occurrencesWithin(p.event, p.content, to === null ? undefined : { from: 0, to })
  const stored = await store.occurrencesOf(p.event)
  const of = (list: typeof stored) => new Set(list.map((o) => `${o.start} ${o.startAt} ${o.endAt}`))
  const [before, after] = [of(stored), of(fresh)]
  const different = [
    ...stored.filter((o) => !after.has(`${o.start} ${o.startAt} ${o.endAt}`)),
    ...fresh.filter((o) => !before.has(`${o.start} ${o.startAt} ${o.endAt}`)),
  ]
  if (different.length === 0) return 'none'
  return different.some((o) => o.endAt >= Date.parse(now())) ? 'future' : 'past'
}

const settingName = 'zone_data'

/**
 * Wall times are what was promised, so when the clock rules of the runtime change, instants are
 * derived again. SEQUENCE rises only where a client would see another instant from now on.
 */
const followZones = async (
  ports: Ports,
  zoneData: string,
  progress: (done: number) => void
): Promise<number> => {
  const { store, site, now } = ports
  if ((await store.setting(settingName)) === zoneData) return 0
  let rezoned = 0
  let done = 0
  for (let after = ''; ; ) {
    const portion = await store.publications(after, 100)
    for (const p of portion) {
      after = p.event
      done += 1
      progress(done)
      if (p.content.time.allDay || p.state !== 'published') continue
      const moved = await movedInstants(ports, p)
      if (moved === 'none') continue
      if (moved === 'past') {
        await unlessOvertaken(() => store.extend(p, expandedAt(p.event, p.content, now())))
        continue
      }
      const step = rezone(p, sweeper, now())
      const told = await unlessOvertaken(() =>
        store.commit({ steps: [{ step, fragments: fragmentsOf(step.publication, site) }] })
      )
      if (told) rezoned += 1
    }
    if (portion.length === 0) break
  }
  await store.setSetting(settingName, zoneData)
  return rezoned
}

/**
 * The daily sweep, in portions that a Worker's time allows: stores more occurrences of series that
 * run out of them, and follows a change of the runtime's clock rules (`zoneData` names them).
 * `more` says that another portion waits.
 */
export const sweep = async (
  ports: Ports,
  { portion, zoneData }: Readonly<{ portion: number; zoneData: string }>,
  progress: (done: number) => void = () => undefined
): Promise<SweepResult> => {
  const rezoned = await followZones(ports, zoneData, progress)
  const extended = await extend(ports, portion)
  return { extended, rezoned, more: extended === portion }
}

/** Sweeps until nothing is left to do. */
export const sweepAll = async (
  ports: Ports,
  zoneData: string,
  progress: (done: number) => void = () => undefined
): Promise<SweepResult> => {
  let total = { extended: 0, rezoned: 0, more: true }
  while (total.more) {
    const { extended, rezoned, more } = await sweep(ports, { portion: 100, zoneData })
    total = { extended: total.extended + extended, rezoned: total.rezoned + rezoned, more }
    progress(total.extended)
  }
  return total
}
