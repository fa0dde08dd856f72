/**
 * What stands in a string before anybody reads it as words: rules W (well-formed, NFC),
 * I (invisible characters), C (line breaks and controls) and Z (stacked marks).
 */

/** Scripts whose spelling uses the zero-width joiner or non-joiner. */
const joining =
  '[[\\p{scx=Arab}\\p{scx=Syrc}\\p{scx=Mong}\\p{scx=Nkoo}\\p{scx=Deva}\\p{scx=Beng}\\p{scx=Guru}' +
  '\\p{scx=Gujr}\\p{scx=Orya}\\p{scx=Taml}\\p{scx=Telu}\\p{scx=Knda}\\p{scx=Mlym}\\p{scx=Sinh}' +
  '\\p{scx=Khmr}\\p{scx=Mymr}\\p{scx=Tibt}]&&[\\p{L}\\p{M}]]'

/** Where a character that draws nothing has a meaning, and so stays. */
const meaningful = [
  // A flag spelt in tag characters: Wales, Scotland, England.
  '\\u{1F3F4}[\\u{E0030}-\\u{E0039}\\u{E0061}-\\u{E007A}]{3,6}\\u{E007F}',
  // The joiner inside an emoji, after its skin tone or presentation selector if it has one.
  '(?<=\\p{Extended_Pictographic}[\\p{Emoji_Modifier}\\uFE0F]?)\\u200D(?=\\p{Extended_Pictographic})',
  `(?<=${joining})\\u200D`,
  `(?<=${joining})\\u200C(?=${joining})`,
  // Presentation selectors after an emoji; after a digit only inside a keycap.
  '(?<=[\\p{Emoji}--[0-9#*]])[\\uFE0E\\uFE0F]',
  '(?<=[0-9#*])\\uFE0F(?=\\u20E3)',
  // Variants of Han letters (family names) and of Mongolian ones.
  '(?<=\\p{Script=Han})[\\uFE00-\\uFE02\\u{E0100}-\\u{E01EF}]',
  '(?<=\\p{Script=Mongolian})[\\u180B-\\u180F]',
].join('|')

const invisible =
  '[\\p{Default_Ignorable_Code_Point}\\p{Co}\\p{Noncharacter_Code_Point}\\uFFF9-\\uFFFB]'
const meaningfulOrNot = new RegExp(`(${meaningful})|${invisible}`, 'gv')
const anyInvisible = new RegExp(invisible, 'v')

/** Rule W: without lone surrogates, composed (NFC). */
export const wellFormed = (text: string): string => text.replace(/\p{Cs}/gu, '').normalize('NFC')

/** True if the string holds half of a character and cannot be written as UTF-8. */
export const isMalformed = (text: string): boolean => /\p{Cs}/u.test(text)

/**
 * Rule I: without invisible, bidirectional, private-use and tag characters. Joiners and selectors
 * stay inside emoji and where a script needs them.
 */
export const visible = (text: string): string =>
  text.replace(meaningfulOrNot, (_, kept: string | undefined) => kept ?? '')

/** True if the string holds a character that draws nothing, whatever its neighbours. */
export const hasInvisible = (text: string): boolean => anyInvisible.test(text)

/** Rule C, first half: every kind of line break is LF; other controls than TAB are gone. */
export const withoutControls = (text: string): string =>
  text.replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n').replace(/[\p{Cc}--[\t\n]]/gv, '')

/** True if the string holds a control character or a line break of any kind. */
export const hasControl = (text: string): boolean => /[\p{Cc}\u2028\u2029]/u.test(text)

/** Rule Z: at most four combining marks after the composed letter. */
export const withFewMarks = (text: string): string => text.replace(/(\p{M}{4})\p{M}+/gu, '$1')
