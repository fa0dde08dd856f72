import { type FeedDefinition, feedDefinition } from '../src/calendar/feed.ts'
import all from './all.json' with { type: 'json' }
import at from './at.json' with { type: 'json' }
import be from './be.json' with { type: 'json' }
import bg from './bg.json' with { type: 'json' }
import cz from './cz.json' with { type: 'json' }
import de from './de.json' with { type: 'json' }
import december2012 from './december-2012.json' with { type: 'json' }
import dk from './dk.json' with { type: 'json' }
import es from './es.json' with { type: 'json' }
import eu from './eu.json' with { type: 'json' }
import fr from './fr.json' with { type: 'json' }
import gb from './gb.json' with { type: 'json' }
import gr from './gr.json' with { type: 'json' }
import groupEducation from './group/education.json' with { type: 'json' }
import groupEmployment from './group/employment.json' with { type: 'json' }
import groupGovernance from './group/governance.json' with { type: 'json' }
import groupInclusion from './group/inclusion.json' with { type: 'json' }
import groupRights from './group/rights.json' with { type: 'json' }
import groupSociety from './group/society.json' with { type: 'json' }
import hu from './hu.json' with { type: 'json' }
import ie from './ie.json' with { type: 'json' }
import it from './it.json' with { type: 'json' }
import languageBg from './language/bg.json' with { type: 'json' }
import languageCa from './language/ca.json' with { type: 'json' }
import languageCs from './language/cs.json' with { type: 'json' }
import languageDe from './language/de.json' with { type: 'json' }
import languageEl from './language/el.json' with { type: 'json' }
import languageEn from './language/en.json' with { type: 'json' }
import languageEs from './language/es.json' with { type: 'json' }
import languageEu from './language/eu.json' with { type: 'json' }
import languageFr from './language/fr.json' with { type: 'json' }
import languageHu from './language/hu.json' with { type: 'json' }
import languageIt from './language/it.json' with { type: 'json' }
import languageLv from './language/lv.json' with { type: 'json' }
import languageNl from './language/nl.json' with { type: 'json' }
import languagePl from './language/pl.json' with { type: 'json' }
import languagePt from './language/pt.json' with { type: 'json' }
import languageSk from './language/sk.json' with { type: 'json' }
import languageSv from './language/sv.json' with { type: 'json' }
import lv from './lv.json' with { type: 'json' }
import mt from './mt.json' with { type: 'json' }
import nl from './nl.json' with { type: 'json' }
import pl from './pl.json' with { type: 'json' }
import pt from './pt.json' with { type: 'json' }
import se from './se.json' with { type: 'json' }
import sk from './sk.json' with { type: 'json' }

/** Every file of this folder, imported by name: a Worker has no file system to look into. */
const files: readonly unknown[] = [
  all,
  at,
  be,
  bg,
  cz,
  de,
  december2012,
  dk,
  es,
  eu,
  fr,
  gb,
  gr,
  hu,
  ie,
  it,
  lv,
  mt,
  nl,
  pl,
  pt,
  se,
  sk,
  groupEducation,
  groupEmployment,
  groupGovernance,
  groupInclusion,
  groupRights,
  groupSociety,
  languageBg,
  languageCa,
  languageCs,
  languageDe,
  languageEl,
  languageEn,
  languageEs,
  languageEu,
  languageFr,
  languageHu,
  languageIt,
  languageLv,
  languageNl,
  languagePl,
  languagePt,
  languageSk,
  languageSv,
]

/** The definitions by slug; throws on a file that is not a feed and on a slug claimed twice. */
const register = (definitions: readonly unknown[]): ReadonlyMap<string, FeedDefinition> => {
  const bySlug = new Map<string, FeedDefinition>()
  for (const definition of definitions) {
    const feed = feedDefinition.parse(definition)
    if (bySlug.has(feed.slug)) throw new Error(`Two feeds claim the slug “${feed.slug}”.`)
    bySlug.set(feed.slug, feed)
  }
  return bySlug
}

/** The curated feeds, keyed by slug. */
export const feeds = register(files)
