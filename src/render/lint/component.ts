import type { Line } from './lines.ts'
import type { Report } from './rules.ts'

/** A component as it stands in the file: its properties, then what is inside it. */
export type Component = Readonly<{
  name: string
  /** The line of its BEGIN. */
  at: number
  lines: readonly Line[]
  components: readonly Component[]
}>

type Open = { name: string; at: number; lines: Line[]; components: Open[] }

/** The first property of a name. */
export const propertyOf = ({ lines }: Component, name: string): Line | undefined =>
  lines.find((line) => line.name === name)

/** The components of a name directly inside. */
export const componentsOf = ({ components }: Component, name: string): readonly Component[] =>
  components.filter((component) => component.name === name)

/** Ours go three deep; what goes on and on would only be walked in vain. */
const deepest = 10

/** The one VCALENDAR the lines make; null when they make none, or more. */
export const calendarOf = (lines: readonly Line[], report: Report): Component | null => {
  const root: Open = { name: '', at: 1, lines: [], components: [] }
  const open = [root]
  const here = () => open.at(-1) ?? root
  for (const line of lines) {
    if (line.name === 'BEGIN' && open.length > deepest) {
      report('nesting', line.at, `${line.value} lies too deep.`)
    } else if (line.name === 'BEGIN') {
      const component: Open = { name: line.value, at: line.at, lines: [], components: [] }
      here().components.push(component)
      open.push(component)
    } else if (line.name === 'END') {
      if (here() !== root && here().name === line.value) open.pop()
      else report('nesting', line.at, `END:${line.value} closes nothing.`)
    } else {
      if (here().components.length > 0) report('order', line.at, line.name)
      here().lines.push(line)
    }
  }
  for (const { name, at } of open.slice(1)) report('nesting', at, `${name} is left open.`)
  const [calendar, second] = root.components
  if (calendar?.name === 'VCALENDAR' && !second && root.lines.length === 0) return calendar
  const names = root.components.map(({ name }) => name).slice(0, 5)
  report('one-calendar', second?.at ?? 1, names.join(', ') || 'There is none.')
  return null
}
