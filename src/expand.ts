import { checkMeaning } from './calendar/check-series.ts'
import { Fault } from './calendar/fault.ts'
import {
  expand,
  type Moment,
  type Series,
  type SeriesEnd,
  type Span,
} from './calendar/recurrence.ts'
import { parseRule, type Rule } from './calendar/rule.ts'
import {
  dateOf,
  type FloatingMs,
  floating,
  instantOf,
  isUtc,
  isZone,
  resolve,
  type Zone,
} from './calendar/time.ts'

/*
 * A door for programs: one series a line in, its occurrences a line out. It says of a series what
 * the calendar would, so that others can be measured against it.
 */

const help = `Usage: npm run --silent expand < series.jsonl

Reads one JSON object a line and writes one JSON object a line, in the same order.

  {"id": 1, "tzid": "Europe/Warsaw", "allDay": false,
   "dtstart": "2026-03-28T02:30", "end": "2026-03-28T03:30", "rrule": "FREQ=DAILY",
   "rdate": [], "exdate": [], "window": {"from": "2026-03-28", "to": "2026-03-31"}}
→ {"id":1,"occurrences":[{"start":"2026-03-28T01:30:00Z","end":"2026-03-28T02:30:00Z"}, …]}
→ {"id":1,"error":"exdate[0]: …"} when the line cannot be answered; the part comes first.

id        text or number, handed back.
tzid      IANA zone; needed for timed series, without meaning for all-day ones.
allDay    true or false; left out, the form of dtstart decides.
dtstart   local time 2026-03-28T02:30 or with seconds, or basic 20260328T023000; all-day a date
          2026-03-28 or 20260328. In UTC (…Z) only where tzid is UTC or left out.
end       exclusive, in the same forms, or UTC; every occurrence then lasts exactly as long as the
          first. Or
duration  P2W, P1D, P1DT6H, PT90M …: days follow the wall clock, hours are exact. With neither, a
          timed occurrence has no length and an all-day one is a day long.
rrule     the value of an RRULE, by whole days: DAILY, WEEKLY, MONTHLY or YEARLY.
rdate     further starts, and
exdate    excluded starts, matched by instant: local times, or UTC (…Z); all-day dates.
window    from and to, to exclusive: a UTC instant 2026-03-28T00:00:00Z, or a local time or date
          (its midnight) on the wall clock of tzid; for all-day series a date, or the same read as
          floating time. An occurrence is listed if start < to and end > from, or, without length,
          start >= from.

A wall time that the clock repeats is its first pass; one that it skips is read with the offset
before the gap. Timed answers are UTC instants, all-day answers dates with an exclusive end.
null counts as left out; any other unknown thing is an error. A line that is not JSON has id null.
Exit code 0: every line has its answer. 1: a bug, or output closed. 2: wrong arguments.
`

type Stamp = Readonly<{ kind: 'date' | 'local' | 'instant'; ms: number }>
type Fields = Readonly<Record<string, unknown>>

const known = [
  'id',
  'tzid',
  'allDay',
  'dtstart',
  'end',
  'duration',
  'rrule',
  'rdate',
  'exdate',
  'window',
]

const refuse = (part: string, message: string): never => {
  throw new Fault('invalid', `${part}: ${message}`)
}

/** A value from outside inside a message: short, on one line. */
const shown = (value: unknown): string => JSON.stringify(value)?.slice(0, 60) ?? String(value)

/** The answer to one line, as an object to write. Throws nothing but bugs. */
const answer = (line: string): object => {
  let id: string | number | null = null
  try {
    const fields = objectOf(line)
    if (typeof fields.id === 'string' || typeof fields.id === 'number') id = fields.id
    else refuse('id', 'give text or a number, to find the answer by.')
    const series = seriesOf(fields)
    const [complaint] = checkMeaning(series)
    if (complaint) refuse(namesOutside[complaint.part], complaint.message)
    const found = expand(series, spanOf(fields, series))
    const write = series.allDay ? dateOf : instantOf
    return {
      id,
      occurrences: found.map(({ startAt, endAt }) => ({
        start: write(startAt),
        end: write(endAt),
      })),
    }
  } catch (problem) {
    if (problem instanceof Fault) return { id, error: problem.message }
    process.exitCode = 1
    process.stderr.write(`${problem instanceof Error ? problem.stack : problem}\n`)
    return { id, error: 'line: this met a bug in the program; nothing is known of the series.' }
  }
}

const namesOutside = {
  start: 'dtstart',
  end: 'end',
  rule: 'rrule',
  extra: 'rdate',
  except: 'exdate',
} as const

