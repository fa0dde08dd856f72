/**
 * The form for events. Beside it, where there is room, its preview. What belongs to a choice that was
 * not made is hidden by the style sheet alone; browsers without `:has()` show everything, and the
 * server reads only what the choice needs.
 */
export const submitStyle = `.announce .form{margin-block-start:1.25rem}
.announce .lead{margin-block-end:.4rem}
.announce .needed{color:var(--warn);font-size:.8125rem;font-weight:600}
.announce .texts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,19rem),1fr));gap:1.4rem 1.5rem;margin-block-start:.6rem}
.announce .text{min-inline-size:0}
.announce .text-title{color:var(--muted);font-weight:600}
.announce .text:only-child .text-title{display:none}
.announce .text .hint{max-inline-size:60ch}
.field textarea[hidden]{display:none}
.field textarea[rows="2"],.field textarea[rows="3"]{min-block-size:4.5rem}
.announce .pair>.field,.announce .pair>div>.field{display:flex;flex-direction:column}
.announce .pair .hint{order:1;margin-block:.25rem 0}
.announce .pair .error{order:2}.announce .pair .error+.button{order:3;align-self:start}
.announce .pair+.hint{margin-block-start:.8rem}.announce .hint+.hint{margin-block-start:.4rem}
.rich{max-block-size:28rem;overflow:auto;resize:vertical}
.rich:empty::before{content:"\\200b"}
.announce .inline{display:flex;flex-wrap:wrap;gap:0 1.25rem}
.more-fields{border-block-start:1px solid var(--line);margin-block-start:1rem;padding-block-start:.7rem}
legend+.more-fields{border:0;margin-block-start:.3rem;padding-block-start:0}
.more-fields>summary{min-block-size:1.75rem;font-weight:600;color:var(--accent);cursor:pointer}
.more-fields[open]>summary{margin-block-end:.3rem}
.more-fields>div>.hint:first-child,.more-fields>div>.pair:first-child>.field,.more-fields>div>.field:first-child{margin-block-start:.3rem}
.more-fields legend{font-size:1rem}
.dates-rows+.dates-rows{margin-block-start:1.25rem}
.dates-rows .label{font-weight:600}
.dates-rows .field{margin-block-start:.35rem}
.dates-rows .heads{color:var(--muted);font-size:.8125rem;margin-block-start:.3rem}
.dates-rows>p:last-child{margin-block-start:.5rem}
.error+.button{margin-block-start:.4rem}
.preview{border:1px solid var(--line);border-block-start:3px solid var(--accent);border-radius:4px;background:var(--paper);padding:1.1rem clamp(1rem,3vw,1.5rem) 1.4rem;margin-block-end:1.25rem;overflow-wrap:anywhere}
.preview h3{font-size:.8125rem;color:var(--muted);font-weight:600;margin-block:1.4rem .4rem}
.preview .notice,.preview .better{margin-block:.9rem 0}
.preview .notice h3{color:inherit;font-size:1rem;margin-block-start:0}
.preview .notice ul,.needed-list{padding-inline-start:1.2rem;margin-block-start:.3rem}
.preview a{display:inline-block;min-block-size:1.5rem}
.announce .better{border:1px solid var(--accent);border-inline-start-width:5px;border-radius:4px;padding:.8rem 1.1rem}
.announce .better h3{color:var(--ink);font-size:1rem;margin-block-start:0}
.announce .better li+li{margin-block-start:.2rem}
.announce .better>ul>li+li{border-block-start:1px solid var(--line);margin-block-start:.8rem;padding-block-start:.8rem}
.announce .better>ul ul{padding-inline-start:1.2rem;margin-block:.3rem .5rem}
.announce .next-dates{padding-inline-start:1.4rem;margin-block:.2rem}
.announce .sample{border:1px solid var(--line);border-radius:4px;background:var(--ground);padding:.8rem 1rem}
.announce .sample+.sample{margin-block-start:.6rem}
.announce .sample .agenda{margin:0}
.announce .sample .agenda>h2,.announce .sample .agenda>.hint{display:none}
.announce .sample .days{margin:0}
.announce .sample .day,.announce .sample .day li{grid-template-columns:minmax(0,1fr);gap:.3rem}
.announce .sample .day{border:0;padding:0}
.announce .sample .day h3{color:var(--ink);font-size:1rem;margin:0}
.announce .weeks.one{max-inline-size:11.5rem}
.announce .weeks.one tr{grid-template-columns:minmax(0,1fr)}
.announce .weeks.one tbody tr{border:0}
.announce .entry .summary{color:var(--ink);font-weight:650;margin:0}
.announce .entry dl>div{margin-block-start:.35rem}
.announce .entry dt,.short-facts dt{color:var(--muted);font-size:.8125rem}
.short-facts>div+div{margin-block-start:.6rem}
.short-facts dd{overflow-wrap:anywhere}
.prose form+.hint,.last .actions+.hint{margin-block-start:1rem}
.steps{padding-inline-start:1.4rem;margin-block:.6rem 1.5rem}
.steps li+li{margin-block-start:.4rem}
@supports selector(:has(a)){
.when:has([name=allDay]:checked) .on-clock,
.when:not(:has(option[value=weekly]:checked,option[value=fortnightly]:checked)) .on-weekly,
.when:not(:has(option[value=monthly-weekday]:checked)) .on-monthly-weekday,
.when:not(:has(option[value=monthly-day]:checked)) .on-monthly-day,
.when:not(:has(option[value=own]:checked)) .on-own,
.when:has(option[value=no]:checked,option[value=own]:checked) .on-bounded,
.when:not(:has([name=ends][value=until]:checked)) .on-until,
.when:not(:has([name=ends][value=count]:checked)) .on-count,
fieldset:has([name=attendance][value=offline]:checked)>.on-line{display:none}
}
@media (width >= 72rem){
.announce .form{max-inline-size:none;display:grid;grid-template-columns:minmax(0,46rem) minmax(20rem,1fr);gap:0 2rem;align-items:start}
.announce .form>*{grid-column:1}
.announce .preview{grid-column:2;grid-row:1/span 4;position:sticky;inset-block-start:1rem;max-block-size:calc(100vh - 2rem);overflow:auto}
}
`
