import { among, merged, type Piece, together, unlessEmpty } from './form.ts'
import { addressText } from './typed.ts'

const placeFields = {
  name: 'placeName',
  address: 'placeAddress',
  city: 'city',
  country: 'placeCountry',
} as const

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
    owns: among(...Object.values(placeFields)),
    read: (form) =>
      together(
        'place',
        merged(
          Object.entries(placeFields).map(([name, field]) => unlessEmpty(name, form.text(field)))
        )
      ),
    write: ({ place: { name = '', address = '', city = '', country = '' } = {} }) => ({
      placeName: name,
      placeAddress: address,
      city,
      placeCountry: country,
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
    read: (form) => ({ countries: form.list('countries') }),
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
