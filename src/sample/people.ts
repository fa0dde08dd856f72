import { Fault } from '../calendar/fault.ts'
import type { Actor } from '../calendar/people.ts'
import { countries } from '../calendar/vocabularies/countries.ts'
import {
  addModerator,
  addOrganisation,
  listModerators,
  listOrganisations,
  type Means,
} from '../identity/accounts.ts'
import type { SamplePeople } from './load.ts'

const organisation = {
  slug: 'ewsi-archive-2012',
  name: 'European Web Site on Integration (archive of 2012)',
}
const desk = {
  name: 'Sample desk',
  email: 'sample-desk@example.org',
  countries: countries.terms.map((c) => c.id),
}

/** Runs a step that may have been done before. */
const once = async (step: () => Promise<unknown>) => {
  try {
    await step()
  } catch (fault) {
    if (!(fault instanceof Fault) || fault.code !== 'conflict') throw fault
  }
}

/** The sample's organisation and moderator, added when they are not there yet. */
export const samplePeople = async (means: Means): Promise<SamplePeople> => {
  await once(() => addOrganisation(means, organisation))
  await once(() => addModerator(means, desk))
  const found = (await listOrganisations(means)).find(({ slug }) => slug === organisation.slug)
  const person = (await listModerators(means)).find(({ email }) => email === desk.email)
  if (!found || !person) throw new Error('the people of the sample were added and are not there')
  const submitter: Actor = {
    id: found.id,
    name: found.name,
    organisation: { id: found.id, slug: found.slug, name: found.name },
    memberOf: [found.id],
    roles: ['submitter'],
    countries: [],
    scopes: null,
    holds: null,
  }
  const moderator: Actor = {
    id: person.id,
    name: person.name,
    organisation: null,
    memberOf: [],
    roles: ['moderator'],
    countries: person.countries,
    scopes: null,
    holds: null,
  }
  return { submitter, moderator }
}
