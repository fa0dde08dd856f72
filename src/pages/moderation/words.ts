import type { TwinReason } from '../../calendar/duplicates.ts'
import type { PublicationState } from '../../calendar/publication.ts'
import type { QueueQuery } from '../../calendar/store.ts'
import type { ModeratorVerb, SubmissionState } from '../../calendar/submission.ts'

const plural = (count: number, one: string, many: string) => `${count} ${count === 1 ? one : many}`

/** Every word the moderators’ pages say by themselves. */
export const words = {
  moderation: 'Moderation',
  queue: 'Queue',
  toQueue: 'Back to the queue',
  problemMark: 'Error',

  waiting: (count: number) =>
    count === 0 ? 'Nothing waits' : plural(count, 'submission waits', 'submissions wait'),
  oldest: (age: string) => `the oldest for ${age}`,
  oldestShort: (age: string) => `oldest: ${age}`,
  workingDays: (days: number) =>
    days === 0 ? 'less than a working day' : plural(days, 'working day', 'working days'),
  start: 'Start with the oldest',
  startUnchecked: 'Look at the oldest',
  byCountry: 'Countries',
  allCountries: 'All countries',
  byKind: 'What to show',
  kinds: {
    all: 'All that waits',
    new: 'New events',
    edit: 'Changes of public events',
    unchecked: 'Published on trust, not looked at',
  } satisfies Record<NonNullable<QueueQuery['kind']> | 'all', string>,
  organisation: 'Organisation',
  anyOrganisation: 'Any organisation',
  show: 'Show',
  list: 'Submissions, the longest wait first',
  columns: {
    choose: 'Choose',
    event: 'Event',
    from: 'From',
    takesPlace: 'Takes place',
    waits: 'Waits',
  },
  choose: 'Choose',
  chooseAll: 'Choose all on this page',
  chooseNone: 'Choose none',
  decideChosen: 'Decide the chosen ones together …',
  nextPage: 'Later ones',
  firstPage: 'Back to the oldest',
  allDone: 'All done',
  allDoneLead:
    'Nothing is left here that waits for you. Thank you: people find their way because of it.',
  empty: 'Nothing waits here',
  emptyLead: 'Everything that was sent has been dealt with. Enjoy your coffee.',
  emptyFiltered: 'Nothing waits that fits these filters.',
  emptyUnchecked: 'Everything that was published on trust has been looked at.',
  onlyOthers: 'What is left here, other moderators look at just now or must decide.',
  noFilters: 'Show everything that waits',
  thenCheck: (count: number) =>
    `Look at ${plural(count, 'event that was', 'events that were')} published on trust`,

  badges: {
    new: 'New',
    edit: 'Change',
    appeal: 'Second look asked for',
    again: 'Changed as asked',
    low: 'Low priority',
    covered: 'Also at the EU desk',
    unchecked: 'Public on trust',
    split: 'Continues a series',
  },
  takenBy: 'looks at it since',
  takenByYou: 'You look at it since',
  own: 'Your own or your organisation’s: somebody else decides',
  decidedBefore: 'You rejected it before: another moderator hears the appeal',
  notYours: 'Not yours to decide',
  languages: 'Texts in',
  series: 'Series',
  independent: 'Somebody without an organisation',

  place: (position: number, total: string) => `${position} of ${total}`,
  placeIn: 'Place in the queue:',
  previous: 'Previous',
  following: 'Next',
  neighbours: 'Submissions before and after this one',
  toDecision: 'To the decision',

  who: 'Who sends it',
  from: 'From',
  forWhom: 'For',
  received: 'Sent',
  waitsSince: 'Waits since',
  reads: 'Reads',
  country: 'Country',
  message: 'Message to you',
  appealText: 'Why they ask for a second look',

  publicParts: 'What will be public',
  publicPartsNow: 'What is public',
  publicPartsThen: 'What was sent',
  everything: 'Everything as it would be public',
  showSent: 'Show everything',
  texts: 'Texts',
  original: 'Original',
  machine: 'Translated by a machine',
  human: 'Translated by a person',
  stale: 'Behind the original',
  noText: 'No text beside the title',
  facts: 'Facts',
  when: 'When',
  dates: 'Next dates',
  datesPast: 'All its dates are over.',
  moreDates: 'It goes on after these dates.',

  hints: 'Worth a look',
  hint: {
    over: 'All its dates are over.',
    thin: 'There is little text: nothing beside the title, or a line or two.',
    nowhere: 'It does not say where it takes place.',
    nobody: 'It names no organiser, no web page and no public contact.',
  },

  changes: 'What changes',
  changesSince: 'What was changed since your request',
  changesSinceLead: 'Compared with the version a moderator asked to be changed.',
  changesLead:
    'Compared with what is public now. The public version stays as it is until you decide.',
  changesThenLead: 'Compared with what was public before.',
  changesContinued: 'Compared with the series it continues:',
  continuesLead:
    'This continues a series. When you approve it, that series ends where this one begins, in the same step.',
  noChanges: 'Nothing that is shown differs.',
  added: 'Added:',
  removed: 'Removed:',
  endAdded: 'end of added text.',
  endRemoved: 'end of removed text.',
  kindsOfChange: { added: 'added', removed: 'removed', changed: 'changed' },
  cut: '[…]',

  cleaned: 'Cleaned at the door',
  cleanedLead: 'These texts came in otherwise than they are shown; nothing is to be done about it.',

  twins: 'This may be in the calendar already',
  twinReasons: {
    title: 'alike title',
    host: 'same organiser',
    link: 'same web address',
  } satisfies Record<TwinReason, string>,
  twinPublic: 'Public',
  twinWaiting: 'Waits too',

  history: 'What happened so far',
  historyEmpty: 'Nothing yet.',
  request: 'Request',
  revision: (number: number) => `revision ${number}`,
  toEvent: 'The event’s file: history, taking it down',
  toPublic: 'Page of the event',

  trust: 'Trust',
  record: (atOnce: number, all: number) =>
    all === 0
      ? 'Nothing of this organisation was decided in the last 12 months.'
      : `${atOnce} of ${all} approved at once in the last 12 months.`,
  trustedSince: (date: string) =>
    `Trusted since ${date}: what it sends is public at once and looked at afterwards.`,
  notTrusted: 'Not trusted: each submission waits for a moderator.',
  giveTrust: 'Trust this organisation',
  takeTrust: 'Trust it no longer',
  trustReason: 'Why (optional, for the record)',
  seniorsTrust: 'Senior moderators give trust and take it back.',
  trustGiven: 'The organisation is trusted now.',
  trustTaken: 'The organisation is no longer trusted.',

  decision: 'Your decision',
  verbs: {
    approve: 'Approve and go to the next',
    request_changes: 'Ask for changes …',
    reject: 'Reject …',
  } satisfies Record<ModeratorVerb, string>,
  send: {
    approve: 'Approve and go to the next',
    request_changes: 'Send the request and go to the next',
    reject: 'Reject and go to the next',
  } satisfies Record<ModeratorVerb, string>,
  effect: {
    approve: 'It is public at once, and the submitter is told.',
    request_changes: 'The submitter is told, changes the event and keeps the place in the queue.',
    reject: 'The submitter is told why, and can ask once for a second look.',
  } satisfies Record<ModeratorVerb, string>,
  reason: 'Reason',
  noReason: 'No particular one',
  chooseReason: 'Choose a reason',
  text: 'Text for the submitter',
  readsIn: (language: string) => `They read ${language}.`,
  onlyEnglish: (language: string) => `They read ${language}; our ready words are in English only.`,
  useReason: 'Begin with our words',
  usedReason: 'The text is filled in; change it as you like.',
  taken: 'Mark as mine',
  release: 'No longer mine',
  takeHint: 'Others see that you look at it, for half an hour.',
  isTaken: 'looks at this since',
  isTakenHint: 'Leave it to them, or decide it all the same.',
  check: 'Looked at: it is fine, go to the next',
  checkEffect: 'It is public already, on trust. Say that somebody has looked.',
  takeDown: 'Take it down …',
  takeDownHeading: 'Take it down',
  removeSend: 'Take it down',
  removeSendNext: 'Take it down and go to the next',
  removeEffect:
    'Every text is gone from the calendar and all feeds at once. The submitter gets a statement of reasons.',
  restore: 'Put it back',
  restoreSend: 'Restore the event',
  restoreEffect: 'It is public again with the text it had, and the submitter is told.',
  restoreText: 'Why (for the record)',
  goOn: 'Go to the next',
  newer: 'There is a newer version of this submission.',
  toNewer: 'Open the newer version',
  waitingEdit: 'A change of this event waits.',
  toWaiting: 'Open it',

  lostTitle: 'Somebody was first',
  lostKept: 'What you had written:',
  changedTitle: 'It was changed meanwhile',
  changedLead:
    'The submitter has changed it since you opened this page, so nothing was decided. Here it is as it is now; what you wrote is still below.',

  state: {
    unconfirmed: 'Mailbox not confirmed yet',
    pending: 'Waits for a moderator',
    changes_requested: 'Waits for the submitter',
    approved: 'Approved',
    rejected: 'Rejected',
    withdrawn: 'Withdrawn by the submitter',
    superseded: 'Replaced by a newer version',
  } satisfies Record<SubmissionState, string>,
  publication: {
    published: 'Public',
    withdrawn: 'Withdrawn by the organiser',
    removed: 'Taken down',
    archived: 'Public, in the archive',
  } satisfies Record<PublicationState, string>,
  notPublic: 'Not public',
  nothingToDecide: 'There is nothing to decide here now.',

  deeds: {
    approve: 'Approved:',
    request_changes: 'Changes asked for:',
    reject: 'Rejected:',
    check: 'Looked at:',
    remove: 'Taken down:',
  },
  deedsSee: 'See it',

  bulk: 'Decide together',
  bulkLead: (count: number) =>
    `${plural(count, 'submission', 'submissions')} chosen. Each is decided on its own: what somebody else decides meanwhile stays theirs.`,
  bulkNone: 'You have chosen nothing. Go back and tick at least one.',
  bulkChosen: 'Chosen',
  bulkReads: 'They read:',
  bulkSend: {
    approve: (count: number) => `Approve ${count}`,
    request_changes: (count: number) => `Ask for changes of ${count}`,
    reject: (count: number) => `Reject ${count}`,
  } satisfies Record<ModeratorVerb, (count: number) => string>,
  bulkDone: 'What happened',
  bulkDoneLead: (done: number, all: number) =>
    done === all
      ? `All ${all} are decided.`
      : `${done} of ${all} are decided. The others are told of below.`,
  bulkYours: 'done by you',
  bulkOther: 'decided by',
  bulkStill: 'not decided; open it to see why',
  bulkNotYours: 'not decided:',

  eventFile: 'File of an event',
  removedNow: 'The event is taken down. The submitter is told why.',
  restoredNow: 'The event is public again.',
  toSubmission: 'The newest submission',

  keys: 'Keys',
  keysOn: 'Keys of one letter work on this page',
  keysHint: 'Not while you type in a field; Escape leaves it.',
} as const
