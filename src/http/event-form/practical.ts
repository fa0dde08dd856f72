import { accessibilityFeatures } from '../../calendar/vocabularies/kinds.ts'
import { among, merged, type Piece, together, unlessEmpty } from './form.ts'
import { addressText, dateText, numberOf } from './typed.ts'

const costFields = {
  kind: 'cost',
  amount: 'amount',
  currency: 'currency',
  note: 'costNote',
} as const
const registrationFields = {
  kind: 'registration',
  url: 'registerUrl',
  deadline: 'registerBy',
  idRequired: 'idRequired',
} as const
const featureField = (id: string) => `feature.${id}`

/** The field that stands for a property, else the one that stands for the first. */
const fieldOf = (fields: Readonly<Record<string, string>>, name: string | undefined): string =>
  fields[name ?? 'kind'] ?? fields.kind ?? ''

/** What one has to know before one goes there. */
export const practical: readonly Piece[] = [
  {
    key: 'cost',
    owns: among(...Object.values(costFields)),
    read: (form) => {
      const typed = form.text('amount')
      const amount = numberOf(typed)
      if (typed !== '' && amount === undefined)
        form.complain('amount', 'wrong-format', 'Give the price as a number, such as 12.50.')
      const kind = form.text('cost')
      return together('cost', {
        // Whoever names a price has said that it is paid.
        ...unlessEmpty('kind', amount && kind === 'unknown' ? 'paid' : kind),
        ...(amount !== undefined && { amount }),
        ...unlessEmpty('currency', form.text('currency').toUpperCase()),
        ...unlessEmpty('note', form.text('costNote')),
      })
    },
    write: ({ cost: { kind, amount, currency = '', note = '' } }) => ({
      cost: kind,
      amount: amount === undefined ? '' : String(amount),
      currency,
      costNote: note,
    }),
    fieldAt: ([name]) => fieldOf(costFields, name),
  },
  {
    key: 'registration',
    owns: among(...Object.values(registrationFields)),
    read: (form) => {
      const kind = form.text('registration')
      const more = {
        ...unlessEmpty('url', addressText(form.text('registerUrl'))),
        ...unlessEmpty('deadline', dateText(form.text('registerBy'))),
        ...unlessEmpty('idRequired', form.text('idRequired')),
      }
      if (kind !== '') return { registration: { kind, ...more } }
      if (Object.keys(more).length)
        form.complain('registration', 'missing', 'Say whether people have to register.')
      return {}
    },
    write: ({
      registration: { kind = '', url = '', deadline = '', idRequired = 'unknown' } = {},
    }) => ({
      registration: kind,
      registerUrl: url,
      registerBy: deadline,
      idRequired: idRequired === 'unknown' ? '' : idRequired,
    }),
    fieldAt: ([name]) => fieldOf(registrationFields, name),
  },
  {
    key: 'accessibility',
    owns: (name) => name === 'accessNote' || name.startsWith(featureField('')),
    read: (form) =>
      together('accessibility', {
        ...together(
          'features',
          merged(
            accessibilityFeatures.terms.map(({ id }) =>
              unlessEmpty(id, form.text(featureField(id)))
            )
          )
        ),
        ...unlessEmpty('note', form.text('accessNote')),
      }),
    write: ({ accessibility: { features = {}, note = '' } = {} }) => ({
      accessNote: note,
      ...Object.fromEntries(
        Object.entries(features).map(([id, state]) => [featureField(id), state])
      ),
    }),
    fieldAt: ([, id]) => (id ? featureField(id) : 'accessNote'),
  },
]
