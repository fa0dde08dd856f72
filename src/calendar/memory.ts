import type { Publication } from './publication.ts'
import type { FloatingMs, Instant, LocalDate } from './time.ts'

/**
 * What the calendar must forget, and when: the storage behind the retention jobs and behind erasing
 * or exporting a person. What is as old as a moment, or older, goes.
 */
export interface Memory {
  /** Submissions nobody confirmed, with their event and revision; answers how many. */
  dropUnconfirmed(before: Instant, limit: number): Promise<number>
  dropDrafts(before: Instant): Promise<number>
  dropAnswers(before: Instant): Promise<number>
  /** Mails that have ended. */
  dropMails(before: Instant): Promise<number>
  wipeAddressHashes(before: Instant): Promise<number>
  dropAudit(before: Instant): Promise<number>
  /** Published events whose last date ended before a moment on their own clocks, to be archived. */
  pastEvents(endedBefore: FloatingMs, limit: number): Promise<readonly Publication[]>
  /**
   * People without an account whose every event is closed: never public and last decided before
   * `closedBefore`, or public and over before `endedBefore`.
   */
  contactsToErase(
    of: Readonly<{ closedBefore: Instant; endedBefore: FloatingMs }>,
    limit: number
  ): Promise<readonly string[]>
  /** Published, not cancelled events whose first date begins on a local date. */
  beginningOn(date: LocalDate, limit: number): Promise<readonly Publication[]>
  /** Puts a pseudonym in place of a person in every ledger, and drops what else is kept of them. */
  erasePerson(person: string, pseudonym: string): Promise<void>
  /** Everything the calendar holds of a person, as plain lists of rows. */
  exportPerson(person: string): Promise<Readonly<Record<string, readonly unknown[]>>>
}
