import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { languagesOfCountry, namesOfCountry } from '../../src/calendar/country-languages.ts'
import { canonicalLang } from '../../src/calendar/language.ts'
import {
  type TitleSuggestion,
  type TypedTitle,
  titleSuggestions,
} from '../../src/calendar/title-suggestions.ts'
import { countries } from '../../src/calendar/vocabularies/countries.ts'
import sample from '../../src/sample/december-2012.json' with { type: 'json' }

const suggestions = (title: string, typed: Partial<TypedTitle> = {}) =>
  titleSuggestions({ title, lang: 'en', primaryCountry: null, hasTime: false, ...typed })

const suggested = <Kind extends TitleSuggestion['kind']>(
  kind: Kind,
  title: string,
  typed: Partial<TypedTitle> = {}
) =>
  suggestions(title, typed).find(
    (found): found is Extract<TitleSuggestion, { kind: Kind }> => found.kind === kind
  )

/**
 * Titles of December 2012 that came in two languages, as they stood there but with the endings that
 * were cut off completed by hand.
 */
const bilingual: readonly (readonly [country: string, english: string, other: string])[] = [
  ['PL', 'Working in a multicultural environment', 'Praca w środowisku wielokulturowym'],
  [
    'PL',
    'Workshop on the Roma culture in the context of social inequalities',
    'Warsztaty dotyczące kultury romskiej w kontekście nierówności społecznych',
  ],
  ['PL', "Migrants' rights in action", 'Prawa migrantów w praktyce'],
  [
    'HU',
    'Supporting the Teaching and Education of Pupils with a Migrant Background - a project launching conference',
    'Migráns hátterű tanulók nevelésének és oktatásának segítése - projektindító konferencia',
  ],
  [
    'HU',
    'Establishing the Capital City Migration Roundtable',
    'A Fővárosi Migrációs Kerekasztal megalakulása',
  ],
  [
    'PL',
    'Diversity in Warsaw - meeting with the plenipotentiary for equal treatment',
    'Różnorodna Warszawa - spotkanie z pełnomocnik ds. równego traktowania',
  ],
  [
    'PL',
    "Training 'The draft Act on Foreigners'",
    "Szkolenie 'Projekt nowej Ustawy o cudzoziemcach'",
  ],
  [
    'PL',
    'Anti-discrimination law in Poland - regulations and practice',
    'Prawo antydyskryminacyjne w Polsce – przepisy i praktyka stosowania',
  ],
  [
    'HU',
    'Asylum and migration in Hungary: challenges, changes and the way ahead',
    'Menekültügy és migráció Magyarországon: kihívások, változások és jövőkép',
  ],
  [
    'PL',
    'Multilingual and multicultural children in Polish schools',
    'Dzieci wielojęzyczne i wielokulturowe w polskiej szkole',
  ],
  [
    'PL',
    '2nd Meeting of the Social Dialogue Committee for Foreigners',
    'II spotkanie Komisji Dialogu Społecznego ds. Cudzoziemców',
  ],
  [
    'PL',
    'The magic of the name, the magic of the company - about discrimination against foreigners by Warsaw employers',
    'Magia imienia, magia firmy – o dyskryminacji cudzoziemców przez warszawskich pracodawców',
  ],
  [
    'PL',
    'Migrant shopping centre in Wólka Kosowska',
    'Migranckie centrum handlowe w Wólce Kosowskiej',
  ],
  [
    'HU',
    'Migrants and the Hungarian Health System - a project closing conference',
    'Bevándorlók és a magyar egészségügy - projektzáró konferencia',
  ],
  ['PL', 'Cultures Fair', 'Kiermasz Kultur'],
  [
    'PL',
    'Training: New Act on Polish citizenship. What opportunities will it create for foreigners?',
    'Szkolenie: Nowa ustawa o obywatelstwie. Jakie ona daje możliwości cudzoziemcom?',
  ],
  [
    'PL',
    'The importance of the ethnic factor in the attitudes of Poles towards foreigners',
    'Waga czynnika etnicznego w postawach Polaków wobec cudzoziemców',
  ],
  [
    'PL',
    "XIII seminar of the project 'Support for Voluntary Returns in the Lublin Region'",
    "XIII seminarium projektu 'Wsparcie Dobrowolnych Powrotów na Lubelszczyźnie'",
  ],
  [
    'PL',
    'Migrants and health: challenges of multiculturalism in medical practice',
    'Migranci i zdrowie: wyzwania wielokulturowości w praktyce medycznej',
  ],
  ['PL', "The International Migrants' Day in Cracow", 'Międzynarodowy Dzień Migrantów w Krakowie'],
  [
    'PL',
    'Social and economic integration of Muslim immigrants in Poland',
    'Integracja społeczna i ekonomiczna imigrantów wyznania muzułmańskiego w Polsce',
  ],
]
const ownLanguage = (country: string) => languagesOfCountry(country)[0] ?? 'en'

