import { Fault } from '../calendar/fault.ts'
import type { Limits } from '../calendar/limits.ts'
import type { Links } from '../calendar/people.ts'
import { type Instant, instantOf } from '../calendar/time.ts'
import { guardNames, guardWords } from '../pages/guard-fields.ts'

/** Nobody reads and fills a form faster. */
export const quickestSeconds = 4
/** A form left open overnight can still be sent. */
export const oldestSeconds = 24 * 3600

/** Which form was sent, as its token says. `id` never changes, however often it is sent. */
export type OpenedForm = Readonly<{ id: string; issuedAt: Instant }>

export type FormTokenNeeds = Readonly<{
  links: Links
  limits: Limits
  now: () => Instant
  newId: () => string
}>

const refuse = (code: string, sentence: string) =>
  new Fault('invalid', sentence, [{ pointer: `/${guardNames.form}`, code, detail: sentence }])

const shape = /^([0-9a-f-]{36})~(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)~([\w-]{1,200})$/

const subjectOf = ({ id, issuedAt }: OpenedForm) => `${id}~${issuedAt}`

/** Tokens that tell which form is sent and when it was opened; signed, not stored. */
export const formTokens = ({ links, limits, now, newId }: FormTokenNeeds) => {
  const issue = async (): Promise<string> => {
    const subject = subjectOf({ id: newId(), issuedAt: now() })
    return `${subject}~${await links.token('form', subject)}`
  }

  const known = async (token: string | undefined): Promise<OpenedForm | null> => {
    const [, id, issuedAt, seal] = shape.exec(token ?? '') ?? []
    if (!id || !issuedAt || !seal) return null
    const form = { id, issuedAt }
    return (await links.fits('form', subjectOf(form), seal)) ? form : null
  }

  const age = ({ issuedAt }: OpenedForm) => (Date.parse(now()) - Date.parse(issuedAt)) / 1000

  return {
    /** For a form that is opened now. */
    issue,

    /**
     * The form a token belongs to. A fault `invalid` when it is not ours (`form-unknown`), was sent
     * sooner than people can (`form-too-quick`) or a day later (`form-expired`): then show the form
     * again with all that was typed, the sentence, and `renew(token)`.
     */
    read: async (token: string | undefined): Promise<OpenedForm> => {
      const form = await known(token)
      if (!form)
        throw refuse(
          'form-unknown',
          'We cannot see that this form was opened here. Nothing you typed is lost: please send it once more.'
        )
      if (age(form) < quickestSeconds)
        throw refuse(
          'form-too-quick',
          'That was quicker than people usually are. Nothing you typed is lost: please look through it and send it once more.'
        )
      if (age(form) >= oldestSeconds)
        throw refuse(
          'form-expired',
          'This form has been open for more than a day. Nothing you typed is lost: please look through it and send it once more.'
        )
      return form
    },

    /**
     * The token for the same form shown again: itself while it is good, so that its time runs on and
     * sending it twice stays one submission; else a fresh one.
     */
    renew: async (token: string | undefined): Promise<string> => {
      const form = await known(token)
      return token !== undefined && form && age(form) < oldestSeconds ? token : issue()
    },

    /**
     * Does the form belong to this person? True for the first who sends it, however often; false for
     * another mailbox, so that one form does not write to many.
     */
    claim: ({ id, issuedAt }: OpenedForm, person: string): Promise<boolean> =>
      limits.spend(`form ${id}`, person, instantOf(Date.parse(issuedAt) + oldestSeconds * 1000)),
  }
}
export type FormTokens = ReturnType<typeof formTokens>

/**
 * Refuses a form whose trap is filled, and says so plainly. To answer “thank you” and drop it would
 * fool few programs, but lose the event of somebody whose browser filled the field, or who uses one
 * that reads no style sheets. Show the form again with the trap emptied.
 */
export const trapMustBeEmpty = (value: string | undefined): void => {
  if (!value) return
  const sentence = `“${guardWords.trap}” was filled in, as programs do that send forms by the thousand. We have emptied it; nothing else you typed is lost: please send it once more.`
  throw new Fault('invalid', sentence, [
    { pointer: `/${guardNames.trap}`, code: 'must-be-empty', detail: sentence },
  ])
}
