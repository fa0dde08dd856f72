import { type Actor, mayReadSubmission } from '../calendar/people.ts'
import { moderatorVerbs } from '../calendar/submission.ts'
import { placed } from './moderate.ts'
import type { Ports } from './ports.ts'

/** What a moderator can have done to the submission before the one on the page. */
export const deeds = [...moderatorVerbs, 'check', 'remove'] as const
export type Deed = (typeof deeds)[number]

/** What was done just now, as the next page tells it. */
export type Told = Readonly<{
  deed: Deed
  submission: string
  event: string
  title: string
  titleLang: string
  /** The event can be looked at by everybody now. */
  public: boolean
}>

/**
 * What the actor has done to a submission, looked up: an address can claim anything. Null when they
 * have not done it.
 */
export const toldOf = async (
  { store, now }: Pick<Ports, 'store' | 'now'>,
  actor: Actor,
  deed: Deed,
  id: string
): Promise<Told | null> => {
  const submission = await store.submission(id)
  if (!submission || !mayReadSubmission(actor, placed(submission, [], now()))) return null
  const { event, content } = submission
  const publication = await store.publication(event)
  const done =
    deed === 'check' || deed === 'remove'
      ? (await store.history(event)).some(({ verb, by }) => verb === deed && by.id === actor.id)
      : (await store.decisions(id)).some(({ verb, by }) => verb === deed && by.id === actor.id)
  if (!done) return null
  return {
    deed,
    submission: id,
    event,
    title: content.translations[content.originalLang]?.title ?? '',
    titleLang: content.originalLang,
    public: publication?.state === 'published',
  }
}
