import type { Operations } from "../../permissions/operations.ts";
import type { AccessDifference } from "../../review/access-change.ts";
import { count } from "../finding-text.ts";
import { listed } from "../listed.ts";
import { shorten } from "./shorten.ts";

/** How many operations, and exceptions of one, are named one by one. */
const MOST_OPERATIONS = 5;

/** What somebody gains or loses by a grant that comes or goes: a line for each pattern of operations, or that it is nothing. */
export function differenceOrNothing(verb: "gains" | "loses", difference: AccessDifference): string[] {
  const told = differenceText(verb, difference);
  return told.length > 0 ? told : [`${verb} nothing: another grant allows as much`];
}

/** What somebody gains or loses, a line for each pattern of operations. */
export function differenceText(
  verb: "gains" | "loses",
  { operations, delegated }: AccessDifference,
): string[] {
  return [
    ...operationsText(verb, operations),
    ...operationsText(verb === "gains" ? "may newly hand out" : "may no longer hand out", delegated),
  ];
}

/** Operations in words, the first of them by pattern with an example, the rest counted. */
export function operationsText(verb: string, operations: readonly Operations[]): string[] {
  const named = operations.slice(0, MOST_OPERATIONS).map((each) => `${verb} ${patternText(each)}`);
  const more = operations.length - named.length;
  return more > 0 ? [...named, `${verb} ${count(more, "more pattern")} of operations`] : named;
}

function patternText({ pattern, except, example, plane, condition }: Operations): string {
  const data = plane === "data" ? " (data)" : "";
  const left =
    except.length === 0
      ? ""
      : ` except ${listed(
          except.map((each) => shorten(each)),
          MOST_OPERATIONS,
        )}`;
  const under = condition === null ? "" : `, under a condition (${shorten(condition)})`;
  const told = example === null || example === pattern.toLowerCase();
  const such = told ? "" : `, for example ${example === "" ? '""' : shorten(example)}`;
  return `${shorten(pattern)}${data}${left}${under}${such}`;
}
