import type { LocalDate } from '../time.ts'
import type { ObservanceName } from './names.ts'

/** A day that comes every year on its date. */
export type Observance = Readonly<{
  name: ObservanceName
  /** UID and identity for ever: subscribers' copies hang on it. Made once, at random. */
  uid: string
  /** The day it was first held; events begin in 1970 at the earliest. */
  first: LocalDate
  scope: 'eu' | 'international'
  /** The first is the primary one. */
  themes: readonly string[]
  /** Page about the day of those who proclaimed it. */
  url?: string
}>

const un = (page: string): string => `https://www.un.org/en/observances/${page}`

/** In the order of the year. */
export const observanceDays: readonly Observance[] = [
  {
    name: 'genital-mutilation',
    uid: '44d0378a-aa1c-4f78-826b-35f1cdac313f',
    first: '2003-02-06',
    scope: 'international',
    themes: ['equality', 'health'],
    url: un('female-genital-mutilation-day'),
  },
  {
    name: 'mother-language',
    uid: 'cdd1af16-66b0-4335-a556-f3c36454cadc',
    first: '2000-02-21',
    scope: 'international',
    themes: ['language', 'intercultural'],
    url: un('mother-language-day'),
  },
  {
    name: 'women',
    uid: '4f4f6c99-5789-4404-bc42-96b9cf677196',
    first: '1975-03-08',
    scope: 'international',
    themes: ['equality'],
    url: un('womens-day'),
  },
  {
    name: 'racial-discrimination', // since 1967
    uid: 'b35eaa7b-d76d-4469-ae32-9adfb1f1abbb',
    first: '1970-03-21',
    scope: 'international',
    themes: ['equality'],
    url: un('end-racism-day'),
  },
  {
    name: 'roma',
    uid: '1011bee4-8b77-44d1-8707-4ad9a9aada37',
    first: '1990-04-08',
    scope: 'international',
    themes: ['equality', 'culture-sport'],
  },
  {
    name: 'europe',
    uid: '69a4733d-9089-43d3-8c44-e3241abf5543',
    first: '1986-05-09',
    scope: 'eu',
    themes: ['participation', 'intercultural'],
    url: 'https://european-union.europa.eu/principles-countries-history/symbols/europe-day_en',
  },
  {
    name: 'cultural-diversity',
    uid: 'ff4ada83-0bc7-4e83-8878-c2fddefef211',
    first: '2003-05-21',
    scope: 'international',
    themes: ['intercultural', 'culture-sport'],
    url: un('cultural-diversity-day'),
  },
  {
    name: 'hate-speech',
    uid: '17f8fbde-a7c6-42ea-874f-cbf05561c758',
    first: '2022-06-18',
    scope: 'international',
    themes: ['media', 'equality'],
    url: un('countering-hate-speech'),
  },
  {
    name: 'refugees',
    uid: 'b099957a-57d7-4f79-93c7-5b7856be3e41',
    first: '2001-06-20',
    scope: 'international',
    themes: ['protection'],
    url: un('refugee-day'),
  },
  {
    name: 'trafficking',
    uid: 'a9f184ed-e0cc-4c55-b397-c299b3e99313',
    first: '2014-07-30',
    scope: 'international',
    themes: ['protection', 'legal-status'],
    url: un('end-human-trafficking-day'),
  },
  {
    name: 'sinti-and-roma',
    uid: 'e3161b2a-7853-4526-b465-1273e64cb964',
    first: '2015-08-02',
    scope: 'eu',
    themes: ['equality'],
  },
  {
    name: 'youth',
    uid: '3581a77f-9a31-4cf8-ad16-92d6e5e475c3',
    first: '2000-08-12',
    scope: 'international',
    themes: ['family', 'participation'],
    url: un('youth-day'),
  },
  {
    name: 'languages',
    uid: '45ed2ab9-bf9b-4e59-b1e4-cc1d6c0d0467',
    first: '2001-09-26',
    scope: 'international',
    themes: ['language', 'intercultural'],
    url: 'https://edl.ecml.at/',
  },
  {
    name: 'eu-trafficking',
    uid: '6f668bea-d2b3-41eb-9a75-0e6ff839909f',
    first: '2007-10-18',
    scope: 'eu',
    themes: ['protection', 'legal-status'],
  },
  {
    name: 'tolerance',
    uid: 'e055bff8-359b-41d9-8715-1d0b5937e257',
    first: '1996-11-16',
    scope: 'international',
    themes: ['intercultural', 'equality'],
    url: un('tolerance-day'),
  },
  {
    name: 'children', // since 1954; on this day since 1959
    uid: '35b95be6-aff8-43c9-8174-236a3139f276',
    first: '1970-11-20',
    scope: 'international',
    themes: ['family', 'school'],
    url: un('world-childrens-day'),
  },
  {
    name: 'violence-against-women',
    uid: '21581ba0-21c0-4a3f-b377-dcbc45ce4e4f',
    first: '2000-11-25',
    scope: 'international',
    themes: ['equality', 'protection'],
    url: un('ending-violence-against-women-day'),
  },
  {
    name: 'human-rights', // since 1950
    uid: 'f1ff7f4e-7679-4051-af22-5b562f004795',
    first: '1970-12-10',
    scope: 'international',
    themes: ['legal-status', 'equality'],
    url: un('human-rights-day'),
  },
  {
    name: 'migrants',
    uid: '1a6d87ff-92e2-4c8a-96a4-bb82d7ca25de',
    first: '2000-12-18',
    scope: 'international',
    themes: ['policy', 'intercultural'],
    url: un('migrants-day'),
  },
]
