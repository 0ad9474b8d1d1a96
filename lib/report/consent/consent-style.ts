import { PAGE_COLOURS } from "../page/page-style.ts";

/** The style sheet of consent sheets. Light or dark by the reader's setting, and two pages of A4 in print. */
export const CONSENT_STYLE: string = `
${PAGE_COLOURS}
* { box-sizing: border-box; }
body { margin: 0; background: var(--canvas); color: var(--text); font: 14px/20px system-ui, sans-serif;
  overflow-wrap: anywhere; }
h1, h2, h3, p, ul, dl, dd { margin: 0; padding: 0; }
ul { list-style: none; }
h1 { font-size: 22px; line-height: 28px; font-weight: 650; }
h2 { font-size: 16px; line-height: 24px; font-weight: 650; }
h3 { font-size: 14px; line-height: 20px; font-weight: 650; margin-top: 8px; }
b, strong { font-weight: 650; } .soft { color: var(--soft); font-size: 12px; line-height: 16px; }
a { color: var(--accent); } :focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
.vh { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.top { background: var(--surface); border-bottom: 1px solid var(--line); padding: 12px 24px; }
.top span { color: var(--soft); }
main { max-width: 900px; margin: 0 auto; padding: 12px 24px 48px; display: grid; gap: 24px;
  grid-template-columns: minmax(0, 1fr); }
.sheet { background: var(--surface); border: 1px solid var(--line); border-radius: 6px; padding: 24px; display: grid;
  gap: 16px; grid-template-columns: minmax(0, 1fr); }
.kick { color: var(--soft); } .unsigned { color: var(--wait); }
.offer { border-top: 1px solid var(--line); padding-top: 12px; display: grid; gap: 8px;
  grid-template-columns: minmax(0, 1fr); }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: 2px 12px; font-size: 13px; line-height: 18px; }
dt { color: var(--soft); }
.short { background: var(--sunken); border-radius: 6px; padding: 4px 12px 8px; }
.short h3 { margin: 0; }
table { border-collapse: collapse; width: 100%; font-size: 13px; line-height: 18px; }
th, td { text-align: left; vertical-align: top; padding: 4px 8px 4px 0; border-top: 1px solid var(--line); font-weight: 400; }
thead th { color: var(--soft); border-top: 0; } tbody th { font-weight: 650; }
.who th:first-child { width: 24%; } .who td:last-child { width: 24%; }
.ref { font-size: 11px; line-height: 14px; vertical-align: 2px; text-decoration: none; }
.chip { display: inline-block; font-size: 12px; line-height: 16px; padding: 1px 7px; border: 1px solid var(--line);
  border-radius: 10px; }
.chip.standing { background: var(--text); border-color: var(--text); color: var(--surface); }
.chip.request { border: 1px dashed var(--edge); }
.chip.wait { background: var(--wait-tint); border-color: var(--wait-edge); color: var(--wait); font-weight: 400; }
.sign { display: inline-block; width: 20px; text-align: center; border: 1px solid; border-radius: 4px;
  font: 700 14px/18px var(--mono); }
.sign.more { background: var(--more-tint); color: var(--more); border-color: var(--more-edge); }
.sign.less { background: var(--less-tint); color: var(--less); border-color: var(--less-edge); }
.sign.both { background: var(--both-tint); color: var(--both); border-color: var(--both-edge); }
.cols { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 24px; }
.no li::before { content: "✕ "; color: var(--less); } .warn li::before { content: "→ "; color: var(--more); }
pre { margin: 4px 0; background: var(--sunken); border-radius: 4px; padding: 6px 8px; white-space: pre-wrap;
  font: 12px/18px var(--mono); }
code { font: 12px/18px var(--mono); }
.agreement { border: 1px solid var(--edge); border-radius: 6px; padding: 8px 12px; break-inside: avoid; }
.lines { display: grid; grid-template-columns: 2fr 1fr 2fr; gap: 24px; margin-top: 28px; }
.lines p { border-top: 1px solid var(--edge); font-size: 12px; color: var(--soft); }
.refs { font-size: 12px; line-height: 16px; columns: 2; column-gap: 24px; }
.refs li { break-inside: avoid; } .refs li:target { background: var(--wait-tint); }
@media screen and (max-width: 640px) { main { padding: 8px; } .sheet { padding: 12px; }
  .cols, .lines { grid-template-columns: minmax(0, 1fr); } .refs { columns: 1; }
  .who :is(tr, th, td) { display: block; } .who :is(th:first-child, td:last-child) { width: auto; } .who td { border-top: 0; }
  .who thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); } }
@media print { @page { size: A4; margin: 9mm; }
  :root { color-scheme: light; } body { background: #fff; font-size: 9px; line-height: 11.5px; }
  .top { display: none; } main { max-width: none; padding: 0; gap: 0; } .sheet { border: 0; padding: 0; gap: 7px;
    break-after: page; } .sheet:last-child { break-after: auto; }
  h1 { font-size: 16px; line-height: 20px; } h2 { font-size: 12px; line-height: 16px; }
  h3 { font-size: 10px; line-height: 13px; margin-top: 2px; }
  .offer { padding-top: 5px; gap: 4px; } table, dl { font-size: 8.5px; line-height: 11px; }
  th, td { padding: 2px 6px 2px 0; } tr { break-inside: avoid; }
  .soft, .chip, code, pre { font-size: 8px; line-height: 10.5px; } .chip { padding: 0 5px; } .ref { font-size: 7px; }
  .refs { font-size: 7px; line-height: 8.5px; columns: 3; } .refs code { font-size: 6.5px; line-height: 8px; }
  .lines { margin-top: 20px; } .lines p { font-size: 8px; } pre { padding: 2px 4px; } }
`;
