/** Letters that NFKD leaves alone although people leave out what makes them special. */
const letters: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  þ: 'th',
  ı: 'i',
  ħ: 'h',
  ŧ: 't',
  ŋ: 'n',
  ĸ: 'k',
  ə: 'e',
  ς: 'σ',
  // Persian keyboards and Arabic ones write the same two letters differently.
  ی: 'ي',
  ک: 'ك',
}
const special = new RegExp(`[${Object.keys(letters).join('')}]`, 'gu')

/**
 * Marks that only point a letter. Those of Indic and other scripts are vowels: without them words
 * would fall together that nobody confuses.
 */
const marks =
  /[\p{M}&&[\p{sc=Zinh}\p{sc=Latn}\p{sc=Grek}\p{sc=Cyrl}\p{sc=Arab}\p{sc=Hebr}\p{sc=Syrc}]]|\p{Cf}|\u0640/gv

/**
 * A text as it is compared and searched: compatibility forms decomposed (NFKD), accents gone, case
 * folded, special letters written plainly (“Łódź” and “LODZ” are both `lodz`), everything that is
 * neither letter nor digit one space. Folding twice changes nothing.
 */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(marks, '')
    .toLowerCase()
    .replace(special, (letter) => letters[letter] ?? letter)
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, ' ')
    .trim()

/** The words of a folded text, in order. */
export const foldedWords = (text: string): string[] => folded(text).split(' ').filter(Boolean)
