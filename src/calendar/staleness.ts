import type { EventContent, Translation } from './event.ts'

/** What of a text its translations follow. */
const said = ({ title, teaser, description }: Translation): string =>
  JSON.stringify([title, teaser ?? '', description ?? ''])

/**
 * An edit as it is kept: where the original says something else than before, translations that were
 * not touched are marked `stale`; one that was touched is up to date. Whoever says `stale` either way
 * is believed, for an edit that changes a comma only.
 */
export const withStaleness = (before: EventContent, after: EventContent): EventContent => {
  const { originalLang, translations } = after
  const [old, fresh] = [before.translations[originalLang], translations[originalLang]]
  if (!old || !fresh || before.originalLang !== originalLang) return after
  const changed = said(old) !== said(fresh)
  const marked = Object.entries(translations).map(([lang, text]) => {
    const earlier = before.translations[lang]
    if (lang === originalLang || !earlier) return [lang, text] as const
    const touched = said(earlier) !== said(text)
    if (touched) {
      const { stale, ...current } = text
      // Kept from the version before, it was about the text before.
      return [lang, stale === true && earlier.stale === true ? current : text] as const
    }
    return [lang, changed && text.stale === undefined ? { ...text, stale: true } : text] as const
  })
  return { ...after, translations: Object.fromEntries(marked) }
}
