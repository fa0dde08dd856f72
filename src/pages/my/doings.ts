import type { Announcement } from '../../calendar/announcing.ts'
import type { Availability, EventContent, EventStatus } from '../../calendar/event.ts'
import type { Publication } from '../../calendar/publication.ts'
import { publicationWorkflow } from '../../calendar/publication-step.ts'
import { publicationTag } from '../../calendar/publishing.ts'
import type { OwnEvent } from '../../calendar/store.ts'
import {
  isWaiting,
  type Submission,
  submissionTag,
  submissionWorkflow,
} from '../../calendar/submission.ts'

/** An event as its organiser has it: what is public and what waits. */
export type Situation = Readonly<{
  publication: Publication | null
  waiting: Submission | null
  /** Newest submission, whatever its state. */
  newest: Submission | null
}>

/** The same of a row of the list. */
export const situationOf = ({ publication, newest }: OwnEvent): Situation => ({
  publication,
  newest,
  waiting: newest && isWaiting(newest.state) ? newest : null,
})

/** What the organiser would go on from: what waits, else what is public, else what was sent last. */
export const contentOf = ({ publication, waiting, newest }: Situation): EventContent => {
  // A removed event has lost its texts for everybody but whoever wrote them.
  const shown = publication?.state === 'removed' ? null : publication
  const content = (waiting ?? shown ?? newest ?? publication)?.content
  if (!content) throw new Error('an event without a publication and without a submission')
  return content
}

export const doingNames = [
  'cancel',
  'postpone',
  'online',
  'reinstate',
  'withdraw',
  'appeal',
] as const
/** What an organiser does with an event beside editing it; also the last part of the form's address. */
export type DoingName = (typeof doingNames)[number]

type Doing = Readonly<{
  /** What it announces, and the status that follows; null for what is no announcement. */
  announces: Readonly<{ cause: Announcement; status: EventStatus }> | null
  /** Asks for a web address too. */
  address: boolean
  /** The words may not be left out. */
  needsWords: boolean
  /** The button warns. */
  danger: boolean
  possible: (of: Situation, mayAppeal: boolean) => boolean
  /** The version a form starts from, as If-Match would name it. */
  version: (of: Situation) => string
}>

const publicVersion = ({ publication }: Situation): string =>
  publication ? publicationTag(publication) : ''
const waitingVersion = ({ waiting }: Situation): string => (waiting ? submissionTag(waiting) : '')

const announcing = (cause: Announcement, status: EventStatus, address = false): Doing => ({
  announces: { cause, status },
  address,
  needsWords: false,
  danger: cause === 'cancel',
  possible: ({ publication }) =>
    publication !== null &&
    publication.status !== status &&
    publicationWorkflow[publication.state][cause] !== undefined,
  version: publicVersion,
})

/** The one table pages draw buttons from and routes read forms by. */
export const doings: Readonly<Record<DoingName, Doing>> = {
  cancel: announcing('cancel', 'cancelled'),
  postpone: announcing('postpone', 'postponed'),
  online: announcing('move_online', 'moved-online', true),
  reinstate: announcing('reinstate', 'scheduled'),
  withdraw: {
    announces: null,
    address: false,
    needsWords: false,
    danger: true,
    possible: ({ publication, waiting }) =>
      publication
        ? publicationWorkflow[publication.state].withdraw !== undefined
        : waiting !== null && submissionWorkflow[waiting.state].withdraw !== undefined,
    version: (of) => `${publicVersion(of)}/${waitingVersion(of)}`,
  },
  appeal: {
    announces: null,
    address: false,
    needsWords: true,
    danger: false,
    possible: (_, mayAppeal) => mayAppeal,
    version: ({ newest }) => (newest ? submissionTag(newest) : ''),
  },
}

/** May it be edited now? What waits for its mailbox is confirmed first. */
export const isEditable = ({ publication, waiting }: Situation): boolean => {
  if (!waiting) {
    return publication !== null && publicationWorkflow[publication.state].approve !== undefined
  }
  const next = submissionWorkflow[waiting.state]
  return next.resubmit !== undefined || next.supersede !== undefined
}

/** What an organiser can say of the room there is. */
export const rooms = ['open', 'full', 'closed'] as const satisfies readonly Availability[]

/** Can it be said that the event is full, or a date be called off, now? */
export const isAnnounceable = ({ publication }: Situation): boolean =>
  publication !== null && publicationWorkflow[publication.state].availability !== undefined
