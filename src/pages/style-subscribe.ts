/**
 * The subscribe page: the choices at one side and what they yield at the other, where there is room;
 * below both every way to subscribe. Closed parts of the form say in a line what is chosen in them.
 */
export const subscribeStyle = `.subscribing section>h2{margin-block-end:.5rem}
.build{display:grid;grid-template-columns:minmax(0,1fr);gap:1.5rem 2.5rem;align-items:start}
.choose{max-inline-size:none}
.choose>.hint{margin-block:.2rem .8rem}
.choose .panel{padding-block:.35rem;margin:0}
.choose .ready{padding-block:1.1rem 1.4rem;margin-block-start:.5rem}.choose .ready .actions+p{margin-block-start:1.1rem}
.pick{border-block-end:1px solid var(--line)}
.pick:last-child{border:0}
.pick>summary{display:grid;grid-template-columns:minmax(8rem,14rem) minmax(0,1fr) auto;gap:.1rem 1rem;align-items:baseline;padding-block:.75rem;cursor:pointer;list-style:none}
.pick>summary::-webkit-details-marker{display:none}
.pick>summary::after{content:"";inline-size:.5rem;block-size:.5rem;border:solid var(--accent);border-width:0 2px 2px 0;transform:rotate(45deg);align-self:center;margin-inline:.5rem .25rem}
.pick[open]>summary::after{transform:rotate(225deg)}
.pick>summary:hover .pick-name{text-decoration:underline}
.pick-name{font-weight:650}
.pick-now{color:var(--muted);overflow-wrap:anywhere}
.pick-in{padding-block:.1rem 1.1rem}
.pick-in>.field:first-child,.pick-in>.hint:first-child{margin-block-start:0}
.choose fieldset.field.group{margin-block-end:0}
.choose .checks{grid-template-columns:repeat(auto-fill,minmax(min(100%,13rem),1fr))}
.choose .pick-in>.checks{margin-block-start:.3rem}
.wide-box{border-inline-start:3px solid var(--accent);padding-inline-start:.9rem}
.wide-box .check{margin-block-start:0}
.own-name{color:var(--muted)}
.theme-group+.theme-group{margin-block-start:.9rem}
.theme-group .check:first-child{font-weight:600}
.theme-group .unfold{margin-inline-start:2.05rem}
.theme-group .unfold .check{font-weight:400}
.theme-group .checks{grid-template-columns:repeat(auto-fill,minmax(min(100%,17rem),1fr))}
.simple{padding-block:.2rem 1.1rem;border-block-end:1px solid var(--line)}
.choose .pair>.field{display:flex;flex-direction:column}
.choose .pair .hint{order:1;margin-block:.25rem 0}
.result{background:var(--paper);border:1px solid var(--line);border-block-start:3px solid var(--accent);border-radius:4px;padding:1.1rem clamp(1rem,3vw,1.5rem) 1.4rem;overflow-wrap:anywhere;scroll-margin-block-start:1rem}
.result>div>*+*{margin-block-start:.6rem}
.result .notice{margin-block:.8rem 0}
.selection{font-weight:600}
.result .count{color:var(--muted)}
.primary{padding-block:.4rem}
.primary .button{display:block;text-align:center}
.primary .hint{margin-block-start:.4rem}
.result h3,.ways h3{font-size:1rem}
.result>div>h3{margin-block-start:1.4rem}
.coming>li{border-block-start:1px solid var(--line);padding-block:.6rem}
.coming>li:first-child{border:0}
.coming a{display:inline-block;min-block-size:1.5rem}
.coming .clock{text-align:-webkit-match-parent;text-align:match-parent}
.copy .hint{margin-block:.1rem .35rem}
.copy-line{display:flex;flex-wrap:wrap;gap:.5rem}
.field .copy-line textarea{flex:1 1 14rem;inline-size:auto;min-inline-size:0;min-block-size:2.5rem;resize:vertical;field-sizing:content;max-block-size:12rem;overflow-wrap:anywhere;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.875rem}
.copy-line{align-items:flex-start}.result .copy-line textarea{flex-basis:100%}.copy-line .button{min-block-size:2.5rem}
.ways,.share,.apps{margin-block-start:2.75rem}
.ways>ul{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,17rem),1fr));gap:1.4rem 2rem;margin-block:.9rem 1.4rem}
.ways li .hint,.ways li p+p{margin-block-start:.45rem}
.ways li a:not(.button),.ways>.hint a{display:inline-block;min-block-size:1.5rem}
.ways>.hint a{margin-inline-start:.6rem}
.share{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,18rem),1fr));gap:1.5rem 3rem;align-items:start}
.share form,.share>div>p{margin-block-start:1rem}
.share .actions{margin:0}
.share>div>p a{display:inline-block;min-block-size:1.5rem}
.code{margin:0;max-inline-size:22rem}
.code .qr{display:block;inline-size:11.5rem;block-size:auto;max-inline-size:100%;border:1px solid var(--line);border-radius:4px}
.code figcaption{margin-block-start:.5rem;color:var(--muted);font-size:.875rem}
.apps .work{margin-block:.9rem .6rem}
.apps .work tbody th{font-weight:600}
@media (width >= 64rem){
.build{grid-template-columns:minmax(0,1fr) minmax(20rem,25rem)}
.build .result{position:sticky;inset-block-start:1rem}
}
@media (width < 36rem){
.pick>summary{grid-template-columns:minmax(0,1fr) auto}
.pick-now{grid-row:2;grid-column:1}
.pick>summary::after{grid-row:1/span 2;grid-column:2}
}
@media print{
.choose,.ways,.apps,.primary,.share form,.copy-line .button,.foot{display:none}
.result{border:0;padding:0}
.code .qr{inline-size:6cm}
}
`
