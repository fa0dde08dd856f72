import { withoutHalfEntity } from './entities.ts'

/**
 * Rule M: how many characters of word-processor settings stand before the text: what is left of
 * Word's document block (view, zoom, hyphenation zone, three switches, languages, style sheet) once
 * its tags are stripped.
 */
export const residueLength = (text: string): number => residue.exec(text)?.[0].length ?? 0

/**
 * Rules M and E at the end: where the text ends if the final `[more]` of a truncated listing and a
 * character reference cut in half are left out.
 */
export const endOfText = (text: string): number => {
  let kept = text.trimEnd()
  for (;;) {
    const shorter = withoutHalfEntity(kept.endsWith('[more]') ? kept.slice(0, -6) : kept).trimEnd()
    if (shorter.length === kept.length) return kept.length
    kept = shorter
  }
}

// Language codes count only in Word's own company: "EU" alone may be the first word of the text.
const languages = String.raw`\s+[A-Z]{2,3}(?:-[A-Z]{2,4})?(?:\s+(?:X-NONE|[A-Z]{2}-[A-Z]{2})){1,2}`
const styles = String.raw`\s*/\*\s*Style Definitions\s*\*/(?:\s*[\w.,@:-][\w.,@: -]{0,100}\{[^{}]*\})*`
const residue = new RegExp(
  String.raw`^(?:\s*Normal\s+0\s+(?:\d{1,3}\s+)?false\s+false\s+false(?![\p{L}\p{N}])` +
    `(?:${languages}(?![\\p{L}\\p{N}-]))?` +
    String.raw`(?:\s+MicrosoftInternetExplorer\d)?(?:${styles})?\s*)+`,
  'u'
)
