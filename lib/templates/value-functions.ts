import { excerpt } from "../documents/excerpt.ts";
import { parseJson } from "../documents/json.ts";
import type { Arguments, Functions } from "./arguments.ts";
import { areEqual } from "./values.ts";

/*
 * Logical, comparison and numeric functions of ARM templates, each described by Azure's page of its group. `if()` is in
 * `evaluate.ts`: it evaluates one branch alone.
 */

/** Logical, comparison and numeric functions by name in lower case. */
export const VALUE_FUNCTIONS: Functions = {
  add: { least: 2, run: (args) => whole(args, args.integer(0) + args.integer(1)) },
  and: { least: 2, most: 100, run: (args) => booleans(args).every(Boolean) },
  bool: { least: 1, run: toBoolean },
  coalesce: { least: 1, most: 100, run: (args) => args.values.find((each) => each !== null) ?? null },
  div: {
    least: 2,
    run: (args) => {
      if (args.integer(1) === 0) args.refuse("divides by zero");
      return Math.trunc(args.integer(0) / args.integer(1));
    },
  },
  equals: { least: 2, run: (args) => areEqual(args.values[0], args.values[1], args) },
  false: { least: 0, run: () => false },
  greater: { least: 2, run: (args) => order(args) > 0 },
  greaterorequals: { least: 2, run: (args) => order(args) >= 0 },
  int: { least: 1, run: toInteger },
  json: { least: 1, run: fromJson },
  less: { least: 2, run: (args) => order(args) < 0 },
  lessorequals: { least: 2, run: (args) => order(args) <= 0 },
  max: { least: 1, most: 1000, run: (args) => Math.max(...integers(args)) },
  min: { least: 1, most: 1000, run: (args) => Math.min(...integers(args)) },
  mod: {
    least: 2,
    run: (args) => {
      if (args.integer(1) === 0) args.refuse("divides by zero");
      return whole(args, args.integer(0) % args.integer(1));
    },
  },
  mul: { least: 2, run: (args) => whole(args, args.integer(0) * args.integer(1)) },
  not: { least: 1, run: (args) => !args.boolean(0) },
  null: { least: 0, run: () => null },
  or: { least: 2, most: 100, run: (args) => booleans(args).some(Boolean) },
  sub: { least: 2, run: (args) => whole(args, args.integer(0) - args.integer(1)) },
  true: { least: 0, run: () => true },
};

function booleans(args: Arguments): boolean[] {
  return args.values.map((_, index) => args.boolean(index));
}

/** An exact integer; JavaScript has them up to 2^53. Minus zero is zero. */
function whole(args: Arguments, value: number): number {
  return Number.isSafeInteger(value) ? value + 0 : args.refuse("gives an integer that is too large");
}

function integers(args: Arguments): number[] {
  const list = Array.isArray(args.values[0]) ? args.list(0) : args.values;
  if (list.length === 0) args.refuse("was given no integer");
  return list.map((each) =>
    typeof each === "number" && Number.isSafeInteger(each) ? each : args.wrong(0, "integers"),
  );
}

/** The order of two integers. Strings are refused: the order of letters is .NET's own. */
function order(args: Arguments): number {
  return args.integer(0) - args.integer(1);
}

function toBoolean(args: Arguments): boolean {
  const [value] = args.values;
  if (typeof value === "boolean") return value;
  if (value === 0 || value === 1) return value === 1;
  const text = typeof value === "string" ? value.toLowerCase() : "";
  if (text !== "true" && text !== "false") args.refuse("takes true, false, 1 or 0");
  return text === "true";
}

function toInteger(args: Arguments): number {
  const [value] = args.values;
  if (typeof value === "number") return args.integer(0);
  const text = args.text(0);
  if (!/^-?\d{1,15}$/.test(text)) args.refuse("takes an integer or its digits");
  return Number(text);
}

function fromJson(args: Arguments): unknown {
  const text = args.text(0);
  args.budget.spend(text.length, args.at);
  const read = parseJson(text);
  return read.ok ? read.value : args.refuse(`was given ${JSON.stringify(excerpt(text))}`);
}
