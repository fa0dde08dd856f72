import { Fault } from '../calendar/fault.ts'
import { labelsOf } from '../calendar/label.ts'
import type { Fragment, Publication, Site } from '../calendar/publication.ts'
import { occurrencesWithin } from '../calendar/series.ts'
import { fragmentsOf, renderer } from '../render/fragment.ts'
import { lockOf } from './lock.ts'
import type { Ports } from './ports.ts'

/** What stored fragments were made with; when it differs from now, all must be made afresh. */
export const makers = (site: Site): string => `${renderer} ${site.baseUrl} ${site.name}`

const settingName = 'rendered'
const portion = 100

/** A stored part of the read side that is not what a fresh one would be. */
export type Difference = Readonly<{ event: string; part: string }>

type Progress = (done: number) => void

/** Every publication, in portions. */
async function* everyPublication({ store }: Pick<Ports, 'store'>) {
  let after = ''
  for (;;) {
    const publications = await store.publications(after, portion)
    yield* publications
    const last = publications.at(-1)
    if (!last) return
    after = last.event
  }
}

/** Lists of plain values whose fields stand in one order. */
const same = (a: readonly unknown[], b: readonly unknown[]) =>
  JSON.stringify(a) === JSON.stringify(b)

const inOrder = (fragments: readonly Fragment[]) =>
  [...fragments].sort((a, b) => (a.format + a.lang < b.format + b.lang ? -1 : 1))

const differences = async (
  { store, site }: Pick<Ports, 'store' | 'site'>,
  p: Publication
): Promise<Difference[]> => {
  const fresh = inOrder(fragmentsOf(p, site))
  const stored = inOrder(await store.fragmentsOf(p.event))
  const name = (f: Fragment) => `fragment ${f.format}/${f.lang}`
  const parts = new Set<string>()
  for (const f of fresh) {
    const other = stored.find((s) => s.format === f.format && s.lang === f.lang)
    if (
      !other ||
      other.body !== f.body ||
      other.original !== f.original ||
      other.borrowed !== f.borrowed
    )
      parts.add(name(f))
  }
  for (const s of stored) {
    if (!fresh.some((f) => f.format === s.format && f.lang === s.lang)) parts.add(name(s))
  }
  const to = await store.expandedTo(p.event)
  const expected = occurrencesWithin(p.event, p.content, to === null ? undefined : { from: 0, to })
  if (!same(await store.occurrencesOf(p.event), expected)) parts.add('occurrences')
  if (!same(await store.labelsOf(p.event), labelsOf(p))) parts.add('labels')
  return [...parts].map((part) => ({ event: p.event, part }))
}

/** Compares everything stored on the read side with what would be made now; writes nothing. */
export const checkAll = async (
  ports: Pick<Ports, 'store' | 'site'>,
  progress: Progress = () => undefined
) => {
  const found: Difference[] = []
  let done = 0
  for await (const publication of everyPublication(ports)) {
    found.push(...(await differences(ports, publication)))
    done += 1
    progress(done)
  }
  return { publications: done, differences: found }
}

/**
 * Makes afresh what differs from what would be made now, or everything. An event that is published
 * meanwhile has fresh fragments already and is passed over.
 */
export const renderAll = async (
  ports: Pick<Ports, 'store' | 'site' | 'now'>,
  everything: boolean,
  progress: Progress = () => undefined
) => {
  let done = 0
  let rendered = 0
  for await (const publication of everyPublication(ports)) {
    if (everything || (await differences(ports, publication)).length > 0) {
      try {
        await ports.store.rerender(publication, fragmentsOf(publication, ports.site), ports.now())
        rendered += 1
      } catch (fault) {
        if (!(fault instanceof Fault) || lockOf(fault) !== 'sequence') throw fault
      }
    }
    done += 1
    progress(done)
  }
  await ports.store.setSetting(settingName, makers(ports.site))
  return { publications: done, rendered }
}

/** What all fragments were last made for, as `makers` names it; null before the first time. */
export const renderedFor = ({ store }: Pick<Ports, 'store'>): Promise<string | null> =>
  store.setting(settingName)

/** Were all fragments made by these makers for this site? */
export const isRendered = async (ports: Pick<Ports, 'store' | 'site'>): Promise<boolean> =>
  (await renderedFor(ports)) === makers(ports.site)
