import type { EventContentInput } from '../../src/calendar/event.ts'
import type { Actor } from '../../src/calendar/people.ts'
import { addModerator } from '../../src/identity/accounts.ts'
import { setTrust } from '../../src/journeys/trust.ts'
import { contentOf, pendingSubmission, polishCourse, saturdayMarket, stranger } from '../cast.ts'
import { setStage } from './stage.ts'

type Fields = Readonly<Record<string, string | readonly string[]>>
export type Ids = Readonly<{ id: string; event: string }>

/**
 * The stage with moderators at their pages. Marta has PT and PL, Jana PT and SK, Sofia (PT, PL) is
 * senior; Luis has PT and belongs to Ana's organisation; Elena is the EU desk. Ana and Piotr submit
 * with their keys, Zofia without an account.
 */
export const setDesk = async () => {
  const stage = await setStage()
  const { assembled, clock, ports } = stage

  const { identityMeans } = assembled
  await addModerator(identityMeans, {
    name: 'Sofia',
    email: 'sofia@example.org',
    countries: ['PT', 'PL'],
    senior: true,
  })
  await addModerator(identityMeans, {
    name: 'Elena',
    email: 'elena@example.org',
    countries: ['EU'],
  })
  const cookies = {
    marta: await stage.signIn('marta@example.org'),
    jana: await stage.signIn('jana@example.org'),
    luis: await stage.signIn('luis@example.org'),
    sofia: await stage.signIn('sofia@example.org'),
    elena: await stage.signIn('elena@example.org'),
    nobody: await stage.signIn('nobody@example.org'),
  }
  type Who = keyof typeof cookies

  type Answer = Awaited<ReturnType<typeof stage.call>>
  const answer = ({ status, headers, text }: Answer) => ({
    status,
    headers,
    text,
    location: headers.get('location') ?? '',
  })

  const visit = async (path: string, who: Who = 'marta') =>
    answer(await stage.visit(path, cookies[who]))

  const post = async (
    path: string,
    fields: Fields,
    who: Who = 'marta',
    headers: Record<string, string> = {}
  ) => answer(await stage.post(path, fields, cookies[who], headers))

  const submit = async (
    changes: Partial<EventContentInput> = {},
    key = stage.keys.ana
  ): Promise<Ids> => {
    const sent = await stage.submit({ ...saturdayMarket, ...changes }, { key })
    if (sent.status !== 201) throw new Error(sent.text)
    return sent.json as unknown as Ids
  }

  const titled = (title: string): Partial<EventContentInput> => ({
    translations: { pt: { title } },
  })

  /** What somebody without an account sent and confirmed. */
  const submitAlone = async (
    changes: Partial<EventContentInput> = {},
    {
      received = '',
      ...more
    }: Readonly<{
      lang?: string
      lowPriority?: boolean
      message?: string
      received?: string
    }> = {}
  ): Promise<Ids> => {
    const owner = await ports.people.personOf({
      email: 'zofia@example.org',
      name: 'Zofia',
      lang: 'pl',
    })
    const ids = { id: ports.newId(), event: ports.newId() }
    const content = contentOf(polishCourse, changes)
    const zofia: Actor = { ...stranger, id: owner, name: 'Zofia' }
    const independent = { id: 'independent', slug: 'independent', name: 'Independent organisers' }
    await ports.store.commit({
      newEvent: { id: ids.event, organisationId: independent.id, ownerId: owner, at: clock.now },
      revisions: [{ event: ids.event, number: 1, content, received, author: owner, at: clock.now }],
      newSubmission: {
        ...pendingSubmission(ids, zofia, content, clock.now),
        organisation: independent,
        ownerId: owner,
        lang: 'pl',
        ...more,
      },
    })
    return ids
  }

  const stateOf = async ({ id }: Ids) => (await ports.store.submission(id))?.state

  /** Decides as the page does: with the version that was seen. */
  const decide = async (ids: Ids, action: string, fields: Fields = {}, who: Who = 'marta') => {
    const submission = await ports.store.submission(ids.id)
    const seen = submission ? `${submission.id}.${submission.round}.${submission.revision}` : ''
    return post(`/moderation/${ids.id}`, { action, seen, filters: '', ...fields }, who)
  }

  const trust = async (ids: Ids, given: boolean) => {
    const submission = await ports.store.submission(ids.id)
    const senior: Actor = {
      ...stranger,
      id: 'senior',
      name: 'Senior',
      roles: ['moderator', 'senior'],
    }
    await setTrust(ports, senior, submission?.organisation.id ?? '', given, null)
  }

  return {
    ...stage,
    cookies,
    visit,
    post,
    submitOne: submit,
    submitAlone,
    titled,
    stateOf,
    decideOn: decide,
    trust,
  }
}
export type Desk = Awaited<ReturnType<typeof setDesk>>
