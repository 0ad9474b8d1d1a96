import type * as z from "zod";
import { isObject } from "../values/json-object.ts";
import { nearest } from "../values/nearest.ts";
import type { Path } from "../values/path.ts";
import { nearestOfPattern, nearestOfValues } from "./nearest-value.ts";

/** One zod issue as the four parts of a message: problem, received, allowed, fix. */
export interface DescribedIssue {
  readonly kind: "part-unknown" | "value-not-allowed";
  readonly path: Path;
  /** A clause without its subject: "is missing". */
  readonly problem: string;
  readonly received: unknown;
  readonly allowed: string;
  readonly fix: string;
  /** For an unknown property: the similar known one, probably intended. */
  readonly suggested?: string;
}

/** Allowed property names of objects with unknown ones, by zod's list of the unknown ones. */
export type KnownNames = WeakMap<object, readonly string[]>;

const MISSING = "is missing";

/**
 * Describes the issues of zod, parsed with `reportInput`. A misspelt required property is one finding: the unknown name,
 * with the suggested one.
 *
 * @param most maximum number of issues
 */
export function describeIssues(
  issues: readonly z.core.$ZodIssue[],
  known: KnownNames,
  most: number,
): DescribedIssue[] {
  const misnamed = new Set(
    issues.flatMap(({ code, path }) => (code === "unrecognized_keys" ? [pathKey(path)] : [])),
  );
  const described = issues
    .slice(0, most)
    // a condition on a whole object fails again because of its misspelt names
    .filter(({ code, path }) => code !== "custom" || !misnamed.has(pathKey(path)))
    .flatMap((issue) => describe(issue, known, most));
  const suggested = new Set(
    described.flatMap(({ path, suggested: name }) =>
      name === undefined ? [] : [pathKey([...path.slice(0, -1), name])],
    ),
  );
  return described.filter(({ path, problem }) => problem !== MISSING || !suggested.has(pathKey(path)));
}

function pathKey(path: readonly PropertyKey[]): string {
  return JSON.stringify(path);
}

function describe(issue: z.core.$ZodIssue, known: KnownNames, most: number): DescribedIssue[] {
  const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
  switch (issue.code) {
    case "unrecognized_keys":
      return unknownNames(issue, path, known.get(issue.keys) ?? [], most);
    case "invalid_union":
      return describeUnion(issue, path, known, most);
    case "invalid_key":
      return [invalidName(issue, path)];
    case "invalid_type":
    case "invalid_value":
      if (issue.input === undefined) return [missing(path, issue.message)];
  }
  const { input: received, message: allowed } = issue;
  return [
    { kind: "value-not-allowed", path, problem: problemOf(issue), received, allowed, fix: fixOf(issue) },
  ];
}

function missing(path: Path, allowed: string): DescribedIssue {
  const name = path.at(-1);
  const fix = typeof name === "string" ? `add ${name}: ${allowed}` : `write ${allowed}`;
  return { kind: "value-not-allowed", path, problem: MISSING, received: undefined, allowed, fix };
}

/** Problem of an issue. Our own conditions set it in `params.problem`; `message` always says what is allowed. */
function problemOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "invalid_type") return "has the wrong type";
  const own = issue.code === "custom" ? issue.params?.["problem"] : undefined;
  return typeof own === "string" ? own : "is not valid";
}

function unknownNames(
  { keys, input, message }: z.core.$ZodIssueUnrecognizedKeys,
  path: Path,
  names: readonly string[],
  most: number,
): DescribedIssue[] {
  const free = new Set(names.filter((name) => input?.[name] === undefined));
  return keys.slice(0, most).map((key) => {
    const suggested = nearest(key, free);
    if (suggested !== undefined) free.delete(suggested);
    return {
      kind: "part-unknown",
      path: [...path, key],
      problem: "is not a known property",
      received: input?.[key],
      allowed: message,
      fix: suggested === undefined ? "remove it" : `did you mean \`${suggested}\`?`,
      ...(suggested === undefined ? {} : { suggested }),
    };
  });
}

function invalidName({ issues, input, message }: z.core.$ZodIssueInvalidKey, path: Path): DescribedIssue {
  const received = input ?? path.at(-1);
  const near = issues.map((issue) => nearOf(issue, received)).find((each) => each !== undefined);
  const fix = near === undefined ? `rename it: ${message}` : `did you mean ${JSON.stringify(near)}?`;
  return { kind: "value-not-allowed", path, problem: "is not a valid name", received, allowed: message, fix };
}

