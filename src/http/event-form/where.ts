import { countries } from '../../calendar/vocabularies/countries.ts'
import { among, merged, type Piece, ticked, together, unlessEmpty } from './form.ts'
import { addressText } from './typed.ts'

const placeFields = {
  name: 'placeName',
  address: 'placeAddress',
  city: 'city',
  country: 'placeCountry',
} as const

/** Where something in a country takes place; what is addressed to the whole Union could be anywhere. */
const placeCountryOf = (country: string): string => {
  const id = countries.resolve(country) ?? ''
  return id === 'EU' ? '' : id
}

/** Where it takes place, and whose event it is. */
export const where: readonly Piece[] = [
  {
    key: 'primaryCountry',
    owns: among('country'),
    read: (form) => unlessEmpty('primaryCountry', form.text('country')),
    write: ({ primaryCountry }) => ({ country: primaryCountry }),
    fieldAt: () => 'country',
  },
  {
    key: 'attendance',
    owns: among('attendance'),
    read: (form) => unlessEmpty('attendance', form.text('attendance')),
    write: ({ attendance }) => ({ attendance }),
    fieldAt: () => 'attendance',
  },
  {
    key: 'place',
    // Where nothing else is said it is in the country of the event.
    owns: among(...Object.values(placeFields), 'country'),
    read: (form) => {
      const place = merged(
        Object.entries(placeFields).map(([name, field]) => unlessEmpty(name, form.text(field)))
      )
      const country = placeCountryOf(form.text('country'))
      return together('place', {
        ...(Object.keys(place).length && unlessEmpty('country', country)),
        ...place,
      })
    },
    write: ({
      primaryCountry,
      place: { name = '', address = '', city = '', country = '' } = {},
    }) => ({
      country: primaryCountry,
      placeName: name,
      placeAddress: address,
      city,
      placeCountry: country === placeCountryOf(primaryCountry) ? '' : country,
    }),
    fieldAt: ([name = '']) =>
      Object.entries(placeFields).find(([own]) => own === name)?.[1] ?? 'placeName',
  },
  {
    key: 'joinUrl',
    owns: among('joinUrl'),
    read: (form) => unlessEmpty('joinUrl', addressText(form.text('joinUrl'))),
    write: ({ joinUrl = '' }) => ({ joinUrl }),
    fieldAt: () => 'joinUrl',
  },
  {
    key: 'countries',
    // The country itself is one of them, so what is kept of them ends when it changes.
    owns: among('countries', 'country'),
    read: (form) => ({ countries: ticked(form, 'countries', countries) }),
    write: ({ countries, primaryCountry }) => ({
      country: primaryCountry,
      countries: countries.filter((country) => country !== primaryCountry),
    }),
    fieldAt: () => 'countries',
  },
  {
    key: 'scope',
    owns: among('scope'),
    read: (form) => unlessEmpty('scope', form.text('scope')),
    write: ({ scope = '' }) => ({ scope }),
    fieldAt: () => 'scope',
  },
]
