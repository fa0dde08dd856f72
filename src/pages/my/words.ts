import type { Availability, EventStatus } from '../../calendar/event.ts'
import type { PublicationState } from '../../calendar/publication.ts'
import type { PublicationCause } from '../../calendar/publication-step.ts'
import type { SubmissionState, SubmissionVerb } from '../../calendar/submission.ts'
import type { TranslationDebt } from '../../calendar/translation-debt.ts'
import type { DoingName } from './doings.ts'
import type { StatePill } from './states.ts'

const counted = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

const good = (text: string): StatePill => ({ text, tone: 'good' })
const wait = (text: string): StatePill => ({ text, tone: 'wait' })
const bad = (text: string): StatePill => ({ text, tone: 'bad' })
const off = (text: string): StatePill => ({ text, tone: 'off' })

/** What a form for a doing says. */
type DoingWords = Readonly<{
  /** On the button that leads to the form. */
  button: string
  title: string
  /** What will happen, a sentence each. */
  effects: readonly string[]
  /** The label of the words it asks for, and who reads them. */
  label: string
  hint: string
  /** On the button that does it. */
  submit: string
  done: string
}>

/** Every word of an organiser's own pages. */
export const words = {
  title: 'My events',
  titleOf: 'Events of',
  titleOwn: 'Events you have announced for yourself',
  otherOrganisation: 'Act for somebody else',
  otherTitle: 'You act for somebody else just now',
  otherOf: 'This event belongs to',
  otherHint: 'You are a member there: act for it, then open the event again under “My events”.',
  otherAct: 'Act for it',
  account: 'My account',
  announce: 'Announce an event',
  none: 'You have not announced an event yet.',
  noneHint:
    'It takes about three minutes. A moderator of the country looks at it before it is public, and you see here where it stands.',
  noneOlder: 'There are no older events.',
  older: 'Older events',
  newest: 'Newest events',
  pages: 'Pages of the list',
  drafts: 'Unfinished forms',
  draftsHint: 'Kept as you typed them, for you alone.',
  untitled: 'Without a title',
  editOf: 'A change of a published event',
  savedAt: 'Saved on',
  events: 'Events',
  goOn: 'Go on',
  seeAll: 'Where it stands',

  submissionStates: {
    unconfirmed: wait('Not confirmed yet'),
    pending: wait('In the queue'),
    changes_requested: bad('Changes requested'),
    approved: good('Accepted'),
    rejected: bad('Not accepted'),
    withdrawn: off('Taken back'),
    superseded: off('Replaced'),
  } satisfies Record<SubmissionState, StatePill>,
  publicationStates: {
    published: good('Public'),
    withdrawn: off('Taken back'),
    removed: bad('Removed'),
    archived: off('Archived'),
  } satisfies Record<PublicationState, StatePill>,
  statuses: {
    scheduled: null,
    rescheduled: wait('Rescheduled'),
    'moved-online': wait('Moved online'),
    postponed: wait('Postponed'),
    cancelled: bad('Cancelled'),
  } satisfies Record<EventStatus, StatePill | null>,
  roomStates: {
    open: null,
    full: wait('Fully booked'),
    closed: wait('Registration closed'),
    unknown: null,
  } satisfies Record<Availability, StatePill | null>,
  editStates: {
    unconfirmed: wait('Change not confirmed'),
    pending: wait('A change waits'),
    changes_requested: bad('Changes requested to your change'),
    approved: good('Change accepted'),
    rejected: bad('Change not accepted'),
    withdrawn: off('Change taken back'),
    superseded: off('Change replaced'),
  } satisfies Record<SubmissionState, StatePill>,
  editRefused: bad('Change not accepted'),
  past: off('Over'),
  states: 'State',

  /** One sentence on what happens next, by the state of the newest submission. */
  next: {
    unconfirmed:
      'We have sent you a mail. Open its link and confirm, so that the moderators get to see the event.',
    pending: (country: string) =>
      `It waits for the moderators (${country}). You get a mail when they have decided.`,
    pendingEdit: (country: string) =>
      `Your change waits for the moderators (${country}). Until they have decided, the public reads the version before it.`,
    changes_requested:
      'A moderator asks you to change something. Send it again and it keeps its place in the queue.',
    rejected: 'The moderators have decided not to publish it.',
    rejectedEdit:
      'The moderators have not accepted your change. The event stays public as it was before.',
    withdrawn: 'You have taken it back. Nobody but you can see it.',
    published: 'Everybody can see it. Subscribers find it in their own calendars.',
    cancelled:
      'Everybody can see that it is cancelled. Subscribers see it in their own calendars with their next update.',
    retracted:
      'You have taken it back. It has left the pages; subscribers see it as cancelled until 30 days after its end.',
    removed:
      'A moderator has removed it. Its texts are no longer shown to anybody but you; subscribers see it as cancelled.',
    archived: 'It is over and stays to be read, without the contact you had published.',
  },
  places: {
    none: 'You are next.',
    some: (count: number) => `${counted(count, 'event is', 'events are')} looked at before yours.`,
    many: (count: number) =>
      `More than ${counted(count, 'event is', 'events are')} looked at before yours.`,
  },
  lowPriority:
    'It was sent without script, so we could not tell it from what machines send: it is looked at after the others.',
  covered: 'It has waited for more than five working days, so the European desk looks at it too.',

  standing: 'Where it stands',
  received: 'Received',
  queue: 'With',
  queueOf: (country: string) => `the moderators of ${country}`,
  queueOfEu: 'the European desk',
  place: 'Place in the queue',
  publicSince: 'Public since',
  changedAt: 'Last change',
  note: 'Your note',
  message: 'Your message to the moderators',
  publicPage: 'See the public page',
  calendarFile: 'Calendar entry (.ics)',

  decidedBy: {
    approve: 'accepted it',
    request_changes: 'asks for changes',
    reject: 'did not accept it',
  },
  removedBy: 'removed it',
  onTrust:
    'Your organisation is trusted: this was public at once, and a moderator looks at it afterwards.',
  decision: 'The decision',
  reason: 'Reason',
  writes: 'What the moderator writes',
  rule: 'Our rule',
  mayAppeal: 'If you do not agree, you can ask once for a second look. Another moderator decides.',
  appealed: 'You have asked for a second look. Another moderator decides.',

  edit: 'Change the texts or facts',
  editAnswer: 'Change it and send it again',
  again: 'Use it for a new event',
  atOnce: 'Tell people at once',
  atOnceHint:
    'People travel on what they read here, so these take effect at once, without waiting for a moderator.',
  room: 'Is there room?',
  roomHint: 'Shown beside the event at once.',
  roomNow: (state: string) => `Now: ${state}`,
  rooms: {
    open: 'There is room',
    full: 'It is full',
    closed: 'Registration is closed',
  },
  roomUnknown: 'not said',
  roomButton: 'Say so',

  doings: {
    cancel: {
      button: 'Cancel this event',
      title: 'Cancel this event?',
      effects: [
        'At once, everybody reads that it does not take place.',
        'It stays in subscribers’ calendars, marked as cancelled, so that nobody travels in vain.',
        'You can take that back.',
      ],
      label: 'A note for visitors',
      hint: 'Public. Why, or what people should do now.',
      submit: 'Cancel the event now',
      done: 'The event is cancelled. Everybody can see that now.',
    },
    postpone: {
      button: 'It is postponed',
      title: 'Postpone this event?',
      effects: [
        'At once, everybody reads that it does not take place as planned and that a new date is not known yet.',
        'When you know the new date, change the event.',
      ],
      label: 'A note for visitors',
      hint: 'Public. When people will know more, for example.',
      submit: 'Postpone it now',
      done: 'The event is postponed. Everybody can see that now.',
    },
    online: {
      button: 'It takes place online',
      title: 'Move this event online?',
      effects: ['At once, everybody reads that it takes place online and no longer at the place.'],
      label: 'A note for visitors',
      hint: 'Public. How to get the link, for example.',
      submit: 'Move it online now',
      done: 'The event has moved online. Everybody can see that now.',
    },
    reinstate: {
      button: 'It takes place after all',
      title: 'Does it take place after all?',
      effects: ['At once, everybody reads again that it takes place as planned.'],
      label: 'A note for visitors',
      hint: 'Public.',
      submit: 'It takes place',
      done: 'The event takes place. Everybody can see that now.',
    },
    withdraw: {
      button: 'Take the event back',
      title: 'Take this event back?',
      effects: [
        'It leaves the calendar for good and its page is closed. What waits for a moderator is taken back too.',
        'Subscribers see it as cancelled until 30 days after its end.',
        'If people may still come, cancel it instead: then they can read why.',
      ],
      label: 'Why?',
      hint: 'For our records, not public.',
      submit: 'Take it back',
      done: 'The event is taken back.',
    },
    appeal: {
      button: 'Ask for a second look',
      title: 'Ask for a second look',
      effects: ['Another moderator looks at the event and at what you write. You can ask once.'],
      label: 'Why should we look again?',
      hint: 'The moderators read it; it is not public.',
      submit: 'Ask for a second look',
      done: 'Your event is back in the queue. Another moderator will look at it.',
    },
  } satisfies Record<DoingName, DoingWords>,
  withdrawWaiting: {
    effects: [
      'It leaves the queue, and no moderator looks at it any more.',
      'It never was public, so nobody else is told.',
    ],
  },
  joinUrl: 'Where do people join?',
  joinUrlHint: 'Public. A web address, if people do not get it when they register.',
  back: 'Back to the event',
  keep: 'No, leave it as it is',
  optional: 'not required',

  stale: 'The event has changed while this page was open',
  staleHint:
    'Look at what happened. What you typed is still here: send it once more if it is still right.',
  happened: 'What happened meanwhile',
  impossible: 'This is not possible now',
  impossibleHint: (state: string) => `The event is: ${state}.`,
  typed: 'What you had typed',

  dates: 'The next dates',
  datesHint: 'One date can be called off without the others.',
  moreDates: 'It goes on after these dates.',
  callOff: 'Call this date off',
  callOn: 'It takes place after all',
  calledOff: 'Called off',
  callOffTitle: 'Call this date off?',
  callOffEffects: [
    'At once, everybody reads that the event does not take place on this date. The other dates stay.',
  ],
  callOffSubmit: 'Call it off now',
  callOffDone: 'The date is called off. Everybody can see that now.',
  callOnDone: 'The date takes place. Everybody can see that now.',
  sentDone: 'Thank you, we have received your event. Here you always see where it stands.',
  editedDone: 'Thank you, we have received your change.',
  roomDone: 'Said. Everybody can see that now.',

  translations: 'Languages',
  translationsHint: 'Changing the event brings a translation up to date.',
  original: 'original',
  debts: {
    current: good('Current'),
    behind: wait('Behind'),
    stale: bad('Older than the original'),
  } satisfies Record<TranslationDebt['state'], StatePill>,
  debtTexts: { teaser: 'the short text is missing', description: 'the description is missing' },
  debtMachine: 'translated by a machine',

  versions: 'Versions',
  version: (number: number) => `Version ${number}`,
  versionPublic: good('Public now'),
  versionWaiting: wait('Waits'),
  versionShown: 'What it changes',
  versionFirst: 'What it says',
  versionOf: (number: number) => `Compared with version ${number}.`,
  waitingChange: 'The change that waits',

  readers: 'Readers',
  inCalendars: (many: string) => `In ${many} calendars.`,
  readersHint:
    'This is how many different readers fetch the feeds with your event in a day, on average over last week. Google and Outlook fetch once for many people, so more may have it. Nobody is tracked: no address is kept, and whatever tells readers apart is deleted with the day.',

  history: 'What happened',
  byYou: 'you',
  submissionVerbs: {
    offer: 'Sent to the moderators',
    confirm: 'Mailbox confirmed',
    approve: 'Accepted and made public',
    request_changes: 'Changes requested',
    reject: 'Not accepted',
    resubmit: 'Sent again',
    withdraw: 'Taken back',
    supersede: 'Replaced by a newer change',
    appeal: 'Second look asked for',
  } satisfies Record<SubmissionVerb | 'offer', string>,
  publicationCauses: {
    approve: 'Made public',
    cancel: 'Cancelled',
    postpone: 'Postponed',
    move_online: 'Moved online',
    reinstate: 'Takes place after all',
    availability: 'Room changed',
    call_off: 'A single date called off, or on again',
    rezone: 'Adapted to new clock rules',
    withdraw: 'Taken back',
    remove: 'Removed',
    restore: 'Put back',
    archive: 'Archived',
  } satisfies Record<PublicationCause, string>,
  by: 'by',

  keyTitle: 'This page is the key to your event',
  keyHint:
    'Whoever has its address can change or cancel the event. Keep the mail, and do not pass the link on.',
  lostLink: 'Lost the link of another event?',
  toSignIn: 'With an account you see all your events in one place:',
  signIn: 'sign in',

  privacy: 'What we keep about you',
  privacyHint:
    'Your name, your mailbox, what you sent us and what was decided: for all events that were sent from your mailbox. The moderators see your name and the event; your mailbox is shown to nobody.',
  privacyAccount: 'You have an account. What we keep about you, and how to delete it, is there:',
  download: 'Download it (JSON)',
  erase: 'Delete my data',
  eraseTitle: 'Delete what we keep about you?',
  eraseEffects: [
    'Your name and mailbox are deleted, and so is the access by this link, for all events that were sent from your mailbox.',
    'Events that are public stay public, without your name. If one does not take place, cancel it first: afterwards you cannot.',
    'Events that wait for a moderator can still be published. Take them back first if you do not want that.',
    'This cannot be undone.',
  ],
  eraseConfirm: 'I understand that I cannot change or cancel my events afterwards.',
  eraseUnconfirmed: 'Tick the box to say that you understand what is lost.',
  eraseSubmit: 'Delete my data now',
  erased: 'Your data is deleted',
  erasedHint:
    'We have sent a last mail to your mailbox that says so. You will get no more mails from us.',

  lost: 'Have your links sent again',
  lostHint:
    'Everybody who announced an event without an account got a mail with a secret link. Give us the mailbox you used, and we send the links of its events again.',
  mailbox: 'Your mailbox',
  mailboxHint: 'For example ana@example.org.',
  invalidMailbox: 'Give a mailbox such as ana@example.org.',
  lostSubmit: 'Send the links',
  sent: 'Look into your mailbox',
  sentHint:
    'If events were sent from this mailbox, their links are on the way to it. That can take some minutes. For safety we say the same whether or not we know the mailbox.',
  toStart: 'Go to the calendar',
} as const
