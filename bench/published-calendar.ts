import { type EventContent, type EventContentInput, eventContent } from '../src/calendar/event.ts'
import type { Actor } from '../src/calendar/people.ts'
import type { Publication } from '../src/calendar/publication.ts'
import { publish } from '../src/calendar/publishing.ts'
import { decide, type Submission } from '../src/calendar/submission.ts'
import { addDays, dateOf, instantOf } from '../src/calendar/time.ts'
import type { Ports } from '../src/journeys/ports.ts'
import { fragmentsOf } from '../src/render/fragment.ts'
import sample from '../src/sample/december-2012.json' with { type: 'json' }
import { daysTo, type SamplePeople } from '../src/sample/load.ts'
import type { Driver, Statement } from '../src/store/driver.ts'
import { sqlStore } from '../src/store/sql-store.ts'

/** Weeks of the coming 18 months over which the copies of the sample are spread. */
const weeks = 74

const zoneOf = ({ time }: EventContent) => time.zone ?? 'Europe/Brussels'

/**
 * Copy number `copy` of the sample's contents: tags and texts stay, dates move by whole weeks. The
 * sample knows days only; as in a living calendar every second copy has hours, so that feeds carry
 * time zones.
 */
const moved = (content: EventContent, copy: number, daysToNow: number): EventContent => {
  // 29 and 74 have no common divisor: the copies visit every week before one comes twice.
  const days = daysToNow + 7 * ((copy * 29) % weeks)
  const start = addDays(content.time.start.slice(0, 10), days)
  const end = content.time.end && addDays(content.time.end.slice(0, 10), days)
  if (content.time.allDay) {
    if (copy % 2 === 0) return { ...content, time: { ...content.time, start, end: end ?? start } }
    const last = end ? addDays(end, -1) : start
    return {
      ...content,
      time: { allDay: false, start: `${start}T18:00`, end: `${last}T20:30`, zone: zoneOf(content) },
    }
  }
  const hours = (date: string, value: string) => date + value.slice(10)
  return {
    ...content,
    time: {
      ...content.time,
      start: hours(start, content.time.start),
      ...(end && content.time.end && { end: hours(end, content.time.end) }),
    },
  }
}

/**
 * What the journeys `submit` and `moderate` (approve) write for one event, without their reads;
 * answers what is published.
 */
export const submitAndApprove = async (
  { store, site, newId, now }: Ports,
  submitter: Actor,
  moderator: Actor,
  content: EventContent,
  key: string
): Promise<Publication> => {
  const organisation = submitter.organisation!
  const at = now()
  const submission: Submission = {
    id: newId(),
    event: newId(),
    revision: 1,
    state: 'pending',
    round: 0,
    organisation,
    ownerId: null,
    lang: 'en',
    lowPriority: false,
    submitter: { id: submitter.id, name: submitter.name },
    primaryCountry: content.primaryCountry,
    message: null,
    content,
    split: null,
    submittedAt: at,
    waitingSince: at,
  }
  const { id, event } = submission
  await store.commit({
    answered: { actor: submitter.id, key, digest: key, body: JSON.stringify({ id, event }), at },
    newEvent: { id: event, organisationId: organisation.id, ownerId: null, at },
    revisions: [
      {
        event,
        number: 1,
        content,
        received: JSON.stringify(content),
        author: submitter.id,
        at,
      },
    ],
    newSubmission: submission,
  })
  const by = { id: moderator.id, name: moderator.name }
  const decision = decide(submission, 'approve', by, { code: null, text: null }, at)
  const { slug, name } = organisation
  const step = publish(null, { event, revision: 1, content, organisation: { slug, name } }, by, at)
  await store.commit({
    decisions: [decision],
    steps: [{ step, fragments: fragmentsOf(step.publication, site) }],
  })
  return step.publication
}

/** Changes that go into one transaction: the rows are the same, the disk waits less often. */
const portion = 200

/** A driver that gathers what is to be written until it is told to write it. */
const gathering = (driver: Driver) => {
  let gathered: Statement[] = []
  return {
    driver: {
      ...driver,
      atomically: async (statements: readonly Statement[]) => {
        gathered.push(...statements)
      },
    },
    write: async () => {
      const statements = gathered
      gathered = []
      await driver.atomically(statements)
    },
  }
}

/** The sample's contents over and over within the coming 18 months, by number. */
export const sampleCopies = (): ((number: number) => EventContent) => {
  const entries = sample.events as unknown as readonly { content: EventContentInput }[]
  const contents = entries.map((entry) => eventContent.parse(entry.content))
  const today = dateOf(Date.parse(instantOf(Date.now())))
  const daysToNow = daysTo(addDays(today, 7).slice(0, 7))
  return (number) => {
    const content = contents[number % contents.length]!
    return moved(content, Math.floor(number / contents.length), daysToNow)
  }
}

/** Publishes the first `count` copies, each passed through `change`. */
export const publishCopies = async (
  assembled: Ports,
  direct: Driver,
  { submitter, moderator }: SamplePeople,
  count: number,
  progress: (done: number) => void,
  change = (content: EventContent) => content
) => {
  const { driver, write } = gathering(direct)
  const ports = { ...assembled, store: sqlStore(driver) }
  const copy = sampleCopies()
  for (let done = 0; done < count; done += 1) {
    await submitAndApprove(ports, submitter, moderator, change(copy(done)), `bench-${done}`)
    if ((done + 1) % portion) continue
    await write()
    progress(done + 1)
  }
  await write()
}
