import ar from './canned-reasons/ar.json' with { type: 'json' }
import bg from './canned-reasons/bg.json' with { type: 'json' }
import cs from './canned-reasons/cs.json' with { type: 'json' }
import da from './canned-reasons/da.json' with { type: 'json' }
import de from './canned-reasons/de.json' with { type: 'json' }
import el from './canned-reasons/el.json' with { type: 'json' }
import en from './canned-reasons/en.json' with { type: 'json' }
import es from './canned-reasons/es.json' with { type: 'json' }
import et from './canned-reasons/et.json' with { type: 'json' }
import fi from './canned-reasons/fi.json' with { type: 'json' }
import fr from './canned-reasons/fr.json' with { type: 'json' }
import ga from './canned-reasons/ga.json' with { type: 'json' }
import hr from './canned-reasons/hr.json' with { type: 'json' }
import hu from './canned-reasons/hu.json' with { type: 'json' }
import it from './canned-reasons/it.json' with { type: 'json' }
import lt from './canned-reasons/lt.json' with { type: 'json' }
import lv from './canned-reasons/lv.json' with { type: 'json' }
import mt from './canned-reasons/mt.json' with { type: 'json' }
import nl from './canned-reasons/nl.json' with { type: 'json' }
import pl from './canned-reasons/pl.json' with { type: 'json' }
import pt from './canned-reasons/pt.json' with { type: 'json' }
import ro from './canned-reasons/ro.json' with { type: 'json' }
import ru from './canned-reasons/ru.json' with { type: 'json' }
import sk from './canned-reasons/sk.json' with { type: 'json' }
import sl from './canned-reasons/sl.json' with { type: 'json' }
import sv from './canned-reasons/sv.json' with { type: 'json' }
import tr from './canned-reasons/tr.json' with { type: 'json' }
import uk from './canned-reasons/uk.json' with { type: 'json' }
import { baseLang, type Lang } from './language.ts'
import { type ReasonCode, reasonCodes } from './submission.ts'

/** A text a moderator begins with and may change before it is sent. `[…]` asks to be filled. */
export type CannedReason = Readonly<{
  verb: 'request_changes' | 'reject'
  code: ReasonCode
  text: string
  /** The language the text is in: English when there are no words in the one asked for. */
  lang: Lang
}>

/** What a reason code is called (“Already in the calendar”) and the rule of ours that it names. */
export type ReasonWords = Readonly<{ label: string; rule: string; lang: Lang }>

type Words = Readonly<{ label: string; rule: string; request_changes: string; reject: string }>
/** `state` is `reviewed` by a speaker, a `draft` of our own, or by `machine` and read by nobody yet. */
type Catalogue = Readonly<Record<ReasonCode, Words> & { state: string }>

/** All catalogues. Each has the same codes, which the types and a test check. */
export const reasonCatalogues: Readonly<Record<Lang, Catalogue>> = {
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

const catalogueFor = (lang: Lang): Readonly<{ lang: Lang; words: Catalogue }> => {
  const found = [lang, baseLang(lang)].find((tag) => Object.hasOwn(reasonCatalogues, tag))
  return found ? { lang: found, words: reasonCatalogues[found] ?? en } : { lang: 'en', words: en }
}

/** Texts for change requests and rejections in a submitter's language, in the order of the codes. */
export const cannedReasons = (lang: Lang): readonly CannedReason[] => {
  const found = catalogueFor(lang)
  return (['request_changes', 'reject'] as const).flatMap((verb) =>
    reasonCodes.map((code) => ({ verb, code, text: found.words[code][verb], lang: found.lang }))
  )
}

/** True while a moderator has left a place of a canned text unfilled. */
export const isUnfilled = (text: string): boolean => /\[(…|\.{3})\]/.test(text)

/** The name of a reason code and the rule it stands for, in a reader's language. */
export const reasonWords = (lang: Lang, code: ReasonCode): ReasonWords => {
  const found = catalogueFor(lang)
  const { label, rule } = found.words[code]
  return { label, rule, lang: found.lang }
}
