import type { Operations } from "../../permissions/block.ts";
import type { AccessDifference } from "../../review/access-change.ts";
import { isMoreThanReading } from "../../review/severity.ts";
import { listed } from "../../values/listed.ts";
import { count, shorten } from "../phrases.ts";

/** Patterns of operations that are named one by one. */
const MOST_OPERATIONS = 8;

/** Exceptions of a pattern that are named one by one. */
const MOST_EXCEPTIONS = 5;

/** Last part of operations that return keys or other secrets. Their holder needs no role any more. */
const SECRETS = /(?:key|secret|credential|token|sas|connectionstring)s?\/action$/i;

/** A gain or loss in words. First what may be handed out, then a line for each pattern of operations. */
export function differenceText(
  verb: "gains" | "loses",
  { operations, delegated }: AccessDifference,
  most: number = MOST_OPERATIONS,
): string[] {
  return [
    ...operationsText(verb === "gains" ? "may newly hand out" : "may no longer hand out", delegated, most),
    ...operationsText(verb, operations, most),
  ];
}

/** A whole gain or loss, a line each. Empty where {@link differenceText} already names all of it. */
export function unabridgedDifference(verb: "gains" | "loses", difference: AccessDifference): string[] {
  const { operations, delegated } = difference;
  if (Math.max(operations.length, delegated.length) <= MOST_OPERATIONS) return [];
  return differenceText(verb, difference, Number.POSITIVE_INFINITY);
}

/** Operations in words, the most dangerous first. The first ones by pattern with an example, the rest counted. */
export function operationsText(
  verb: string,
  operations: readonly Operations[],
  most: number = MOST_OPERATIONS,
): string[] {
  const named = mostDangerousFirst(operations)
    .slice(0, most)
    .map((each) => `${verb} ${patternText(each)}`);
  const more = operations.length - named.length;
  return more > 0 ? [...named, `${verb} ${count(more, "more pattern")} of operations`] : named;
}

/**
 * Operations in reading order: those that write before those that only read. Within each: patterns over all resources,
 * operations that return secrets, all operations of a resource (`…/*`), other patterns, single operations. Data comes
 * before control. Equals keep their order.
 */
export function mostDangerousFirst(operations: readonly Operations[]): Operations[] {
  return operations
    .map((each) => ({ each, rank: rankOf(each) }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ each }) => each);
}

function rankOf(operations: Operations): number {
  const reads = isMoreThanReading(operations) ? 0 : 1;
  return 100 * reads + 10 * widthRank(operations) + (operations.plane === "data" ? 0 : 1);
}

function widthRank({ pattern }: Operations): number {
  if (pattern.startsWith("*")) return 0;
  if (SECRETS.test(pattern)) return 1;
  if (pattern.endsWith("/*")) return 2;
  return pattern.includes("*") ? 3 : 4;
}

function patternText({ pattern, except, example, plane, condition }: Operations): string {
  const data = plane === "data" ? " (data)" : "";
  const left =
    except.length === 0
      ? ""
      : ` except ${listed(
          except.map((each) => shorten(each)),
          MOST_EXCEPTIONS,
        )}`;
  const under = condition === null ? "" : `, under a condition (${shorten(condition)})`;
  const isExampleClear = example === null || example === pattern.toLowerCase();
  const such = isExampleClear ? "" : `, for example ${example === "" ? '""' : shorten(example)}`;
  return `${shorten(pattern)}${data}${left}${under}${such}`;
}
