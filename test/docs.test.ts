import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { publicationWorkflow } from '../src/calendar/publication-step.ts'
import { periods } from '../src/calendar/retention.ts'
import { submissionWorkflow } from '../src/calendar/submission.ts'

const path = fileURLToPath(new URL('../docs/people.md', import.meta.url))

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n')

/** State × step → state, as a list people read from top to bottom. */
const machine = (workflow: Readonly<Record<string, Readonly<Partial<Record<string, string>>>>>) =>
  table(
    ['From', 'Step', 'To'],
    Object.entries(workflow).flatMap(([state, steps]) =>
      Object.entries(steps).map(([step, to]) => [state, step, to ?? ''])
    )
  )

const written = {
  submission: machine(submissionWorkflow),
  publication: machine(publicationWorkflow),
  retention: table(
    ['What', 'Kept', 'Counted from'],
    Object.values(periods).map(({ what, kept, since }) => [what, kept, since])
  ),
}

test.each(Object.entries(written))(
  'docs/people.md prints the %s table of the code',
  (name, text) => {
    const page = readFileSync(path, 'utf8')
    const place = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`)
    expect(page).toMatch(place)
    const fresh = page.replace(place, `$1\n${text}\n\n$2`)
    if (process.env.UPDATE_DOCS) writeFileSync(path, fresh)
    else expect(page).toBe(fresh)
  }
)
