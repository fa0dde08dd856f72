import type { Belonging, Key, Member, SentInvitation } from '../../calendar/accounts.ts'
import type { Site } from '../../calendar/publication.ts'
import type { Instant } from '../../calendar/time.ts'
import type { AccountView } from '../layout.ts'
import type { FormProblem } from './field.ts'

export type OrganisationPageInput = Readonly<{
  site: Site
  account: AccountView
  /** Id of whoever reads. */
  reader: string
  organisation: Belonging
  /** Since when it is trusted; null when it is not. */
  trustedSince: Instant | null
  members: readonly Member[]
  /** Empty for members who are no admins, and so are the keys. */
  invitations: readonly SentInvitation[]
  keys: readonly Key[]
  done?: string | undefined
  problem?: FormProblem | null
}>

/** Forms of the page, by name. A member's form is `member-` and the person's id. */
export const organisationForms = { invite: 'invite', key: 'key' } as const
export const memberForm = (person: string) => `member-${person}`

/** The field that says of which organisation a form is: another tab may have changed for whom they act. */
export const organisationField = 'organisation'
