import { canonicalLang } from '../../calendar/language.ts'
import type { Component } from './component.ts'
import { propertyOf } from './component.ts'
import type { Line } from './lines.ts'
import type { Report } from './rules.ts'

type Check = (line: Line, report: Report) => void

/** A value that is a TEXT (RFC 5545 §3.3.11): what is left without its escapes has none of their characters. */
const text: Check = ({ name, value, at }, report) => {
  if (/[\\;,]/.test(value.replace(escapes, ''))) report('escaping', at, `${name}:${value}`)
}
const escapes = /\\[\\;,nN]/g

/** Several TEXT values, with commas between them. */
const texts: Check = ({ name, value, at }, report) => {
  if (/[\\;]/.test(value.replace(escapes, ''))) report('escaping', at, `${name}:${value}`)
}

const uri: Check = ({ name, value, at }, report) => {
  if (!/^https?:\/\/(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9A-Fa-f]{2})+$/.test(value))
    report('uri', at, `${name}:${value}`)
}

const stamp: Check = ({ name, value, at }, report) => {
  if (!/^\d{8}T\d{6}Z$/.test(value)) report('stamp', at, `${name}:${value}`)
}

const like =
  (form: RegExp): Check =>
  ({ name, value, at }, report) => {
    if (!form.test(value)) report('value', at, `${name}:${value}`)
  }

const duration: Check = ({ name, value, at }, report) => {
  if (!/^P(?:\d+W|(?=\d|T\d)(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$/.test(value))
    report('refresh', at, `${name}:${value}`)
}

const uid: Check = (line, report) => {
  text(line, report)
  const { value, at } = line
  if (value === '' || /\s/.test(value) || new TextEncoder().encode(value).length > 255)
    report('uid-form', at, value)
}

const transparency: Check = ({ value, at }, report) => {
  if (value !== 'TRANSPARENT') report('busy', at, `TRANSP:${value}`)
}

/** How each property's value is checked; dates and rules have files of their own. */
const checks: Readonly<Record<string, Check>> = {
  SUMMARY: text,
  DESCRIPTION: text,
  LOCATION: text,
  CONTACT: text,
  NAME: text,
  'X-WR-CALNAME': text,
  'X-WR-CALDESC': text,
  'X-ALT-DESC': text,
  'RELATED-TO': text,
  CATEGORIES: texts,
  UID: uid,
  URL: uri,
  SOURCE: uri,
  CONFERENCE: uri,
  DTSTAMP: stamp,
  CREATED: stamp,
  'LAST-MODIFIED': stamp,
  'REFRESH-INTERVAL': duration,
  'X-PUBLISHED-TTL': duration,
  TRANSP: transparency,
  VERSION: like(/^2\.0$/),
  CALSCALE: like(/^GREGORIAN$/),
  PRODID: like(/./),
  SEQUENCE: like(/^\d{1,9}$/),
  STATUS: like(/^(?:CONFIRMED|TENTATIVE|CANCELLED)$/),
  GEO: like(/^-?\d{1,2}(?:\.\d{1,6})?;-?\d{1,3}(?:\.\d{1,6})?$/),
  TZOFFSETFROM: like(/^[+-]\d{4}$/),
  TZOFFSETTO: like(/^[+-]\d{4}$/),
  'X-MICROSOFT-CDO-BUSYSTATUS': like(/^FREE$/),
}

const unquoted = (value: string) => value.replace(/^"(.*)"$/s, '$1')

/** What is wrong with the values and parameters of a component, and of what is inside it. */
export const lintValues = (calendar: Component, report: Report): void => {
  // The same few languages stand on every line.
  const tags = new Map<string, boolean>()
  const isTag = (value: string): boolean => {
    const known = tags.get(value) ?? canonicalLang(unquoted(value)) !== undefined
    tags.set(value, known)
    return known
  }
  const visit = ({ lines, components }: Component) => {
    for (const line of lines) {
      if (Object.hasOwn(checks, line.name)) checks[line.name]?.(line, report)
      for (const [name, value] of line.params) {
        // `^'`, `^n` and `^^` are all there is.
        if (/\^(?!['n^])/.test(value.replaceAll('^^', '')))
          report('parameter', line.at, `${name}=${value}`)
        if (name === 'LANGUAGE' && !isTag(value)) report('language', line.at, value)
      }
    }
    for (const inner of components) visit(inner)
  }
  visit(calendar)
}

/** How often the calendar asks to be read again, said in two ways that agree. */
export const lintRefresh = (calendar: Component, report: Report): void => {
  const [interval, published] = ['REFRESH-INTERVAL', 'X-PUBLISHED-TTL'].map((name) =>
    propertyOf(calendar, name)
  )
  if (!interval || !published) return
  if (interval.value !== published.value)
    report('refresh', published.at, `${interval.value}, ${published.value}`)
  if (interval.params.get('VALUE') !== 'DURATION')
    report('refresh', interval.at, 'VALUE=DURATION is missing.')
}
