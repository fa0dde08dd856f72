import { html } from 'hono/html'
import { type AppAspect, appAspects, type CalendarApp } from '../calendar/calendar-apps.ts'
import {
  type Breach,
  type FeedCheck,
  type FeedFacts,
  httpTraits,
  type LimitCheck,
} from '../calendar/feed-check.ts'
import type { Site } from '../calendar/publication.ts'
import type { Instant } from '../calendar/time.ts'
import { wordsOfTime } from '../calendar/words-of-time.ts'
import { words } from './check-feed-words.ts'
import { langOf, layout, type Markup } from './layout.ts'
import { wordsLang } from './words.ts'

const says = wordsOfTime(wordsLang)

type CheckFeedInput = Readonly<{
  check: FeedCheck
  site: Site
  /** Local address of the page where one subscribes to it. */
  back: string
  /** Address of the same as JSON. */
  data: string
}>

/** `/subscribe/check`: the doctor's look at one feed. */
export const checkFeedPage = ({ check, site, back, data }: CheckFeedInput): Markup => {
  const { contents } = check
  return layout({
    site,
    title: contents ? words.titleOf(contents.name) : words.title,
    indexed: false,
    head: html`<link rel="alternate" type="application/json" href="${data}">`,
    main: html`<div class="wide check-up">
<h1>${words.title}</h1>
${contents ? html`<p class="lead"${langOf(contents.lang ?? wordsLang)}>${contents.name}</p>` : ''}
<p>${words.lead}</p>
${verdict(check)}
<p>${words.address}: <a href="${check.address}" dir="ltr">${check.address}</a></p>
<p class="actions"><a class="button small" href="${back}">${back === '/feeds' ? words.backToAll : words.back}</a> <a class="button small quiet" href="${check.address}">${words.file}</a></p>
${contents ? contentsPart(contents, check) : ''}
${sizePart(check)}
${contents ? findingsPart(check.breaches) : ''}
${httpPart(check)}
${appsPart(check)}
<p class="hint">${words.program} <a href="${data}">JSON</a></p>
</div>`,
  })
}

const verdict = ({ complete, contents, breaches }: FeedCheck): Markup => {
  if (!complete) return html`<p class="notice">${words.tooLarge}</p>`
  if (!contents) return html`<p class="notice">${words.notCalendar}</p>`
  if (breaches.length === 0) return html`<p class="done">${words.right}</p>`
  const count = (severity: Breach['severity']) =>
    breaches.filter((breach) => breach.severity === severity).length
  return html`<p class="notice">${words.wrong(count('error'), count('warning'))}</p>`
}

const row = (name: string, value: unknown): Markup =>
  html`<div><dt>${name}</dt><dd>${value}</dd></div>
`

const moment = (at: Instant | null): string =>
  at === null
    ? words.nothingNext
    : words.instant(says.date(at.slice(0, 10)), says.time(at.slice(0, 16)))

const zoneName = (zone: string | null): string => {
  if (zone === null) return words.wholeDays
  return zone === 'UTC' ? words.utc : zone
}

const contentsPart = (
  facts: FeedFacts,
  { lastModified, readers }: FeedCheck
): Markup => html`<section aria-labelledby="contents">
<h2 id="contents">${words.contents}</h2>
<dl class="about">
${row(words.events, words.eventsValue(facts.events, facts.repeating))}${
  facts.changedDates ? row(words.changedDates, String(facts.changedDates)) : ''
}${facts.cancelled ? row(words.cancelled, String(facts.cancelled)) : ''}${
  facts.zones.length
    ? row(
        words.zones,
        html`<ul role="list">${facts.zones.map(
          ({ zone, events }) => html`<li>${words.zone(zoneName(zone), events)}</li>`
        )}</ul>`
      )
    : ''
}${row(words.next, facts.next ? says.fullDate(facts.next) : words.nothingNext)}${row(
  words.last,
  facts.endless ? words.endless : facts.last ? says.fullDate(facts.last) : words.nothingNext
)}${row(words.newest, moment(facts.newestChange))}${row(words.oldest, moment(facts.oldestChange))}${row(
  words.lastModified,
  html`${moment(lastModified)} <span class="hint">${words.lastModifiedHint}</span>`
)}${row(words.readers, readers ? words.readersValue(readers) : words.readersNone)}</dl>
</section>`

const tones = { well: 'good', near: 'wait', over: 'bad' } as const

const cell = (label: string, value: unknown): Markup =>
  html`<td><span class="narrow-only">${label}: </span>${value}</td>`

