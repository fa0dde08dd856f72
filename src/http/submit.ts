import { type Context, Hono } from 'hono'
import type { Draft, FormFields } from '../calendar/draft.ts'
import { cleanDescription } from '../calendar/hygiene.ts'
import { canonicalLang, type Lang } from '../calendar/language.ts'
import { type Actor, mayEdit } from '../calendar/people.ts'
import { isVisible } from '../calendar/publication.ts'
import { awaitingConfirmation, confirm } from '../journeys/confirm.ts'
import { dropDraft, openDraft } from '../journeys/mine.ts'
import type { Ports } from '../journeys/ports.ts'
import { ownEvent } from '../journeys/revise.ts'
import { confirmedPage, confirmPage } from '../pages/submit/confirm.ts'
import { offeredLanguages } from '../pages/submit/languages.ts'
import { previewParts } from '../pages/submit/preview.ts'
import { sentPage } from '../pages/submit/sent.ts'
import { words } from '../pages/submit/words.ts'
import { formOfContent, newForm } from './event-form.ts'
import { guardRoutes, guardsOf } from './guards.ts'
import type { Means } from './means.ts'
import {
  linkHolder,
  type PrivateVariables,
  portsFor,
  privatePage,
  privatePageHeaders,
  seeOther,
  signedIn,
  textOf,
} from './private-page.ts'
import { formBody, typedFields } from './submit/body.ts'
import { type Desk, drawForm, drawWithPreview, takeForm } from './submit/desk.ts'
import { baseOf, formAgain, sendEdit } from './submit/edit.ts'
import { saveDraft, sendAsMember } from './submit/member.ts'
import { previewOf } from './submit/preview.ts'
import { sendAsStranger } from './submit/stranger.ts'

/**
 * `/submit`: the form with which events are announced, its preview, what follows when it was sent
 * without an account; and the same form for edits and drafts, at `/my/events/{event}/edit`,
 * `/s/{event}/{token}/edit` and `/my/drafts/{draft}`.
 */