const parsed = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return refuse('line', line.trim() ? 'this is not JSON.' : 'there is nothing here.')
  }
}

const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const objectOf = (line: string): Fields => {
  const value = parsed(line)
  return isObject(value) ? value : refuse('line', 'give a JSON object.')
}

const knownOnly = (part: string, fields: Fields, names: readonly string[]) => {
  const stranger = Object.keys(fields).find((name) => !names.includes(name))
  if (stranger !== undefined)
    refuse(part, `there is no field ${shown(stranger)}; known are ${names.join(', ')}.`)
}

/** A field that is text, or undefined where it is left out. */
const textOf = (fields: Fields, part: string): string | undefined => {
  const value = fields[part] ?? undefined
  if (value === undefined || typeof value === 'string') return value
  return refuse(part, `${shown(value)} is not text.`)
}

const seriesOf = (fields: Fields): Series => {
  knownOnly('line', fields, known)
  const start = stampOf('dtstart', textOf(fields, 'dtstart') ?? refuse('dtstart', 'it is missing.'))
  const allDay = fields.allDay ?? start.kind === 'date'
  if (typeof allDay !== 'boolean') return refuse('allDay', 'it is true or false.')
  if (allDay !== (start.kind === 'date'))
    refuse('dtstart', allDay ? 'an all-day series begins on a date.' : 'a time of day is missing.')
  const zone = zoneOf(textOf(fields, 'tzid'), start)
  const rule = ruleOf(textOf(fields, 'rrule'), allDay)
  return {
    allDay,
    zone,
    start: start.ms,
    end: endOf(fields, allDay, start.ms, zone),
    rule,
    extra: momentsOf(fields, 'rdate', allDay),
    except: momentsOf(fields, 'exdate', allDay),
  }
}

const zoneOf = (tzid: string | undefined, start: Stamp): Zone | null => {
  if (tzid !== undefined && !isZone(tzid))
    refuse('tzid', `${shown(tzid)} is not an IANA time zone such as Europe/Warsaw.`)
  if (start.kind === 'date') return tzid ?? null
  if (start.kind === 'instant') {
    if (tzid !== undefined && !isUtc(tzid))
      refuse('dtstart', `it is in UTC, but tzid is ${tzid}; give the local time.`)
    return tzid ?? 'UTC'
  }
  return tzid ?? refuse('tzid', 'a local time needs a zone.')
}

const ruleOf = (text: string | undefined, allDay: boolean): Rule | null => {
  if (text === undefined) return null
  const result = parseRule(text, { allDay })
  return result.ok
    ? result.rule
    : refuse('rrule', `${result.complaint.part}: ${result.complaint.message}`)
}

const endOf = (
  fields: Fields,
  allDay: boolean,
  start: FloatingMs,
  zone: Zone | null
): SeriesEnd => {
  const end = textOf(fields, 'end')
  const duration = textOf(fields, 'duration')
  if (end !== undefined && duration !== undefined) refuse('end', 'give end or duration, not both.')
  if (duration !== undefined) return durationOf(duration, allDay)
  if (end === undefined) return { kind: 'nominal', days: allDay ? 1 : 0, ms: 0 }
  const stamp = sameKind('end', stampOf('end', end), allDay)
  const ms = atOf(stamp, allDay, zone) - (allDay || zone === null ? start : resolve(start, zone))
  if (ms < 0) refuse('end', 'it is before the start.')
  if (allDay && ms === 0) refuse('end', 'it is exclusive: give the day after the last day.')
  return { kind: 'exact', ms }
}

/** RFC 5545 §3.3.6; weeks stand alone. */
const durationOf = (text: string, allDay: boolean): SeriesEnd => {
  const found =
    /^P(?:(?<weeks>\d{1,4})W|(?:(?<days>\d{1,5})D)?(?:T(?=\d)(?:(?<hours>\d{1,6})H)?(?:(?<minutes>\d{1,8})M)?(?:(?<seconds>\d{1,9})S)?)?)$/.exec(
      text
    )?.groups
  if (!found || text === 'P')
    return refuse('duration', `${shown(text)} is not one such as P1D, P2W, PT90M or P1DT6H.`)
  const number = (name: string) => Number(found[name] ?? 0)
  const days = number('weeks') * 7 + number('days')
  const ms = ((number('hours') * 60 + number('minutes')) * 60 + number('seconds')) * 1000
  if (allDay && (ms > 0 || days === 0))
    refuse('duration', 'an all-day series lasts whole days, at least one.')
  return { kind: 'nominal', days, ms }
}

