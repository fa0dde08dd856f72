import { everything } from './calendar/label.ts'
import type { Store } from './calendar/store.ts'
import { cacheTag, mostTags } from './http/cache-tags.ts'

/*
 * The cache that Cloudflare puts in front of a Worker. It keeps what carries tags, and a publication
 * purges the tags of its labels.
 */

/** What we use of a Worker's `ctx.cache`. */
export type PlatformCache = Readonly<{
  purge(
    what: Readonly<{ tags: string[] }> | Readonly<{ purgeEverything: true }>
  ): Promise<Readonly<{ success: boolean; errors: readonly unknown[] }>>
}>

/** Where the store keeps the journal number up to which everything is purged for good. */
const mark = 'purged-to'

type Wanted = Readonly<{
  store: Pick<Store, 'version' | 'setting' | 'setSetting'>
  /** Labels raised since a journal number, the newest first, at most so many. */
  raised: (since: number, most: number) => Promise<readonly string[]>
}>

/** Purges what publications have made old since it was last done. */
export type Purge = (
  cache: PlatformCache | undefined,
  when: 'at once' | 'for good'
) => Promise<void>

/**
 * Purges by tag, so that what a publication is not in stays kept. `at once` follows a request that
 * may have published; `for good` is done by the clock. It purges the same once more, since an answer
 * begun before a commit may have been kept after the first purge, and only then moves the mark in
 * the database: what failed, or was published by somebody else, comes up the next time. Nothing is
 * thrown: no request fails for a cache. Without a cache nothing is done.
 */
export const purging = ({ store, raised }: Wanted): Purge => {
  /** Purged at once by this isolate. */
  let purgedTo: number | null = null

  const stale = async (since: number | null) => {
    // Never done before: what is kept was kept by nobody knows whom.
    if (since === null) return { purgeEverything: true } as const
    const labels = await raised(since, mostTags + 1)
    if (labels.length > mostTags) return { purgeEverything: true } as const
    return { tags: labels.map(cacheTag).filter((tag) => tag !== null) }
  }

  const purge = async (cache: PlatformCache, forGood: boolean) => {
    // The number first: what is raised after it is purged now and once more the next time.
    const { number } = await store.version([[everything]])
    const setting = await store.setting(mark)
    const marked = setting === null ? null : Number(setting)
    const since = forGood || purgedTo === null ? marked : Math.max(purgedTo, marked ?? 0)
    if (since !== null && number <= since) return
    const { success, errors } = await cache.purge(await stale(since))
    if (!success) throw new Error(`The purge was refused: ${JSON.stringify(errors)}`)
    purgedTo = Math.max(purgedTo ?? 0, number)
    if (forGood) await store.setSetting(mark, String(number))
  }

  return async (cache, when) => {
    if (!cache) return
    try {
      await purge(cache, when === 'for good')
    } catch (error) {
      console.error(JSON.stringify({ level: 'error', task: 'purge', error: String(error) }))
    }
  }
}

/**
 * An answer as the platform may have it. Only what can be purged is kept there: it would keep pages
 * without `Cache-Control` for two hours, and stale ones for a day. What is kept comes plain from us,
 * so it is one copy for all: the platform compares `Accept-Encoding` letter by letter.
 */
export const forPlatform = (answer: Response): Response => {
  const response = new Response(answer.body, answer)
  if (response.headers.has('Cache-Tag')) response.headers.delete('Vary')
  else response.headers.set('Cloudflare-CDN-Cache-Control', 'no-store')
  return response
}
