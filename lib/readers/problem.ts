import type { z } from "zod";

/** Why a document is not read. */
export type ProblemKind =
  | "part-unknown"
  | "value-unknown"
  | "document-unfinished"
  | "reference-unresolved"
  | "invariant-broken"
  | "duplicate"
  | "output-incomplete";

/** What each kind means, for people. */
export const PROBLEM_KINDS: Readonly<Record<ProblemKind, string>> = {
  "part-unknown": "holds something that is not what keeper writes or Terraform writes of it",
  "value-unknown": "does not say yet what decides access",
  "document-unfinished": "is of work that failed, was deferred, or is incomplete",
  "reference-unresolved": "refers to a registration definition that is not in it",
  "invariant-broken": "breaks an invariant of synthesized stacks",
  duplicate: "says two things of one thing",
  "output-incomplete": "does not agree with the files beside it",
} satisfies Record<ProblemKind, string>;

/** One reason for which a document is not read. Nothing is read of a document with any. */
export interface DocumentProblem {
  readonly kind: ProblemKind;
  /** Where inside the document: property names and list indexes. */
  readonly path: readonly (string | number)[];
  /** What is wrong, as a sentence without its final period. */
  readonly problem: string;
  /** The value received, shortened. */
  readonly received: string;
}

/** What was read, or every reason why nothing was. */
export type Read<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly DocumentProblem[] };

/** Longest value that is repeated in a problem, in characters. */
const LONGEST_RECEIVED = 80;

/** A problem at a place of a document. */
export function documentProblem(
  kind: ProblemKind,
  path: readonly (string | number)[],
  problem: string,
  received: unknown,
): DocumentProblem {
  const text = typeof received === "string" ? received : (JSON.stringify(received) ?? "nothing");
  const short = text.length > LONGEST_RECEIVED ? `${text.slice(0, LONGEST_RECEIVED)}…` : text;
  return { kind, path, problem, received: short };
}

/** Reads a document whose every part the schema allows, and nothing else. */
export function readAllowed<T>(schema: z.ZodType<T>, document: unknown): Read<T> {
  const parsed = schema.safeParse(document);
  if (parsed.success) return { ok: true, value: parsed.data };
  return { ok: false, problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, document)) };
}

function problemsOf(issue: z.core.$ZodIssue, document: unknown): DocumentProblem[] {
  const path = issue.path.map((key) => (typeof key === "symbol" ? String(key) : key));
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) =>
      documentProblem(
        "part-unknown",
        [...path, key],
        "is not allowed here",
        valueAt(document, [...path, key]),
      ),
    );
  }
  return [documentProblem("part-unknown", path, issue.message, valueAt(document, path))];
}

function valueAt(document: unknown, path: readonly (string | number)[]): unknown {
  let value = document;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}
