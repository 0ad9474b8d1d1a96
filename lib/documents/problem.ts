import type * as z from "zod";
import { failed, type Result, success } from "../values/result.ts";
import { excerpt } from "./excerpt.ts";
import { inWords } from "./in-words.ts";
import { findUnsafeShape } from "./unsafe-shape.ts";

/** Why a document is not read. */
export type ProblemKind =
  | "part-unknown"
  | "value-not-allowed"
  | "text-evaluated"
  | "value-unknown"
  | "document-unfinished"
  | "document-too-large"
  | "reference-unresolved"
  | "invariant-broken"
  | "duplicate"
  | "output-incomplete";

/** What each kind means, for people. */
export const PROBLEM_KINDS: Readonly<Record<ProblemKind, string>> = {
  "part-unknown": "holds something that documents of its kind do not",
  "value-not-allowed": "has a known part with a value that is not allowed there, or without any",
  "text-evaluated": "has a text that Terraform would evaluate",
  "value-unknown": "does not say yet what decides access",
  "document-unfinished": "is of work that failed, was deferred, or is incomplete",
  "document-too-large": "is nested deeper or has more wrong with it than any document of ours",
  "reference-unresolved": "refers to a registration definition that is not in it",
  "invariant-broken": "has parts that do not fit together as those of a synthesized stack do",
  duplicate: "says two things of one thing",
  "output-incomplete": "does not agree with the files beside it",
} satisfies Record<ProblemKind, string>;

/** Where inside a document: property names and list indexes, outermost first. */
export type DocumentPath = readonly (string | number)[];

/** One reason for which a document is not read. Nothing is read of a document with any. */
export interface DocumentProblem {
  readonly kind: ProblemKind;
  readonly path: DocumentPath;
  /** What is wrong, and what is allowed where that is not plain, as a sentence without its final period. */
  readonly problem: string;
  /** The value received, shortened. */
  readonly received: string;
}

/** What was read, or every reason why nothing was. */
export type Read<T> = Result<T, readonly DocumentProblem[]>;

/** A problem at a place of a document. */
export function documentProblem(
  kind: ProblemKind,
  path: DocumentPath,
  problem: string,
  received: unknown,
): DocumentProblem {
  return { kind, path, problem, received: excerpt(received) };
}

/** A document that is refused for one reason. */
export function refusal<T>(
  kind: ProblemKind,
  path: DocumentPath,
  problem: string,
  received: unknown,
): Read<T> {
  return failed([documentProblem(kind, path, problem, received)]);
}

/** What was read, with all of its problems at a deeper place. */
export function readAt<T>(read: Read<T>, path: DocumentPath): Read<T> {
  if (read.ok) return read;
  return failed(read.error.map((each) => ({ ...each, path: [...path, ...each.path] })));
}

/** How many problems of one document are told; that there are more is one more. */
export const MOST_PROBLEMS = 1000;

/** What is said of a document with more problems than are told. */
export const TOO_MANY: DocumentProblem = {
  kind: "document-too-large",
  path: [],
  problem: `has more than ${MOST_PROBLEMS} problems: the others are not told`,
  received: "nothing",
};

/** Reads a document whose every part the schema allows, and nothing else. */
export function readAllowed<T>(schema: z.ZodType<T>, document: unknown): Read<T> {
  const unsafe = findUnsafeShape(document);
  if (unsafe !== undefined) return refusal(unsafe.kind, unsafe.path, unsafe.problem, unsafe.received);
  try {
    const parsed = schema.safeParse(document, { error: inWords });
    if (parsed.success) return success(parsed.data);
    const problems = parsed.error.issues
      .slice(0, MOST_PROBLEMS)
      .flatMap((issue) => problemsOf(issue, document))
      .slice(0, MOST_PROBLEMS);
    const more = parsed.error.issues.length > problems.length || problems.length === MOST_PROBLEMS;
    return failed(more ? [...problems, TOO_MANY] : problems);
  } catch (error) {
    // zod hands issues over as arguments: a stack full of them ends here
    if (!(error instanceof RangeError)) throw error;
    return refusal("document-too-large", [], "has too much wrong with it", document);
  }
}

function problemsOf(issue: z.core.$ZodIssue, document: unknown): DocumentProblem[] {
  const path = issue.path.map((key) => (typeof key === "symbol" ? String(key) : key));
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((key) =>
      documentProblem("part-unknown", [...path, key], issue.message, valueAt(document, [...path, key])),
    );
  }
  return [documentProblem("value-not-allowed", path, issue.message, valueAt(document, path))];
}

function valueAt(document: unknown, path: DocumentPath): unknown {
  let value = document;
  for (const key of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string | number, unknown>)[key];
  }
  return value;
}
