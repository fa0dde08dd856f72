import { among, type Piece, together, unlessEmpty } from './form.ts'
import { addressText } from './typed.ts'

const contactFields: Readonly<Record<string, string>> = {
  name: 'contactName',
  email: 'contactEmail',
  phone: 'contactPhone',
}

/** Who holds it and whom the public can ask. */
export const contact: readonly Piece[] = [
  {
    key: 'organiser',
    owns: among('organiserName', 'organiserUrl'),
    read: (form) =>
      together('organiser', {
        ...unlessEmpty('name', form.text('organiserName')),
        ...unlessEmpty('url', addressText(form.text('organiserUrl'))),
      }),
    write: ({ organiser: { name = '', url = '' } = {} }) => ({
      organiserName: name,
      organiserUrl: url,
    }),
    fieldAt: ([name]) => (name === 'url' ? 'organiserUrl' : 'organiserName'),
  },
  {
    key: 'publicContact',
    owns: among(...Object.values(contactFields)),
    read: (form) =>
      together('publicContact', {
        ...unlessEmpty('name', form.text('contactName')),
        ...unlessEmpty('email', form.text('contactEmail')),
        ...unlessEmpty('phone', form.text('contactPhone')),
      }),
    write: ({ publicContact: { name = '', email = '', phone = '' } = {} }) => ({
      contactName: name,
      contactEmail: email,
      contactPhone: phone,
    }),
    fieldAt: ([name = 'name']) => contactFields[name] ?? 'contactName',
  },
  {
    key: 'url',
    owns: among('website'),
    read: (form) => unlessEmpty('url', addressText(form.text('website'))),
    write: ({ url = '' }) => ({ website: url }),
    fieldAt: () => 'website',
  },
]
