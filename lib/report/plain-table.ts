import Table from "cli-table3";
import { forTerminal } from "./escape.ts";

const NO_BORDERS = {
  top: "",
  "top-mid": "",
  "top-left": "",
  "top-right": "",
  bottom: "",
  "bottom-mid": "",
  "bottom-left": "",
  "bottom-right": "",
  left: "",
  "left-mid": "",
  mid: "",
  "mid-mid": "",
  right: "",
  "right-mid": "",
  middle: "",
};

/** Rows in aligned columns without borders, a line each; whatever cannot be seen in a cell is shown. */
export function plainTable(rows: readonly (readonly string[])[], indent: number): string[] {
  const table = new Table({
    chars: NO_BORDERS,
    style: { head: [], border: [], "padding-left": indent, "padding-right": 0 },
  });
  table.push(...rows.map((row) => row.map(forTerminal)));
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
}

/** Rows in a table with lines, as wide as the terminal at most; whatever cannot be seen in a cell is shown. */
export function borderedTable(rows: readonly (readonly string[])[], width: number): string[] {
  const cells = rows.map((row) => row.map(forTerminal));
  const columns = Math.max(0, ...cells.map((row) => row.length));
  const wanted = [...Array(columns).keys()].map((at) =>
    Math.max(...cells.map((row) => (row[at] ?? "").length + 2)),
  );
  // the widest column gives way
  const excess = wanted.reduce((sum, each) => sum + each + 1, 1) - width;
  const widest = wanted.indexOf(Math.max(...wanted));
  const colWidths = wanted.map((each, at) =>
    at === widest && excess > 0 ? Math.max(12, each - excess) : each,
  );
  const table = new Table({
    style: { head: [], border: [] },
    colWidths,
    wordWrap: true,
    wrapOnWordBoundary: false,
  });
  table.push(...cells);
  return table.toString().split("\n");
}
