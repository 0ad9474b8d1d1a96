import { armGuid } from "../delegation/arm-guid.ts";
import type { Arguments, Functions } from "./arguments.ts";
import { formatted } from "./format.ts";
import { insensitive, lowerCase, upperCase } from "./letter-case.ts";
import { jsonText } from "./values.ts";

/*
 * String functions of ARM templates. Source: Azure's documentation, "String functions for ARM templates". Functions that
 * strings share with arrays are in `collection-functions.ts`.
 */

/** White space of .NET's `Trim`. */
const SPACES = "[\\t-\\r \\u0085\\u00a0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+";
const AROUND = new RegExp(`^${SPACES}|${SPACES}$`, "g");

/** String functions by name in lower case. */
export const TEXT_FUNCTIONS: Functions = {
  endswith: {
    least: 2,
    run: (args) => insensitive(args, 0).endsWith(insensitive(args, 1)),
  },
  format: { least: 2, most: 100, run: formatted },
  guid: {
    least: 1,
    most: 100,
    run: (args) => armGuid(...args.values.map((_, index) => args.text(index))),
  },
  join: {
    least: 2,
    run: (args) => {
      const list = args.list(0);
      const texts = list.map((each) =>
        typeof each === "string" ? each : args.wrong(0, "an array of strings"),
      );
      return args.made(texts.join(args.text(1)));
    },
  },
  padleft: { least: 2, most: 3, run: padded },
  replace: {
    least: 3,
    run: (args) => {
      const [from, to] = [args.text(1), args.text(2)];
      if (from === "") args.refuse("takes no empty string as argument 2");
      const parts = args.text(0).split(from);
      args.budget.spend(parts.length * to.length, args.at);
      return args.made(parts.join(to));
    },
  },
  split: { least: 2, run: split },
  startswith: {
    least: 2,
    run: (args) => insensitive(args, 0).startsWith(insensitive(args, 1)),
  },
  string: {
    least: 1,
    run: (args) => {
      const [value] = args.values;
      if (typeof value === "string") return value;
      if (value === null || typeof value === "boolean")
        args.wrong(0, "a string, an integer, an array or an object");
      return typeof value === "number" ? String(args.integer(0)) : args.made(jsonText(value, args));
    },
  },
  substring: { least: 2, most: 3, run: substring },
  tolower: { least: 1, run: (args) => lowerCase(args, 0) },
  toupper: { least: 1, run: (args) => upperCase(args, 0) },
  trim: { least: 1, run: (args) => args.text(0).replace(AROUND, "") },
};

function padded(args: Arguments): string {
  const value = args.values[0];
  const text = typeof value === "number" ? String(args.integer(0)) : args.text(0);
  const filler = args.length > 2 ? args.text(2) : " ";
  if (filler.length !== 1) args.refuse("takes one character as argument 3");
  const length = args.integer(1);
  if (length < 0) args.refuse("takes no negative length");
  args.budget.spend(length, args.at);
  return text.padStart(length, filler);
}

function split(args: Arguments): readonly string[] {
  const delimiters = typeof args.values[1] === "string" ? [args.text(1)] : args.list(1);
  const texts = delimiters.map((each) => (typeof each === "string" ? each : args.wrong(1, "strings")));
  if (texts.length === 0 || texts.includes("")) args.refuse("takes no empty delimiter");
  let parts = [args.text(0)];
  if (texts.length === 1) return args.made(parts.flatMap((each) => each.split(texts[0] ?? "")));
  // of overlapping delimiters it is not documented which wins
  if (texts.some((one) => texts.some((other) => one !== other && one.includes(other))))
    args.refuse("was given delimiters that contain each other");
  for (const text of texts) parts = parts.flatMap((each) => each.split(text));
  return args.made(parts);
}

function substring(args: Arguments): string {
  const text = args.text(0);
  const from = args.integer(1);
  const length = args.length > 2 ? args.integer(2) : text.length - from;
  if (from < 0 || length < 0 || from + length > text.length)
    args.refuse(`reaches beyond its string of ${text.length} characters`);
  return text.slice(from, from + length);
}
