import type { Context } from 'hono'
import type { FormFields } from '../../calendar/draft.ts'
import type { FormProblem } from '../../pages/account/field.ts'
import type { AdminFrame } from '../../pages/admin/frame.ts'
import { doneSentence } from '../../pages/admin/words.ts'
import type { Markup } from '../../pages/layout.ts'
import { orAgain } from '../form-faults.ts'
import type { Means } from '../means.ts'
import { accountOf, formFields, type PrivateVariables, privatePage } from '../private-page.ts'

/** A request of somebody signed in. */
export type Asked = Context<PrivateVariables>

/** Draws one page of the administration from what is true now. */
export type Draw = (c: Asked, frame: AdminFrame) => Markup | Promise<Markup>

/** What the routes of each part of the administration have in common. */
export const roomOf = ({ ports: { site } }: Means) => {
  const frame = (c: Asked, problem: FormProblem | null = null): AdminFrame => ({
    site,
    account: accountOf(c.get('actor')),
    done: problem ? undefined : doneSentence(c.req.query('done')),
    problem,
  })
  return {
    /** Answers a page. */
    show: (draw: Draw) => async (c: Asked) => privatePage(c, await draw(c, frame(c))),

    /** Does what a form asks; when it was wrong, draws its page again with all that was typed. */
    change:
      (
        form: Readonly<{ name: string; fields: readonly string[] }>,
        draw: Draw,
        work: (c: Asked, typed: FormFields) => Promise<Response>
      ) =>
      async (c: Asked): Promise<Response> => {
        const typed = await formFields(c)
        return orAgain(
          c,
          { ...form, typed },
          () => work(c, typed),
          (problem) => draw(c, frame(c, problem))
        )
      },
  }
}

/** A part of the address; routes that ask for it always have it. */
export const partOf = (c: Asked, name: string): string => c.req.param(name) ?? ''
