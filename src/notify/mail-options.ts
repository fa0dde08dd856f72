import type { Message } from './message.ts'

/** A message in the words of nodemailer, for whoever turns it into MIME. */
export const mailOptions = ({
  from,
  to,
  replyTo,
  subject,
  text,
  html,
  messageId,
  at,
  headers,
}: Message) => ({
  // As objects: a name is quoted and encoded, and nothing in it is read as an address.
  from: { name: from.name, address: from.email },
  to: { name: to.name, address: to.email },
  ...(replyTo && { replyTo }),
  subject,
  text,
  html,
  messageId,
  date: new Date(at),
  headers: { ...headers },
  xMailer: false as const,
  newline: 'win', // CRLF in files too
  // No text of ours names a file or an address to be fetched.
  disableFileAccess: true,
  disableUrlAccess: true,
})
