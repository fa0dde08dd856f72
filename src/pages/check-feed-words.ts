import type { AppAspect, AppLimit, Basis } from '../calendar/calendar-apps.ts'
import type { Breach, HttpTrait, LimitCheck } from '../calendar/feed-check.ts'

/** Every word of the page on which a feed is checked. */
export const words = {
  title: 'Check of a calendar',
  titleOf: (name: string) => `Check: ${name}`,
  lead: 'What is in this calendar, how large it is, whether the file is right, and what the usual apps make of it.',
  address: 'Address of the calendar',
  file: 'Look at the file',
  back: 'Subscribe',
  backToAll: 'All calendars',
  right: 'We found nothing wrong.',
  wrong: (errors: number, warnings: number) =>
    [counted(errors, 'mistake'), counted(warnings, 'doubt')]
      .filter(Boolean)
      .join(' and ')
      .concat(' in the file. That is ours to repair, please tell us.'),
  tooLarge:
    'This calendar is too large to be checked here, and for every app. Narrow the selection.',
  notCalendar: 'What this address answers is no calendar.',

  contents: 'What is in it',
  events: 'Events',
  eventsValue: (events: number, repeating: number) =>
    repeating ? `${events}, ${repeating} of them repeating` : String(events),
  changedDates: 'Changed or cancelled single dates',
  cancelled: 'Marked as cancelled',
  zones: 'On the clock of',
  wholeDays: 'whole days',
  utc: 'UTC (online)',
  zone: (name: string, events: number) => `${name}: ${events}`,
  next: 'Next date',
  nothingNext: 'none',
  last: 'Last date',
  endless: 'none: a series goes on without end',
  oldest: 'Changed longest ago',
  newest: 'Changed most recently',
  lastModified: 'The file as a whole',
  lastModifiedHint: 'It also moves on at midnight UTC, with the days it looks at.',
  instant: (date: string, time: string) => `${date}, ${time} UTC`,
  readers: 'Readers',
  readersValue: (readers: string) => `${readers} calendars, on an ordinary day of last week`,
  readersNone: 'not counted yet',

  size: 'How large it is',
  sizeOf: 'Size',
  sizeValue: (plain: string, packed: string | null) =>
    packed ? `${plain}; ${packed} as it travels, compressed` : plain,
  atLeast: (plain: string) => `more than ${plain}`,
  who: 'Limit of',
  most: 'Most',
  have: 'This calendar',
  verdict: 'Result',
  ourAdvice: 'Our own advice',
  noLimits:
    'No other app here publishes or is reported to have a limit. None of them promises anything.',
  units: {
    bytes: bytesInWords,
    events: (count: number) => `${count.toLocaleString('en')} entries`,
    address: (count: number) => `${count.toLocaleString('en')} characters of address`,
  } satisfies Readonly<Record<AppLimit['of'], (count: number) => string>>,
  verdicts: {
    well: 'well below',
    near: 'near it',
    over: 'over it',
  } satisfies Readonly<Record<LimitCheck['verdict'], string>>,
  overHint: 'Where an address is too long, a short one can be made on the page to subscribe.',

  http: 'How it answers',
  traits: {
    type: 'It says that it is a calendar in UTF-8.',
    etag: 'It has a version (ETag).',
    etagUnchanged: 'Whoever has that version hears in a few bytes that nothing has changed.',
    lastModified: 'It says when it changed (Last-Modified).',
    lastModifiedUnchanged:
      'Whoever asks by that date hears in a few bytes that nothing has changed.',
  } satisfies Readonly<Record<HttpTrait, string>>,
  works: 'works',
  fails: 'does not work',

  findings: 'Whether the file is right',
  clean: 'Every requirement is met.',
  severity: 'Kind',
  severities: {
    error: 'mistake',
    warning: 'doubt',
  } satisfies Readonly<Record<Breach['severity'], string>>,
  requirement: 'Requirement',
  places: 'Where',
  place: (line: number) => `Line ${line}:`,
  more: (count: number) => `and ${count} more`,

  apps: 'What each app shows',
  appsHint: 'Apps differ and change. “Reported” is what users tell; the makers promise nothing.',
  app: 'App',
  aspects: {
    cancelled: 'Cancelled events',
    changedDates: 'Changed dates of a series',
    html: 'Formatted text',
    conference: 'Link to join online',
    busy: 'Your time is',
    refresh: 'Looks for changes',
  } satisfies Readonly<Record<AppAspect, string>>,
  inThis: (count: number) => `${count} in this calendar`,
  wish: (duration: string) => `this calendar asks for every ${durationInWords(duration)}`,
  bases: {
    documented: 'says its maker',
    measured: 'seen',
    reported: 'reported',
    expected: 'by the standard, not tried',
  } satisfies Readonly<Record<Basis, string>>,
  program: 'The same for programs:',
} as const

function counted(count: number, what: string): string {
  if (count === 0) return ''
  return `${count} ${what}${count === 1 ? '' : 's'}`
}

/** Decimal units, as makers count. */
function bytesInWords(count: number): string {
  if (count < 1000) return `${count} bytes`
  if (count < 1_000_000) return `${Math.round(count / 1000)} kB`
  return `${(count / 1_000_000).toFixed(1)} MB`
}

/** `PT6H` → “6 hours”; what is no number of whole hours stays as it is written. */
function durationInWords(duration: string): string {
  const hours = /^PT(\d+)H$/.exec(duration)?.[1]
  return hours ? counted(Number(hours), 'hour') : duration
}
