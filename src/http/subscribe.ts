import { type Context, Hono } from 'hono'
import { contradicts } from '../calendar/contradiction.ts'
import { Fault, invalidParameter } from '../calendar/fault.ts'
import { feedTextIn, type OpenFeed } from '../calendar/feed.ts'
import { canonicalQuery, type FilterRequest, parseFilter } from '../calendar/filter.ts'
import { filterText } from '../calendar/filter-text.ts'
import { previewFeed } from '../journeys/subscribe.ts'
import type { Offer } from '../pages/subscribe/offer.ts'
import { type ReadyMade, subscribePage } from '../pages/subscribe/page.ts'
import { livePieces, liveTrouble } from '../pages/subscribe/result.ts'
import type { Means } from './means.ts'
import { safetyHeaders } from './problem.ts'
import { asText, serve } from './serve.ts'
import { fieldsOf, foldedParameters } from './subscribe/fields.ts'
import { repaired } from './subscribe/repair.ts'

const html = 'text/html; charset=utf-8'

/** As on other public pages; the script asks us, and nobody else, what a selection holds. */
const headers = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
} as const

/** Kept, but asked about each time: a short address that was just made is on the page at once. */
const cacheControl = 'public, max-age=0, must-revalidate'

/** Parameters of the page beside the filter. */
const pageParameters = ['part', 'feed'] as const

/** What is asked for: a selection of one's own or a ready-made feed. */
type Wish = Readonly<{
  request: FilterRequest
  /** Canonical query of this page. */
  query: string
  feed: OpenFeed | null
}>

const suffix = (query: string) => (query ? `?${query}` : '')

/** Equal as browsers see it: they escape a little more than we do. */
const sameQuery = (a: string, b: string) =>
  new URLSearchParams(a).toString() === new URLSearchParams(b).toString()

const onlyLocale = (request: FilterRequest, locale: FilterRequest['locale']) =>
  canonicalQuery({ ...request, filter: { choices: {} }, cancelled: 'both', locale })

/** The wish for a ready-made feed: its own filter, in the reader's languages if they name some. */
const readyWish = (feed: OpenFeed, params: URLSearchParams): Wish => {
  const { locale, filter } = parseFilter(params)
  if (!sameQuery(canonicalQuery({ filter, locale: [] }), '')) {
    throw invalidParameter(
      [...params.keys()].find((name) => name !== 'locale') ?? 'feed',
      'fixed-filter',
      'What a ready-made calendar holds is fixed. Start your own selection from it to change that.'
    )
  }
  const own = onlyLocale(feed.request, locale)
  return {
    feed,
    request: { ...feed.request, locale: locale.length ? locale : feed.request.locale },
    query: [`feed=${feed.slug}`, own].filter(Boolean).join('&'),
  }
}

const ownWish = (params: URLSearchParams): Wish => {
  const request = parseFilter(params)
  return { request, query: canonicalQuery(request), feed: null }
}

