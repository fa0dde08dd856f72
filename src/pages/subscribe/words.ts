/** One app: how late it is and how one gets rid of a subscription there. */
type App = Readonly<{ name: string; late: string; leave: string }>

/** Every word of the subscribe page. */
export const words = {
  title: 'Subscribe to events',
  lead: 'Choose what you would like to hear of, and add it to the calendar you already use. New events appear there by themselves; changed and cancelled ones follow. No account, no e-mail address.',
  errorMark: 'Error',
  errorTitle: 'This selection cannot be understood',
  repair: (value: string) => `Go on with “${value}”`,

  choose: 'What would you like to see?',
  chooseHint: 'Leave everything as it is to get all events.',
  show: 'Show',
  any: 'any',
  noneChosen: 'all',

  countries: 'Countries',
  countryGroups: {
    eu: 'European Union',
    efta: 'EFTA',
    candidates: 'Candidates and neighbours',
    whole: 'The Union as a whole',
  },
  wholeUnion: 'Only events for the whole Union',
  wide: 'Also events for the whole European Union',
  wideHint: 'Counts when you choose countries.',
  city: 'Town or city',
  cityHint: 'Several with commas between them.',

  themes: 'Themes',
  groupWhole: (group: string) => `Everything on ${group.toLowerCase()}`,
  groupParts: 'Single themes',
  groupPartsOf: (group: string) => ` of ${group}`,

  languages: 'Languages at the event',
  languagesHint: 'Spoken, interpreted, signed or in the materials.',
  role: 'The language is',
  anyRole: 'used in any of these ways',
  roles: {
    spoken: 'spoken',
    interpreted: 'interpreted',
    signed: 'signed',
    materials: 'in the materials',
  },
  kinds: 'For whom and what kind',
  track: 'For whom',
  audience: 'Especially for',
  format: 'Kind of event',
  access: 'Cost and accessibility',
  cost: 'Cost',
  accessibility: 'The place or the event has',
  courses: 'Language courses',
  teaches: 'The course teaches',
  anyLanguage: 'any language, or no course',
  level: 'At level',
  anyLevel: 'any level',

  words: 'Words',
  wordsHint: 'Each has to be in the title or the text. A minus before a word leaves it out.',
  online: 'Events online',
  onlineWays: {
    '': 'As they come',
    include: 'Also those from other countries',
    exclude: 'None',
    only: 'Nothing else',
  },
  locale: 'Language of the texts',
  localeThen: 'If there is none, then',
  localeHint: 'Events keep the language they were written in where there is no translation.',
  original: 'as written',

  advanced: 'More choices',
  near: 'Near a place',
  nearHint: 'Latitude, longitude, kilometres: 52.23,21.01,30',
  status: 'Only events that are',
  statuses: {
    scheduled: 'as planned',
    rescheduled: 'rescheduled',
    'moved-online': 'moved online',
    postponed: 'postponed',
    cancelled: 'cancelled',
  },
  cancelled: 'Cancelled events',
  cancelledHint:
    'Most apps strike a cancelled event through or say so. Some drop it without a word: then choose “only in the title”.',
  cancelledWays: {
    '': 'marked as cancelled, and in the title',
    status: 'marked as cancelled, title unchanged',
    title: 'only in the title, for apps that would drop them',
    hide: 'left out',
  },
  from: 'From this day on',
  to: 'Until before this day',
  windowHint: 'A calendar without days follows the time: a month back, a year and a half ahead.',
  kept: 'Also in this selection',

  result: 'Your calendar',
  all: 'All events',
  events: (count: number) => (count === 1 ? '1 event' : `${count} events`),
  onDates: (events: string, count: number) => `${events} on ${count} dates`,
  soon: (events: string) => `${events} in the next 60 days.`,
  within: (events: string, dates: string) => `${events}, ${dates}.`,
  none: 'No events in the next 60 days yet; the calendar will fill.',
  noneThen: 'No events on these days yet.',
  impossible:
    'Nothing can ever be in this calendar: the selection leaves out what it asks for. Change it before you subscribe.',
  crowded: (count: number) =>
    `More than ${count} dates. That is a lot for one calendar: would you like to narrow it?`,
  next: 'Coming next',
  first: 'First of these days',
  where: (city: string | null, country: string) => [city, country].filter(Boolean).join(', '),

  subscribe: 'Subscribe in a calendar app',
  address: 'Address of the calendar',
  addressHint: 'For any app that takes a calendar by its address.',
  copy: 'Copy',
  copied: 'Address copied.',
  copyFailed: 'The browser would not copy it. The address is selected: copy it by hand.',

  ways: 'All ways to subscribe',
  wayList: {
    webcal: {
      label: 'Calendar on this device',
      primary: 'Subscribe in your calendar app',
      hint: 'Apple Calendar, Thunderbird, Outlook for Windows. On Android no app may answer; then copy the address.',
    },
    google: {
      label: 'Google Calendar',
      primary: 'Subscribe in Google Calendar',
      hint: 'Works in a browser, best on a computer; the phone app shows the calendar afterwards. The app itself cannot add an address.',
    },
    outlook: {
      label: 'Outlook.com',
      primary: 'Subscribe in Outlook',
      hint: 'For private Microsoft accounts.',
    },
    office: {
      label: 'Microsoft 365',
      primary: 'Subscribe in Microsoft 365',
      hint: 'For accounts of a school or an employer.',
    },
  },
  yahoo: 'Yahoo Calendar',
  yahooHint:
    'Yahoo has no link for this. Copy the address, open Yahoo Calendar in a browser and follow another calendar by its address.',
  once: 'Once, without updates',
  onceHint:
    'A file you download and open is a copy of today: it never changes again, not even when an event is cancelled. Subscribe to stay up to date.',
  download: 'Download the calendar file (.ics)',
  readers: 'For feed readers and programs:',
  share: 'Share this selection',
  pageAddress: 'Address of this page',
  pageHint: 'Whoever opens it finds the same selection here, and the right button for their app.',
  qr: 'For posters: the code opens this page with the same selection.',
  qrTooLong:
    'This selection is too long for a code that phones can read. Make a short address first.',
  short: 'Make a short address',
  shortHint: 'The same selection under a few letters, for ever.',
  shortAddress: 'Short address',
  check: 'Check this feed',
  checkHint: 'How large it is, what is next, and what each app will show.',

  apps: 'How late apps are, and how to unsubscribe',
  travel:
    'Changes can take up to a day to reach Google Calendar; check the event page before you travel.',
  appsHint:
    'As the makers publish or users report; none of them promises anything. Nothing has to be done here to unsubscribe: we keep no list of subscribers.',
  app: 'App',
  late: 'Looks for changes',
  leave: 'Unsubscribe',
  appList: [
    {
      name: 'Apple Calendar',
      late: 'As you set it, from every 5 minutes to once a week',
      leave:
        'iPhone, iPad: Calendars, the i in a circle beside the calendar, Unsubscribe. Mac: right-click the calendar, Unsubscribe.',
    },
    {
      name: 'Google Calendar',
      late: 'After 8 to 24 hours, at times later',
      leave:
        'On a computer: Settings, the calendar’s name under “Other calendars”, Remove calendar, Unsubscribe.',
    },
    {
      name: 'Outlook.com, Microsoft 365',
      late: 'After about 3 hours, at times after a day',
      leave: 'In a browser: the three dots beside the calendar, Remove.',
    },
    {
      name: 'Thunderbird',
      late: 'Every 30 minutes',
      leave: 'Right-click the calendar in the list, then unsubscribe or remove it.',
    },
    {
      name: 'Proton Calendar',
      late: 'After 4 to 16 hours',
      leave: 'Settings, Calendars, the subscribed calendar, delete.',
    },
    { name: 'Fastmail', late: 'Every hour', leave: 'Settings, Calendars, the calendar, remove.' },
  ] satisfies readonly App[],

  readyMade: 'Ready-made calendar',
  fixed: 'It holds',
  start: 'Start your own selection from this one',
  allReady: 'All ready-made calendars',
} as const
