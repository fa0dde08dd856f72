import type { Context } from 'hono'
import type { Draft, FormFields } from '../../calendar/draft.ts'
import type { EventContent } from '../../calendar/event.ts'
import { Fault } from '../../calendar/fault.ts'
import type { Lang } from '../../calendar/language.ts'
import type { Actor } from '../../calendar/people.ts'
import { publicationTag } from '../../calendar/publishing.ts'
import type { EventHead } from '../../calendar/store.ts'
import { submissionTag } from '../../calendar/submission.ts'
import { wordsOfTime } from '../../calendar/words-of-time.ts'
import type { Ports } from '../../journeys/ports.ts'
import { ownEvent, revise } from '../../journeys/revise.ts'
import { formOfContent } from '../event-form.ts'
import { seeOther, textOf } from '../private-page.ts'
import type { Refusal } from './desk.ts'
import { offerOf } from './offers.ts'

const says = wordsOfTime('en')

type Editor = Readonly<{ ports: Ports; actor: Actor }>

/** What an edit starts from, and its version. */
export type Base = Readonly<{
  content: EventContent
  tag: string
  /** In which its submitter is written to; null when nobody said. */
  lang: Lang | null
}>

/** The version of an event that is edited; faults as `ownEvent`, and when there is nothing to edit. */
export const baseOf = async ({ ports, actor }: Editor, event: string): Promise<Base> => {
  const head = await ownEvent(ports, actor, event, 'submit')
  const base = newestOf(head)
  if (base) return base
  throw head.publication
    ? new Fault('gone', `This event is ${head.publication.state} and cannot be changed any more.`)
    : new Fault('conflict', 'This event was not accepted. Use its texts for a new one instead.')
}

const newestOf = ({ waiting, newest, publication }: EventHead): Base | null => {
  const lang = newest?.lang ?? null
  if (waiting?.state === 'unconfirmed')
    throw new Fault(
      'conflict',
      'Confirm this event first: open the link in the mail we sent you. Then you can change it.'
    )
  if (waiting) return { content: waiting.content, tag: submissionTag(waiting), lang }
  return publication?.state === 'published'
    ? { content: publication.content, tag: publicationTag(publication), lang }
    : null
}

/** Sends an edit. What is public stays until a moderator approves; `page` is the event's own. */
export const sendEdit = async (
  c: Context,
  { ports, actor }: Editor,
  fields: FormFields,
  of: Readonly<{ event: string; page: string; draft: Draft | null }>
): Promise<Response | Refusal> => {
  const offered = offerOf(fields)
  if ('fault' in offered) return offered
  const { dropped, ...offer } = offered
  // What somebody has promised of a day is not lost without a word.
  if (dropped.join() !== textOf(fields, 'dropped')) return losing(dropped)
  const done = () => seeOther(c, `${of.page}?done=edited`)
  try {
    await revise(
      ports,
      actor,
      of.event,
      { ...offer, ...(of.draft && { draft: of.draft.id }) },
      (tag) => tag === textOf(fields, 'base')
    )
    return done()
  } catch (fault) {
    if (!(fault instanceof Fault && fault.code === 'stale')) throw fault
    const base = await baseOf({ ports, actor }, of.event)
    // Sent twice, after a timeout: the first time was the edit.
    if (saysSame(base.content, offer.content)) return done()
    const sentence =
      'Somebody has changed this event while this form was open. Look at its page in another window. If yours is still right, send it once more: it then takes the place of that change.'
    return { fault: new Fault('stale', sentence), base: base.tag }
  }
}

const losing = (dates: readonly string[]): Refusal => {
  const days = dates.map((date) => says.date(date.slice(0, 10))).join(', ')
  const sentence = dates.length
    ? `With this change the series has these days no more, and what was changed on them is lost: ${days}. If that is right, send it once more.`
    : 'The days you gave up before are kept now. If that is right, send it once more.'
  return { fault: new Fault('conflict', sentence), dropped: dates.join() }
}

/** Would both be the same form? */
const saysSame = (one: EventContent, other: EventContent): boolean =>
  JSON.stringify(formOfContent(unmarked(one))) === JSON.stringify(formOfContent(unmarked(other)))

/** Without the marks that an edit leaves on translations nobody touched. */
const unmarked = (content: EventContent): EventContent => ({
  ...content,
  translations: Object.fromEntries(
    Object.entries(content.translations).map(([lang, { stale: _stale, ...text }]) => [lang, text])
  ),
})

/** The form of an event used again for a new one: everything but when it was. */
export const formAgain = (content: EventContent): FormFields => {
  const { overrides: _dates, ...rest } = content
  const ofThen =
    /^(date|endDate|pass|until|registerBy|kept|(extra|extraTime|except|exceptTime)\.\d+)$/
  const fields = Object.entries(formOfContent(rest)).filter(([name]) => !ofThen.test(name))
  return Object.fromEntries(fields)
}
