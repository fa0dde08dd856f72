import { folded } from '../../calendar/fold.ts'
import { canonicalLang, type Lang, namedLanguages } from '../../calendar/language.ts'

const english = new Intl.DisplayNames('en', { type: 'language' })

/** A language's English name; its tag where it has none. */
export const nameOfLang = (tag: Lang): string => english.of(tag) ?? tag

/** What a language calls itself, as far as the runtime knows. */
const ownNameOf = (tag: Lang): string =>
  new Intl.DisplayNames([tag, 'en'], { type: 'language' }).of(tag) ?? nameOfLang(tag)

/** The languages a form offers by name, in the order of their English names; it takes any other too. */
export const offeredLanguages = namedLanguages
  .map((tag) => ({ tag, name: nameOfLang(tag), own: ownNameOf(tag) }))
  .sort((a, b) => a.name.localeCompare(b.name, 'en'))

const byName = new Map(
  offeredLanguages.flatMap(({ tag, name, own }) => [
    [folded(own), tag] as const,
    [folded(name), tag] as const,
  ])
)

/** The language somebody means by its English name, its own name or its tag; undefined for none we know. */
export const langOfText = (text: string): Lang | undefined =>
  byName.get(folded(text)) ?? canonicalLang(text)

/** A language as the form shows it, so that `langOfText` finds it again. */
export const textOfLang = (tag: Lang): string => {
  const name = nameOfLang(tag)
  return langOfText(name) === tag ? name : tag
}
