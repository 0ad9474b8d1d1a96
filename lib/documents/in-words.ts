import * as z from "zod";

/** How this room calls types of values, as in "is … where … belongs". */
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
 * What zod finds wrong with a document, in the words of this room, as a clause without its subject. For all that zod
 * can find, whether or not a schema of ours asks for it; what a schema says in its own words goes before this.
 */
export function inWords(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined ? MISSING : wrongType(issue.input, issue.expected);
    case "invalid_value":
      return issue.input === undefined ? MISSING : `is not ${alternatives(issue.values)}`;
    case "invalid_union":
      return unionInWords(issue);
    case "unrecognized_keys":
      return `is not allowed here: ${namesAllowed(issue.inst) || "nothing"} is`;
    case "invalid_key":
      return `is no name that is allowed here: it ${issue.issues.map(({ message }) => message).join(", and ")}`;
    case "invalid_element":
      return "has an entry that is not allowed";
    case "too_small":
      return `${sizeOf(issue)} ${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}`;
    case "too_big":
      return `${sizeOf(issue)} ${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}`;
    case "invalid_format":
      return issue.pattern === undefined ? `is no ${issue.format}` : `is not of the form ${issue.pattern}`;
    case "not_multiple_of":
      return `is no multiple of ${issue.divisor}`;
    default:
      // a condition without words of its own, or what zod learns to find one day
      return "is not allowed here";
  }
}

const MISSING = "is missing";

function wrongType(input: unknown, expected: string): string {
  const known = typeof input === "boolean" || input === null ? String(input) : undefined;
  const type = Array.isArray(input) ? "array" : typeof input;
  const fraction = type === "number" && expected === "int" ? "a number that is not whole" : undefined;
  return `is ${known ?? fraction ?? NOUNS[type] ?? type} where ${NOUNS[expected] ?? expected} belongs`;
}

function alternatives(values: readonly unknown[]): string {
  return values.map(String).join(" or ");
}

/** Of a union whose kind a part tells, zod looks at that part; of others, at the whole. */
function unionInWords({
  input,
  discriminator,
  options,
}: {
  readonly input: unknown;
  readonly discriminator?: string | undefined;
  readonly options?: readonly unknown[] | undefined;
}): string {
  const known = discriminator !== undefined && typeof input === "object" && input !== null;
  if (input === undefined || (known && !Object.hasOwn(input, discriminator))) return MISSING;
  return options === undefined || options.length === 0
    ? "has none of the forms that are allowed here"
    : `is not ${alternatives(options)}`;
}

function namesAllowed(schema: z.core.$ZodRawIssue["inst"]): string {
  return schema instanceof z.core.$ZodObject ? Object.keys(schema._zod.def.shape).join(", ") : "";
}

function sizeOf({ origin }: { readonly origin: string }): string {
  if (origin === "string") return "is text whose length is not";
  return origin === "array" ? "is a list whose length is not" : "is not";
}
