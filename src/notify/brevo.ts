import { type Mailbox, type Message, PermanentFailure, type Transport } from './message.ts'

/** `apiKey` is a key of version 3. `address` is for tests. */
export type BrevoAccount = Readonly<{ apiKey: string; address?: string }>

const api = 'https://api.brevo.com/v3/smtp/email'

const mailboxOf = ({ email, name }: Mailbox) => ({ email, ...(name && { name }) })

/** Names and forms: https://developers.brevo.com/reference/sendtransacemail */
const bodyOf = ({ id, from, to, replyTo, subject, text, html, headers }: Message) => ({
  sender: mailboxOf(from),
  to: [mailboxOf(to)],
  ...(replyTo && { replyTo: { email: replyTo } }),
  subject,
  textContent: text,
  htmlContent: html,
  // Message-ID and Date are theirs. The key, a UUID, keeps a mail sent again within half an hour
  // from going out twice; it never reaches the recipient.
  headers: { ...headers, idempotencyKey: id },
})

/** What Brevo says went wrong. The sentence may repeat an address; `deliver` takes it out. */
const complaintOf = async (
  response: Response
): Promise<Readonly<{ code: string; text: string }>> => {
  const body = await response.text()
  try {
    const { code, message } = JSON.parse(body) as { code?: unknown; message?: unknown }
    return { code: String(code ?? ''), text: `${code ?? ''} ${message ?? ''}`.trim() }
  } catch {
    return { code: '', text: 'no JSON' } // A proxy in between answers in HTML.
  }
}

/**
 * Statuses that are about this mail. 401, 402 and 403 are about the account, 408, 425 and 429 about the
 * moment, 404 and 405 about the address we ask: all of those can be mended while the mail waits.
 */
const forGood = new Set([400, 413, 415, 422])

/** Hands mails to Brevo (Paris) over HTTP, for places that have no SMTP such as Workers. */
export const brevo = ({ apiKey, address = api }: BrevoAccount): Transport => ({
  send: async (message) => {
    const response = await fetch(address, {
      method: 'POST',
      headers: {
        'api-key': apiKey,
        'Content-Type': 'application/json',
        Accept: 'application/json',
      },
      body: JSON.stringify(bodyOf(message)),
      redirect: 'manual', // Workers know no 'error'; a redirect is not ok and fails below.
      signal: AbortSignal.timeout(20_000),
    })
    if (response.ok) {
      await response.body?.cancel()
      return
    }
    const { code, text } = await complaintOf(response)
    // The first try was accepted and we did not hear of it.
    if (code === 'duplicate_parameter') return
    const sentence = `Brevo answered ${response.status}: ${text}`
    throw forGood.has(response.status) && code !== 'not_enough_credits'
      ? new PermanentFailure(sentence)
      : new Error(sentence)
  },
})
