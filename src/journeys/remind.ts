import type { Mail } from '../calendar/mail.ts'
import type { Recipient } from '../calendar/people.ts'
import type { QueueCount } from '../calendar/store.ts'
import { addDays } from '../calendar/time.ts'
import { coverDays, workingDaysBefore } from '../calendar/working-days.ts'
import { todayOf } from './answer.ts'
import type { Ports } from './ports.ts'
import { mailEventOf } from './tell.ts'

/** So many days before its first date an organiser is asked whether everything is still true. */
const remindDays = 3
const mostReminders = 500

/** Reminders of today; a mail's id is made of event and date, so that a second run writes nothing. */
export const remindOrganisers = async (ports: Ports): Promise<number> => {
  const { store, memory, people, outbox, now } = ports
  const at = now()
  const starts = addDays(todayOf(at), remindDays)
  const mails: Mail[] = []
  for (const { event, content } of await memory.beginningOn(starts, mostReminders)) {
    const head = await store.head(event)
    if (!head?.newest) continue
    const { newest, ownerId, organisation } = head
    const recipients = await people.submittersOf({
      submitter: newest.submitter.id,
      organisationId: organisation.id,
      ownerId,
    })
    for (const { person, lang } of recipients) {
      const reading = person === newest.submitter.id ? newest.lang : lang
      mails.push({
        id: `reminder-${event}-${starts}-${person}`,
        kind: 'reminder',
        person,
        address: null,
        lang: reading,
        facts: { ...mailEventOf({ event, ownerId, content }, reading), starts },
        at,
      })
    }
  }
  if (mails.length) await outbox.add(mails)
  return mails.length
}

type Desk = Readonly<{ recipient: Recipient; queues: QueueCount[]; unchecked: number }>

const mostUnchecked = 100

/** One digest a day to each moderator with something to do; a second run on a day writes nothing. */
export const sendDigests = async (ports: Ports): Promise<number> => {
  const { store, people, outbox, now } = ports
  const at = now()
  const desks = new Map<string, Desk>()
  const deskOf = (recipient: Recipient): Desk => {
    const known = desks.get(recipient.person)
    if (known) return known
    const fresh = { recipient, queues: [], unchecked: 0 }
    desks.set(recipient.person, fresh)
    return fresh
  }

  const euDesk = await people.moderatorsOf('EU')
  const covered = await store.queueCounts({
    countries: [],
    coveredBefore: workingDaysBefore(at, coverDays),
  })
  for (const count of await store.queueCounts({})) {
    const own = await people.moderatorsOf(count.country)
    for (const recipient of own) deskOf(recipient).queues.push(count)
    const late = covered.find(({ country }) => country === count.country)
    for (const recipient of euDesk) {
      const isOwn = own.some(({ person }) => person === recipient.person)
      if (late && !isOwn) deskOf(recipient).queues.push(late)
    }
  }
  const unchecked = await store.queue({
    states: ['approved'],
    kind: 'unchecked',
    limit: mostUnchecked,
  })
  for (const { primaryCountry } of unchecked) {
    for (const recipient of await people.moderatorsOf(primaryCountry)) {
      const desk = deskOf(recipient)
      desks.set(recipient.person, { ...desk, unchecked: desk.unchecked + 1 })
    }
  }

  const mails: Mail[] = [...desks.values()].map(({ recipient, queues, unchecked: many }) => ({
    id: `digest-${recipient.person}-${todayOf(at)}`,
    kind: 'digest',
    person: recipient.person,
    address: null,
    lang: recipient.lang,
    facts: {
      queues: queues.map(({ country, waiting, oldest }) => ({
        country,
        waiting,
        oldest: oldest.slice(0, 10),
      })),
      unchecked: many,
    },
    at,
  }))
  if (mails.length) await outbox.add(mails)
  return mails.length
}
