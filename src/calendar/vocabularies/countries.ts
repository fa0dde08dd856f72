import { type Term, vocabulary } from '../vocabulary.ts'

/** ISO 3166-1 alpha-2 as stored; the EU institutions write EL and UK, which are accepted on input. */
export type Country = Term & Readonly<{ euCode?: string; zone: string }>

const country = (
  id: string,
  label: string,
  zone: string,
  more: Partial<Country> = {}
): Country => ({
  id,
  label,
  zone,
  ...more,
})

/**
 * 42 countries and the pseudo-code `EU` (“addressed to the whole Union”): EU 27, EFTA 4, nine
 * candidates, Kosovo and the United Kingdom. `zone` is only the default offered by forms.
 */
export const countries = vocabulary('country', [
  country('AT', 'Austria', 'Europe/Vienna'),
  country('BE', 'Belgium', 'Europe/Brussels'),
  country('BG', 'Bulgaria', 'Europe/Sofia'),
  country('HR', 'Croatia', 'Europe/Zagreb'),
  country('CY', 'Cyprus', 'Asia/Nicosia'),
  country('CZ', 'Czechia', 'Europe/Prague', { aliases: ['Czech Republic'] }),
  country('DK', 'Denmark', 'Europe/Copenhagen'),
  country('EE', 'Estonia', 'Europe/Tallinn'),
  country('FI', 'Finland', 'Europe/Helsinki'),
  country('FR', 'France', 'Europe/Paris'),
  country('DE', 'Germany', 'Europe/Berlin'),
  country('GR', 'Greece', 'Europe/Athens', { aliases: ['EL'], euCode: 'EL' }),
  country('HU', 'Hungary', 'Europe/Budapest'),
  country('IE', 'Ireland', 'Europe/Dublin'),
  country('IT', 'Italy', 'Europe/Rome'),
  country('LV', 'Latvia', 'Europe/Riga'),
  country('LT', 'Lithuania', 'Europe/Vilnius'),
  country('LU', 'Luxembourg', 'Europe/Luxembourg'),
  country('MT', 'Malta', 'Europe/Malta'),
  country('NL', 'Netherlands', 'Europe/Amsterdam'),
  country('PL', 'Poland', 'Europe/Warsaw'),
  country('PT', 'Portugal', 'Europe/Lisbon'),
  country('RO', 'Romania', 'Europe/Bucharest'),
  country('SK', 'Slovakia', 'Europe/Bratislava'),
  country('SI', 'Slovenia', 'Europe/Ljubljana'),
  country('ES', 'Spain', 'Europe/Madrid'),
  country('SE', 'Sweden', 'Europe/Stockholm'),
  country('IS', 'Iceland', 'Atlantic/Reykjavik'),
  country('LI', 'Liechtenstein', 'Europe/Vaduz'),
  country('NO', 'Norway', 'Europe/Oslo'),
  country('CH', 'Switzerland', 'Europe/Zurich'),
  country('AL', 'Albania', 'Europe/Tirane'),
  country('BA', 'Bosnia and Herzegovina', 'Europe/Sarajevo'),
  country('GE', 'Georgia', 'Asia/Tbilisi'),
  country('MD', 'Moldova', 'Europe/Chisinau'),
  country('ME', 'Montenegro', 'Europe/Podgorica'),
  country('MK', 'North Macedonia', 'Europe/Skopje'),
  country('RS', 'Serbia', 'Europe/Belgrade'),
  country('TR', 'Türkiye', 'Europe/Istanbul', { aliases: ['Turkey'] }),
  country('UA', 'Ukraine', 'Europe/Kyiv'),
  country('XK', 'Kosovo', 'Europe/Belgrade'),
  country('GB', 'United Kingdom', 'Europe/London', { aliases: ['UK'], euCode: 'UK' }),
  country('EU', 'European Union', 'Europe/Brussels'),
])
