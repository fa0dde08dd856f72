import type { WeekStart, YearMonth } from './grid.ts'
import { baseLang, type Lang } from './language.ts'
import { addDays, type FloatingMs, floating, type LocalDate, type WallTime } from './time.ts'

/** A column's heading. `iso` is 1 for Monday to 7 for Sunday. */
export type Weekday = Readonly<{ iso: number; short: string; long: string }>

/** Dates and times in the words of one language. Every end is exclusive. */
export type WordsOfTime = Readonly<{
  /** The language the words are in: English when nobody has words for the one asked for. */
  lang: Lang
  /** `2012-12` → “December 2012”, in the form that stands alone (“grudzień 2012”). */
  month(month: YearMonth): string
  /** The seven weekdays, from the one the week begins with. */
  weekdays(weekStart: WeekStart): Weekday[]
  /** The number of the day alone, in the language's digits. */
  dayNumber(date: LocalDate): string
  /** “5 December”. */
  day(date: LocalDate): string
  /** “Wednesday 5 December”. */
  weekdayAndDay(date: LocalDate): string
  /** “5 December 2012”. */
  date(date: LocalDate): string
  /** “Wednesday 5 December 2012”. */
  fullDate(date: LocalDate): string
  /** “5–9 December 2012”; one date when there is only one. */
  dates(from: LocalDate, to: LocalDate): string
  /** “19:30”, always on the 24-hour clock. */
  time(at: WallTime): string
  /** “19:30–22:00”, or the start alone when there is no end. Says nothing of the dates. */
  times(start: WallTime, end: WallTime | null): string
}>

/** Dates and times in a language, by the runtime's Intl or, where it has none, by our own tables. */
export const wordsOfTime = (locale: Lang): WordsOfTime => {
  const known = made.get(locale)
  if (known) return known
  const own = ownWords[baseLang(locale)]
  const words = own
    ? wordsByTable(baseLang(locale), own)
    : intlKnows(locale)
      ? wordsByIntl(locale)
      : wordsOfTime('en')
  // Locales come from readers: what is kept must stay small.
  if (made.size > 200) made.clear()
  made.set(locale, words)
  return words
}

/** Making formatters costs a hundred times what using them does. */
const made = new Map<Lang, WordsOfTime>()

/**
 * First weekday for a wish. Nothing or something unknown is Monday; `auto` is the custom of the
 * locale's country. CLDR's answer for a bare language is that of its largest country (Sunday for
 * `en` and `pt`), so those get the European one.
 */
export const weekStartOf = (wish: string | undefined, locale: Lang): WeekStart => {
  if (wish === 'sun') return 7
  if (wish === 'sat') return 6
  if (wish !== 'auto') return 1
  const tag = new Intl.Locale(locale)
  const region = tag.region ?? europeanRegion[tag.language] ?? tag.maximize().region
  const info = weekInfoOf(region ? `${tag.language}-${region}` : locale)
  return info?.firstDay === 7 || info?.firstDay === 6 ? info.firstDay : 1
}

const europeanRegion: Readonly<Record<string, string>> = { en: 'GB', pt: 'PT', es: 'ES', fr: 'FR' }

/** A getter in older runtimes, a method in newer ones; the types know neither. */
type WithWeekInfo = Intl.Locale & {
  getWeekInfo?: () => { firstDay: number }
  weekInfo?: { firstDay: number }
}
const weekInfoOf = (tag: string): { firstDay: number } | undefined => {
  const locale: WithWeekInfo = new Intl.Locale(tag)
  return locale.getWeekInfo?.() ?? locale.weekInfo
}

/** workerd carries fewer languages than Node; for one it lacks it answers in another. */
const intlKnows = (locale: Lang): boolean =>
  baseLang(new Intl.DateTimeFormat(locale).resolvedOptions().locale) === baseLang(locale)

/** Monday 2012-12-03 and the six days after it. */
const aWeek = Array.from({ length: 7 }, (_, index) => addDays('2012-12-03', index))

