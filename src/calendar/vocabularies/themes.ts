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

/**
 * `cbp`: the Common Basic Principles (1–11) the theme serves; a filter by principle is derived from
 * it. `eurovoc`: ids of the EuroVoc concepts near it (`http://eurovoc.europa.eu/{id}`); most are
 * narrower than the theme, none is claimed to be the same.
 */
export type Theme = Term &
  Readonly<{ group: string; cbp: readonly number[]; eurovoc: readonly string[] }>

/** EuroVoc's ids separated by spaces, the nearest first. */
const theme = (
  id: string,
  label: string,
  group: string,
  cbp: readonly number[],
  eurovoc: string
): Theme => ({ id, label, group, cbp, eurovoc: eurovoc.split(' ') })

export const themes = vocabulary('theme', [
  theme('employment', 'Employment and job search', 'employment', [3], '4700 4562'),
  theme(
    'skills',
    'Skills and recognition of qualifications',
    'employment',
    [3, 5],
    '2932 6099 2868'
  ),
  theme('enterprise', 'Entrepreneurship and self-employment', 'employment', [3], '6749 6008'),
  theme('language', 'Language learning', 'education', [4], '783'),
  theme('orientation', 'Civic orientation and introduction', 'education', [2, 4], '3276'),
  theme('school', 'Early childhood and school', 'education', [5], '280 760 2594'),
  theme('training', 'Vocational, adult and higher education', 'education', [3, 5], '1074 674 800'),
  theme('housing', 'Housing and neighbourhoods', 'inclusion', [6, 7], '1690 2496 7411'),
  theme('health', 'Health and mental health', 'inclusion', [6], '5899 5878'),
  theme('social-support', 'Social services and poverty', 'inclusion', [6], '4143 2281 3357'),
  theme(
    'family',
    'Families, children and youth',
    'inclusion',
    [5, 6],
    'c_2c8a75b1 1528 c_63446d6e'
  ),
  theme('digital', 'Digital inclusion', 'inclusion', [6], '437655 7939'),
  theme('legal-status', 'Residence, rights and legal advice', 'rights', [6], '4004 552 3969'),
  theme(
    'protection',
    'Asylum, protection and return',
    'rights',
    [6, 10],
    '2986 5597 c_ff638149 1911 5933'
  ),
  theme('naturalisation', 'Citizenship and naturalisation', 'rights', [9], '2036'),
  theme('participation', 'Political and civic participation', 'rights', [9], 'c_b007a1dc 548 8423'),
  theme('volunteering', 'Volunteering, mentoring, civil society', 'rights', [7, 9], '3330 8428'),
  theme(
    'equality',
    'Equality, gender and anti-discrimination',
    'society',
    [2, 6],
    '3908 458 2881 c_96af33df c_e0543dcb'
  ),
  theme(
    'intercultural',
    'Intercultural and interfaith dialogue',
    'society',
    [1, 7, 8],
    '4097 c_847fc9f2 1628'
  ),
  theme('culture-sport', 'Culture, heritage, food and sport', 'society', [7, 8], '1780 4245'),
  theme('media', 'Media, narratives and public opinion', 'society', [1, 7], '2013 2152 5891'),
  theme(
    'policy',
    'Policy, governance, funding and evidence',
    'governance',
    [10, 11],
    '1462 6541 5501 1353 918'
  ),
])

/** Ids of the themes in a group. */
export const themesOfGroup = (group: string): string[] =>
  themes.terms.filter((term) => term.group === group).map((term) => term.id)

/** Ids of the themes that serve a Common Basic Principle (1–11). */
export const themesOfPrinciple = (principle: number): string[] =>
  themes.terms.filter((term) => term.cbp.includes(principle)).map((term) => term.id)