describe('a title in two languages', () => {
  test.each(bilingual)('of %s is split where the language changes: %s', (country, en, other) => {
    const lang = ownLanguage(country)
    const halves = [
      { lang: 'en', title: en },
      { lang, title: other },
    ]
    for (const joint of [' - ', ' – ', ' — ', ' | ', ' / ']) {
      const typed = { lang, primaryCountry: country }
      expect(suggested('languages', en + joint + other, typed)?.titles).toEqual(halves)
      expect(suggested('languages', other + joint + en, typed)?.titles).toEqual(halves.toReversed())
    }
  })

  test.each([
    ['DE', 'Language café for newcomers', 'de', 'Sprachcafé für Neuzugewanderte'],
    ['FR', 'Welcome evening for refugees', 'fr', 'Soirée d’accueil pour les réfugiés'],
    ['BG', 'Bulgarian lessons', 'bg', 'Уроци по български език'],
    ['GR', 'Greek lessons', 'el', 'Μαθήματα ελληνικών'],
    ['EE', 'Estonian for beginners', 'et', 'Eesti keel algajatele'],
    ['LV', 'Rights of foreigners at work', 'lv', 'Ārvalstnieku tiesības darbā'],
    ['ES', 'Migration forum', 'es', 'Foro de migración'],
    ['FI', 'Women’s swimming hour', 'fi', 'Naisten uimavuoro'],
  ])('of %s is split: %s', (primaryCountry, en, lang, other) => {
    expect(suggested('languages', `${en} – ${other}`, { primaryCountry })?.titles).toEqual([
      { lang: 'en', title: en },
      { lang, title: other },
    ])
  })

  test('without English is split between two languages of the country', () => {
    const title = 'Taalcafé voor nieuwkomers in de bibliotheek / Café des langues à la bibliothèque'
    expect(
      suggested('languages', title, { lang: 'nl', primaryCountry: 'BE' })?.titles.map(
        ({ lang }) => lang
      )
    ).toEqual(['nl', 'fr'])
  })

  test('is named in the sentence', () => {
    const title = 'Cultures Fair - Kiermasz Kultur'
    expect(suggested('languages', title, { primaryCountry: 'PL' })?.sentence).toBe(
      'We think this title is in English and Polish. Each language has a text of its own.'
    )
  })

  test('is left alone where nobody knows the languages or a half says too little', () => {
    expect(
      suggested('languages', 'Open Day - Jum Miftuħ', { primaryCountry: 'MT' })
    ).toBeUndefined()
    expect(suggested('languages', 'Cultures Fair - Kiermasz Kultur')).toBeUndefined()
    expect(
      suggested('languages', 'Intercultural dialogue - Diálogo intercultural', {
        primaryCountry: 'PT',
      })
    ).toBeUndefined()
    expect(suggested('languages', 'Multi-Kulti-Party', { primaryCountry: 'DE' })).toBeUndefined()
  })
})

describe('a title in one language', () => {
  const monolingual = sample.events.flatMap(({ content }) =>
    Object.entries(content.translations).map(([lang, { title }]) => ({
      title,
      lang,
      primaryCountry: content.primaryCountry,
    }))
  )

  test('of December 2012 is never split, also where it holds a dash', () => {
    expect(monolingual.length).toBeGreaterThan(120)
    expect(monolingual.filter(({ title }) => / [-–] /.test(title)).length).toBeGreaterThan(8)
    const split = monolingual.filter((typed) => suggested('languages', typed.title, typed))
    expect(split).toEqual([])
  })

  test('joined to another one of the same country is hardly ever split', () => {
    const english = monolingual.filter(({ lang }) => lang === 'en')
    const pairs = english.flatMap((one) =>
      english
        .filter((two) => two !== one && two.primaryCountry === one.primaryCountry)
        .map((two) => ({ ...one, title: `${one.title} - ${two.title}` }))
    )
    expect(pairs.length).toBeGreaterThan(500)
    const split = pairs.filter((typed) => suggested('languages', typed.title, typed))
    expect(split.length / pairs.length).toBeLessThan(0.02)
  })

  test('of December 2012 gives no hint but for countries in front and one date', () => {
    const kinds = monolingual.flatMap(({ title, ...typed }) =>
      suggestions(title, typed).map(({ kind }) => kind)
    )
    expect(Object.groupBy(kinds, (kind) => kind)).toEqual({
      country: Array.from({ length: 10 }, () => 'country'),
      date: ['date'],
    })
  })
})

