import { dark, fonts, light, pictureStyle } from '../svg/style.ts';

const lightPage = `${light} --page: #ffffff; --rule: #d8dde3; --soft: #f3f5f7; --link: #0b57a4; --good: #1a6b36; --focus: #0b57a4; color-scheme: light;`;
const darkPage = `${dark} --page: #0d1117; --rule: #2b333d; --soft: #161b22; --link: #7cb7ff; --good: #63c781; --focus: #7cb7ff; color-scheme: dark;`;

/** The style of a page. It names no font that would have to be fetched, and prints in light colors whatever the screen shows. */
export const pageStyle = `
:root { ${fonts} ${lightPage} }
@media (prefers-color-scheme: dark) { :root:not([data-theme]) { ${darkPage} } }
:root[data-theme="dark"] { ${darkPage} }
* { box-sizing: border-box; }
html { scroll-behavior: smooth; scroll-padding-top: 16px; }
body { margin: 0; background: var(--page); color: var(--ink); font: 15px/1.5 var(--sans); }
a { color: var(--link); text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
[hidden] { display: none !important; }
.skip { position: absolute; left: -999px; top: 0; z-index: 9; background: var(--page); padding: 8px 14px; }
.skip:focus { left: 8px; top: 8px; }
main { width: 100%; max-width: 1240px; margin: 0 auto; padding: 32px 28px 80px; outline: none; min-width: 0; }
@media (min-width: 1100px) {
  body { display: grid; grid-template-columns: 216px minmax(0, 1fr); }
  nav { position: sticky; top: 0; height: 100vh; overflow: auto; border-right: 1px solid var(--rule); padding: 28px 20px; }
  nav li { margin: 0 0 2px; }
}
@media (max-width: 1099px) {
  nav { border-bottom: 1px solid var(--rule); padding: 10px 28px; display: flex; flex-wrap: wrap; gap: 6px 18px; align-items: center; }
  nav ul { display: flex; flex-wrap: wrap; gap: 2px 14px; }
  nav button { margin-left: auto; }
}
nav ul { list-style: none; margin: 0; padding: 0; }
nav a { color: var(--ink); text-decoration: none; display: block; padding: 4px 0; font-size: 14px; }
nav a:hover { text-decoration: underline; }
nav .mark { margin: 0 0 12px; font-weight: 700; letter-spacing: .02em; }
nav button { margin-top: 18px; }
button, input[type="search"], select { font: inherit; font-size: 14px; color: var(--ink); background: var(--page); border: 1px solid var(--box-line); border-radius: 6px; padding: 5px 10px; }
button { cursor: pointer; }
button:hover { background: var(--soft); }
h1 { font-size: 26px; line-height: 1.25; margin: 0; letter-spacing: -.01em; overflow-wrap: anywhere; }
h2 { font-size: 19px; margin: 48px 0 10px; padding-top: 18px; border-top: 1px solid var(--rule); }
h3 { font-size: 15px; margin: 26px 0 6px; }
h4 { font-size: 14px; margin: 18px 0 6px; color: var(--dim); font-weight: 600; }
p { margin: 6px 0 12px; max-width: 78ch; }
code { font: .92em var(--mono); overflow-wrap: anywhere; }
.small, .stretch, .keys { color: var(--dim); font-size: 13px; }
.stretch { margin: 4px 0 20px; font-size: 14px; }
.verdict { display: flex; align-items: baseline; gap: 14px; border: 1px solid var(--rule); border-left-width: 6px; border-radius: 8px; padding: 12px 18px; margin: 0 0 20px; }
.verdict strong { font-size: 20px; }
.verdict.go { border-left-color: var(--good); }
.verdict.go strong { color: var(--good); }
.verdict.no-go { border-left-color: var(--missing); }
.verdict.no-go strong { color: var(--missing); }
.shares svg { display: block; width: 100%; height: 12px; border-radius: 6px; overflow: hidden; }
.shares rect { fill: var(--line); stroke: var(--page); stroke-width: .3; }
.shares rect.missing { fill: var(--missing); }
.shares rect.partly { fill: var(--partly); }
.shares rect.open { fill: var(--open); }
.shares ul { display: flex; flex-wrap: wrap; gap: 4px 22px; list-style: none; margin: 8px 0 18px; padding: 0; font-size: 14px; }
.summary, .notes { margin: 0 0 12px; padding-left: 20px; max-width: 86ch; }
.notes { color: var(--dim); font-size: 13px; overflow-wrap: anywhere; }
.missing, .error { color: var(--missing); }
.partly, .warning { color: var(--partly); }
.open, .hint { color: var(--open); }
.good { color: var(--good); }
td { min-width: 88px; }
td.number { min-width: 64px; }
td .missing, td .partly, td .good, .state.missing, .state.partly, .state.open, .state.error, .state.warning { font-weight: 600; }
.shares li b { font-weight: 700; }
.state { white-space: nowrap; }
.why { color: var(--dim); font-size: 13px; }
.scroll { overflow: auto; max-height: 78vh; border: 1px solid var(--rule); border-radius: 8px; margin: 6px 0 16px; }
table { border-collapse: collapse; width: 100%; font-size: 13.5px; }
th { position: sticky; top: 0; z-index: 1; background: var(--soft); text-align: left; font-weight: 600; white-space: nowrap; }
th, td { padding: 6px 10px; vertical-align: top; border-bottom: 1px solid var(--rule); }
tr:last-child td { border-bottom: 0; }
tbody tr:hover { background: var(--soft); }
tbody tr:target { outline: 2px solid var(--focus); outline-offset: -2px; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
th button { all: unset; cursor: pointer; font-weight: 600; display: inline-flex; gap: 5px; min-height: 24px; align-items: center; }
th button::after { content: "↕"; color: var(--dim); font-weight: 400; font-size: 11px; }
th[aria-sort="ascending"] button::after { content: "↑"; color: var(--ink); }
th[aria-sort="descending"] button::after { content: "↓"; color: var(--ink); }
th .paper { display: none; }
th button:focus-visible { outline: 2px solid var(--focus); outline-offset: 2px; }
td .name, .details .name { font: 12.5px var(--mono); overflow-wrap: anywhere; }
td .name { display: inline-block; min-width: 230px; }
td > .missing { display: inline-block; min-width: 110px; }
td .at, .at { font: 11.5px var(--mono); overflow-wrap: anywhere; }
td .at { display: inline-block; min-width: 205px; line-height: 1.35; }
td[data-sort] .at { min-width: 0; }
#inventory .missing { white-space: nowrap; }
td .at + .at { display: block; margin-top: 3px; }
details { margin: 6px 0 14px; }
summary { cursor: pointer; padding: 4px 0; font-weight: 600; font-size: 14px; }
.tools { position: relative; display: flex; flex-wrap: wrap; gap: 10px 18px; align-items: center; margin: 10px 0; font-size: 14px; }
.tools .search input { width: min(300px, 60vw); margin-left: 6px; }
.tools .zoom { display: inline-flex; gap: 4px; margin-left: auto; }
.tools output { color: var(--dim); }
#targets + p, section[aria-labelledby="targets"] .scroll, section[aria-labelledby="counts"] .scroll { max-width: 860px; }
#found { position: absolute; top: 100%; left: 0; z-index: 5; list-style: none; margin: 4px 0 0; padding: 4px; width: min(420px, 90vw); max-height: 320px; overflow: auto; background: var(--page); border: 1px solid var(--box-line); border-radius: 8px; box-shadow: 0 8px 24px rgb(0 0 0 / .18); }
#found li { padding: 5px 10px; border-radius: 5px; font: 13px var(--mono); cursor: pointer; overflow-wrap: anywhere; }
#found li[aria-selected="true"] { background: var(--top); }
.stage { border: 1px solid var(--rule); border-radius: 10px; background: var(--page); overflow: hidden; }
.stage svg { display: block; width: 100%; height: auto; }
.stage.live { height: min(72vh, 780px); cursor: grab; touch-action: none; }
.stage.live.held { cursor: grabbing; }
.stage.live svg { height: 100%; user-select: none; }
.stage .table, .stage .reference { cursor: pointer; outline: none; }
.stage .table:hover .box { stroke: var(--focus); }
.stage .table:focus-visible .box, .stage .table.chosen .box { stroke: var(--focus); stroke-width: 2.5; }
.stage .reference:hover .way, .stage .reference.chosen .way { stroke-width: 3; }
.stage.chosen-one .table, .stage.chosen-one .reference { opacity: .22; }
.stage.chosen-one .near { opacity: 1; }
.stage.close .group text { font-size: 17px; }
.stage.only .reference:not(.missing):not(.partly) { opacity: .12; }
.legend { display: flex; flex-wrap: wrap; gap: 4px 22px; list-style: none; margin: 10px 0 4px; padding: 0; font-size: 13px; }
.legend svg { margin-right: 6px; vertical-align: middle; }
.view { position: relative; }
.details { position: absolute; top: 12px; right: 12px; width: min(430px, 46%); max-height: calc(100% - 24px); overflow: auto; padding: 8px 16px; font-size: 13.5px; background: var(--page); border: 1px solid var(--box-line); border-radius: 8px; box-shadow: 0 6px 20px rgb(0 0 0 / .14); overflow-wrap: anywhere; }
.details.left { right: auto; left: 12px; }
.details:empty { display: none; }
@media (max-width: 760px) { .details, .details.left { position: static; width: auto; max-height: 300px; margin-top: 8px; box-shadow: none; } }
.details h3 { margin: 4px 0; }
.details ul { margin: 4px 0 10px; padding-left: 18px; }
.details li { margin: 3px 0; }
.timeline { list-style: none; margin: 12px 0; padding: 0 0 0 22px; border-left: 2px solid var(--rule); }
.timeline > li { position: relative; padding: 2px 0 14px; }
.timeline > li::before { content: ""; position: absolute; left: -29px; top: 9px; width: 8px; height: 8px; border-radius: 50%; background: var(--page); border: 2px solid var(--line); }
.timeline > li.missing::before { border-color: var(--missing); background: var(--missing); }
.timeline > li.partly::before { border-color: var(--partly); background: var(--partly); border-radius: 0; }
.timeline li { color: var(--ink); }
.timeline h3 { margin: 0; font-weight: 600; }
.timeline p { margin: 2px 0 6px; }
.timeline .waits { color: var(--partly); }
.checklist { list-style: none; padding: 0; margin: 6px 0 14px; }
.checklist li { position: relative; padding: 3px 0 3px 26px; overflow-wrap: anywhere; }
.checklist li::before { content: ""; position: absolute; left: 2px; top: 8px; width: 11px; height: 11px; border: 1.5px solid var(--dim); border-radius: 3px; }
${pictureStyle}
@media (prefers-reduced-motion: reduce) { html { scroll-behavior: auto; } }
@media print {
  @page { margin: 14mm; }
  :root, :root:not([data-theme]), :root[data-theme] { ${lightPage} }
  body { display: block; font-size: 10pt; }
  nav, .tools, .keys, .skip, .view .details { display: none !important; }
  main { padding: 0; max-width: none; }
  .scroll { overflow: visible; max-height: none; border: 0; }
  table { font-size: 8pt; }
  th { position: static; }
  th button { display: none; }
  th .paper { display: inline; }
  thead { display: table-header-group; }
  tr, .timeline > li > h3, .verdict { break-inside: avoid; }
  h2, h3, h4, summary { break-after: avoid; }
  .stage, .stage.live { height: auto; border: 0; break-inside: avoid; }
  .stage.live svg { height: auto; max-height: 240mm; }
  a { color: inherit; text-decoration: none; }
  * { print-color-adjust: exact; }
}
`;
