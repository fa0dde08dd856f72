import { audiences } from '../../calendar/vocabularies/kinds.ts'
import { nearestOf } from '../../calendar/vocabulary.ts'
import { langOfText, offeredLanguages, textOfLang } from '../../pages/submit/languages.ts'
import { among, type Form, inRow, merged, type Piece, ticked, unlessEmpty } from './form.ts'

const ownsEventLanguages = (name: string) => /^event(Lang|Role)\.\d{1,3}$/.test(name)
const ownsThemes = (name: string) => /^theme\.\d{1,3}$/.test(name)

/** Rows with something in them. */
const filledRows = (form: Form, name: string): readonly number[] =>
  form.rows(name).filter((row) => form.text(`${name}.${row}`) !== '')

/** The tag of a language typed by name; complains when there is no such language. */
const languageIn = (form: Form, field: string): string => {
  const typed = form.text(field)
  const lang = langOfText(typed)
  if (lang !== undefined) return lang
  form.complain(
    field,
    'unknown-value',
    `We do not know a language “${typed.slice(0, 40)}”. Give its name, or its tag such as “pl”.`,
    nearestOf(
      typed,
      offeredLanguages.flatMap(({ name, own }) => [name, own])
    )
  )
  return 'und'
}

/** What it is about, for whom and in which languages. */
export const tags: readonly Piece[] = [
  {
    key: 'themes',
    owns: ownsThemes,
    read: (form) => ({
      themes: filledRows(form, 'theme').map((row) => form.text(`theme.${row}`)),
    }),
    write: ({ themes }) => merged(themes.map((theme, row) => inRow({ theme }, row))),
    fieldAt: ([index = '0'], form) =>
      `theme.${filledRows(form, 'theme')[Number(index)] ?? form.rows('theme')[0] ?? 0}`,
  },
  {
    key: 'track',
    owns: among('track'),
    read: (form) => unlessEmpty('track', form.text('track')),
    write: ({ track }) => ({ track }),
    fieldAt: () => 'track',
  },
  {
    key: 'format',
    owns: among('format'),
    read: (form) => unlessEmpty('format', form.text('format')),
    write: ({ format = '' }) => ({ format }),
    fieldAt: () => 'format',
  },
  {
    key: 'audience',
    owns: among('audience'),
    read: (form) => ({ audience: ticked(form, 'audience', audiences) }),
    write: ({ audience }) => ({ audience }),
    fieldAt: () => 'audience',
  },
  {
    key: 'eventLanguages',
    owns: ownsEventLanguages,
    read: (form) => ({
      eventLanguages: filledRows(form, 'eventLang').map((row) => ({
        lang: languageIn(form, `eventLang.${row}`),
        ...unlessEmpty('role', form.text(`eventRole.${row}`)),
      })),
    }),
    // The role a row begins with is left out: it must not make an empty row say something.
    write: ({ eventLanguages }) =>
      merged(
        eventLanguages.map(({ lang, role }, row) =>
          inRow({ eventLang: textOfLang(lang), eventRole: role === 'spoken' ? '' : role }, row)
        )
      ),
    fieldAt: ([index = '0', name], form) =>
      `${name === 'role' ? 'eventRole' : 'eventLang'}.${filledRows(form, 'eventLang')[Number(index)] ?? 0}`,
  },
  {
    key: 'teaches',
    owns: among('teaches', 'level'),
    read: (form) => {
      const level = unlessEmpty('level', form.text('level'))
      if (form.text('teaches') !== '')
        return { teaches: { lang: languageIn(form, 'teaches'), ...level } }
      if (level.level)
        form.complain('teaches', 'missing', 'Say which language is taught at this level.')
      return {}
    },
    write: ({ teaches }) => ({
      teaches: teaches ? textOfLang(teaches.lang) : '',
      level: teaches?.level ?? '',
    }),
    fieldAt: ([name]) => (name === 'level' ? 'level' : 'teaches'),
  },
]
