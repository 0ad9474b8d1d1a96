import { isObject } from "../values/json-object.ts";
import type { Arguments, Functions } from "./arguments.ts";
import { insensitive } from "./letter-case.ts";
import { areEqual, nameIn } from "./values.ts";

/*
 * Array and object functions of ARM templates, and those that strings share with arrays. Sources: Azure's documentation,
 * "Array functions for ARM templates" and "Object functions for ARM templates".
 */

/** Most elements of `range()`; Azure's own limit. */
const LONGEST_RANGE = 10_000;

/** Array and object functions by name in lower case. */
export const COLLECTION_FUNCTIONS: Functions = {
  array: { least: 1, run: (args) => (Array.isArray(args.values[0]) ? args.list(0) : [args.values[0]]) },
  concat: { least: 1, most: 1000, run: concatenated },
  contains: { least: 2, run: contains },
  createarray: { least: 0, most: 1000, run: (args) => args.made(args.values) },
  createobject: { least: 0, most: 1000, run: createdObject },
  empty: { least: 1, run: (args) => args.values[0] === null || lengthOf(args) === 0 },
  first: { least: 1, run: (args) => element(args, 0) },
  flatten: {
    least: 1,
    run: (args) =>
      args.made(
        args.list(0).flatMap((each) => (Array.isArray(each) ? each : args.wrong(0, "an array of arrays"))),
      ),
  },
  indexof: { least: 2, run: (args) => position(args, "first") },
  intersection: { least: 2, most: 100, run: intersection },
  items: { least: 1, run: items },
  last: { least: 1, run: (args) => element(args, -1) },
  lastindexof: { least: 2, run: (args) => position(args, "last") },
  length: { least: 1, run: lengthOf },
  range: {
    least: 2,
    run: (args) => {
      const [from, count] = [args.integer(0), args.integer(1)];
      if (count < 0 || count > LONGEST_RANGE)
        args.refuse(`makes 0 to ${LONGEST_RANGE} integers, not ${count}`);
      return args.made(Array.from({ length: count }, (_, index) => from + index));
    },
  },
  skip: { least: 2, run: (args) => part(args, (count) => [count, undefined]) },
  take: { least: 2, run: (args) => part(args, (count) => [0, count]) },
  tryget: { least: 2, most: 100, run: tryGet },
  union: { least: 2, most: 100, run: union },
};

function concatenated(args: Arguments): unknown {
  if (Array.isArray(args.values[0])) {
    const lists = args.values.map((_, index) => args.list(index));
    return args.made(lists.flat());
  }
  // numbers of loops are joined to strings in Azure's own examples
  const texts = args.values.map((each, index) =>
    typeof each === "number" ? String(args.integer(index)) : args.text(index),
  );
  return args.made(texts.join(""));
}

function contains(args: Arguments): boolean {
  const [container, wanted] = args.values;
  if (typeof container === "string") {
    const text = typeof wanted === "number" ? String(args.integer(1)) : args.text(1);
    return container.includes(text);
  }
  if (Array.isArray(container)) {
    if (typeof wanted !== "string") args.integer(1);
    return container.some((each) => areEqual(each, wanted, args));
  }
  if (isObject(container)) return nameIn(container, args.text(1)) !== undefined;
  return args.wrong(0, "a string, an array or an object");
}

function createdObject(args: Arguments): object {
  if (args.length % 2 !== 0) args.refuse("takes a value for each name");
  const pairs = Array.from({ length: args.length / 2 }, (_, index): [string, unknown] => [
    args.text(index * 2),
    args.values[index * 2 + 1],
  ]);
  const names = new Set(pairs.map(([name]) => name.toUpperCase()));
  if (names.size < pairs.length) args.refuse("was given one name twice");
  return Object.fromEntries(pairs);
}

