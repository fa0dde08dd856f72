import { html } from 'hono/html'
import type { PersonalRecord } from '../../calendar/accounts.ts'
import { erasureLists } from '../account/erasure.ts'
import { checkBox, formView, sendButton, textField } from '../account/field.ts'
import { dayOf } from '../account/moment.ts'
import type { Markup } from '../layout.ts'
import { type AdminFrame, adminPage, adminRooms, countryNames, historyOf } from './frame.ts'
import { words } from './words.ts'

/** Forms of these pages, by name, and the box of the second. */
export const peopleForms = { find: 'find', erase: 'erase', box: 'sure' } as const

/** Where a person is looked up by their mailbox. */
export const findPersonPage = (frame: AdminFrame): Markup =>
  adminPage(frame, {
    room: 'people',
    title: words.peopleTitle,
    content: html`<form class="panel" method="post" action="${adminRooms.people}">
${textField(formView(peopleForms.find, frame.problem ?? null), { name: 'email', label: words.mailbox, hint: words.peopleHint, type: 'email', most: 254 })}
<p class="actions">${sendButton(words.findPerson)}</p>
</form>`,
  })

/** What accounts hold of a person, a copy of everything, and the end of it. */
export const personPage = (
  frame: AdminFrame,
  { record }: Readonly<{ record: PersonalRecord }>
): Markup => {
  const { person } = record
  const path = `${adminRooms.people}/${person.id}`
  const form = formView(peopleForms.erase, frame.problem ?? null)
  return adminPage(frame, {
    room: 'people',
    title: person.name,
    content: html`<div class="panel"><dl class="about">
${fact(words.mailbox, html`<bdi>${person.email}</bdi> <span class="state ${person.verified ? 'good' : 'off'}">${person.verified ? words.verified : words.notVerified}</span>`)}
${fact(words.created, dayOf(person.createdAt))}
${fact(words.belongsTo, organisations(record))}
${roles(record).length ? fact(words.roles, html`${roles(record).join(', ')}`) : ''}
${fact(words.language, html`${person.lang}`)}
</dl>
<p class="field"><a href="${historyOf('person', person.id)}">${words.seeHistory}</a></p></div>
<section class="panel" aria-labelledby="export">
<h2 id="export">${words.exportTitle}</h2>
<p>${words.exportHint}</p>
<p class="actions"><a class="button quiet" href="${path}/data">${words.exportData}</a></p>
</section>
<section class="panel" aria-labelledby="erase">
<h2 id="erase">${words.eraseTitle}</h2>
${erasureLists(3)}
<form method="post" action="${path}/erase">
${checkBox(form, { name: peopleForms.box, value: 'yes', label: words.eraseConfirm })}
<p class="actions">${sendButton(words.eraseNow, 'danger')}</p>
</form>
</section>`,
  })
}

const fact = (name: string, value: Markup): Markup =>
  html`<div><dt>${name}</dt><dd>${value}</dd></div>
`

const organisations = ({ organisations: all }: PersonalRecord): Markup =>
  all.length === 0
    ? html`${words.nowhere}`
    : html`${all.map(
        ({ id, name }, index) =>
          html`${index ? ', ' : ''}<a href="${adminRooms.organisations}/${id}"><bdi>${name}</bdi></a>`
      )}`

const roles = ({ moderator, administratorSince }: PersonalRecord): readonly string[] => [
  ...(moderator
    ? [
        moderator.senior
          ? words.seniorFor(countryNames(moderator.countries))
          : words.moderatorFor(countryNames(moderator.countries)),
      ]
    : []),
  ...(administratorSince ? [words.isAdministrator] : []),
]
