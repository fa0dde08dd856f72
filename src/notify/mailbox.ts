import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type ReadMail, readMime } from './mime.ts'

/** A mail in the folder, as a list shows it. */
export type LaidMail = Readonly<{
  /** The file's name without `.eml`; part of the page's address. */
  name: string
  subject: string
  to: string
  /** As the header has it: `Sat, 08 May 2027 10:00:00 +0000`. */
  date: string
}>
export type LaidText = LaidMail & Readonly<{ from: string; text: string }>

const isAbsent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'

const laidOf = (name: string, { headers }: ReadMail): LaidMail => ({
  name,
  subject: headers.get('subject') ?? '',
  to: headers.get('to') ?? '',
  date: headers.get('date') ?? '',
})

/** The newest mails in a folder that `folder.ts` fills, newest first; none when there is no folder yet. */
export const laidMails = async (path: string, limit: number): Promise<readonly LaidMail[]> => {
  const names = await readdir(path).catch((error: unknown) => {
    if (isAbsent(error)) return []
    throw error
  })
  const newest = names
    .filter((name) => /^[\w-]+\.eml$/.test(name))
    .sort()
    .reverse()
    .slice(0, limit)
  return Promise.all(
    newest.map(async (name) =>
      laidOf(name.slice(0, -4), readMime(await readFile(join(path, name))))
    )
  )
}

/** One mail by its name; null when there is none. */
export const laidMail = async (path: string, name: string): Promise<LaidText | null> => {
  if (!/^[\w-]+$/.test(name)) return null
  try {
    const mail = readMime(await readFile(join(path, `${name}.eml`)))
    return { ...laidOf(name, mail), from: mail.headers.get('from') ?? '', text: mail.text }
  } catch (error) {
    if (isAbsent(error)) return null
    throw error
  }
}
