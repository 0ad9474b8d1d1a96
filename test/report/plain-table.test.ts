import { expect, test } from "vitest";
import { borderedTable, plainTable } from "../../lib/report/plain-table.ts";

const ROWS = [
  ["LOCK-OUT, INTERRUPTION, REFUSED, BROADENING", "customer City of Adatum (city-of-adatum)", "12 changes"],
  ["narrowing", "customer fabrikam", "1 change"],
];
const words = ROWS.flatMap((row) => row.flatMap((cell) => cell.split(" ")));

test.each([70, 80, 100, 200])(
  "borderedTable() of %d columns fits, and breaks lines between words alone",
  (width) => {
    const lines = borderedTable(ROWS, width);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
    const text = lines.join("\n");
    for (const word of words) expect(text).toContain(word);
  },
);

test.each([60, 70, 80])(
  "plainTable() of a terminal of %d columns fits, and one of none is whole",
  (width) => {
    const lines = plainTable(ROWS, 4, width);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
    for (const word of words) expect(lines.join("\n")).toContain(word);
    expect(plainTable(ROWS, 4)).toHaveLength(ROWS.length);
    expect(plainTable([], 4, width)).toEqual(plainTable([], 4));
  },
);

test("borderedTable() is no wider than it must be", () => {
  expect(borderedTable([["a", "b c"]], 100)).toEqual(["┌───┬─────┐", "│ a │ b c │", "└───┴─────┘"]);
  expect(borderedTable([], 100)).toEqual([""]);
});

test("borderedTable() breaks a word where nothing else is left to give way", () => {
  const lines = borderedTable([["x".repeat(100), "yes"]], 40);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(40);
  expect(lines.join("").split("x")).toHaveLength(101);
});
