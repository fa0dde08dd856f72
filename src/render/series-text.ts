import type { Translation } from '../calendar/event.ts'
import type { Lang } from '../calendar/language.ts'
import type { Publication } from '../calendar/publication.ts'
import { escapeHtml } from './event-text.ts'
import type { SeriesPart } from './series.ts'

/**
 * The publication as it is on one date of its series: that date's title, place and end, and
 * cancelled with its note when the organiser has called it off. A teaser of the date's own stands
 * before the series' description, which still holds. A date with a time or place of its own has not
 * changed as the series has.
 */
export const onDate = (
  publication: Publication,
  lang: Lang,
  { override, calledOff }: Pick<SeriesPart, 'override' | 'calledOff'>
): Publication => {
  if (!override && !calledOff) return publication
  const { content } = publication
  const text = content.translations[lang]
  const own = override?.translations?.[lang]
  const translations =
    text && own
      ? { ...content.translations, [lang]: textOfDate(text, own.title, own.teaser) }
      : content.translations
  return {
    ...publication,
    ...(calledOff && {
      status: 'cancelled',
      statusNote: calledOff.note ?? publication.statusNote,
    }),
    ...((override?.start || override?.end || override?.place) && { previous: [] }),
    content: {
      ...content,
      translations,
      time: override?.end === undefined ? content.time : { ...content.time, end: override.end },
      ...(override?.place && { place: override.place }),
    },
  }
}

const textOfDate = (text: Translation, title: string, teaser: string | undefined): Translation => {
  if (teaser === undefined) return { ...text, title }
  const before = text.description && `<p>${escapeHtml(teaser)}</p>${text.description}`
  return { ...text, title, teaser, ...(before && { description: before }) }
}
