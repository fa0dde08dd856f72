import { dirOf, type Lang } from '../calendar/language.ts'
import {
  escaped,
  htmlOf,
  isolated,
  paragraphsOf,
  type Sentence,
  subjectOf,
  textOf,
} from './sentence.ts'

/** What a letter is put together from. `quote` holds somebody else's text of several lines. */
export type Part =
  | Readonly<{ kind: 'paragraph' | 'heading'; sentence: Sentence }>
  | Readonly<{ kind: 'list'; sentences: readonly Sentence[] }>
  | Readonly<{ kind: 'quote'; text: string }>
  /** A sentence and, below it, an address to read. */
  | Readonly<{ kind: 'address'; sentence: Sentence; href: string }>
  /** What the mail is for. `fails` goes with the address written out, for whom it does not work. */
  | Readonly<{ kind: 'button'; sentence: Sentence; fails: Sentence; href: string }>

/** A mail in words, before it has a form. */
export type Letter = Readonly<{ lang: Lang; subject: Sentence; parts: readonly Part[] }>

type PartOf<Kind extends Part['kind']> = Extract<Part, Readonly<{ kind: Kind }>>
type Forms = { [Kind in Part['kind']]: (part: PartOf<Kind>) => string }

const asText: Forms = {
  paragraph: ({ sentence }) => textOf(sentence),
  heading: ({ sentence }) => textOf(sentence),
  list: ({ sentences }) => sentences.map((each) => `- ${textOf(each)}`).join('\n'),
  quote: ({ text }) =>
    paragraphsOf(text)
      .map((lines) => lines.map((line) => `> ${isolated(line)}`).join('\n'))
      .join('\n>\n'),
  address: ({ sentence, href }) => `${textOf(sentence)}\n${href}`,
  button: ({ sentence, href }) => `${textOf(sentence)}:\n${href}`,
}

// Mail programs know no style sheets, and some drop the head: everything stands at its element.
const button =
  'display:inline-block;padding:12px 20px;border-radius:4px;background:#12408c;color:#ffffff;font-weight:bold;text-decoration:none'
const quote =
  'margin:0 0 16px;padding-inline-start:12px;border-inline-start:3px solid #8a97a8;overflow-wrap:anywhere'
const small = 'font-size:14px;overflow-wrap:anywhere'
const spaced = 'margin:0 0 16px'

const link = (href: string) =>
  `<a href="${escaped(href)}" dir="ltr" style="${small}">${escaped(href)}</a>`

const asHtml: Forms = {
  paragraph: ({ sentence }) => `<p style="${spaced}">${htmlOf(sentence)}</p>`,
  heading: ({ sentence }) =>
    `<h2 style="margin:24px 0 8px;font-size:18px">${htmlOf(sentence)}</h2>`,
  list: ({ sentences }) =>
    `<ul style="${spaced};padding-inline-start:24px">${sentences
      .map((each) => `<li>${htmlOf(each)}</li>`)
      .join('')}</ul>`,
  // Nobody says which language it is in: `lang=""` keeps it from being read in ours.
  quote: ({ text }) =>
    `<blockquote lang="" dir="auto" style="${quote}">${paragraphsOf(text)
      .map((lines) => `<p dir="auto" style="margin:0 0 8px">${lines.map(escaped).join('<br>')}</p>`)
      .join('')}</blockquote>`,
  address: ({ sentence, href }) => `<p style="${spaced}">${htmlOf(sentence)}<br>${link(href)}</p>`,
  button: ({ sentence, fails, href }) =>
    `<p style="margin:24px 0 16px"><a href="${escaped(href)}" style="${button}">${htmlOf(sentence)}</a></p>
<p style="${spaced};${small}">${htmlOf(fails)}<br>${link(href)}</p>`,
}

/** A part by the table of its kind; TypeScript cannot see that key and argument belong together. */
const formed = <Kind extends Part['kind']>(
  forms: { [Each in Kind]: (part: PartOf<Each>) => string },
  part: PartOf<Kind> & Readonly<{ kind: Kind }>
): string => forms[part.kind](part)

/** The letter as plain text: paragraphs with an empty line between, LF. */
export const letterText = ({ parts }: Letter): string =>
  `${parts.map((part) => formed(asText, part)).join('\n\n')}\n`

/** The letter as a document of its own: no image, no script, nothing from elsewhere. */
export const letterHtml = (letter: Letter): string => {
  const { lang, parts } = letter
  const language = `lang="${lang}" dir="${dirOf(lang)}"`
  // The languages stand again inside: web mail drops the outer elements.
  return `<!doctype html>
<html ${language}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(subjectOf(letter.subject))}</title>
</head>
<body>
<div ${language} style="max-width:600px;margin:0 auto;padding:16px;font:16px/1.5 sans-serif">
${parts.map((part) => formed(asHtml, part)).join('\n')}
</div>
</body>
</html>
`
}