/** `/subscribe`: the builder, what it yields, and every way to add it to a calendar app. */
export const subscribeRoutes = (means: Means) => {
  const { ports, feeds } = means
  const { site, addresses } = ports
  const app = new Hono()

  const feedNamed = (slug: string) => {
    const feed = feeds.find(slug)
    if (feed?.kind === 'moved' || feed?.kind === 'open') return feed
    if (feed) {
      throw new Fault(
        'not_found',
        `This calendar is subscribed to by its address: ${site.baseUrl}/feeds/${feed.slug}.ics.`
      )
    }
    const near = feeds.nearest(slug)
    throw new Fault(
      'not_found',
      `There is no ready-made calendar “${slug.slice(0, 60)}”${near ? `; did you mean “${near}”?` : '.'}`
    )
  }

  const readyMade = (feed: OpenFeed, locale: FilterRequest['locale']): ReadyMade => ({
    slug: feed.slug,
    ...feedTextIn(feed, locale),
    start: `/subscribe${suffix(canonicalQuery({ ...feed.request, locale }))}`,
  })

  const offerOf = (
    { request, query, feed }: Wish,
    preview: Offer['preview'],
    short: Offer['short']
  ): Offer => {
    const selection = filterText(request.filter)
    const locale = onlyLocale(
      request,
      new URLSearchParams(query).get('locale') ? request.locale : []
    )
    const file = (ext: string) =>
      feed
        ? `${site.baseUrl}/feeds/${feed.slug}.${ext}${suffix(locale)}`
        : `${site.baseUrl}/feeds/events.${ext}${suffix(query)}`
    const name = feed
      ? feedTextIn(feed, request.locale).title
      : [site.name, selection].filter(Boolean).join(': ')
    return {
      selection,
      name,
      addresses: {
        ics: file('ics'),
        json: file('json'),
        atom: file('atom'),
        page: `${site.baseUrl}/subscribe${suffix(query)}`,
        check: `${site.baseUrl}/subscribe/check${suffix(query)}`,
      },
      shortens: feed || !query ? null : [...new URLSearchParams(query)],
      short,
      impossible: contradicts(request.filter),
      locale: request.locale,
      preview,
    }
  }

  /** What the address says was not understood: the page again, with all that was typed. */
  const again = async (c: Context, fault: Fault, feed: OpenFeed | null) => {
    const { searchParams } = new URL(c.req.url)
    const preview = searchParams.get('part') === 'preview'
    for (const name of pageParameters) searchParams.delete(name)
    const [detail] = fault.details
    const better = detail && !feed && repaired(foldedParameters(searchParams), detail)
    const page = preview
      ? liveTrouble(fault.message)
      : subscribePage({
          site,
          fields: fieldsOf(searchParams),
          problem: {
            field: detail?.parameter ?? '',
            code: detail?.code ?? fault.code,
            detail: fault.message,
            ...(detail?.suggestion && { suggestion: detail.suggestion }),
          },
          repaired: better ? `/subscribe?${better}` : null,
          offer: null,
          feed: feed && readyMade(feed, []),
          fresh: false,
          indexed: false,
        })
    return c.body(String(await page), 400, {
      'Content-Type': html,
      'Cache-Control': 'no-store',
      ...headers,
      ...safetyHeaders,
    })
  }

  app.get('/subscribe', async (c) => {
    const { search, searchParams: given } = new URL(c.req.url)
    const [part, slug] = [given.get('part'), given.get('feed')]
    const params = new URLSearchParams(given)
    for (const name of pageParameters) params.delete(name)

    const named = slug ? feedNamed(slug) : null
    if (named?.kind === 'moved') {
      const rest = new URLSearchParams(given)
      rest.set('feed', named.movedTo)
      return c.redirect(`/subscribe?${rest}`, 301)
    }
    let wish: Wish
    try {
      const filter = foldedParameters(params)
      wish = named ? readyWish(named, filter) : ownWish(filter)
    } catch (error) {
      if (error instanceof Fault && error.code === 'invalid') return again(c, error, named)
      throw error
    }
    // The form sends empty fields and fields of its own; one address for one selection is what people
    // share. The fragment stays with the browser.
    if (part !== 'preview' && !sameQuery(search, wish.query)) {
      return c.redirect(`/subscribe${suffix(wish.query)}`, 302)
    }
    const id = wish.feed || !wish.query ? null : await addresses.idOf(wish.query)
    const short = id === null ? null : { url: `${site.baseUrl}/f/${id}` }
    const ask = asText(
      () => previewFeed(ports, wish.request, `${wish.query} ${part} ${id}`),
      (preview) => {
        const offer = offerOf(wish, preview, short)
        if (part === 'preview') return livePieces(offer)
        return subscribePage({
          site,
          fields: fieldsOf(new URLSearchParams(wish.query)),
          problem: null,
          offer,
          feed: wish.feed && readyMade(wish.feed, wish.request.locale),
          fresh: wish.query === '',
          // One page for everything and one for each ready-made calendar; selections are without end.
          indexed:
            wish.query === '' || (wish.feed !== null && wish.query === `feed=${wish.feed.slug}`),
        })
      },
      '.p'
    )
    return serve(c, ask, { type: html, headers, cacheControl }, means)
  })

  return app
}
