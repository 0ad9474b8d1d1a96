import type * as z from "zod";
import type { Path } from "../values/path.ts";
import { failed, type Result, success } from "../values/result.ts";
import { describeIssues, type KnownNames } from "./describe-issues.ts";
import { excerpt, quotedExcerpt } from "./excerpt.ts";
import { allowedInWords, namesAllowed } from "./in-words.ts";
import { findUnsafeShape } from "./unsafe-shape.ts";

/** Why a document is not read. */
export type ProblemKind =
  | "part-unknown"
  | "value-not-allowed"
  | "address-foreign"
  | "text-evaluated"
  | "value-unknown"
  | "document-unfinished"
  | "document-too-large"
  | "reference-unresolved"
  | "invariant-broken"
  | "duplicate"
  | "output-incomplete"
  | "definitions-differ";

/** What each kind means, for people. */
export const PROBLEM_KINDS: Readonly<Record<ProblemKind, string>> = {
  "part-unknown": "holds something that documents of its kind do not",
  "value-not-allowed": "has a known part with a value that is not allowed there, or without any",
  "address-foreign":
    "has a resource at an address that keeper gives to none: it is of another Terraform configuration",
  "text-evaluated": "has a text that Terraform would evaluate",
  "value-unknown": "does not say yet what decides access",
  "document-unfinished": "is of work that failed, was deferred, or is incomplete",
  "document-too-large": "is nested deeper or has more wrong with it than any document of ours",
  "reference-unresolved": "refers to a registration definition that is not in it",
  "invariant-broken": "has parts that do not fit together as those of a synthesized stack do",
  duplicate: "says two things of one thing",
  "output-incomplete": "does not agree with the files beside it",
  "definitions-differ": "does not say what the definitions say",
} satisfies Record<ProblemKind, string>;

/** What each kind allows, where a problem says no more. */
export const ALLOWED_BY_KIND: Readonly<Record<ProblemKind, string>> = {
  "part-unknown": "only what documents of its kind hold",
  "value-not-allowed": "a value that documents of its kind have there",
  "address-foreign": "the addresses that a stack has",
  "text-evaluated": "text that Terraform takes as it stands",
  "value-unknown": "a value that is known before apply",
  "document-unfinished": "a complete document of work that succeeded",
  "document-too-large": "a smaller document",
  "reference-unresolved": "a registration definition of the same document",
  "invariant-broken": "what a synthesized stack has there",
  duplicate: "each of them once",
  "output-incomplete": "files that agree with each other",
  "definitions-differ": "what the definitions say",
} satisfies Record<ProblemKind, string>;

/** One reason for which a document or definition is not read. Nothing is read of one with any. */
export interface Problem {
  readonly kind: ProblemKind;
  /** Where, from the document's root. */
  readonly path: Path;
  /** What is wrong, as a clause without its subject: "is missing". */
  readonly problem: string;
  /** The value received, shortened, or "nothing". */
  readonly received: string;
  /** What would be accepted, as a noun phrase. */
  readonly allowed: string;
  /** What to write, in the imperative or as "did you mean …?"; undefined where there is nothing to write. */
  readonly fix?: string;
}

/** What was read, or every reason why nothing was. */
export type Read<T> = Result<T, readonly Problem[]>;

/** A problem at a place of a document. @param allowed what would be accepted. @default - what the kind allows */
export function documentProblem(
  kind: ProblemKind,
  path: Path,
  problem: string,
  received: unknown,
  allowed: string = ALLOWED_BY_KIND[kind],
): Problem {
  return { kind, path, problem, received: excerpt(received), allowed };
}

/** A document that is refused for one reason. */
export function refusal<T>(
  kind: ProblemKind,
  path: Path,
  problem: string,
  received: unknown,
  allowed?: string,
): Read<T> {
  return failed([documentProblem(kind, path, problem, received, allowed)]);
}

/** What was read, with all of its problems at a deeper place. */
export function readAt<T>(read: Read<T>, path: Path): Read<T> {
  if (read.ok) return read;
  return failed(read.error.map((each) => ({ ...each, path: [...path, ...each.path] })));
}

/** What was put together of a document's parts, or a problem for each id that the document has twice. */
export function readOnce<T>(assembled: Result<T, readonly string[]>): Read<T> {
  if (assembled.ok) return assembled;
  return failed(assembled.error.map((id) => documentProblem("duplicate", [], "is there twice", id)));
}

/** How many problems of one document are reported; that there are more is one more. */
export const MOST_PROBLEMS = 1000;

/** What is said of a document with more problems than are reported. */
export const TOO_MANY: Problem = {
  kind: "document-too-large",
  path: [],
  problem: `has more than ${MOST_PROBLEMS} problems: the others are not reported`,
  received: "nothing",
  allowed: ALLOWED_BY_KIND["document-too-large"],
};

/**
 * Reads a document whose every part the schema allows, and nothing else. A schema's own messages say what is allowed, as
 * noun phrases.
 */
export function readAllowed<T>(schema: z.ZodType<T>, document: unknown): Read<T> {
  const unsafe = findUnsafeShape(document);
  if (unsafe !== undefined) return refusal(unsafe.kind, unsafe.path, unsafe.problem, unsafe.received);
  const known: KnownNames = new WeakMap();
  const error = (issue: z.core.$ZodRawIssue) => {
    if (issue.code === "unrecognized_keys") known.set(issue.keys, namesAllowed(issue.inst));
    return allowedInWords(issue);
  };
  try {
    const parsed = schema.safeParse(document, { error, reportInput: true });
    if (parsed.success) return success(parsed.data);
    const { issues } = parsed.error;
    const problems = describeIssues(issues, known, MOST_PROBLEMS)
      .slice(0, MOST_PROBLEMS)
      .map(({ meant: _, received, ...rest }): Problem => ({ ...rest, received: quotedExcerpt(received) }));
    const more = issues.length > MOST_PROBLEMS || problems.length === MOST_PROBLEMS;
    return failed(more ? [...problems, TOO_MANY] : problems);
  } catch (error) {
    // zod hands issues over as arguments: a stack full of them ends here
    if (!(error instanceof RangeError)) throw error;
    return refusal("document-too-large", [], "has too much wrong with it", document);
  }
}
