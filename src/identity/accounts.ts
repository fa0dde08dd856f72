// Accounts as the command line looks after them; `index.ts` has what browsers ask for.
export { addAdministrator, listAdministrators, removeAdministrator } from './administrators.ts'
export { createKey, listKeys, revokeKey } from './keys.ts'
export type { Means } from './means.ts'
export { addModerator, listModerators, removeModerator } from './moderators.ts'
export { addAdmin, addOrganisation, listOrganisations } from './organisations.ts'
