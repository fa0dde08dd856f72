import type { Instant } from './time.ts'

/** A form as it was typed: field names to texts, a repeated field to a list. Not checked, not cleaned. */
export type FormFields = Readonly<Record<string, string | readonly string[]>>

/** An unfinished form. It may be wrong in every way, so it is no submission. */
export type Draft = Readonly<{
  id: string
  person: string
  /** The event it edits; null for a new one. */
  event: string | null
  /** For the list of drafts; may be empty. */
  title: string
  fields: FormFields
  updatedAt: Instant
}>
