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
