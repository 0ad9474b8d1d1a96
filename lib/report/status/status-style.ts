import { PAGE_STYLE } from "../page/page-style.ts";
import { TABLE_STYLE } from "../page/table-style.ts";

/** The style sheet of the status page. It has every page's style, its tables, and the cells of the map. */
export const STATUS_STYLE: string = `${PAGE_STYLE}${TABLE_STYLE}
.tile dd.both { color: var(--both); }
.state { display: inline-block; font: 12px/16px var(--mono); padding: 1px 6px; border: 1px solid var(--edge); border-radius: 4px;
  white-space: nowrap; } .state b { margin-left: 4px; }
.state.failed, .state.unreadable, .state.refused { background: var(--more); border-color: var(--more); color: var(--surface); }
.state.differs { background: var(--both-tint); border-color: var(--both-edge); color: var(--both); }
.state.not-deployed { border-style: dashed; border-color: var(--accent); color: var(--accent); }
.state.far-behind { background: var(--wait); border-color: var(--wait); color: var(--surface); }
.state.behind { background: var(--wait-tint); border-color: var(--wait-edge); color: var(--wait); }
.state.not-read, .state.nothing-delegated { border-style: dashed; color: var(--soft); }
.state.current { background: var(--less-tint); border-color: var(--less-tint); color: var(--less); }
.plan { display: block; color: var(--soft); font-size: 12px; line-height: 16px; }
.fill-more { fill: var(--more-fill); } .fill-both { fill: var(--both); } .fill-wait { fill: var(--wait); }
.fill-accent { fill: var(--accent); } .fill-calm { fill: var(--calm-fill); } .fill-less { fill: var(--less-fill); }
.dim { opacity: .2; }
td.members { background: var(--sunken); }
.members .names { max-height: 220px; overflow-y: auto; font-size: 12px; line-height: 16px; }
.open { font: inherit; color: inherit; background: none; border: 0; padding: 2px 0; cursor: pointer; text-align: left; }
.open:hover { text-decoration: underline; } .twist { display: inline-block; width: 14px; color: var(--accent); }
.count { font-weight: 650; }
`;
