/** The colours of every page, light and dark. */
export const PAGE_COLOURS: string = `:root { color-scheme: light dark; --canvas: #f6f7f9; --surface: #fff; --sunken: #edeff2; --text: #1b1f24;
  --soft: #545c67; --line: #d7dbe1; --edge: #767f8b; --accent: #0b57c2;
  --more: #a92a17; --more-tint: #fdece8; --more-edge: #dd9c8f; --more-fill: #c4412b;
  --less: #0a625c; --less-tint: #e0f2ef; --less-edge: #8fc4bd; --less-fill: #1c857b;
  --both: #633aa3; --both-tint: #f1ebfb; --both-edge: #bda5e0;
  --wait: #7d4e00; --wait-tint: #fdf2da; --wait-edge: #d9b568; --calm-fill: #848c98;
  --mono: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace; }
@media (prefers-color-scheme: dark) { :root { --canvas: #0f1216; --surface: #171b21; --sunken: #20262d; --text: #e6e9ed;
  --soft: #a5aebb; --line: #2e353e; --edge: #78838f; --accent: #86b6ff;
  --more: #ff9d89; --more-tint: #38190f; --more-edge: #7e3a2b; --more-fill: #e8674f;
  --less: #6bd0c3; --less-tint: #0e2d2a; --less-edge: #2a645d; --less-fill: #3aa89b;
  --both: #c7abff; --both-tint: #291e41; --both-edge: #5b448a;
  --wait: #ebbd66; --wait-tint: #31260e; --wait-edge: #6f5620; --calm-fill: #6d7783; } }`;

/**
 * The page's style sheet: light or dark by the reader's system setting, and for print. Colours always stand beside a
 * sign or a word. `more` and `less` never share one, and a standing power is heavier than one on request.
 */
