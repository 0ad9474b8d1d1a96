/** Style of pages' tables. Severities are bars, columns sorted, and rows become cards on a narrow screen. */
export const TABLE_STYLE: string = `
.level { white-space: nowrap; } .level.medium, .level.low { color: var(--soft); }
.level.critical .bars { color: var(--more); } .level.high .bars { color: var(--wait); }
th small { display: block; font-weight: 400; color: var(--soft); } td small { display: block; color: var(--soft); }
td .chip { display: inline-block; }
.sort { font: inherit; color: inherit; background: none; border: 0; padding: 4px 0; cursor: pointer; white-space: nowrap; }
.sort:hover { text-decoration: underline; } .sort .arrow { display: inline-block; width: 12px; }
.mono { font-family: var(--mono); font-size: 12px; }
.bar { display: flex; flex-wrap: wrap; gap: 8px; align-items: center; padding: 8px 16px; }
@media screen and (max-width: 900px) {
  table.cards, .cards tbody, .cards tr, .cards th, .cards td { display: block; }
  .cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  .cards tr { border-bottom: 1px solid var(--edge); padding: 8px 0; }
  .cards tbody th, .cards td { border: 0; padding: 2px 0; position: static; max-width: none; overflow-wrap: anywhere; }
  .cards td[data-label]::before { content: attr(data-label) ": "; color: var(--soft); }
  .cards td.absent { display: none; }
  .cards td small { display: inline; margin-left: 6px; } }
`;