const weekdaysFrom = (weekStart: WeekStart, name: (iso: number) => Omit<Weekday, 'iso'>) =>
  Array.from({ length: 7 }, (_, index) => {
    const iso = ((weekStart - 1 + index) % 7) + 1
    return { iso, ...name(iso) }
  })

const wordsByIntl = (locale: Lang): WordsOfTime => {
  // Bare `pt` would be Brazil's.
  const region = europeanRegion[locale]
  const tag = region ? `${locale}-${region}` : locale
  const formatter = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(tag, { timeZone: 'UTC', calendar: 'gregory', ...options })
  const month = formatter({ month: 'long', year: 'numeric' })
  const short = formatter({ weekday: 'short' })
  const long = formatter({ weekday: 'long' })
  const dayOnly = formatter({ day: 'numeric', month: 'long' })
  const weekdayAndDay = formatter({ weekday: 'long', day: 'numeric', month: 'long' })
  const date = formatter({ day: 'numeric', month: 'long', year: 'numeric' })
  const fullDate = formatter({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
  const clock = formatter({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  const at = (value: LocalDate | WallTime): FloatingMs => floating(value)
  return {
    lang: locale,
    month: (value) => month.format(at(`${value}-01`)),
    weekdays: (weekStart) =>
      weekdaysFrom(weekStart, (iso) => {
        const example = at(aWeek[iso - 1] ?? '')
        return { short: short.format(example), long: long.format(example) }
      }),
    dayNumber: (value) =>
      dayOnly.formatToParts(at(value)).find(({ type }) => type === 'day')?.value ?? '',
    day: (value) => dayOnly.format(at(value)),
    weekdayAndDay: (value) => weekdayAndDay.format(at(value)),
    date: (value) => date.format(at(value)),
    fullDate: (value) => fullDate.format(at(value)),
    dates: (from, to) => {
      const last = addDays(to, -1)
      return last > from ? date.formatRange(at(from), at(last)) : date.format(at(from))
    },
    time: (value) => clock.format(at(value)),
    times: (start, end) =>
      end === null
        ? clock.format(at(start))
        : `${clock.format(at(start))}–${clock.format(at(end))}`,
  }
}

/** The words and the few rules a language needs for our phrases, in CLDR's spelling. */
type OwnWords = Readonly<{
  /** January first, separated by commas. */
  months: string
  /** Monday first, separated by commas. */
  long: string
  short: string
  /** After the number of a day: “5.”. */
  afterDay?: string
  /** Between day and month: “5 ta’ Diċembru”. */
  of?: string
  afterWeekday?: string
  afterYear?: string
}>

/**
 * English for the same phrases on every runtime and with the day first; the others because workerd's
 * Intl lacks them. None of these declines its months.
 */
const ownWords: Readonly<Record<string, OwnWords>> = {
  en: {
    months: 'January,February,March,April,May,June,July,August,September,October,November,December',
    long: 'Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday',
    short: 'Mon,Tue,Wed,Thu,Fri,Sat,Sun',
    afterWeekday: ' ',
  },
  ga: {
    months:
      'Eanáir,Feabhra,Márta,Aibreán,Bealtaine,Meitheamh,Iúil,Lúnasa,Meán Fómhair,Deireadh Fómhair,Samhain,Nollaig',
    long: 'Dé Luain,Dé Máirt,Dé Céadaoin,Déardaoin,Dé hAoine,Dé Sathairn,Dé Domhnaigh',
    short: 'Luan,Máirt,Céad,Déar,Aoine,Sath,Domh',
    afterWeekday: ' ',
  },
  mt: {
    months: 'Jannar,Frar,Marzu,April,Mejju,Ġunju,Lulju,Awwissu,Settembru,Ottubru,Novembru,Diċembru',
    long: 'It-Tnejn,It-Tlieta,L-Erbgħa,Il-Ħamis,Il-Ġimgħa,Is-Sibt,Il-Ħadd',
    short: 'Tne,Tli,Erb,Ħam,Ġim,Sib,Ħad',
    of: ' ta’ ',
  },
  is: {
    months: 'janúar,febrúar,mars,apríl,maí,júní,júlí,ágúst,september,október,nóvember,desember',
    long: 'mánudagur,þriðjudagur,miðvikudagur,fimmtudagur,föstudagur,laugardagur,sunnudagur',
    short: 'mán.,þri.,mið.,fim.,fös.,lau.,sun.',
    afterDay: '.',
  },
  lb: {
    months: 'Januar,Februar,Mäerz,Abrëll,Mee,Juni,Juli,August,September,Oktober,November,Dezember',
    long: 'Méindeg,Dënschdeg,Mëttwoch,Donneschdeg,Freideg,Samschdeg,Sonndeg',
    short: 'Méi,Dën,Mët,Don,Fre,Sam,Son',
    afterDay: '.',
  },
  mk: {
    months: 'јануари,февруари,март,април,мај,јуни,јули,август,септември,октомври,ноември,декември',
    long: 'понеделник,вторник,среда,четврток,петок,сабота,недела',
    short: 'пон.,вто.,сре.,чет.,пет.,саб.,нед.',
    afterYear: ' г.',
  },
  sq: {
    months: 'janar,shkurt,mars,prill,maj,qershor,korrik,gusht,shtator,tetor,nëntor,dhjetor',
    long: 'e hënë,e martë,e mërkurë,e enjte,e premte,e shtunë,e diel',
    short: 'hën,mar,mër,enj,pre,sht,die',
  },
  cy: {
    months:
      'Ionawr,Chwefror,Mawrth,Ebrill,Mai,Mehefin,Gorffennaf,Awst,Medi,Hydref,Tachwedd,Rhagfyr',
    long: 'Dydd Llun,Dydd Mawrth,Dydd Mercher,Dydd Iau,Dydd Gwener,Dydd Sadwrn,Dydd Sul',
    short: 'Llun,Maw,Mer,Iau,Gwe,Sad,Sul',
  },
}

const wordsByTable = (lang: Lang, own: OwnWords): WordsOfTime => {
  const { afterDay = '', of = ' ', afterWeekday = ', ', afterYear = '' } = own
  const months = own.months.split(',')
  const long = own.long.split(',')
  const short = own.short.split(',')
  const monthOf = (value: LocalDate | YearMonth) => months[Number(value.slice(5, 7)) - 1] ?? ''
  const yearOf = (value: LocalDate | YearMonth) => `${value.slice(0, 4)}${afterYear}`
  const numberOf = (date: LocalDate) => `${Number(date.slice(8, 10))}${afterDay}`
  const weekdayOf = (date: LocalDate) => long[(new Date(floating(date)).getUTCDay() + 6) % 7] ?? ''
  const day = (date: LocalDate) => `${numberOf(date)}${of}${monthOf(date)}`
  const date = (value: LocalDate) => `${day(value)} ${yearOf(value)}`
  const time = (at: WallTime) => at.slice(11, 16)
  return {
    lang,
    month: (month) => `${monthOf(month)} ${yearOf(month)}`,
    weekdays: (weekStart) =>
      weekdaysFrom(weekStart, (iso) => ({
        short: short[iso - 1] ?? '',
        long: long[iso - 1] ?? '',
      })),
    dayNumber: (value) => String(Number(value.slice(8, 10))),
    day,
    weekdayAndDay: (value) => `${weekdayOf(value)}${afterWeekday}${day(value)}`,
    date,
    fullDate: (value) => `${weekdayOf(value)}${afterWeekday}${date(value)}`,
    dates: (from, to) => {
      const last = addDays(to, -1)
      if (last <= from) return date(from)
      if (last.slice(0, 7) === from.slice(0, 7)) return `${numberOf(from)}–${date(last)}`
      const start = last.slice(0, 4) === from.slice(0, 4) ? day(from) : date(from)
      return `${start} – ${date(last)}`
    },
    time,
    times: (start, end) => (end === null ? time(start) : `${time(start)}–${time(end)}`),
  }
}
