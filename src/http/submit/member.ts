import type { Context } from 'hono'
import type { Draft, FormFields } from '../../calendar/draft.ts'
import { Fault } from '../../calendar/fault.ts'
import type { Actor } from '../../calendar/people.ts'
import { keepDraft } from '../../journeys/mine.ts'
import type { Ports } from '../../journeys/ports.ts'
import { submit } from '../../journeys/submit.ts'
import { seeOther, textOf } from '../private-page.ts'
import { isToken, type Refusal } from './desk.ts'
import { digestOf, draftTitle, lasting, offerOf } from './offers.ts'

type Sender = Readonly<{ ports: Ports; actor: Actor }>

/** Somebody with an account sends a new event: it waits for a moderator, or is public at once on trust. */
export const sendAsMember = async (
  c: Context,
  { ports, actor }: Sender,
  fields: FormFields,
  draft: Draft | null
): Promise<Response | Refusal> => {
  const offer = offerOf(fields)
  if ('fault' in offer) return offer
  const token = textOf(fields, 'form')
  const key = isToken(token) ? token : ports.newId()
  try {
    const { body } = await submit(
      ports,
      actor,
      { ...offer, ...(draft && { draft: draft.id }) },
      { key, digest: await digestOf(fields) },
      ({ event }) => JSON.stringify({ event })
    )
    const { event }: Readonly<{ event: string }> = JSON.parse(body)
    return seeOther(c, `/my/events/${event}?done=sent`)
  } catch (fault) {
    if (!(fault instanceof Fault && fault.code === 'unprocessable')) throw fault
    const sentence =
      'This form was sent before, and has been changed since. To change what you sent, go to “My events”. To announce another event, send the form once more.'
    return { fault: new Fault('unprocessable', sentence), renewed: true }
  }
}

/** Keeps the form as it is typed, and goes where it can be found again. */
export const saveDraft = async (
  c: Context,
  { ports, actor }: Sender,
  fields: FormFields,
  of: Readonly<{ id: string | null; event: string | null }>
): Promise<Response> => {
  const kept = lasting(fields, ['form', 'proof', 'homepage', 'action'])
  const draft = await keepDraft(ports, actor, {
    ...of,
    title: draftTitle(fields),
    fields: kept,
  })
  return seeOther(c, `/my/drafts/${draft.id}?done=kept`)
}
