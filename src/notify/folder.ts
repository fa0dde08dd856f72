import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import MailComposer from 'nodemailer/lib/mail-composer'
import { mailOptions } from './mail-options.ts'
import type { Message, Transport } from './message.ts'

/** Sorts by time; the same mail sent twice is one file. */
const fileName = ({ at, id }: Message): string => `${at.replaceAll(/[-:]/g, '')}-${id}.eml`

/**
 * Lays mails into a folder instead of sending them, one `.eml` a mail, for development: any mail
 * program opens them, `mailbox.ts` reads them. A file is there whole or not at all. Node only.
 */
export const folder = (path: string): Transport => ({
  send: async (message) => {
    const name = fileName(message)
    if (!/^[\w-]+\.eml$/.test(name)) throw new Error('The id of a mail makes no file name.')
    const mime = await new MailComposer(mailOptions(message)).compile().build()
    await mkdir(path, { recursive: true })
    const unfinished = join(path, `${name}.part`)
    await writeFile(unfinished, mime)
    await rename(unfinished, join(path, name))
  },
})
