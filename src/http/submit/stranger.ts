import type { Context } from 'hono'
import * as z from 'zod'
import type { FormFields } from '../../calendar/draft.ts'
import { Fault } from '../../calendar/fault.ts'
import { offerWithoutAccount } from '../../journeys/confirm.ts'
import type { Problem } from '../../pages/submit/problem.ts'
import { trapMustBeEmpty } from '../form-guard.ts'
import { seeOther, textOf } from '../private-page.ts'
import type { Desk, Refusal } from './desk.ts'
import { digestOf, offerOf } from './offers.ts'

const mailbox = z.email().max(254)

/** What is wrong with who somebody says they are. */
const aboutSender = (fields: FormFields): readonly Problem[] => [
  ...(textOf(fields, 'name') === ''
    ? [{ field: 'name', code: 'missing', detail: 'Give your name.' }]
    : []),
  ...(mailbox.safeParse(textOf(fields, 'email')).success
    ? []
    : [
        {
          field: 'email',
          code: 'invalid-email',
          detail: 'Give your mailbox, such as ana@example.org.',
        },
      ]),
]

/** A form that was sent before and is something else now. */
const sentBefore = (sentence: string): Refusal => ({
  fault: new Fault('unprocessable', sentence),
  renewed: true,
})

/** Somebody without an account sends the form: a mail goes to the mailbox they gave. */
export const sendAsStranger = async (
  c: Context,
  { ports, guards }: Desk,
  fields: FormFields
): Promise<Response | Refusal> => {
  const { limiter, forms, proof } = guards
  trapMustBeEmpty(textOf(fields, 'homepage'))
  const offer = offerOf(fields, aboutSender(fields))
  if ('fault' in offer) return offer
  const form = await forms.read(textOf(fields, 'form'))
  const stranger = { name: textOf(fields, 'name'), email: textOf(fields, 'email') }
  await limiter.take(c, 'submission')
  await limiter.take(c, 'confirmation', { mailbox: stranger.email })
  const person = await ports.people.personOf({ ...stranger, lang: offer.lang })
  if (!(await forms.claim(form, person))) {
    return sentBefore(
      'This form was sent before, from another mailbox. If that was a mistake, send it once more; we delete what nobody confirms.'
    )
  }
  const proven = await proof.proven(textOf(fields, 'proof'), form.id)
  try {
    await offerWithoutAccount(
      ports,
      stranger,
      { ...offer, lowPriority: !proven },
      { key: form.id, digest: await digestOf(fields) }
    )
  } catch (fault) {
    if (!(fault instanceof Fault && fault.code === 'unprocessable')) throw fault
    return sentBefore(
      'This form was sent before, and has been changed since. To change what you sent, use the link in our mail. To announce another event, send the form once more.'
    )
  }
  return seeOther(c, '/submit/sent')
}
