import { type Component, calendarOf, componentsOf } from './component.ts'
import { contentLines } from './lines.ts'
import { lintProperties } from './properties.ts'
import type { Finding, RuleName } from './rules.ts'
import { lintSeries } from './series.ts'
import { lintTimes } from './times.ts'
import { lintRefresh, lintValues } from './values.ts'

/** Longest piece of a file that a finding repeats. */
const longestDetail = 120

/** What a look at a calendar file has found. */
export type Linted = Readonly<{
  /** In the order of the file; empty when nothing is wrong. */
  findings: readonly Finding[]
  /** The calendar as it was read; null when the file is none. */
  calendar: Component | null
}>

/**
 * Checks a calendar file against the requirements of `docs/icalendar.md`, table `rules`. Never throws
 * over what it reads; time and memory grow with the file.
 */
export const lint = (bytes: Uint8Array): Linted => {
  const findings: Finding[] = []
  const report = (rule: RuleName, line: number, detail: string) => {
    const short =
      detail.length > longestDetail ? `${detail.slice(0, longestDetail).toWellFormed()}…` : detail
    findings.push({ rule, line, detail: short })
  }
  const calendar = calendarOf(contentLines(bytes, report), report)
  if (calendar) {
    if (calendar.components.length === 0) report('no-component', calendar.at, 'VCALENDAR')
    lintProperties(calendar, report)
    lintValues(calendar, report)
    lintRefresh(calendar, report)
    lintTimes(calendar, report)
    lintSeries(componentsOf(calendar, 'VEVENT'), report)
  }
  return { findings: findings.sort((a, b) => a.line - b.line), calendar }
}