function lengthOf(args: Arguments): number {
  const [value] = args.values;
  if (typeof value === "string" || Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : args.wrong(0, "a string, an array or an object");
}

function element(args: Arguments, index: 0 | -1): unknown {
  const value = typeof args.values[0] === "string" ? args.text(0) : args.list(0);
  if (value.length === 0)
    args.refuse(typeof value === "string" ? "was given no text" : "was given an empty array");
  return value.at(index);
}

function position(args: Arguments, which: "first" | "last"): number {
  if (typeof args.values[0] === "string") {
    const [text, wanted] = [insensitive(args, 0), insensitive(args, 1)];
    return which === "first" ? text.indexOf(wanted) : text.lastIndexOf(wanted);
  }
  const found = args.list(0).map((each) => areEqual(each, args.values[1], args));
  return which === "first" ? found.indexOf(true) : found.lastIndexOf(true);
}

function part(args: Arguments, ends: (count: number) => [number, number | undefined]): unknown {
  const count = Math.max(0, args.integer(1));
  const value = typeof args.values[0] === "string" ? args.text(0) : args.list(0);
  return args.made(value.slice(...ends(count)));
}

function items(args: Arguments): readonly object[] {
  const entries = Object.entries(args.object(0)).map(([key, value]) => ({ key, value }));
  if (entries.length > 1 && !areOrdered(entries.map(({ key }) => key)))
    args.refuse("is evaluated for names of letters and digits alone, whose order is clear");
  return args.made(entries.sort((a, b) => (a.key < b.key ? -1 : 1)));
}

/** Whether names have one order, whether case counts or not. */
function areOrdered(names: readonly string[]): boolean {
  if (!names.every((each) => /^[A-Za-z0-9]+$/.test(each))) return false;
  const byCase = [...names].sort((a, b) => (a < b ? -1 : 1));
  const byLetter = [...names].sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1));
  return byCase.join() === byLetter.join();
}

function tryGet(args: Arguments): unknown {
  let value = args.values[0];
  for (let index = 1; index < args.length; index++) {
    const key = args.values[index];
    if (value === null) return null;
    if (Array.isArray(value) && typeof key === "number") value = value[key] ?? null;
    else if (isObject(value) && typeof key === "string") {
      const name = nameIn(value, key);
      value = name === undefined ? null : value[name];
    } else return args.wrong(index, "the name of a property or the index of an element");
  }
  return value;
}

function intersection(args: Arguments): unknown {
  if (Array.isArray(args.values[0])) {
    const [first = [], ...others] = args.values.map((_, index) => args.list(index));
    const shared = first.filter((each) =>
      others.every((other) => other.some((one) => areEqual(each, one, args))),
    );
    return distinct(shared, args);
  }
  const [first = {}, ...others] = args.values.map((_, index) => args.object(index));
  return Object.fromEntries(
    Object.entries(first).filter(([name, value]) =>
      others.every((other) => Object.hasOwn(other, name) && areEqual(value, other[name], args)),
    ),
  );
}

function distinct(list: readonly unknown[], args: Arguments): unknown[] {
  const all: unknown[] = [];
  for (const each of list) if (!all.some((other) => areEqual(each, other, args))) all.push(each);
  return all;
}

function union(args: Arguments): unknown {
  if (Array.isArray(args.values[0]))
    return args.made(
      distinct(
        args.values.flatMap((_, index) => args.list(index)),
        args,
      ),
    );
  return args.values.map((_, index) => args.object(index)).reduce((one, other) => merged(one, other, args));
}

/** Later values win; nested objects are merged, nested arrays are not. */
function merged(
  one: Readonly<Record<string, unknown>>,
  other: Readonly<Record<string, unknown>>,
  args: Arguments,
): Readonly<Record<string, unknown>> {
  const entries = new Map(Object.entries(one));
  for (const [name, value] of Object.entries(other)) {
    args.budget.spend(1, args.at);
    const known = nameIn(one, name);
    if (known !== undefined && known !== name) args.refuse("was given names that differ by case alone");
    const before = entries.get(name);
    entries.set(name, isObject(before) && isObject(value) ? merged(before, value, args) : value);
  }
  return Object.fromEntries(entries);
}
