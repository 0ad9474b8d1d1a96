import Table from "cli-table3";
import { forTerminal } from "./escape.ts";
import { lineWidth, wrap } from "./review/wrap.ts";

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

/**
 * Rows in aligned columns without borders; invisible characters become code points.
 *
 * @param columns of the terminal, beyond which cells are wrapped. @default - it is none, and every row has one line
 */
export function plainTable(rows: readonly (readonly string[])[], indent: number, columns?: number): string[] {
  const style = { head: [], border: [], "padding-left": indent, "padding-right": 0 };
  const escaped = rows.map((row) => row.map(forTerminal));
  const fitted =
    columns === undefined
      ? { cells: escaped, options: {} }
      : fittedCells(rows, lineWidth(columns), { padding: indent, border: 0 });
  const table = new Table({ ...fitted.options, chars: NO_BORDERS, style });
  table.push(...fitted.cells);
  return table
    .toString()
    .split("\n")
    .map((line) => line.trimEnd());
}

/** Rows in a table with borders, at most as wide as the terminal. Invisible characters become code points. */
export function borderedTable(rows: readonly (readonly string[])[], width: number): string[] {
  const { cells, options } = fittedCells(rows, width);
  return tableLines(new Table({ ...options, style: { head: [], border: [] } }), cells);
}

/** Rows below a head, in a table with borders that has no lines between rows. See {@link borderedTable}. */
export function headedTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  width: number,
): string[] {
  const { cells, options } = fittedCells([head, ...rows], width);
  const [first = [], ...others] = cells;
  return tableLines(
    new Table({ ...options, head: first, style: { head: [], border: [], compact: true } }),
    others,
  );
}

function tableLines(table: Table.Table, cells: readonly string[][]): string[] {
  table.push(...cells);
  return table.toString().split("\n");
}

/** Cells without invisible characters, wrapped between words, and the columns that they need. */
function fittedCells(rows: readonly (readonly string[])[], width: number, around: Around = BORDERED) {
  const cells = rows.map((row) => row.map(forTerminal));
  const colWidths = columnWidths(cells, width, around);
  return {
    cells: cells.map((row) =>
      row.map((cell, at) => wrap(cell, (colWidths[at] ?? 0) - around.padding, "").join("\n")),
    ),
    // cells are wrapped between words already: only a word longer than its column is broken
    options: { colWidths, wordWrap: true, wrapOnWordBoundary: false },
  };
}

/** What stands around the text of cells, in characters. */
interface Around {
  /** Blanks around a cell's text. */
  readonly padding: number;
  /** Beside each column, and at the end. */
  readonly border: number;
}

const BORDERED: Around = { padding: 2, border: 1 };

/** Least width of a column, even where words break. */
const NARROWEST = 12;

/** Widths of columns. The widest shrinks first, each down to its longest word. Only then words are broken. */
function columnWidths(
  cells: readonly (readonly string[])[],
  width: number,
  { padding, border }: Around,
): number[] {
  const columns = [...Array(Math.max(0, ...cells.map((row) => row.length))).keys()];
  const longest = (at: number, partsOf: (cell: string) => readonly string[]) =>
    padding + Math.max(...cells.flatMap((row) => partsOf(row[at] ?? "").map(({ length }) => length)));
  const widths = columns.map((at) => longest(at, (cell) => [cell]));
  const least = columns.map((at) => longest(at, (cell) => cell.split(" ")));
  const shrink = (floorOf: (at: number) => number) => {
    for (const at of [...columns].sort((a, b) => (widths[b] ?? 0) - (widths[a] ?? 0))) {
      const excess = widths.reduce((sum, each) => sum + each + border, border) - width;
      const own = widths[at] ?? 0;
      if (excess > 0) widths[at] = Math.max(Math.min(own, floorOf(at)), own - excess);
    }
  };
  shrink((at) => Math.max(NARROWEST, least[at] ?? 0));
  shrink(() => NARROWEST);
  return widths;
}
