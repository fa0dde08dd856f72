import { createTransport } from 'nodemailer'
import { mailOptions } from './mail-options.ts'
import { PermanentFailure, type Transport } from './message.ts'

/** Where and how to hand mails to a server. */
type SmtpServer = Readonly<{
  host: string
  port: number
  secure: boolean
  requireTLS: boolean
  auth?: Readonly<{ user: string; pass: string }>
}>

const loopback = /^(localhost|127\.\d+\.\d+\.\d+|::1)$/

/**
 * `smtp://user:password@host:587` (TLS by STARTTLS; demanded when there is a password to protect) or
 * `smtps://user:password@host:465`. User and password are percent-encoded. Throws a sentence for whoever
 * set it; the sentence holds no password.
 */
export const smtpServer = (address: string): SmtpServer => {
  const url = URL.canParse(address) ? new URL(address) : null
  const secure = url?.protocol === 'smtps:'
  if (
    !url ||
    !['smtp:', 'smtps:'].includes(url.protocol) ||
    !url.hostname ||
    !['', '/'].includes(url.pathname) ||
    url.search ||
    url.hash
  ) {
    throw new Error(
      'The mail server is an address such as smtp://user:password@mail.example.org:587 or smtps://…:465.'
    )
  }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const auth = url.username
    ? { user: decodeURIComponent(url.username), pass: decodeURIComponent(url.password) }
    : null
  return {
    host,
    port: Number(url.port) || (secure ? 465 : 587),
    secure,
    requireTLS: auth !== null && !secure && !loopback.test(host),
    ...(auth && { auth }),
  }
}

/**
 * Answers of a server that mean this recipient or this mail for good (RFC 5321 §4.2.3). Others with 5xx
 * are about us (a password, a policy) and may be mended within two days.
 */
const forGood = new Set([550, 551, 553, 556])

const isForGood = (error: unknown): error is Error =>
  error instanceof Error &&
  'code' in error &&
  (error.code === 'EENVELOPE' || error.code === 'EMESSAGE') &&
  'responseCode' in error &&
  typeof error.responseCode === 'number' &&
  forGood.has(error.responseCode)

/** Hands mails to a mail server. `address` as `smtpServer` reads it. Node only. */
export const smtp = (address: string): Transport => {
  const transporter = createTransport({
    ...smtpServer(address),
    connectionTimeout: 10_000,
    greetingTimeout: 10_000,
    socketTimeout: 20_000,
  })
  return {
    send: async (message) => {
      try {
        await transporter.sendMail(mailOptions(message))
      } catch (error) {
        throw isForGood(error) ? new PermanentFailure(error.message) : error
      }
    },
  }
}