describe('a country in front', () => {
  test.each([
    ['Malta: Anti-Racism Theme Day', null, 'Anti-Racism Theme Day', 'MT'],
    ['SLOVAKIA: Conference on Human Rights', 'SK', 'Conference on Human Rights', 'SK'],
    ['Polska: Dzień otwarty', 'PL', 'Dzień otwarty', 'PL'],
    ['Österreich : Fest der Kulturen', null, 'Fest der Kulturen', 'AT'],
    ['Czech Republic: Advent', null, 'Advent', 'CZ'],
    ['Ελλάδα: Στρογγυλό τραπέζι', 'GR', 'Στρογγυλό τραπέζι', 'GR'],
  ])('%s goes to its field', (typed, primaryCountry, title, country) => {
    expect(suggested('country', typed, { primaryCountry })).toMatchObject({ title, country })
  })

  test.each([
    ['Greece: ten years later', 'PL'],
    ['Training: how to prevent discrimination', null],
    ['Lisbon: Forum of the Social Network', 'PT'],
    ['Malta:', null],
    ['Malta 2012: Theme Day', null],
  ])('is not seen in “%s”', (typed, primaryCountry) => {
    expect(suggested('country', typed, { primaryCountry })).toBeUndefined()
  })

  test('is known in every language of every country', () => {
    for (const { id } of countries.terms) {
      for (const name of namesOfCountry(id)) {
        const found = suggested('country', `${name}: Open day`, { primaryCountry: id })
        expect(found, name).toMatchObject({ country: id, title: 'Open day' })
      }
      for (const lang of languagesOfCountry(id)) expect(canonicalLang(lang)).toBe(lang)
      expect(languagesOfCountry(id), id).not.toEqual([])
    }
    expect(languagesOfCountry('EU')).toHaveLength(24)
    expect(languagesOfCountry('XX')).toEqual([])
  })
})

describe('a time in a title', () => {
  test.each([
    ['Party (19:30–22:00)', 'Party', '19:30', '22:00'],
    ['Fest der Kulturen, 19.30-22 Uhr', 'Fest der Kulturen', '19:30', '22:00'],
    ['Women meet at 7pm', 'Women meet', '19:00', null],
    ['Yoga 7-9 p.m. for all', 'Yoga for all', '19:00', '21:00'],
    ['Brunch 10-2 pm', 'Brunch', '10:00', '14:00'],
    ['Midnight run 12 a.m.', 'Midnight run', '00:00', null],
    ['Spotkanie o godz. 18', 'Spotkanie', '18:00', null],
    ['Träff kl. 18–20', 'Träff', '18:00', '20:00'],
    ['Cours de français à 18h30', 'Cours de français', '18:30', null],
    ['Aula aberta 18h-20h', 'Aula aberta', '18:00', '20:00'],
    ['Corso (ore 18)', 'Corso', '18:00', null],
    ['Kurs 10.00-12.00', 'Kurs', '10:00', '12:00'],
    ['10:00 to 14:00: Clean-up', 'Clean-up', '10:00', '14:00'],
    ['Night walk 22:30 – 24:00', 'Night walk', '22:30', '00:00'],
    ['Fest (5. Dezember, 19.30-22 Uhr)', 'Fest (5. Dezember)', '19:30', '22:00'],
  ])('%s', (typed, title, start, end) => {
    expect(suggested('time', typed)).toMatchObject({ title, start, end })
  })

  test.each([
    '18. Migration Forum',
    'Programme 2014-2020',
    '24h hackathon',
    '2h walk',
    'Roundtable 5.12-7.12',
    'Meeting 5.12.2012',
    'Room 2.30',
    'Ages 3-5',
    'From 9 to 5',
    'Help 24/7',
    'The 90:30 rule',
    'Score 19:75',
    '19:30',
  ])('is not seen in “%s”', (typed) => {
    expect(suggested('time', typed)).toBeUndefined()
  })

  test('that has its field already is called a repetition', () => {
    expect(suggested('time', 'Party 19:30', { hasTime: true })?.sentence).toMatch(/repeats/)
    expect(suggested('time', 'Party 19:30')?.sentence).not.toMatch(/repeats/)
  })
})

