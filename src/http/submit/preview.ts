import type { FormFields } from '../../calendar/draft.ts'
import { Fault } from '../../calendar/fault.ts'
import type { Actor } from '../../calendar/people.ts'
import type { Ports } from '../../journeys/ports.ts'
import { preview } from '../../journeys/preview.ts'
import type { PreviewInput } from '../../pages/submit/preview.ts'
import { suggestionsFor } from '../event-form/reshape.ts'
import { contentOfForm } from '../event-form.ts'
import { textOf } from '../private-page.ts'

/** How the event of a form would look, as far as the form can be read. */
export const previewOf = async (
  { ports, actor }: Readonly<{ ports: Ports; actor: Actor | null }>,
  fields: FormFields
): Promise<PreviewInput> => {
  const { content, problems, dropped } = contentOfForm(fields)
  const suggestions = suggestionsFor(fields)
  if (!content) return { drawn: null, problems, suggestions, dropped }
  try {
    const drawn = await preview(ports, {
      event: textOf(fields, 'event') || null,
      content,
      organisation: actor?.organisation ?? null,
    })
    return { drawn, problems, suggestions, dropped }
  } catch (error) {
    // A rule that no calendar could follow to its next date.
    if (!(error instanceof Fault)) throw error
    const problem = { field: 'repeats', code: error.code, detail: error.message }
    return { drawn: null, problems: [problem], suggestions, dropped }
  }
}