export const PAGE_STYLE: string = `
${PAGE_COLOURS}
* { box-sizing: border-box; }
[hidden] { display: none !important; }
body { margin: 0; background: var(--canvas); color: var(--text); font: 14px/20px system-ui, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
h1, h2, h3, p, ul, dl, dd, fieldset, legend { margin: 0; padding: 0; border: 0; }
ul { list-style: none; }
h1 { font-size: 22px; line-height: 28px; font-weight: 650; }
h2 { font-size: 16px; line-height: 24px; font-weight: 650; scroll-margin-top: 12px; }
h3 { font-size: 14px; line-height: 20px; font-weight: 400; } b, strong { font-weight: 650; }
small, .small { font-size: 12px; line-height: 16px; } .soft { color: var(--soft); }
a { color: var(--accent); text-underline-offset: 2px; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 3px; }
.vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.skip { position: absolute; left: -999px; }
.skip:focus { left: 16px; top: 8px; background: var(--surface); padding: 8px; z-index: 9; }
.top { background: var(--surface); border-bottom: 1px solid var(--line); }
.top > div, main { max-width: 1600px; margin: 0 auto; padding: 8px 24px; }
.top > div { display: flex; flex-wrap: wrap; align-items: center; gap: 4px 12px; min-height: 44px; }
.top .end, .head .end { margin-left: auto; }
main { display: grid; grid-template-columns: minmax(0, 1fr); gap: 12px; padding-top: 12px; padding-bottom: 48px; }
.panel { background: var(--surface); border: 1px solid var(--line); border-radius: 6px; min-width: 0; }
.head { display: flex; flex-wrap: wrap; gap: 8px 12px; align-items: center; padding: 8px 16px;
  border-bottom: 1px solid var(--line); min-height: 44px; }
.body { padding: 12px 16px; display: grid; gap: 8px; grid-template-columns: minmax(0, 1fr); }
.btn { font: inherit; font-size: 13px; line-height: 18px; color: var(--text); background: var(--surface);
  border: 1px solid var(--edge); border-radius: 5px; padding: 4px 10px; cursor: pointer; text-align: left; }
.btn:hover { background: var(--sunken); }
.btn[aria-pressed=true], .btn[aria-current] { background: var(--text); color: var(--surface); border-color: var(--text); }
.verdict { display: flex; flex-wrap: wrap; align-items: stretch; }
.verdict > .says { flex: 3 1 420px; display: flex; gap: 12px; padding: 12px 16px; min-width: 0; }
.verdict > .asked { flex: 1 1 300px; max-width: 100%; padding: 12px 16px; background: var(--wait-tint); color: var(--wait);
  border-left: 1px solid var(--wait-edge); border-radius: 0 6px 6px 0; }
.verdict > .asked.none { background: var(--sunken); color: var(--soft); border-color: var(--line); }
.asked li { padding-left: 16px; text-indent: -16px; } .asked code { color: var(--text); }
code { font-family: var(--mono); font-size: 12px; line-height: 18px; }
.sign { display: inline-grid; place-items: center; width: 20px; height: 20px; border-radius: 4px; flex: none;
  font: 700 14px/1 var(--mono); border: 1px solid; background: var(--sunken); color: var(--soft); border-color: var(--line); }
.sign.big { width: 40px; height: 40px; font-size: 24px; }
.sign.more { background: var(--more-tint); color: var(--more); border-color: var(--more-edge); }
.sign.less { background: var(--less-tint); color: var(--less); border-color: var(--less-edge); }
.sign.both { background: var(--both-tint); color: var(--both); border-color: var(--both-edge); }
.sign.wait { background: var(--wait-tint); color: var(--wait); border-color: var(--wait-edge); }
.tiles { display: grid; grid-template-columns: repeat(6, minmax(0, 1fr)); }
.tile { padding: 8px 16px; border-left: 1px solid var(--line); min-width: 0; } .tile:first-child { border-left: 0; }
.tile dt { font-size: 12px; line-height: 16px; color: var(--soft); }
.tile dd { font-size: 20px; line-height: 26px; font-weight: 650; } .tile dd small { font-weight: 400; color: var(--soft); }
.tile dd.more { color: var(--more); } .tile dd.less { color: var(--less); } .tile dd.wait { color: var(--wait); }
.legend, .names, #found { display: flex; flex-wrap: wrap; gap: 4px 8px; }
#found { max-height: 128px; overflow-y: auto; padding: 4px; }
#found .btn { font-size: 12px; padding: 2px 8px; }
.btn.grade b, #found .btn { border-left-width: 4px; }
#found .mixed { border-left-color: var(--both); } #found .broadening { border-left-color: var(--more-fill); }
#found .narrowing { border-left-color: var(--less-fill); }
input[type=search] { font: inherit; font-size: 13px; color: var(--text); background: var(--surface); width: 300px;
  max-width: 100%; border: 1px solid var(--edge); border-radius: 5px; padding: 4px 8px; }
.strip { display: block; max-width: 100%; height: auto; cursor: pointer; }
.k-more { fill: var(--more-fill); } .k-less { fill: var(--less-fill); } .k-calm { fill: var(--calm-fill); }
.k-dim { opacity: .25; }
.chg { display: grid; grid-template-columns: 20px minmax(0, 1fr) max-content; gap: 2px 12px; padding: 10px 16px;
  border-bottom: 1px solid var(--line); scroll-margin-top: 12px; } .chg:last-child { border-bottom: 0; }
.chg > * { grid-column: 2; } .chg > .sign { grid-column: 1; grid-row: 1; } .chg > .severity { grid-column: 3; grid-row: 1; }
.bars { display: inline-block; width: 16px; height: 10px; margin-right: 6px; background:
  linear-gradient(currentColor 0 0) 0 100%/3px 3px, linear-gradient(currentColor 0 0) 4px 100%/3px 5px,
  linear-gradient(currentColor 0 0) 8px 100%/3px 7px, linear-gradient(currentColor 0 0) 12px 100%/3px 10px; background-repeat: no-repeat; }
.b1 { width: 3px; margin-right: 19px; } .b2 { width: 7px; margin-right: 15px; } .b3 { width: 11px; margin-right: 11px; }
.severity { font-size: 12px; line-height: 20px; white-space: nowrap; color: var(--soft); }
.severity.critical { color: var(--more); font-weight: 650; } .severity.high { color: var(--wait); font-weight: 650; }
.chips { display: flex; flex-wrap: wrap; gap: 4px; }
.chip { font-size: 12px; line-height: 16px; padding: 1px 8px; border: 1px solid var(--edge); border-radius: 10px; }
.chip.standing { background: var(--text); border-color: var(--text); color: var(--surface); }
.chip.request { border-style: dashed; }
.chip.flag { background: var(--wait-tint); border-color: var(--wait-edge); color: var(--wait); font-weight: 650; }
.gain, .loss, .note { padding-left: 16px; text-indent: -16px; } .gain strong { color: var(--more); } .loss strong { color: var(--less); }
.note { color: var(--soft); } .way { color: var(--soft); padding-left: 16px; border-left: 2px dashed var(--edge); }
details > summary { cursor: pointer; color: var(--accent); font-size: 12px; line-height: 24px; width: max-content; max-width: 100%; }
.exact { margin: 4px 0; padding: 8px 12px; background: var(--sunken); border-radius: 4px; font-size: 12px; line-height: 18px; }
.exact ul { padding-left: 16px; } .exact li { white-space: pre-wrap; }
.where { font-weight: 650; padding: 12px 16px 4px; }
/* holds what is hidden from sight inside it: outside, it would widen the page */
.scroll { position: relative; overflow-x: auto; padding: 0 16px 12px; }
table { border-collapse: collapse; font-size: 13px; line-height: 18px; min-width: 100%; }
th, td { padding: 6px 8px; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; overflow-wrap: normal; }
thead th { color: var(--soft); font-size: 12px; line-height: 16px; }
tbody th { font-weight: 650; min-width: 220px; max-width: 360px; position: sticky; left: 0; background: var(--surface);
  overflow-wrap: anywhere; } tbody th small { display: block; font-weight: 400; color: var(--soft); }
.is-same th { font-weight: 400; }
/* thirteen kinds of powers fit into 1,280 pixels */
.matrix :is(th, td) { padding: 6px 4px; } .matrix td { font-size: 12px; line-height: 16px; } .matrix tbody th { min-width: 180px; padding-left: 0; }
td.changed, .matrix td.changed { padding: 2px; } td.changed button { font: inherit; font-size: 12px; line-height: 16px; color: inherit;
  background: none; border: 1px solid; border-radius: 4px; padding: 3px 4px; cursor: pointer; text-align: left; width: 100%;
  min-width: 64px; } td.changed small { display: block; }
td.changed .bars { margin-left: 4px; }
.use { display: inline-flex; gap: 3px; } .use svg { flex: none; margin-top: 2px; fill: none; stroke: currentColor; stroke-width: 1.5; } .use .full { fill: currentColor; } .uses .use { margin-right: 12px; }
td.more button { color: var(--more); border-color: var(--more-edge); }
td.less button { color: var(--less); border-color: var(--less-edge); background: var(--less-tint); }
td.both button { color: var(--both); border-color: var(--both-edge); background: var(--both-tint); }
td.more.s-high button, td.more.s-critical button { background: var(--more-tint); }
/* where everything is severe, the worst of a row alone is solid */
td.more.worst.s-critical button { background: var(--more); border-color: var(--more); color: var(--surface); font-weight: 650; }
td.opened { background: var(--sunken); } td.opened code { color: var(--soft); overflow-wrap: anywhere; } .others { padding: 0 16px 12px; }
@media (pointer: coarse) { .btn, input[type=search] { min-height: 36px; } }
@media screen and (max-width: 1000px) { .tiles { grid-template-columns: repeat(3, minmax(0, 1fr)); }
  .tile:nth-child(3n + 1) { border-left: 0; } }
@media screen and (max-width: 720px) { .top > div, main { padding-left: 12px; padding-right: 12px; }
  h1 { font-size: 19px; line-height: 25px; }
  .tile { padding: 6px 10px; } .tile dd { font-size: 17px; line-height: 22px; }
  .verdict > .asked { flex-basis: 100%; border-left: 0; border-top: 1px solid var(--wait-edge); border-radius: 0 0 6px 6px; }
  .head, .body, .chg { padding-left: 12px; padding-right: 12px; } search, input[type=search] { width: 100%; }
  tbody th, .matrix tbody th { min-width: 140px; max-width: 180px; } }
@media print { @page { size: A4; margin: 14mm 12mm; }
  :root { color-scheme: light; --canvas: #fff; --surface: #fff; --sunken: #f1f2f4; --text: #000; --soft: #444; --line: #bbb; }
  * { print-color-adjust: exact; } .btn, input:placeholder-shown, #explorer, .skip, .chg details:not([open]) { display: none !important; }
  .chg, tr, .tile { break-inside: avoid; } .scroll { overflow: visible; padding: 0 8px 8px; }
  .matrix { font-size: 8px; line-height: 10px; }
  .matrix :is(th, td, td.changed) { padding: 2px; } .matrix :is(thead th, small, td.changed button) { font-size: 8px; line-height: 10px; }
  .matrix :is(tbody th, thead th:first-child) { width: 110px; min-width: 0; position: static; }
  /* the legend has the word, and paper no room for it in fourteen columns */
  .matrix .use svg + .word { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
  .matrix td.changed button { min-width: 0; padding: 1px 2px; } .matrix .bars { display: none; }
  .matrix .use { gap: 1px; } .matrix .use svg { width: 7px; height: 7px; margin-top: 1px; } }
`;
