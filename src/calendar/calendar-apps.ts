/**
 * How sure we are of what an app does. `documented`: its maker says so; `measured`: seen in the app or
 * in its source; `reported`: users say so, the maker promises nothing; `expected`: the standard asks
 * for it, nobody has told otherwise.
 */
export type Basis = 'documented' | 'measured' | 'reported' | 'expected'

/** What an app does with one thing, in a few words. */
export type Shown = Readonly<{ says: string; basis: Basis }>

/** What differs between apps, in the order people ask. */
export const appAspects = [
  'cancelled',
  'changedDates',
  'html',
  'conference',
  'busy',
  'refresh',
] as const
export type AppAspect = (typeof appAspects)[number]

/** The most an app takes, as far as anybody knows. */
export type AppLimit = Readonly<{
  /** Octets of the file, entries in it, or characters of the address. */
  of: 'bytes' | 'events' | 'address'
  most: number
  basis: Basis | 'advice'
}>

/** A calendar app as the reader of a subscribed feed. */
export type CalendarApp = Readonly<{
  name: string
  limits: readonly AppLimit[]
  shows: Readonly<Record<AppAspect, Shown>>
}>

const say =
  (basis: Basis) =>
  (says: string): Shown => ({ says, basis })
const documented = say('documented')
const measured = say('measured')
const reported = say('reported')
const expected = say('expected')

/** A link in the text works everywhere, so ours stands there too. */
const linkInText = 'No button; the link is in the text'
const free = 'Free'

/**
 * What each app makes of our files. Looked up in November 2026; where a line has no source of its own
 * the basis is the standard.
 */
export const calendarApps: readonly CalendarApp[] = [
  {
    name: 'Google Calendar',
    limits: [
      // 1 MB: stephenharris/Event-Organiser#452 (2018), JM-Lemmi/ical-relay#212 (2024). Of a feed of
      // 2.1 MB some events were missing: roed314/seminars#777 (2020). Google publishes no number.
      { of: 'bytes', most: 1_000_000, basis: 'reported' },
      // Measured by a user: webapps.stackexchange.com/questions/158639. It refuses without a word.
      { of: 'address', most: 256, basis: 'reported' },
    ],
    shows: {
      // hackgvl/hackgreenville-com#498 (2025), shift-org/shift-docs#730.
      cancelled: reported('Disappears without a word'),
      changedDates: expected('In place of the regular date'),
      // adamgibbons/ics#231 (2022): X-ALT-DESC is not read.
      html: reported('Plain text'),
      conference: reported(linkInText),
      busy: expected(free),
      // nextcloud/calendar#7918; the wish of the file is ignored.
      refresh: reported('After 8 to 24 hours, at times later; does not ask the file'),
    },
  },
  {
    name: 'Apple Calendar',
    // support.apple.com/103188: iCloud, all calendars and reminders of an account together.
    limits: [{ of: 'events', most: 50_000, basis: 'documented' }],
    shows: {
      // sabre-io/dav#969, w3c/calendar#90 (2022).
      cancelled: reported('Stays, struck through'),
      changedDates: expected('In place of the regular date'),
      // adamgibbons/ics#179 (2021), tutao/tutanota#4724 (2022).
      html: reported('Plain text'),
      // Tried by nextcloud/calendar#5381 (2023).
      conference: reported(linkInText),
      busy: expected(free),
      // adamgibbons/ics#259 (2023).
      refresh: reported('As its user sets it, 5 minutes to a week; the file’s wish is proposed'),
    },
  },
  {
    name: 'Outlook for Windows (classic)',
    // No number is published.
    limits: [],
    shows: {
      // esrg-knights/Squire#215 (2021).
      cancelled: reported('Looks as if it took place; only the title says it'),
      // MS-OXCICAL, RECURRENCE-ID.
      changedDates: documented('In place of the regular date'),
      // MS-OXCICAL: X-ALT-DESC becomes the body.
      html: documented('As HTML'),
      // Tried by nextcloud/calendar#5381 (2023).
      conference: reported(linkInText),
      // MS-OXCICAL: X-MICROSOFT-CDO-BUSYSTATUS, which we write beside TRANSP.
      busy: documented(free),
      // stackoverflow.com/questions/538081: X-PUBLISHED-TTL is the least it waits.
      refresh: reported('When it sends and receives, not more often than the file asks'),
    },
  },
  {
    name: 'Outlook (new, web, Microsoft 365)',
    limits: [],
    shows: {
      cancelled: reported('Differs; read the title'),
      changedDates: expected('In place of the regular date'),
      html: expected('Differs; plain text is always there'),
      conference: reported(linkInText),
      busy: documented(free),
      refresh: reported('After about 3 hours, at times a day'),
    },
  },
  {
    name: 'Thunderbird',
    limits: [],
    shows: {
      // Version 153; esrg-knights/Squire#215.
      cancelled: measured('Stays, struck through'),
      changedDates: measured('In place of the regular date'),
      // nextcloud/tasks#3206 (2026): it reads HTML in an ALTREP only, which others choke on.
      html: reported('Plain text'),
      // Tried by nextcloud/calendar#5381 (2023).
      conference: reported(linkInText),
      busy: expected(free),
      refresh: measured('Every 30 minutes'),
    },
  },
  {
    name: 'Android with ICSx5',
    limits: [],
    shows: {
      // bitfireAT/synctools#91.
      cancelled: reported(
        'As the calendar app likes; Google’s shows it as usual, so read the title'
      ),
      changedDates: measured('In place of the regular date'),
      // Etar-Group/Etar-Calendar#308: Android keeps one text, and its apps show markup as it is.
      html: reported('Plain text'),
      conference: expected(linkInText),
      busy: expected(free),
      refresh: measured('As its user sets it, 15 minutes to a day'),
    },
  },
]

/** What we keep our own feeds below, so that every app takes them in good time. */
export const ownAdvice: readonly AppLimit[] = [
  { of: 'bytes', most: 500_000, basis: 'advice' },
  { of: 'events', most: 2000, basis: 'advice' },
]
