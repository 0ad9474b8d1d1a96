import * as z from "zod";

/** Words for types of values in messages. */
const NOUNS: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  null: "null",
  array: "a list",
  tuple: "a list",
  object: "an object",
  record: "an object",
  never: "nothing",
};

/**
 * Describes what a schema allows, as a noun phrase. Examples: "text", `"public" or "china"`, "at least 1 entry". A
 * schema's own message takes precedence. It also says what is allowed, not what is wrong.
 */
export function allowedInWords(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return NOUNS[issue.expected] ?? `a value of type ${issue.expected}`;
    case "invalid_value":
      return alternatives(issue.values);
    case "invalid_union":
      return unionInWords(issue);
    case "unrecognized_keys":
      return namesAllowed(issue.inst).join(", ") || "nothing";
    case "invalid_key":
      return issue.issues.map(({ message }) => message).join("; ");
    case "too_small":
      return sizeInWords(issue.origin, issue.inclusive === false ? "more than" : "at least", issue.minimum);
    case "too_big":
      return sizeInWords(issue.origin, issue.inclusive === false ? "less than" : "at most", issue.maximum);
    case "invalid_format":
      return `text of the form ${issue.pattern ?? issue.format}`;
    case "not_multiple_of":
      return `a multiple of ${issue.divisor}`;
    default:
      // a condition without a message, or a code of a newer zod
      return "another value";
  }
}

/** Property names of an object schema; empty for other schemas. */
export function namesAllowed(schema: z.core.$ZodRawIssue["inst"]): readonly string[] {
  return schema instanceof z.core.$ZodObject ? Object.keys(schema._zod.def.shape) : [];
}

/** Lists alternatives for a message: `"a", "b" or "c"`. */
function alternatives(values: readonly unknown[]): string {
  const shown = values.map((value) => (typeof value === "string" ? JSON.stringify(value) : String(value)));
  const last = shown.pop() ?? "nothing";
  return shown.length === 0 ? last : `${shown.join(", ")} or ${last}`;
}

/** Describes a union: by the values of its discriminator, or by what each branch allows. */
function unionInWords({
  options,
  errors,
}: {
  readonly options?: readonly unknown[] | undefined;
  readonly errors: readonly (readonly z.core.$ZodIssue[])[];
}): string {
  if (options !== undefined && options.length > 0) return alternatives(options);
  const branches = errors.flatMap((branch) => branch.find(({ path }) => path.length === 0)?.message ?? []);
  return [...new Set(branches)].join(", or ") || "one of several forms";
}

function sizeInWords(origin: string, comparison: string, limit: number | bigint): string {
  if (origin === "string") return `text of ${comparison} ${limit} characters`;
  return origin === "array" ? `a list of ${comparison} ${limit} entries` : `${comparison} ${limit}`;
}
