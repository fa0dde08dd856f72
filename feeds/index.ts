import { registerOf } from '../src/calendar/feed-register.ts'
import all from './all.json' with { type: 'json' }
import december2012 from './december-2012.json' with { type: 'json' }
import eu from './eu.json' with { type: 'json' }
import groupEducation from './group/education.json' with { type: 'json' }
import groupEmployment from './group/employment.json' with { type: 'json' }
import groupGovernance from './group/governance.json' with { type: 'json' }
import groupInclusion from './group/inclusion.json' with { type: 'json' }
import groupRights from './group/rights.json' with { type: 'json' }
import groupSociety from './group/society.json' with { type: 'json' }

/** Every file of this folder, imported by name: a Worker has no file system to look into. */
const files: readonly unknown[] = [
  all,
  december2012,
  eu,
  groupEducation,
  groupEmployment,
  groupGovernance,
  groupInclusion,
  groupRights,
  groupSociety,
]

/** The feeds with an address of their own: these files, and those that need none. */
export const feeds = registerOf(files)
