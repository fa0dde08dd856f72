import { folded } from './fold.ts'

/**
 * Towns with different names in different languages: one a line, English first. Only what spelling
 * alone does not show to be the same: accents and case are folded anyway.
 */
const names = `
Aachen, Aix-la-Chapelle, Aken, Akwizgran
Antwerp, Antwerpen, Anvers
Athens, Athina, Αθήνα, Athen, Athènes, Atenas, Atene, Ateny
Basel, Bâle, Basle, Basilea
Belgrade, Beograd, Београд, Belgrad
Bilbao, Bilbo
Bratislava, Pressburg, Pozsony
Brno, Brünn
Bruges, Brugge
Brussels, Bruxelles, Brussel, Brüssel, Bruselas, Bruksela, Bruxelas
Bucharest, București, Bukarest, Bukareszt
Chișinău, Chisinau, Kishinev, Кишинёв
Cologne, Köln, Keulen, Kolonia, Koeln
Copenhagen, København, Kopenhagen, Köpenhamn, Copenhague, Kopenhaga
Donostia, San Sebastián
Dublin, Baile Átha Cliath
Dubrovnik, Ragusa
Florence, Firenze, Florenz
Gdańsk, Danzig
Geneva, Genève, Genf, Ginevra
Genoa, Genova, Genua, Gênes
Ghent, Gent, Gand
Gothenburg, Göteborg
Helsinki, Helsingfors
Kraków, Cracow, Krakau, Cracovie, Cracovia
Kyiv, Київ, Kiev, Kijów, Киев
Liège, Luik, Lüttich
Lisbon, Lisboa, Lissabon, Lisbonne, Lizbona
Ljubljana, Laibach, Lubiana
London, Londres, Londra, Londyn
Leuven, Louvain
Luxembourg, Luxemburg, Lëtzebuerg
Lviv, Львів, Lwów, Lemberg
Lyon, Lyons, Lione
Mechelen, Malines
Milan, Milano, Mailand
Mons, Bergen
Munich, München, Monachium, Monaco di Baviera, Muenchen
Namur, Namen
Naples, Napoli, Neapel
Nice, Nizza
Nicosia, Λευκωσία, Lefkosia, Lefkoşa
Nuremberg, Nürnberg, Norymberga
Padua, Padova
Paris, Parigi, Paryż
Plzeň, Pilsen
Porto, Oporto
Poznań, Posen
Prague, Praha, Prag, Praga
Pristina, Prishtina, Prishtinë, Приштина
Rijeka, Fiume
Rome, Roma, Rom, Rzym
Seville, Sevilla
Skopje, Скопје, Shkup
Sofia, София, Sofija
Stockholm, Sztokholm, Tukholma
Szczecin, Stettin
Tallinn, Reval
Tbilisi, თბილისი
The Hague, Den Haag, ’s-Gravenhage, La Haye, Haga
Thessaloniki, Θεσσαλονίκη, Salonica, Saloniki
Trier, Trèves
Trieste, Triest, Trst
Turin, Torino
Turku, Åbo
Valencia, València
Valletta, Il-Belt Valletta
Venice, Venezia, Venedig
Vienna, Wien, Vienne, Viena, Bécs, Wiedeń, Vídeň, Viedeň, Dunaj
Vilnius, Wilno
Warsaw, Warszawa, Warschau, Varsovie, Varsavia, Varsovia
Wrocław, Breslau
Zagreb, Agram
Zaragoza, Saragossa
Zurich, Zürich, Zurigo, Zurych
`

/** Folded name → the first of its line, folded. */
const firsts = new Map(
  names
    .trim()
    .split('\n')
    .flatMap((line) => {
      const [first = '', ...others] = line.split(', ').map(folded)
      return [first, ...others].map((name) => [name, first] as const)
    })
)
const longestFirst = [...firsts].sort(([one], [other]) => other.length - one.length)

/**
 * A town as it is compared: folded, and under one name when it has several (“Wien, 9. Bezirk” →
 * `vienna 9 bezirk`).
 */
export const townKey = (city: string): string => {
  const text = folded(city)
  const known = longestFirst.find(([name]) => text === name || text.startsWith(`${name} `))
  return known ? known[1] + text.slice(known[0].length) : text
}

/** Are these the same town? One may say more than the other: “Lisbon, Portugal”, “Donostia-San Sebastián”. */
export const sameTown = (one: string, other: string): boolean => {
  const [a, b] = [wordsOf(one), wordsOf(other)]
  return [...a].every((word) => b.has(word)) || [...b].every((word) => a.has(word))
}

const wordsOf = (city: string): ReadonlySet<string> => new Set(townKey(city).split(' '))

/** The folded words of every name of a town, for leaving them out of a title. */
export const townWords = (city: string): readonly string[] => {
  const key = townKey(city)
  const other = [...firsts].filter(([, first]) => key === first || key.startsWith(`${first} `))
  return [folded(city), ...other.map(([name]) => name)].flatMap((name) => name.split(' '))
}
