import { mostLanes } from '../calendar/grid.ts'

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

/**
 * Lanes and spans as classes: a style attribute per event would need `unsafe-inline` in the content
 * security policy. The rows of a week are one grid, its cells are subgrids, so a lane is as high as
 * its tallest event in all seven cells; browsers without subgrid get lanes of a fixed height.
 */
const lanes = [
  ...upTo(mostLanes).map((lane) => `.l${lane}{grid-row:${lane + 2}}`),
  ...upTo(mostLanes + 1).map((count) => {
    const rows = (height: string) => (count === 0 ? '' : `repeat(${count},${height}) `)
    return `.n${count}{grid-template-rows:auto ${rows('auto')}minmax(.4rem,1fr)}.n${count} td{grid-template-rows:2rem ${rows('2.9rem')}auto;grid-template-rows:subgrid}`
  }),
  ...upTo(7).map((more) => {
    const span = more + 1
    const width = (gaps: string) => `calc(${span * 100}% + ${more}px - ${gaps})`
    return `.s${span}{inline-size:${width('.5rem')}}.s${span}.goes-on,.s${span}.from-before{inline-size:${width('.25rem')}}.s${span}.goes-on.from-before{inline-size:${width('0px')}}`
  }),
].join('\n')

/** The style sheet of all pages, served at `/style.css`. */
export const style = `:root{
color-scheme:light dark;
--ground:#f5f7fa;--paper:#fff;--outside:#f0f2f6;--ink:#18202c;--muted:#525d6c;--line:#dde2e9;--week:#c3cbd7;
--accent:#12408c;--band:#0e2f6b;--on-band:#fff;--warn:#8c2f00;--warn-ground:#fff4ec;
--employment:#8a5200;--education:#12579e;--inclusion:#1d6b4c;--rights:#6a3d9a;--society:#a3285c;--governance:#4d5a68;
--sans:system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif
}
@media (prefers-color-scheme:dark){:root{
--ground:#10151d;--paper:#171e28;--outside:#121821;--ink:#e7ebf1;--muted:#a7b1bf;--line:#2a3441;--week:#435063;
--accent:#a3c1f7;--band:#0b1f45;--on-band:#f2f5fa;--warn:#ffb38a;--warn-ground:#2c1c12;
--employment:#e2ae5c;--education:#8dbdf2;--inclusion:#76cba5;--rights:#c6a6ee;--society:#f299bd;--governance:#b2beca
}}
*,::before,::after{box-sizing:border-box}
html{font:100%/1.5 var(--sans);-webkit-text-size-adjust:100%;text-size-adjust:100%;scroll-padding-block:1rem}
body{margin:0;background:var(--ground);color:var(--ink);overflow-wrap:break-word}
h1,h2,h3,h4,p,ul,ol,dl,dd{margin:0;padding:0}
ul[role=list],ol[role=list],.turn,.legend ul,.links{list-style:none}
h1{font-size:clamp(1.6rem,1.2rem + 1.8vw,2.35rem);line-height:1.15;font-weight:650;letter-spacing:-.015em;text-wrap:balance}
h2{font-size:1.2rem;line-height:1.3;font-weight:650;letter-spacing:-.005em}
a{color:var(--accent);text-decoration-thickness:.06em;text-underline-offset:.17em}
a:hover{text-decoration-thickness:.12em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:2px}
main:focus{outline:none}
code{font-size:.92em}
.vh{position:absolute!important;inline-size:1px;block-size:1px;margin:-1px;padding:0;overflow:hidden;clip-path:inset(50%);white-space:nowrap;border:0}
.skip{position:absolute;inset-block-start:.5rem;inset-inline-start:.5rem;z-index:9;padding:.5rem 1rem;background:var(--paper);transform:translateY(-4rem)}
.skip:focus{transform:none}
.masthead{background:var(--band);color:var(--on-band)}
.masthead{display:flex;flex-wrap:wrap;gap:0 1.5rem;justify-content:space-between;align-items:baseline;padding-inline:max(clamp(1rem,3vw,2rem),calc((100% - 82rem)/2 + clamp(1rem,3vw,2rem)))}
.masthead a{display:inline-block;padding-block:.85rem;color:inherit;text-decoration:none;letter-spacing:.005em}
.masthead .home{font-weight:600}
.masthead a:hover{text-decoration:underline}
.masthead ul{display:flex;flex-wrap:wrap;gap:0 1.25rem;list-style:none}
.masthead :focus-visible{outline-color:var(--on-band);outline-offset:-4px}
main{max-inline-size:82rem;margin-inline:auto;padding:clamp(1.25rem,3vw,2.25rem) clamp(1rem,3vw,2rem) 3rem}
.foot{border-block-start:1px solid var(--line);color:var(--muted);font-size:.875rem}
.foot p{max-inline-size:82rem;margin-inline:auto;padding:1.25rem clamp(1rem,3vw,2rem)}
.hint{color:var(--muted);font-size:.875rem}
.notice,.banner{border:1px solid currentcolor;border-inline-start-width:5px;border-radius:4px;background:var(--warn-ground);color:var(--warn);padding:.7rem 1rem;margin-block:0 1.25rem}
.button{display:inline-block;padding:.6rem 1.1rem;border:2px solid var(--accent);border-radius:4px;background:var(--accent);color:var(--paper);font-weight:600;text-decoration:none}
.button:hover{text-decoration:underline}
.tag{display:inline-block;padding-inline:.35em;border:1px solid currentcolor;border-radius:3px;color:var(--warn);font-size:.8em;font-weight:600;line-height:1.35;vertical-align:.06em}
s{text-decoration-thickness:.07em}
h1 s{color:var(--muted);text-decoration-thickness:.05em}
.g-employment{--g:var(--employment)}.g-education{--g:var(--education)}.g-inclusion{--g:var(--inclusion)}.g-rights{--g:var(--rights)}.g-society{--g:var(--society)}.g-governance{--g:var(--governance)}.g-none{--g:var(--muted)}
.mark{display:inline-block;flex:none;inline-size:.62em;block-size:.62em;margin-inline-end:.42em;background:var(--g);forced-color-adjust:none;print-color-adjust:exact;-webkit-print-color-adjust:exact;vertical-align:.03em}
.mark.g-education{border-radius:50%}
.mark.g-inclusion{clip-path:polygon(50% 0,100% 38%,82% 100%,18% 100%,0 38%)}
.mark.g-rights{clip-path:polygon(50% -8%,108% 50%,50% 108%,-8% 50%)}
.mark.g-society{clip-path:polygon(50% 0,100% 95%,0 95%)}
.mark.g-governance{clip-path:polygon(34% 0,66% 0,66% 34%,100% 34%,100% 66%,66% 66%,66% 100%,34% 100%,34% 66%,0 66%,0 34%,34% 34%)}

.month{container-type:inline-size}
.month-head{display:flex;flex-wrap:wrap;gap:.75rem 2rem;align-items:end;justify-content:space-between;margin-block-end:1.1rem}
.month-head h1::first-letter{text-transform:uppercase}
.summary,.filter{color:var(--muted);margin-block-start:.3rem}
.filter span{font-weight:600}
.turn{display:flex;flex-wrap:wrap;gap:.5rem}
.turn a{display:block;padding:.4rem .85rem;border:1px solid var(--week);border-radius:4px;background:var(--paper);text-decoration:none;min-block-size:2.25rem}
.turn a:hover{border-color:var(--accent);text-decoration:underline}
[dir=rtl] .arrow{display:inline-block;transform:scaleX(-1)}
.weeks,.weeks thead,.weeks tbody{display:block}
.weeks{background:var(--paper);border:1px solid var(--week);border-radius:6px;font-size:.8125rem;line-height:1.35;overflow:clip}
.weeks tr{display:grid;grid-template-columns:repeat(7,minmax(0,1fr))}
.weeks th{position:relative;padding:.45rem .5rem;color:var(--muted);font-weight:600;text-align:start;border-inline-start:1px solid transparent}
.weeks tbody tr{min-block-size:6.75rem;border-block-start:1px solid var(--week)}
.weeks td{position:relative;display:grid;grid-row:1/-1;grid-template-columns:minmax(0,1fr);align-content:start;padding:0 0 .3rem;border-inline-start:1px solid var(--line)}
.weeks th:first-child,.weeks td:first-child{border-inline-start-color:transparent}
.weeks td>time{grid-row:1;padding:.35rem .5rem .2rem;font-weight:600;font-size:.875rem;font-variant-numeric:tabular-nums}
.weeks td>ol{display:contents}
.outside{background:var(--outside);color:var(--muted)}
.outside>time{font-weight:400}
.weeks .bar,.weeks .single{position:relative;z-index:1;min-inline-size:0;margin:0 .25rem .2rem}
.weeks li a{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden;min-block-size:1.5rem;padding:.15rem .25rem;border-radius:3px;color:var(--ink);text-decoration:none;overflow-wrap:anywhere;hyphens:auto}
.weeks li a:hover .title{text-decoration:underline}
.weeks li time{font-weight:600;font-variant-numeric:tabular-nums}
.weeks .single a:hover{background:var(--ground)}
.weeks .outside a{color:var(--muted)}
.weeks .bar{justify-self:start;align-self:start;background:var(--outside);background:color-mix(in srgb,var(--g) 11%,var(--paper));border-inline-start:3px solid var(--g);border-radius:3px;print-color-adjust:exact;-webkit-print-color-adjust:exact}
.weeks .bar a{-webkit-line-clamp:2;padding-inline:.45rem;color:var(--ink)}
.weeks .from-before{margin-inline-start:0;border-inline-start-style:dotted;border-start-start-radius:0;border-end-start-radius:0}
.weeks .goes-on{margin-inline-end:0;border-start-end-radius:0;border-end-end-radius:0}
.weeks[dir=rtl] .bar a[dir=ltr]{text-align:right}
.weeks[dir=ltr] .bar a[dir=rtl]{text-align:left}
.country{color:var(--muted);font-size:.92em;font-weight:600;letter-spacing:.03em}
.cancelled .title{color:var(--muted)}
.more{grid-row:-2/-1;align-self:end;justify-self:start;min-block-size:1.5rem;margin:.1rem .25rem 0;padding:.15rem .25rem;font-weight:600}
.overflow{display:none}
${lanes}
.legend{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem;align-items:baseline;margin-block:.8rem 0;font-size:.8125rem;color:var(--muted)}
.legend h2{font-size:inherit}
.legend ul{display:flex;flex-wrap:wrap;gap:.25rem 1.25rem}

.agenda{margin-block-start:2.75rem}
.days{margin-block-start:.9rem}
.day,.quiet{border-block-start:1px solid var(--line);padding-block:.9rem}
.day{display:grid;grid-template-columns:minmax(8rem,13rem) minmax(0,1fr);gap:.4rem 2rem}
.day:target{background:var(--paper);box-shadow:0 0 0 .6rem var(--paper)}
.day h3{font-size:1rem;line-height:1.4;font-weight:650}
.day h3 time::first-letter{text-transform:uppercase}
.day ul{display:grid;gap:.9rem}
.day li{display:grid;grid-template-columns:10.5rem minmax(0,1fr);gap:.1rem 1.25rem}
.clock{color:var(--muted);font-size:.9rem;line-height:1.65;font-variant-numeric:tabular-nums}
.day h4{font-size:1rem;font-weight:600;line-height:1.4;max-inline-size:60ch}
.day h4 a{display:inline-block;min-block-size:1.5rem}
.day .later h4{font-weight:400}
.own{color:var(--muted);font-size:.92em}
.continued{color:var(--muted);font-weight:400;font-size:.9em}
.teaser{max-inline-size:68ch;margin-block-start:.15rem}
.day .facts{color:var(--muted);font-size:.875rem;margin-block-start:.15rem}
.quiet{color:var(--muted);font-size:.875rem;display:flex;flex-wrap:wrap;gap:0 .6rem;padding-block:.5rem}
.quiet span:empty{inline-size:0;margin-inline-end:-.6rem}
.subscribe{margin-block-start:2.75rem;padding:1.4rem clamp(1rem,3vw,1.75rem);background:var(--paper);border:1px solid var(--line);border-radius:6px}
.subscribe p{margin-block-start:.7rem;max-inline-size:70ch}
.address{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.875rem;overflow-wrap:anywhere}
@container (width < 40rem){
.weeks{display:none}
.agenda{margin-block-start:1.5rem}
.day{grid-template-columns:minmax(0,1fr);gap:.6rem}
.day li{grid-template-columns:minmax(0,1fr)}
.day h3{padding-block-end:.1rem;color:var(--accent)}
.turn{font-size:.9rem}
.turn a{padding:.4rem .6rem}
}

.prose{max-inline-size:44rem}
.lead{font-size:1.15rem;line-height:1.5;margin-block:.8rem 1.2rem}
.status-code{color:var(--muted);font-weight:600;font-variant-numeric:tabular-nums}
.problem{border-block-start:1px solid var(--line);padding-block:1.1rem}
.problem p{margin-block-start:.3rem}
.crumb{margin-block-end:1rem;font-size:.9rem}
.crumb a{display:inline-block;min-block-size:1.5rem}
.columns{display:grid;grid-template:"head aside" auto "body aside" 1fr/minmax(0,1fr) minmax(17rem,23rem);gap:0 clamp(2rem,5vw,4rem);align-items:start}
.head{grid-area:head;max-inline-size:46rem}
.body{grid-area:body;max-inline-size:44rem}
.aside{grid-area:aside}
.head h1+.hint{margin-block-start:.6rem}
.description>*+*,.description{margin-block-start:.8rem}
.description ul,.description ol{padding-inline-start:1.4em}
.description{overflow-wrap:anywhere}
.others{margin-block-start:2.5rem}
.other{border-block-start:1px solid var(--line);margin-block-start:1rem;padding-block-start:1rem}
.other h3{font-size:1.15rem;line-height:1.35;margin-block:.2rem}
.dates{margin-block-start:2.5rem}
.dates ol{margin-block-start:.9rem}
.dates li{border-block-start:1px solid var(--line);padding-block:.7rem}
.dates li:target{background:var(--paper);box-shadow:0 0 0 .6rem var(--paper)}
.dates li p{margin-block-start:.15rem}
.dates .line{display:flex;flex-wrap:wrap;gap:0 1rem;justify-content:space-between;align-items:baseline;margin:0}
.dates .on{font-variant-numeric:tabular-nums}
.dates .cancelled .on{color:var(--muted)}
.dates li a{display:inline-block;min-block-size:1.5rem;font-size:.875rem}
.aside{background:var(--paper);border:1px solid var(--line);border-block-start:3px solid var(--accent);border-radius:4px;padding:1.25rem 1.4rem}
.aside dl>div+div{border-block-start:1px solid var(--line);margin-block-start:.7rem;padding-block-start:.7rem}
.aside dt{color:var(--muted);font-size:.8125rem;font-weight:600}
.aside dd{overflow-wrap:anywhere}
.aside dd a,.links a{display:inline-block;min-block-size:1.5rem}
.aside .button{margin-block:1.2rem .6rem;inline-size:100%;text-align:center}
.event>.hint{margin-block-start:2.5rem}
.note{color:var(--ink)}
@media (width < 52rem){.columns{display:block}.aside{margin-block:1.2rem 1.5rem}}

.feeds section{margin-block-start:2.5rem}
.feeds h2{padding-block-end:.5rem;border-block-end:1px solid var(--week);margin-block-end:.9rem}
.feeds .lead{max-inline-size:44rem}
.feeds .own-one{display:flex;flex-wrap:wrap;gap:.5rem .75rem;align-items:center}
.feeds section>.hint{margin-block-end:.9rem}
.feeds li a,.feeds h3 a{display:inline-block;min-block-size:1.5rem}
.feeds .file{color:var(--muted);font-size:.8125rem;font-weight:400;padding-inline:.3rem}
.names{columns:15rem;column-gap:2rem}
.names li{break-inside:avoid;padding-block:.15rem}
.theme-groups{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,21rem),1fr));gap:1.75rem 2rem}
.theme-groups h3,.told h3{font-size:1rem;line-height:1.5;font-weight:650}
.theme-groups .names{columns:auto;margin-block-start:.3rem}
.told{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,24rem),1fr));gap:1.25rem 2rem}
.told p{color:var(--muted);font-size:.9rem;max-inline-size:60ch}
.feeds>.hint{margin-block-start:2.5rem}

@media (forced-colors:active){
.mark{background:CanvasText}
.weeks .bar{border:1px solid CanvasText;border-inline-start-width:3px}
.button{border-color:LinkText}
}
@media (prefers-reduced-motion:no-preference){.skip{transition:transform .12s}}
@media print{
:root{--ground:#fff;--outside:#fff;--ink:#000;--muted:#333;--line:#bbb;--week:#777;--accent:#000;--paper:#fff;color-scheme:light}
body{font-size:10pt}
.skip,.turn,.button,.more,.masthead{display:none}
main{padding:0;max-inline-size:none}
.weeks{font-size:7.5pt}
.weeks li a{display:block;overflow:visible}
.weeks td>.overflow{display:block;grid-row:-2/-1;padding:.1rem .5rem}
.weeks tr,.day li,.other{break-inside:avoid}
.weeks tbody tr{min-block-size:0}
.agenda{break-before:page}
.day h4 a::after,.description a::after,.links a::after{content:" (" attr(href) ")";font-size:.85em;font-weight:400;overflow-wrap:anywhere}
}
`
