import type * as z from "zod";
import type { Path } from "../values/path.ts";
import { type Problem, showValue } from "./problem.ts";

const SECRET_WORDS = /secret|password|passphrase|token|certificate|credential|private_?key|access_?key|sas/i;

/** Turns zod's issues into problems: every one, each with the value received at its path. */
export function readProblems(error: z.ZodError, input: unknown): Problem[] {
  return error.issues.flatMap((issue) => problemsOf(issue, input));
}

function problemsOf(issue: z.core.$ZodIssue, input: unknown): Problem[] {
  const path = issue.path.map((part) => (typeof part === "symbol" ? String(part) : part));
  const received = valueAt(input, path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey([...path, key], valueAt(input, [...path, key])));
    case "invalid_type":
      return [
        {
          path,
          problem: received === undefined ? "is missing" : "has the wrong type",
          received: showValue(received),
          allowed: issue.message.startsWith("Invalid input")
            ? `a value of type ${issue.expected}`
            : issue.message,
        },
      ];
    case "invalid_key":
      return [
        {
          path,
          problem: "is not a valid name",
          received: showValue(path.at(-1)),
          allowed: issue.issues.map(({ message }) => message).join("; "),
        },
      ];
    case "invalid_union":
      return unionProblems(issue, path, received);
    default:
      return [{ path, problem: "is not valid", received: showValue(received), allowed: issue.message }];
  }
}

function unknownKey(path: Path, value: unknown): Problem {
  if (SECRET_WORDS.test(String(path.at(-1)))) {
    return {
      path,
      problem: "looks like a secret, and a definition has no place for one",
      received: "a value that is not shown",
      allowed: "sign-in by Azure CLI or OpenID Connect",
      fix: "remove it, and revoke the secret if it was committed",
    };
  }
  return {
    path,
    problem: "is not a property of this definition",
    received: showValue(value),
    allowed: "the properties that the definition's type and, for customers, `keeper schema` name",
    fix: "remove it or correct its spelling",
  };
}

/** A union's own message says what is allowed; where one branch got further than the others, its problems say more. */
function unionProblems(issue: z.core.$ZodIssueInvalidUnion, path: Path, received: unknown): Problem[] {
  const deepest = issue.errors
    .filter((branch) =>
      branch.every(({ path: inner, code }) => inner.length > 0 || code === "unrecognized_keys"),
    )
    .sort((a, b) => a.length - b.length)[0];
  const isObject = typeof received === "object" && received !== null;
  if (deepest !== undefined && isObject) {
    return deepest.flatMap((inner) =>
      problemsOf(inner, received).map((problem) => ({ ...problem, path: [...path, ...problem.path] })),
    );
  }
  return [
    {
      path,
      problem: received === undefined ? "is missing" : "is not valid",
      received: showValue(received),
      allowed: issue.message,
    },
  ];
}

function valueAt(input: unknown, path: Path): unknown {
  let value = input;
  for (const part of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string | number, unknown>)[part];
  }
  return value;
}