describe('a date in a title', () => {
  const day = (year: number | null, month: number, of: number) => ({ year, month, day: of })

  test.each([
    ['en', 'Migrants Day on 18 December', 'Migrants Day', day(null, 12, 18), null],
    ['en', 'Workshop 5–9 December 2012', 'Workshop', day(2012, 12, 5), day(2012, 12, 9)],
    ['en', 'December 5th, 2012: party', 'party', day(2012, 12, 5), null],
    ['de', 'Fest am 5. Dezember 2012', 'Fest', day(2012, 12, 5), null],
    ['pl', 'Warsztaty (5 grudnia)', 'Warsztaty', day(null, 12, 5), null],
    ['es', 'Fiesta 5 de diciembre de 2012', 'Fiesta', day(2012, 12, 5), null],
    ['hu', '2012. december 5. találkozó', 'találkozó', day(2012, 12, 5), null],
    ['fr', 'Fête le 1er décembre', 'Fête', day(null, 12, 1), null],
    ['ga', 'Lá oscailte 5 Meán Fómhair', 'Lá oscailte', day(null, 9, 5), null],
    ['mt', 'Festa 5 ta’ Diċembru', 'Festa', day(null, 12, 5), null],
    ['el', 'Συνάντηση 5 Δεκεμβρίου', 'Συνάντηση', day(null, 12, 5), null],
    ['en', 'Meeting 5.12.2012', 'Meeting', day(2012, 12, 5), null],
    ['en', 'Meeting 2012-12-05', 'Meeting', day(2012, 12, 5), null],
    ['en', 'Leap party 29 February', 'Leap party', day(null, 2, 29), null],
    ['de', 'Fest (5. Dezember, 19.30-22 Uhr)', 'Fest (19.30-22 Uhr)', day(null, 12, 5), null],
  ])('%s: %s', (lang, typed, title, first, last) => {
    expect(suggested('date', typed, { lang })).toMatchObject({ title, first, last })
  })

  test.each([
    ['en', 'Plans for May 2027'],
    ['en', 'Fundamental Rights Conference 2012'],
    ['en', '18. Migration Forum'],
    ['en', 'Party on 30 February'],
    ['en', 'Party on 2013-02-29'],
    ['en', 'Warsztaty 5 grudnia'],
    ['en', '18 December'],
  ])('%s: is not seen in “%s”', (lang, typed) => {
    expect(suggested('date', typed, { lang })).toBeUndefined()
  })
})

describe('an ending', () => {
  test.each([
    ['Integration of Muslim immig[more]', 'Integration of Muslim immig'],
    [
      'Ethnicité et Migrations (CEDEM), Université de Li&egra[more]',
      'Ethnicité et Migrations (CEDEM), Université de Li',
    ],
    ['The importance of …', 'The importance of'],
    ['The importance of...', 'The importance of'],
  ])('of “%s” is cut off', (typed, title) => {
    expect(suggested('cut-off', typed)).toMatchObject({ title })
  })

  test.each(['Talk with AT&T', 'Q&A', 'Really?', 'Meeting at 5 p.m.'])(
    'of “%s” is not',
    (typed) => {
      expect(suggested('cut-off', typed)).toBeUndefined()
    }
  )
})

describe('capitals', () => {
  test.each([
    ['en', 'EU-WIDE TRAINING FOR NGO STAFF', 'EU-wide training for NGO staff'],
    ['de', 'FEST DER KULTUREN', 'Fest der Kulturen'],
    ['tr', 'İSTANBUL IŞIĞI BULUŞMASI', 'İstanbul ışığı buluşması'],
    ['el', 'ΣΤΡΟΓΓΥΛΟ ΤΡΑΠΕΖΙ ΓΙΑ ΤΟΥΣ ΜΕΤΑΝΑΣΤΕΣ', 'Στρογγυλο τραπεζι για τους μεταναστες'],
  ])('throughout are taken back in %s', (lang, typed, title) => {
    expect(suggested('shouting', typed, { lang })).toMatchObject({ title })
  })

  test.each(['JUSTice Do It: The Next Step', 'UNHCR and IOM', 'FEYKOM', 'يوم مفتوح للعائلات'])(
    'of “%s” may stay',
    (typed) => {
      expect(suggested('shouting', typed)).toBeUndefined()
    }
  )
})

describe('any title', () => {
  test('gets suggestions that change something, and without which it is one sooner or later', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme', maxLength: 12 }),
      fc.constantFrom('Malta: ', ' - ', '19:30', ' (', ') ', 'Fest', ' 5 December ', '[more]', '…'),
      fc.constantFrom('7pm', 'RUN FOREST RUN', '10-12 Uhr', ' der Kulturen', ', ', '&egra')
    )
    const title = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(title, (typed) => {
        let left = typed
        for (let steps = 0; ; steps += 1) {
          expect(steps).toBeLessThan(20)
          const next = suggestions(left, { primaryCountry: 'PL' }).find(
            (found) => found.kind !== 'languages'
          )
          if (!next) break
          expect(next.title).not.toBe(left)
          expect(next.title).not.toBe('')
          expect(next.sentence).toMatch(/\.$/)
          left = next.title
        }
      }),
      { numRuns: 300 }
    )
  })

  test('is read within a moment, however long', () => {
    for (const flood of ['1', '19:', ' - ', '5 ', '(', 'a - ', '1-', '2012 ', 'May ']) {
      suggestions(flood.repeat(400), { primaryCountry: 'CH' })
    }
    expect(suggestions('Malta: '.repeat(10_000))).toEqual([])
  }, 2000)
})
