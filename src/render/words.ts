import { baseLang, type Lang } from '../calendar/language.ts'
import { filled } from '../calendar/rule-phrases.ts'
import ar from './words/ar.json' with { type: 'json' }
import bg from './words/bg.json' with { type: 'json' }
import cs from './words/cs.json' with { type: 'json' }
import da from './words/da.json' with { type: 'json' }
import de from './words/de.json' with { type: 'json' }
import el from './words/el.json' with { type: 'json' }
import en from './words/en.json' with { type: 'json' }
import es from './words/es.json' with { type: 'json' }
import et from './words/et.json' with { type: 'json' }
import fi from './words/fi.json' with { type: 'json' }
import fr from './words/fr.json' with { type: 'json' }
import ga from './words/ga.json' with { type: 'json' }
import hr from './words/hr.json' with { type: 'json' }
import hu from './words/hu.json' with { type: 'json' }
import it from './words/it.json' with { type: 'json' }
import lt from './words/lt.json' with { type: 'json' }
import lv from './words/lv.json' with { type: 'json' }
import mt from './words/mt.json' with { type: 'json' }
import nl from './words/nl.json' with { type: 'json' }
import pl from './words/pl.json' with { type: 'json' }
import pt from './words/pt.json' with { type: 'json' }
import ro from './words/ro.json' with { type: 'json' }
import ru from './words/ru.json' with { type: 'json' }
import sk from './words/sk.json' with { type: 'json' }
import sl from './words/sl.json' with { type: 'json' }
import sv from './words/sv.json' with { type: 'json' }
import tr from './words/tr.json' with { type: 'json' }
import uk from './words/uk.json' with { type: 'json' }

/**
 * Names of our own words inside an event's text. What stands before a title or a name carries its
 * colon, for languages set it differently; `removed` is a whole title, `noEnd` and `changed` are
 * sentences, the rest are parts of `changed`.
 */
export type WordName = keyof typeof en

/**
 * One language's words. `state` is `reviewed` by a speaker, a `draft` of our own, or by `machine`
 * and read by nobody yet.
 */
export type WordCatalogue = Readonly<Record<WordName, Readonly<{ value: string; state: string }>>>

/** All catalogues. Each has the same names and the same places in braces, which a test checks. */
export const wordCatalogues: Readonly<Record<Lang, WordCatalogue>> = {
  ar,
  bg,
  cs,
  da,
  de,
  el,
  en,
  es,
  et,
  fi,
  fr,
  ga,
  hr,
  hu,
  it,
  lt,
  lv,
  mt,
  nl,
  pl,
  pt,
  ro,
  ru,
  sk,
  sl,
  sv,
  tr,
  uk,
}

/** Languages we have words in, in the order of their tags. */
export const wordLanguages: readonly Lang[] = Object.keys(wordCatalogues).sort()

/** Our words in one language. */
export type Words = Readonly<{
  /** The language they are in. */
  lang: Lang
  /** A word or sentence, its places in braces filled. */
  say: (name: WordName, places?: Readonly<Record<string, string>>) => string
}>

/** Our words for a reader of `lang`: its own, its base language's, else English. */
export const wordsOf = (lang: Lang): Words => {
  const found = [lang, baseLang(lang)].find((tag) => Object.hasOwn(wordCatalogues, tag)) ?? 'en'
  const catalogue = wordCatalogues[found] ?? en
  return { lang: found, say: (name, places = {}) => filled(catalogue[name].value, places) }
}
