import { checkFeedStyle } from './style-check-feed.ts'
import { moderationStyle } from './style-moderation.ts'
import { submitStyle } from './style-submit.ts'
import { subscribeStyle } from './style-subscribe.ts'

/**
 * Forms, tables of work, states: the part of the style sheet that private pages use. Names: `form`,
 * `field` (label, hint, input, error), `pair` (two fields side by side), `errors` (summary), `actions`
 * (row of buttons), `button`, `button quiet`, `button danger`, `state` (a pill with its word), `card`,
 * `work` (a table that becomes a list when narrow), `split` (text beside text).
 */
export const formStyle = `.form{max-inline-size:46rem}
.form fieldset,.panel{border:1px solid var(--line);border-radius:6px;background:var(--paper);padding:1.1rem clamp(1rem,3vw,1.5rem) 1.4rem;margin:0 0 1.25rem;min-inline-size:0}
.form legend{font-size:1.1rem;font-weight:650;padding-inline:.35rem;margin-inline-start:-.35rem}
.field{margin-block-start:.95rem;min-inline-size:0}
.field>label,.field>.label{display:block;font-weight:600}
.field .hint{display:block;margin-block:.1rem .3rem}
.field input:not([type=checkbox],[type=radio],[type=file]),.field select,.field textarea,.rich{display:block;inline-size:100%;min-block-size:2.5rem;padding:.45rem .6rem;border:1px solid var(--muted);border-radius:4px;background:var(--paper);color:var(--ink);font:inherit}
.field textarea,.rich{min-block-size:8rem;line-height:1.5}
.field input[aria-invalid=true],.field select[aria-invalid=true],.field textarea[aria-invalid=true]{border:2px solid var(--warn)}
.error{display:block;color:var(--warn);font-weight:600;margin-block-start:.3rem}
.error::before{content:"⚠ " / ""}
.errors{border:2px solid var(--warn);border-radius:6px;background:var(--warn-ground);padding:1rem 1.25rem;margin-block-end:1.5rem}
.errors h2{color:var(--warn)}
.errors ul{margin-block-start:.5rem;padding-inline-start:1.2rem}
.errors a{display:inline-block;min-block-size:1.5rem;color:var(--warn)}
.pair{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,13rem),1fr));gap:0 1.25rem}
.check{display:flex;gap:.55rem;align-items:flex-start;margin-block-start:.45rem;min-block-size:1.5rem}
.check input{inline-size:1.5rem;block-size:1.5rem;margin:0;flex:none;accent-color:var(--accent)}
.checks{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,16rem),1fr));gap:0 1.25rem}
.actions{display:flex;flex-wrap:wrap;gap:.75rem;align-items:center;margin-block-start:1.25rem}
button.button{font:inherit;font-weight:600;cursor:pointer;line-height:1.5}
.button.quiet{display:inline-block;padding:.6rem 1.1rem;border:2px solid var(--accent);background:transparent;color:var(--accent);font-size:inherit}
.button.danger{background:transparent;border-color:var(--warn);color:var(--warn)}
.button.small{padding:.2rem .7rem;font-size:.9rem}
.state{display:inline-block;padding:.05rem .6rem;border:1px solid currentcolor;border-radius:1rem;font-size:.8125rem;font-weight:600;white-space:nowrap}
.state.good{color:var(--inclusion)}.state.wait{color:var(--employment)}.state.bad{color:var(--warn)}.state.off{color:var(--muted)}
.card{border:1px solid var(--line);border-radius:6px;background:var(--paper);padding:1rem 1.25rem;margin-block-end:.9rem}
.card h2,.card h3{font-size:1.05rem}
.card p{margin-block-start:.3rem}
.work{inline-size:100%;border-collapse:collapse;background:var(--paper);border:1px solid var(--line)}
.work th,.work td{padding:.6rem .75rem;border-block-start:1px solid var(--line);text-align:start;vertical-align:top}
.work thead th{color:var(--muted);font-size:.8125rem}
.work a,.card a,.panel a{display:inline-block;min-block-size:1.5rem}
.split{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,22rem),1fr));gap:1rem 2rem}
.split>*{min-inline-size:0}
ins{background:color-mix(in srgb,var(--inclusion) 18%,transparent);text-decoration:underline;text-decoration-thickness:.1em}
del{background:color-mix(in srgb,var(--warn) 14%,transparent);text-decoration:line-through}
.done{border:1px solid currentcolor;border-inline-start-width:5px;border-radius:4px;background:var(--paper);color:var(--inclusion);padding:.7rem 1rem;margin-block-end:1.25rem}
.trap{position:absolute;inset-inline-start:-10000px;block-size:1px;overflow:hidden}
.narrow{max-inline-size:34rem}.narrow>h2,.later{margin-block-start:2rem}
.narrow>h1,.form>h1,.wide>h1{margin-block-end:1rem}
.wide h2,.panel h2{margin-block-end:.5rem}
.wide>.work,.wide>section{margin-block:1.25rem 2rem}
.work .hint{font-weight:400}
dt.label{font-weight:600}
.errors-title{font-size:1.2rem;font-weight:650;color:var(--warn)}
.panel>form:first-child>.field:first-of-type{margin-block-start:0}
.panel>.later:first-child{margin-block-start:0}
.panel>.work{margin-block-start:.9rem}
.wide .form{margin-block-start:.5rem}
fieldset.field.group{border:0;padding:0;background:none;margin-block:.95rem 0;margin-inline:0}
.field.group legend{font-size:1rem;font-weight:600;padding:0;margin:0}
.rows>li{border-block-start:1px solid var(--line);padding-block:.9rem;margin-block-start:.9rem}
.rows .actions{margin-block-start:.6rem}
.plain{padding-inline-start:1.3rem;margin-block:.4rem}
.plain li+li{margin-block-start:.35rem}
.unfold>summary{display:inline-block;min-block-size:1.5rem;color:var(--accent);font-weight:600;cursor:pointer;text-decoration:underline;text-decoration-thickness:.06em;text-underline-offset:.17em}
.unfold>.panel{margin-block:.6rem 0}
.unfold[open]{flex-basis:100%}.unfold:not([open])>.panel{display:none}
.secret{display:block;border:1px solid var(--line);border-radius:4px;background:var(--ground);padding:.6rem .75rem;overflow-wrap:anywhere;user-select:all}
.turn a[aria-current]{background:var(--accent);border-color:var(--accent);color:var(--paper)}
nav .turn{margin-block-end:1.5rem}
.narrow-only{display:none}
.mine{max-inline-size:60rem}
.mine>.actions{margin-block:1.25rem 1.5rem}
.mine .panel>*+*{margin-block-start:.6rem}
.mine blockquote,.errors blockquote{margin:.35rem 0 0;padding-inline-start:.9rem;border-inline-start:3px solid var(--week);white-space:pre-line}
.top{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;justify-content:space-between;align-items:baseline}
.states{display:inline-flex;flex-wrap:wrap;gap:.25rem .4rem;vertical-align:baseline}
.about>div{display:grid;grid-template-columns:minmax(8rem,13rem) minmax(0,1fr);gap:0 1.5rem;padding-block:.5rem;border-block-start:1px solid var(--line)}
.about dt{color:var(--muted)}
.about dd{overflow-wrap:anywhere}
.lines>li{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;justify-content:space-between;align-items:baseline;padding-block:.6rem;border-block-start:1px solid var(--line)}
.lines>li:first-child,.about>div:first-child{border-block-start:0}
.happened>li+li{margin-block-start:.75rem}
.decision{border:1px solid var(--line);border-inline-start:5px solid var(--warn);border-radius:4px;padding:.8rem 1.1rem}
.decision.good{border-inline-start-color:var(--inclusion)}
.decision>*+*{margin-block-start:.4rem}
.effects{padding-inline-start:1.3rem;margin-block:1rem 1.5rem}
.effects li+li{margin-block-start:.35rem}
.form>h1+.errors{margin-block-start:1.25rem}
.optional{color:var(--muted);font-weight:400}
.mine .panel>h3{margin-block-start:1.5rem}
.errors h3{font-size:1rem;margin-block:.8rem .3rem}
.mine .panel>form{margin-block-start:1.4rem}
.next-links{display:flex;flex-wrap:wrap;gap:.1rem 1.25rem}
@media (width < 45rem){
.about>div{display:block}
.work thead{position:absolute;inline-size:1px;block-size:1px;overflow:hidden;clip-path:inset(50%)}
.work,.work tbody,.work tr,.work td,.work th{display:block}
.work tr{border-block-start:1px solid var(--line);padding-block:.6rem}
.work td,.work th{border:0;padding-block:.15rem}
.narrow-only{display:inline}
}
${moderationStyle}
${submitStyle}
${subscribeStyle}
${checkFeedStyle}`
