import type * as z from "zod";
import type { Path } from "../values/path.ts";
import { failed, type Result, success } from "../values/result.ts";
import { describeIssues, type KnownNames } from "./describe-issues.ts";
import { excerpt, quotedExcerpt } from "./excerpt.ts";
import { allowedInWords, namesAllowed } from "./in-words.ts";
import { findUnsafeShape } from "./unsafe-shape.ts";

/** Stable codes of reasons why a document is refused. */
export type ProblemKind =
  | "part-unknown"
  | "value-not-allowed"
  | "address-foreign"
  | "text-evaluated"
  | "value-unknown"
  | "eligible-unknown"
  | "document-unfinished"
  | "document-too-large"
  | "reference-unresolved"
  | "invariant-broken"
  | "duplicate"
  | "output-incomplete"
  | "definitions-differ";

/** Meaning of each kind, as a clause about the document. */
export const PROBLEM_KINDS: Readonly<Record<ProblemKind, string>> = {
  "part-unknown": "contains something that documents of its kind do not have",
  "value-not-allowed": "has a value that is not allowed, or misses a required one",
  "address-foreign":
    "has a resource at an address that keeper does not use: it belongs to another Terraform configuration",
  "text-evaluated": "has a text that Terraform would evaluate",
  "value-unknown": "has values that decide access and are not known yet",
  "eligible-unknown": "cannot show who is eligible, which is not the same as no eligible access",
  "document-unfinished": "shows work that failed, was deferred or is incomplete",
  "document-too-large": "is nested too deeply or has too many problems",
  "reference-unresolved": "refers to a registration definition that it does not contain",
  "invariant-broken": "has parts that do not fit together as in a synthesized stack",
  duplicate: "contains two entries for one thing",
  "output-incomplete": "does not match the files beside it",
  "definitions-differ": "differs from the definitions",
} satisfies Record<ProblemKind, string>;

/** What each kind allows, used where a problem has no text of its own. */
export const ALLOWED_BY_KIND: Readonly<Record<ProblemKind, string>> = {
  "part-unknown": "only parts that documents of its kind have",
  "value-not-allowed": "a value that documents of its kind have there",
  "address-foreign": "the resource addresses of a stack that keeper wrote",
  "text-evaluated": "text without Terraform expressions",
  "value-unknown": "a value that is known before apply",
  "eligible-unknown": "an answer that shows eligible access",
  "document-unfinished": "a complete document of successful work",
  "document-too-large": "a smaller document",
  "reference-unresolved": "a registration definition of the same document",
  "invariant-broken": "the value that a synthesized stack has there",
  duplicate: "one entry for each",
  "output-incomplete": "files that match each other",
  "definitions-differ": "the values of the definitions",
} satisfies Record<ProblemKind, string>;

/** One problem of a document or definition. A document with any problem is refused as a whole. */
export interface Problem {
  readonly kind: ProblemKind;
  /** Position, from the document's root. */
  readonly path: Path;
  /** The problem, as a clause without subject: "is missing". */
  readonly problem: string;
  /** The value received, shortened, or "nothing". */
  readonly received: string;
  /** What is accepted, as a noun phrase. */
  readonly allowed: string;
  /** Text to write, in the imperative or as "did you mean …?". Undefined where that is not known. */
  readonly fix?: string;
}

/** Result of reading a document: a value, or all of its problems. */
export type Read<T> = Result<T, readonly Problem[]>;

/** Makes a problem of a document. @param allowed what is accepted. @default - the text of the kind */
export function documentProblem(
  kind: ProblemKind,
  path: Path,
  problem: string,
  received: unknown,
  allowed: string = ALLOWED_BY_KIND[kind],
): Problem {
  return { kind, path, problem, received: excerpt(received), allowed };
}

/** Makes the result of a document with one problem. */
export function refusal<T>(
  kind: ProblemKind,
  path: Path,
  problem: string,
  received: unknown,
  allowed?: string,
): Read<T> {
  return failed([documentProblem(kind, path, problem, received, allowed)]);
}

/** Prefixes the paths of all problems. */
export function readAt<T>(read: Read<T>, path: Path): Read<T> {
  if (read.ok) return read;
  return failed(read.error.map((each) => ({ ...each, path: [...path, ...each.path] })));
}

/** Converts the duplicate ids of an assembly into problems. */
export function readOnce<T>(assembled: Result<T, readonly string[]>): Read<T> {
  if (assembled.ok) return assembled;
  return failed(assembled.error.map((id) => documentProblem("duplicate", [], "occurs twice", id)));
}

/** Most problems of a document that are reported; {@link TOO_MANY} follows where there are more. */
export const MOST_PROBLEMS = 1000;

/** The last problem of a document that has more problems than are reported. */
export const TOO_MANY: Problem = {
  kind: "document-too-large",
  path: [],
  problem: `has more than ${MOST_PROBLEMS} problems: the others are not reported`,
  received: "nothing",
  allowed: ALLOWED_BY_KIND["document-too-large"],
};

/**
 * Reads a document with a strict schema, after a check of its shape. Messages of the schema must be noun phrases that
 * say what is allowed.
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
      .map(
        ({ suggested: _, received, ...rest }): Problem => ({ ...rest, received: quotedExcerpt(received) }),
      );
    const more = issues.length > MOST_PROBLEMS || problems.length === MOST_PROBLEMS;
    return failed(more ? [...problems, TOO_MANY] : problems);
  } catch (error) {
    // zod passes issues as function arguments, so very many overflow the stack
    if (!(error instanceof RangeError)) throw error;
    return refusal("document-too-large", [], "has too many problems", document);
  }
}
