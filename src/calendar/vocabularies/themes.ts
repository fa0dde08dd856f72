import { type Term, vocabulary } from '../vocabulary.ts'

/** The six groups; the first four are the Zaragoza areas. */
export const themeGroups = vocabulary('theme group', [
  { id: 'employment', label: 'Work and enterprise' },
  { id: 'education', label: 'Learning' },
  { id: 'inclusion', label: 'Living together' },
  { id: 'rights', label: 'Rights and citizenship' },
  { id: 'society', label: 'Society and culture' },
  { id: 'governance', label: 'Policy and evidence' },
])

/** `cbp`: the Common Basic Principles (1–11) the theme serves; a filter by principle is derived from it. */
export type Theme = Term & Readonly<{ group: string; cbp: readonly number[] }>

const theme = (id: string, label: string, group: string, cbp: readonly number[]): Theme => ({
  id,
  label,
  group,
  cbp,
})

export const themes = vocabulary('theme', [
  theme('employment', 'Employment and job search', 'employment', [3]),
  theme('skills', 'Skills and recognition of qualifications', 'employment', [3, 5]),
  theme('enterprise', 'Entrepreneurship and self-employment', 'employment', [3]),
  theme('language', 'Language learning', 'education', [4]),
  theme('orientation', 'Civic orientation and introduction', 'education', [2, 4]),
  theme('school', 'Early childhood and school', 'education', [5]),
  theme('training', 'Vocational, adult and higher education', 'education', [3, 5]),
  theme('housing', 'Housing and neighbourhoods', 'inclusion', [6, 7]),
  theme('health', 'Health and mental health', 'inclusion', [6]),
  theme('social-support', 'Social services and poverty', 'inclusion', [6]),
  theme('family', 'Families, children and youth', 'inclusion', [5, 6]),
  theme('digital', 'Digital inclusion', 'inclusion', [6]),
  theme('legal-status', 'Residence, rights and legal advice', 'rights', [6]),
  theme('protection', 'Asylum, protection and return', 'rights', [6, 10]),
  theme('naturalisation', 'Citizenship and naturalisation', 'rights', [9]),
  theme('participation', 'Political and civic participation', 'rights', [9]),
  theme('volunteering', 'Volunteering, mentoring, civil society', 'rights', [7, 9]),
  theme('equality', 'Equality, gender and anti-discrimination', 'society', [2, 6]),
  theme('intercultural', 'Intercultural and interfaith dialogue', 'society', [1, 7, 8]),
  theme('culture-sport', 'Culture, heritage, food and sport', 'society', [7, 8]),
  theme('media', 'Media, narratives and public opinion', 'society', [1, 7]),
  theme('policy', 'Policy, governance, funding and evidence', 'governance', [10, 11]),
])

/** Ids of the themes in a group. */
export const themesOfGroup = (group: string): string[] =>
  themes.terms.filter((term) => term.group === group).map((term) => term.id)

/** Ids of the themes that serve a Common Basic Principle (1–11). */
export const themesOfPrinciple = (principle: number): string[] =>
  themes.terms.filter((term) => term.cbp.includes(principle)).map((term) => term.id)
