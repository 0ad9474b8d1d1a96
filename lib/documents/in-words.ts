import * as z from "zod";

/** How messages call the types of values. */
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
 * What a schema allows where zod found an issue, as a noun phrase: "text", `"public" or "china"`, "at least 1 entry".
 * A schema's own message goes before this, and says the same: what is allowed, never what is wrong.
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
      // a condition without words of its own, or what zod learns to find one day
      return "another value";
  }
}

/** The names of the properties that an object schema has. */
export function namesAllowed(schema: z.core.$ZodRawIssue["inst"]): readonly string[] {
  return schema instanceof z.core.$ZodObject ? Object.keys(schema._zod.def.shape) : [];
}

/** Values as a message offers them: `"a", "b" or "c"`. */
function alternatives(values: readonly unknown[]): string {
  const shown = values.map((value) => (typeof value === "string" ? JSON.stringify(value) : String(value)));
  const last = shown.pop() ?? "nothing";
  return shown.length === 0 ? last : `${shown.join(", ")} or ${last}`;
}

/** Of a union whose kind one property says, zod names the kinds; of others, it has what each branch allows. */
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
