import { PAGE_STYLE } from "../page/page-style.ts";
import { TABLE_STYLE } from "../page/table-style.ts";

/** The style sheet of the access page. It has every page's style, its tables, and the picture of a reach. */
export const ACCESS_STYLE: string = `${PAGE_STYLE}${TABLE_STYLE}
figure { margin: 0; } .picture { overflow-x: auto; padding: 12px 16px; } .picture svg { display: block; min-width: 1000px; width: 100%; height: auto; }
.picture text { fill: var(--text); font-size: 12px; } .picture .head-text { fill: var(--soft); font-weight: 650; }
.picture .title { font-weight: 650; font-size: 13px; } .picture .about { fill: var(--soft); }
.box rect { fill: var(--surface); stroke: var(--edge); }
.box.critical rect { stroke: var(--more-fill); } .box.high rect { stroke: var(--wait); }
/* where everything is severe, the worst alone is filled */
.box.worst.critical rect { fill: var(--more-tint); } .box.worst.critical .title { fill: var(--more); }
.box.worst.high rect { fill: var(--wait-tint); } .box.worst.high .title { fill: var(--wait); }
.box.who rect { fill: var(--text); stroke: var(--text); } .box.who text { fill: var(--surface); }
.box.step rect { stroke-dasharray: 5 3; }
.line { fill: none; stroke: var(--calm-fill); stroke-opacity: .45; } .line.critical { stroke: var(--more-fill); }
.line.step { stroke-dasharray: 5 4; stroke-opacity: .8; }
.picture.traced .line:not(.on), .picture.traced .box:not(.on) { opacity: .18; }
.box:focus-visible rect { stroke: var(--accent); stroke-width: 3; } .box:focus-visible { outline: none; }
select { font: inherit; font-size: 13px; color: var(--text); background: var(--surface); border: 1px solid var(--edge);
  border-radius: 5px; padding: 4px 8px; max-width: 100%; min-width: 0; }
.share { display: inline-block; width: 72px; height: 10px; vertical-align: -1px; margin-right: 6px; }
.share .all { fill: var(--sunken); stroke: var(--line); } .share .part { fill: var(--text); }
.share.far .part { fill: var(--more-fill); }
.part-of { white-space: nowrap; }
.chosen th, .chosen td { background: var(--sunken); }
.cards .name button { font: inherit; color: var(--accent); background: none; border: 0; padding: 0; cursor: pointer;
  text-align: left; text-decoration: underline; text-underline-offset: 2px; }
@media screen and (max-width: 1059px) { .picture { display: none; } }
@media print { .picture svg { min-width: 0; } select { appearance: none; border: 0; padding: 0; }
  table { font-size: 10px; line-height: 13px; } table small, .mono, thead th, .sort { font-size: 9px; line-height: 12px; }
  th, td { padding: 3px 4px; } tbody th { min-width: 90px; position: static; } td.mono { overflow-wrap: break-word; }
  .chip { font-size: 9px; line-height: 11px; } .sort .arrow { visibility: hidden; } .scroll { padding: 0 8px 8px; }
  /* what the page leaves out is said on paper too */
  #more, #all-powers { display: inline !important; border: 0; padding: 0; background: none; color: var(--soft); } }
`;
