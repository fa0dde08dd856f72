/** What only the moderators’ pages need: chips, the queue, a submission beside its decision, keys. */
export const moderationStyle = `.queue-head{display:flex;flex-wrap:wrap;gap:.75rem 2rem;align-items:end;justify-content:space-between;margin-block-end:1.25rem}
.sieve{display:grid;gap:.75rem;margin-block-end:1.5rem}
.chips{display:flex;flex-wrap:wrap;gap:.5rem}
.chip{display:flex;flex-wrap:wrap;gap:0 .45rem;align-items:baseline;min-block-size:2.1rem;padding:.3rem .9rem;border:1px solid var(--week);border-radius:1.05rem;background:var(--paper);font-size:.925rem;text-decoration:none}
.chip:hover{border-color:var(--accent);text-decoration:underline}
.chip[aria-current]{border-color:var(--accent);box-shadow:inset 0 0 0 1px var(--accent);font-weight:600}
.chip .hint{font-weight:400;font-size:.8125rem}
.inline{display:flex;flex-wrap:wrap;gap:.6rem;align-items:end}
.inline .field{margin:0;flex:0 1 20rem}
.queue th[scope=row]{inline-size:46%;font-weight:400}
.queue th>a{font-weight:600}
.queue .hint{display:block}
.queue td:last-child{white-space:nowrap}
.queue .choose{inline-size:3rem}
.queue .choose .check{margin:0;min-inline-size:1.5rem}
.queue .country,.together .country{font-size:.8125rem}
.badges{display:flex;flex-wrap:wrap;gap:.35rem;margin-block:.35rem .25rem}
.badges:empty{display:none}
.file{max-inline-size:52rem}
.file .links{display:flex;flex-wrap:wrap;gap:.1rem 1.25rem;margin-block:.4rem 1.5rem}
.hints{padding-block:.8rem}
.review .hints h2{font-size:1rem;margin:0}
.hints ul{padding-inline-start:1.2rem;margin-block-start:.3rem}
.together>li{padding-block:.5rem}
.together>li+li{border-block-start:1px solid var(--line)}
.together .hint{display:block}
.together a{display:inline-block;min-block-size:1.5rem}
h1+.done,h1+.notice{margin-block-start:1rem}
.nothing{text-align:center;padding-block:2.5rem}
.nothing p{margin-block-start:.6rem}
.way{display:flex;flex-wrap:wrap;gap:.5rem 1.5rem;align-items:baseline;margin-block-end:1.25rem}
.way .crumb,.way p{margin:0}
.way nav{margin-inline-start:auto}
.way .turn{align-items:baseline}
.way .turn li{font-variant-numeric:tabular-nums}
.to-decision{display:inline-block;min-block-size:1.5rem}
.review h3{font-size:1.05rem;margin-block:1.6rem .6rem}
.review .panel h2,.decide h2{margin-block-end:.4rem}
.review .panel>.hint{margin-block-end:.6rem}
.review-columns{display:grid;grid-template:"head aside" auto "body aside" 1fr/minmax(0,1fr) minmax(19rem,25rem);gap:0 clamp(1.5rem,3vw,2.5rem);align-items:start}
.review-head{grid-area:head;margin-block-end:1.25rem}
.review-body{grid-area:body;min-inline-size:0}
.review-aside{grid-area:aside;position:sticky;inset-block-start:1rem;max-block-size:calc(100vh - 2rem);overflow:auto;padding:4px;margin:-4px}
.review .notice h2{font-size:1rem}
.review .notice ul{padding-inline-start:1.2rem;margin-block-start:.3rem}
.review .notice a{color:inherit;padding-block:.2rem}
.review .links a,.review .rows a,.review dd a,.review p a:not(.button){display:inline-block;min-block-size:1.5rem}
.pairs>div{display:grid;grid-template-columns:minmax(7rem,12rem) minmax(0,1fr);gap:0 1.25rem;padding-block:.35rem;border-block-start:1px solid var(--line)}
.pairs>div:first-child{border-block-start:0}
.pairs dt{color:var(--muted)}
.pairs dd{overflow-wrap:anywhere}
.pairs dd>ul:not([role=list]){padding-inline-start:1.1rem}
.who{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,16rem),1fr));gap:.5rem 1.5rem;margin-block-start:1rem}
.who>div{display:block;padding:0;border:0}
.who dt{font-size:.8125rem}
.who+.label{margin-block-start:1rem;font-weight:600}
.review blockquote,.history blockquote,.errors blockquote{margin:.4rem 0 0;padding-inline-start:.9rem;border-inline-start:3px solid var(--week);white-space:pre-line;overflow-wrap:anywhere}
.version{border:1px solid var(--line);border-radius:4px;padding:.9rem 1.1rem}
.version h4{font-size:1.1rem;line-height:1.35;margin-block:.2rem .3rem}
.version .description{margin-block-start:.8rem}
.coming{display:grid;gap:.2rem}
.changes>div{padding-block:.7rem;border-block-start:1px solid var(--line)}
.changes dt{font-weight:600}
.changes dt .hint{font-weight:400;margin-inline-start:.4rem}
.changes dd{white-space:pre-line;overflow-wrap:anywhere;margin-block-start:.15rem}
.history{display:grid;gap:.8rem}
.history p{overflow-wrap:anywhere}
.history+p{margin-block-start:1rem}
.history code{font-size:.8em}
.decide .button.wide,.review-aside>.actions .button{inline-size:100%;text-align:center}
.decide p+.unfold,.decide .unfold+.unfold{margin-block-start:1rem;border-block-start:1px solid var(--line);padding-block-start:1rem}
.decide .unfold>summary{min-block-size:1.75rem}
.decide .unfold>.hint{margin-block-start:.4rem}
.decide>form>.actions{border-block-start:1px solid var(--line);padding-block-start:1rem}
.reason>p{margin-block-start:.6rem}
.decide>form>.hint,.decide>.hint{margin-block-start:.35rem}
.keys{border:1px dashed var(--week);border-radius:6px;padding:.5rem 1rem;margin-block:0 1rem;font-size:.9rem}
.keys>summary{cursor:pointer;min-block-size:1.5rem;font-weight:600}
.keys dl{display:grid;grid-template-columns:repeat(auto-fill,minmax(14rem,1fr));gap:.2rem 1.5rem;margin-block:.5rem}
.keys dl>div{display:grid;grid-template-columns:5rem 1fr;gap:.75rem}
kbd{display:inline-block;min-inline-size:1.6em;padding:0 .35em;border:1px solid var(--week);border-block-end-width:2px;border-radius:3px;background:var(--ground);font:inherit;font-size:.85em;text-align:center}
@media (width < 64rem){
.review-columns{display:block}
.review-aside{position:static;max-block-size:none;overflow:visible}
}
@media (width < 45rem){
.way nav{margin-inline-start:0}
.pairs>div{grid-template-columns:minmax(0,1fr)}
.queue th[scope=row],.queue .choose{inline-size:auto}
.queue tr{position:relative;padding-inline-end:2.75rem}
.queue .choose{position:absolute;inset-block-start:.6rem;inset-inline-end:0}
.queue td:not(.choose) .hint{display:inline;margin-inline-start:.5rem}
}`
