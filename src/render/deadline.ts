import type { EventContent } from '../calendar/event.ts'
import { baseLang, type Lang } from '../calendar/language.ts'
import type { Publication } from '../calendar/publication.ts'
import { filled } from '../calendar/rule-phrases.ts'
import { addDays } from '../calendar/time.ts'
import catalogue from './deadline-words.json' with { type: 'json' }

/** The title of a deadline by language, `{title}` being the event's; `state` as in `words/`. */
export const deadlineTitles: Readonly<Record<Lang, Readonly<{ value: string; state: string }>>> =
  catalogue

/**
 * The last day to register for an event as an entry of its own, for every format to write: all-day
 * on that local date, under the event's UID with `-deadline` behind it, in each language of the
 * event's texts, with the event's history and page. `words`: whose language our words in front of
 * the titles are in, where not the texts' own.
 *
 * Null when there is no such day. A withdrawn or cancelled event takes its deadline along; a removed
 * one has lost it with all else it said, so its deadline leaves the feed without a tombstone.
 */
export const deadlineOf = (publication: Publication, words?: Lang): Publication | null => {
  const { content, status, statusNote } = publication
  const { registration } = content
  if (registration?.deadline === undefined || registration.kind === 'none') return null
  // A new time or place of the event is no news of its deadline.
  const concerns = status === 'cancelled' || status === 'postponed'
  return {
    ...publication,
    uid: `${publication.uid}-deadline`,
    status: concerns ? status : 'scheduled',
    statusNote: concerns ? statusNote : null,
    content: contentOn(registration.deadline, content, words),
    calledOff: [],
    previous: [],
  }
}

/** What still holds of the event on the day its registration closes: nobody goes anywhere on it. */
const contentOn = (deadline: string, content: EventContent, words: Lang | undefined) => {
  const {
    place: _place,
    joinUrl: _joinUrl,
    accessibility: _accessibility,
    overrides: _overrides,
    time: { zone },
    ...rest
  } = content
  const translations = Object.entries(content.translations).map(
    ([lang, { description: _long, title, ...text }]) =>
      [lang, { ...text, title: filled(titleIn(words ?? lang), { title }) }] as const
  )
  return {
    ...rest,
    translations: Object.fromEntries(translations),
    time: {
      allDay: true as const,
      start: deadline,
      end: addDays(deadline, 1),
      ...(zone !== undefined && { zone }),
    },
    format: 'deadline',
  }
}

const titleIn = (lang: Lang): string =>
  (deadlineTitles[lang] ?? deadlineTitles[baseLang(lang)] ?? catalogue.en).value
