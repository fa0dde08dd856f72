import { baseLang, type Lang } from '../../calendar/language.ts'
import ar from './ar.json' with { type: 'json' }
import bg from './bg.json' with { type: 'json' }
import cs from './cs.json' with { type: 'json' }
import da from './da.json' with { type: 'json' }
import de from './de.json' with { type: 'json' }
import el from './el.json' with { type: 'json' }
import en from './en.json' with { type: 'json' }
import es from './es.json' with { type: 'json' }
import et from './et.json' with { type: 'json' }
import fi from './fi.json' with { type: 'json' }
import fr from './fr.json' with { type: 'json' }
import ga from './ga.json' with { type: 'json' }
import hr from './hr.json' with { type: 'json' }
import hu from './hu.json' with { type: 'json' }
import it from './it.json' with { type: 'json' }
import lt from './lt.json' with { type: 'json' }
import lv from './lv.json' with { type: 'json' }
import mt from './mt.json' with { type: 'json' }
import nl from './nl.json' with { type: 'json' }
import pl from './pl.json' with { type: 'json' }
import pt from './pt.json' with { type: 'json' }
import ro from './ro.json' with { type: 'json' }
import ru from './ru.json' with { type: 'json' }
import sk from './sk.json' with { type: 'json' }
import sl from './sl.json' with { type: 'json' }
import sv from './sv.json' with { type: 'json' }
import tr from './tr.json' with { type: 'json' }
import uk from './uk.json' with { type: 'json' }

/** Every word our mails say by themselves, by name; `state` says who has read them. */
export type Phrases = Readonly<typeof en>
export type PhraseName = Exclude<keyof Phrases, 'state'>

/** `reviewed` by a speaker, a `draft` of our own, or by `machine` and read by nobody yet. */
export const phraseStates = ['reviewed', 'draft', 'machine'] as const

/** All catalogues. Each has the same names and the same placeholders, which a test checks. */
export const catalogues: Readonly<Record<Lang, Phrases>> = {
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

/** The words for a reader of `lang`: its own, its base language's, else English; and which it was. */
export const phrasesFor = (lang: Lang): Readonly<{ lang: Lang; phrases: Phrases }> => {
  const found = [lang, baseLang(lang)].find((tag) => Object.hasOwn(catalogues, tag))
  return found ? { lang: found, phrases: catalogues[found] ?? en } : { lang: 'en', phrases: en }
}