const momentsOf = (fields: Fields, part: 'rdate' | 'exdate', allDay: boolean): Moment[] => {
  const list = fields[part] ?? []
  if (!Array.isArray(list)) return refuse(part, 'give a list.')
  return list.map((value: unknown, index) => {
    const place = `${part}[${index}]`
    if (typeof value !== 'string') return refuse(place, `${shown(value)} is not text.`)
    const { kind, ms } = sameKind(place, stampOf(place, value), allDay)
    return kind === 'instant' ? { at: ms } : { wall: ms }
  })
}

const sameKind = (part: string, stamp: Stamp, allDay: boolean): Stamp => {
  if (allDay !== (stamp.kind === 'date'))
    refuse(part, allDay ? 'an all-day series has dates only.' : 'a time of day is missing.')
  return stamp
}

const spanOf = (fields: Fields, { allDay, zone }: Series): Span => {
  const window = fields.window
  if (!isObject(window)) return refuse('window', 'give an object with from and to.')
  knownOnly('window', window, ['from', 'to'])
  const edge = (name: 'from' | 'to') => {
    const value = window[name]
    const part = `window.${name}`
    if (typeof value !== 'string') return refuse(part, 'give a UTC instant, local time or date.')
    return atOf(stampOf(part, value), allDay, zone)
  }
  const span = { from: edge('from'), to: edge('to') }
  return span.from < span.to ? span : refuse('window', 'to must be after from; to is exclusive.')
}

/** UTC ms of a stamp, on the wall clock of the zone; of an all-day series floating ms. */
const atOf = ({ kind, ms }: Stamp, allDay: boolean, zone: Zone | null): number =>
  kind === 'instant' || allDay || zone === null ? ms : resolve(ms, zone)

const extended = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::(\d\d)(?:\.0+)?)?(Z)?)?$/
const basic = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/

/** A date, local time or UTC instant in extended or basic form, between the years 1900 and 2199. */
const stampOf = (part: string, text: string): Stamp => {
  const groups = extended.exec(text) ?? extended.exec(text.replace(basic, widened))
  if (!groups) return refuse(part, `${shown(text)} is not a date or time such as 2026-03-29T02:30.`)
  const [, date = '', time = '00:00', seconds = '00', utc] = groups
  const ms = floating(`${date}T${time}:${seconds}`)
  if (Number.isNaN(ms) || instantOf(ms) !== `${date}T${time}:${seconds}Z`)
    return refuse(part, `${shown(text)} does not exist in the calendar.`)
  if (date < '1900' || date >= '2200')
    return refuse(part, `${shown(text)} is outside the years 1900 to 2199.`)
  return { kind: groups[2] === undefined ? 'date' : utc ? 'instant' : 'local', ms }
}

const widened = (_: string, ...[year, month, date, hour, minutes, seconds, utc]: string[]) =>
  `${year}-${month}-${date}${hour === undefined ? '' : `T${hour}:${minutes}:${seconds}${utc ?? ''}`}`

/** Longer lines are answered with an error and not kept; a thousand RDATE take a tenth of it. */
const longestLine = 1_000_000

/** Lines of a byte stream without their ends; null for one that is too long to read. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncGenerator<string | null> {
  const decoder = new TextDecoder()
  let rest = ''
  let tooLong = false
  for await (const chunk of bytes) {
    const pieces = (rest + decoder.decode(chunk, { stream: true })).split('\n')
    rest = pieces.pop() ?? ''
    for (const piece of pieces) {
      yield tooLong || piece.length > longestLine ? null : piece
      tooLong = false
    }
    if (rest.length > longestLine) {
      tooLong = true
      rest = ''
    }
  }
  rest += decoder.decode()
  if (rest || tooLong) yield tooLong ? null : rest
}

/** Writes and waits while the reader of our output is slow. */
const write = (text: string): Promise<void> =>
  new Promise((written) => {
    if (process.stdout.write(text)) written()
    else process.stdout.once('drain', written)
  })

const main = async () => {
  const [argument] = process.argv.slice(2)
  if (argument === '--help' || argument === '-h') return write(help)
  if (argument !== undefined) {
    process.stderr.write(`There is no option ${shown(argument)}; try --help.\n`)
    process.exitCode = 2
    return
  }
  for await (const line of linesOf(process.stdin)) {
    const found =
      line === null
        ? { id: null, error: `line: it has more than ${longestLine} characters.` }
        : answer(line)
    await write(`${JSON.stringify(found)}\n`)
  }
}

process.stdout.on('error', () => process.exit(1))
await main()