/**
 * Describes a failed union by its own message. Where a branch accepted the type of the value, by that branch's issues.
 */
function describeUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  path: Path,
  known: KnownNames,
  most: number,
): DescribedIssue[] {
  const discriminator = "discriminator" in issue ? issue.discriminator : undefined;
  if (typeof discriminator === "string") return [undiscriminated(issue, path, discriminator)];
  const { input: received, message: allowed } = issue;
  if (received === undefined) return [missing(path, allowed)];
  const [deepest] = branchesInto(issue)
    .map((branch) => describeIssues(branch, known, most))
    .sort((a, b) => a.length - b.length);
  if (deepest !== undefined) return deepest.map((each) => ({ ...each, path: [...path, ...each.path] }));
  return [{ kind: "value-not-allowed", path, problem: "is not valid", received, allowed, fix: fixOf(issue) }];
}

/** Branches that accepted the value's type, an object. For a list, only where one branch alone is for lists. */
function branchesInto({ input, errors }: z.core.$ZodIssueInvalidUnion): z.core.$ZodIssue[][] {
  const isOfType = (branch: z.core.$ZodIssue[]) =>
    branch.every(
      ({ path, code }) => path.length > 0 || (code !== "invalid_type" && code !== "invalid_value"),
    );
  if (!isObject(input) && !(Array.isArray(input) && errors.filter(isOfType).length === 1)) return [];
  return errors.filter((branch) =>
    branch.every(({ path, code }) => path.length > 0 || code === "unrecognized_keys"),
  );
}

/** Describes an object whose discriminator is missing or unknown. Its other properties were not checked. */
function undiscriminated(
  issue: z.core.$ZodIssueInvalidUnion,
  path: Path,
  discriminator: string,
): DescribedIssue {
  const { input, message: allowed } = issue;
  const received = isObject(input) && Object.hasOwn(input, discriminator) ? input[discriminator] : undefined;
  if (received !== undefined) {
    const fix = fixOf({ ...issue, input: received });
    return { kind: "value-not-allowed", path, problem: "is not valid", received, allowed, fix };
  }
  const misspelt = isObject(input) ? nearest(discriminator, Object.keys(input)) : undefined;
  if (misspelt === undefined) return missing(path, allowed);
  return {
    kind: "part-unknown",
    path: [...path.slice(0, -1), misspelt],
    problem: "is not a known property",
    received: isObject(input) ? input[misspelt] : undefined,
    allowed,
    fix: `did you mean \`${discriminator}\`?`,
  };
}

/** Fix of an issue: the most similar allowed value, or what is allowed. */
function fixOf(issue: z.core.$ZodIssue): string {
  const { input, message } = issue;
  const near = nearOf(issue, input);
  if (near !== undefined) return `did you mean ${JSON.stringify(near)}?`;
  if (issue.code === "invalid_type") {
    const isScalar = typeof input === "number" || typeof input === "boolean";
    if (issue.expected === "string" && isScalar) return "put the value in quotes";
    if (issue.expected === "boolean" && (input === "true" || input === "false"))
      return `write ${input} without quotes`;
    if (issue.expected === "array" && typeof input === "string") return "put the value in a list: [ … ]";
  }
  return `write ${message}`;
}

function nearOf(issue: z.core.$ZodIssue, received: unknown): string | undefined {
  if (issue.code === "invalid_value") return nearestOfValues(received, issue.values);
  if (issue.code === "invalid_union") return nearestOfValues(received, valuesOf(issue));
  if (issue.code !== "invalid_format" || typeof received !== "string") return undefined;
  const pattern = /^\/(.*)\/([a-z]*)$/s.exec(issue.pattern ?? "");
  return pattern === null ? undefined : nearestOfPattern(received, new RegExp(pattern[1] ?? "", pattern[2]));
}

/** The constants that a union allows. */
function valuesOf(issue: z.core.$ZodIssueInvalidUnion): unknown[] {
  const options = "options" in issue && Array.isArray(issue.options) ? issue.options : [];
  const constants = issue.errors.flat().flatMap((each) => {
    return each.code === "invalid_value" && each.path.length === 0 ? each.values : [];
  });
  return [...options, ...constants];
}