const sizePart = (check: FeedCheck): Markup => {
  const { bytes, gzipBytes, complete, limits } = check
  const plain = words.units.bytes(bytes)
  const packed = gzipBytes === null ? null : words.units.bytes(gzipBytes)
  return html`<section aria-labelledby="size">
<h2 id="size">${words.size}</h2>
<p>${complete ? words.sizeValue(plain, packed) : words.atLeast(plain)}</p>
<table class="work">
<thead><tr><th scope="col">${words.who}</th><th scope="col">${words.most}</th><th scope="col">${words.have}</th><th scope="col">${words.verdict}</th></tr></thead>
<tbody>
${limits.map(limitRow)}</tbody>
</table>
${limits.some(({ limit, verdict }) => limit.of === 'address' && verdict === 'over') ? html`<p>${words.overHint}</p>` : ''}
<p class="hint">${words.noLimits}</p>
</section>`
}

const limitRow = ({ app, limit, have, verdict }: LimitCheck): Markup => {
  const unit = words.units[limit.of]
  const basis =
    limit.basis === 'advice' ? '' : html` <span class="hint">(${words.bases[limit.basis]})</span>`
  return html`<tr><th scope="row">${app ?? words.ourAdvice}</th>${cell(words.most, html`${unit(limit.most)}${basis}`)}${cell(words.have, unit(have))}${cell(words.verdict, html`<span class="state ${tones[verdict]}">${words.verdicts[verdict]}</span>`)}</tr>
`
}

const findingsPart = (
  breaches: readonly Breach[]
): Markup => html`<section aria-labelledby="findings">
<h2 id="findings">${words.findings}</h2>
${
  breaches.length === 0
    ? html`<p>${words.clean}</p>`
    : html`<table class="work">
<thead><tr><th scope="col">${words.requirement}</th><th scope="col">${words.severity}</th><th scope="col">${words.places}</th></tr></thead>
<tbody>
${breaches.map(breachRow)}</tbody>
</table>`
}
</section>`

const breachRow = ({ severity, says: requirement, basis, count, places }: Breach): Markup => {
  const more = count - places.length
  return html`<tr><th scope="row">${requirement} <span class="hint">${basis}</span></th>${cell(
    words.severity,
    html`<span class="state ${severity === 'error' ? 'bad' : 'wait'}">${words.severities[severity]}</span>`
  )}<td><ul role="list">${places.map(
    ({ line, detail }) => html`<li>${words.place(line)} <code dir="ltr">${detail}</code></li>`
  )}${more > 0 ? html`<li>${words.more(more)}</li>` : ''}</ul></td></tr>
`
}

const httpPart = ({ http }: FeedCheck): Markup => html`<section aria-labelledby="http">
<h2 id="http">${words.http}</h2>
<ul class="lines" role="list">
${httpTraits.map(
  (trait) =>
    html`<li><span>${words.traits[trait]}</span> <span class="state ${http[trait] ? 'good' : 'bad'}">${http[trait] ? words.works : words.fails}</span></li>
`
)}</ul>
</section>`

/** What of each aspect this feed has, where that can be counted. */
const inFeed: Readonly<Partial<Record<AppAspect, (facts: FeedFacts) => string>>> = {
  cancelled: ({ cancelled }) => words.inThis(cancelled),
  changedDates: ({ changedDates }) => words.inThis(changedDates),
  html: ({ html: texts }) => words.inThis(texts),
  conference: ({ conferences }) => words.inThis(conferences),
  refresh: ({ refresh }) => (refresh ? words.wish(refresh) : ''),
}

const appsPart = ({ apps, contents }: FeedCheck): Markup => html`<section aria-labelledby="apps">
<h2 id="apps">${words.apps}</h2>
<table class="work">
<thead><tr><th scope="col">${words.app}</th>${appAspects.map((aspect) => {
  const count = contents && inFeed[aspect]?.(contents)
  return html`<th scope="col">${words.aspects[aspect]}${count ? html` <span class="hint">(${count})</span>` : ''}</th>`
})}</tr></thead>
<tbody>
${apps.map(appRow)}</tbody>
</table>
<p class="hint">${words.appsHint}</p>
</section>`

const appRow = ({
  name,
  shows,
}: CalendarApp): Markup => html`<tr><th scope="row">${name}</th>${appAspects.map((aspect) => {
  const { says: sentence, basis } = shows[aspect]
  return cell(
    words.aspects[aspect],
    html`${sentence} <span class="hint">(${words.bases[basis]})</span>`
  )
})}</tr>
`