export const submitRoutes = (means: Means) => {
  const { site, links, newId, now } = means.ports
  const guards = guardsOf({ ...means, links, newId, now })
  const app = new Hono<PrivateVariables>()

  app.route('/', guardRoutes(guards))

  /** Whoever is signed in; a key is nobody on pages. */
  const memberOf = async (c: Context): Promise<Actor | null> => {
    const actor = await means.identity.actorOf(c.req.raw.headers)
    return actor?.scopes === null ? actor : null
  }

  const newDesk = async (c: Context): Promise<Desk> => {
    const ports = await portsFor(means, c)
    const actor = await memberOf(c)
    const common = { ports, guards, actor, address: '/submit', edits: null, draft: false }
    if (actor === null) {
      const desk: Desk = {
        ...common,
        doings: { send: (fields) => sendAsStranger(c, desk, fields) },
      }
      return desk
    }
    const sender = { ports, actor }
    return {
      ...common,
      doings: {
        send: (fields) => sendAsMember(c, sender, fields, null),
        draft: (fields) => saveDraft(c, sender, fields, { id: null, event: null }),
      },
    }
  }

  /** What a new form begins with: the reader's language, and the organisation of a member. */
  const firstFields = async (c: Context, actor: Actor | null): Promise<FormFields> => {
    const lang = readersLang(c)
    const session = actor && (await means.accounts.session(c.req.raw.headers))
    return {
      ...newForm(lang),
      mailLang: session?.person.lang ?? lang,
      organiserName: actor?.organisation?.name ?? '',
    }
  }

  app.get('/submit', async (c) => {
    const desk = await newDesk(c)
    const first = await firstFields(c, desk.actor)
    const again = await usedAgain(desk.ports, desk.actor, c.req.query('from'))
    if (!again) return drawForm(c, desk, first, { fresh: true })
    return drawForm(c, desk, { ...first, ...again })
  })

  app.post('/submit', ...formBody, async (c) => takeForm(c, await newDesk(c)))

  app.post('/submit/preview', ...formBody, guards.limiter.byAddress('preview'), async (c) => {
    const ports = await portsFor(means, c)
    const fields = await typedFields(c)
    const preview = await previewOf({ ports, actor: await memberOf(c) }, fields)
    return privatePage(c, previewParts(preview))
  })

  app.post('/submit/clean', ...formBody, guards.limiter.byAddress('preview'), async (c) => {
    const cleaned = cleanDescription(textOf(await typedFields(c), 'html'))
    return cleaned.ok
      ? c.body(cleaned.value.html, 200, privatePageHeaders)
      : c.text(cleaned.detail, 422, { 'Cache-Control': 'no-store' })
  })

  app.get('/submit/sent', (c) => privatePage(c, sentPage(site)))

  const pageOfHolder = async (event: string) =>
    `/s/${encodeURIComponent(event)}/${await links.token('event', event)}`

  app.get('/submit/confirm/:submission/:token', async (c) => {
    const { submission, token } = c.req.param()
    const { state, content, event } = await awaitingConfirmation(means.ports, submission, token)
    return privatePage(
      c,
      state === 'unconfirmed'
        ? confirmPage({ site, content })
        : confirmedPage({ site, content, address: await pageOfHolder(event) })
    )
  })

  app.post('/submit/confirm/:submission/:token', async (c) => {
    const { submission, token } = c.req.param()
    const { event } = await confirm(await portsFor(means, c), submission, token)
    return seeOther(c, await pageOfHolder(event))
  })

  /** An event that is edited, at the page of whoever answers for it. */
  const editDesk = async (
    c: Context,
    actor: Actor,
    of: Readonly<{
      event: string
      page: string
      address: string
      base: string
      draft: Draft | null
    }>
  ): Promise<Desk> => {
    const ports = await portsFor(means, c)
    const { event, page, address, base, draft } = of
    const editor = { ports, actor }
    return {
      ports,
      guards,
      actor,
      address,
      edits: { event, page, base },
      draft: draft !== null,
      doings: {
        send: (fields) => sendEdit(c, editor, fields, { event, page, draft }),
        ...(actor.holds === null && {
          draft: (fields) => saveDraft(c, editor, fields, { id: draft?.id ?? null, event }),
        }),
        ...(draft && { drop: () => dropped(c, editor.ports, actor, draft) }),
      },
    }
  }

  const showEdit = async (c: Context, actor: Actor, event: string, page: string) => {
    const ports = await portsFor(means, c)
    const { content, tag, lang } = await baseOf({ ports, actor }, event)
    const of = { event, page, address: `${page}/edit`, base: tag, draft: null }
    const fields = { ...formOfContent(content), mailLang: lang ?? readersLang(c) }
    return drawWithPreview(c, await editDesk(c, actor, of), fields)
  }

  const takeEdit = async (c: Context, actor: Actor, event: string, page: string) => {
    await ownEvent(means.ports, actor, event, 'submit')
    const of = { event, page, address: `${page}/edit`, base: '', draft: null }
    return takeForm(c, await editDesk(c, actor, of))
  }

  const ofMember = (c: Context) => {
    const event = c.req.param('event') ?? ''
    return [c.get('actor'), event, `/my/events/${encodeURIComponent(event)}`] as const
  }
  app.get('/my/events/:event/edit', signedIn(means), (c) => showEdit(c, ...ofMember(c)))
  app.post('/my/events/:event/edit', signedIn(means), ...formBody, (c) =>
    takeEdit(c, ...ofMember(c))
  )

  const ofHolder = async (c: Context) => {
    const { event = '', token = '' } = c.req.param()
    const page = `/s/${encodeURIComponent(event)}/${encodeURIComponent(token)}`
    return [await linkHolder(means, event, token), event, page] as const
  }
  app.get('/s/:event/:token/edit', async (c) => showEdit(c, ...(await ofHolder(c))))
  app.post('/s/:event/:token/edit', ...formBody, async (c) => takeEdit(c, ...(await ofHolder(c))))

  const draftDesk = async (c: Context, actor: Actor, draft: Draft): Promise<Desk> => {
    const address = `/my/drafts/${draft.id}`
    const { event } = draft
    if (event !== null) {
      const page = `/my/events/${encodeURIComponent(event)}`
      const base = textOf(draft.fields, 'base')
      return editDesk(c, actor, { event, page, address, base, draft })
    }
    const ports = await portsFor(means, c)
    const sender = { ports, actor }
    return {
      ports,
      guards,
      actor,
      address,
      edits: null,
      draft: true,
      doings: {
        send: (fields) => sendAsMember(c, sender, fields, draft),
        draft: (fields) => saveDraft(c, sender, fields, { id: draft.id, event: null }),
        drop: () => dropped(c, ports, actor, draft),
      },
    }
  }

  const ownDraft = async (c: Context) => {
    const actor: Actor = c.get('actor')
    const draft = await openDraft(means.ports, actor, c.req.param('draft') ?? '')
    return { draft, desk: await draftDesk(c, actor, draft) }
  }
  app.get('/my/drafts/:draft', signedIn(means), async (c) => {
    const { draft, desk } = await ownDraft(c)
    const done = c.req.query('done') === 'kept' ? words.draftSaved : null
    return drawWithPreview(c, desk, draft.fields, { done })
  })
  app.post('/my/drafts/:draft', signedIn(means), ...formBody, async (c) =>
    takeForm(c, (await ownDraft(c)).desk)
  )

  return app
}

const dropped = async (c: Context, ports: Ports, actor: Actor, draft: Draft) => {
  await dropDraft(ports, actor, draft.id)
  return seeOther(c, '/my')
}

/** The language the browser asks for that the form offers by name. */
const readersLang = (c: Context): Lang => {
  const wished = (c.req.header('Accept-Language') ?? '')
    .split(',')
    .flatMap((each) => canonicalLang(each.split(';')[0]?.split('-')[0] ?? '') ?? [])
  return wished.find((lang) => offeredLanguages.some(({ tag }) => tag === lang)) ?? 'en'
}

/** The form of an event that is used again: one's own, or any that is public; null when there is none. */
const usedAgain = async (
  { store }: Ports,
  actor: Actor | null,
  event: string | undefined
): Promise<FormFields | null> => {
  const head = event ? await store.head(event) : null
  if (!head) return null
  const { organisation, ownerId, id, publication, newest } = head
  const own = actor && mayEdit(actor, { organisationId: organisation.id, ownerId, event: id })
  const shown = publication && isVisible(publication) ? publication.content : null
  const content = (own ? newest?.content : null) ?? shown
  return content && formAgain(content)
}
