import type * as z from "zod";
import { type Problem, type Read, readAllowed } from "../documents/problem.ts";
import { failed } from "../values/result.ts";

const SECRET_WORDS = /secret|password|passphrase|token|certificate|credential|private_?key|access_?key|sas/i;

/** Reads what a definition file holds: every problem, and no secret in any. */
export function readDefinition<T>(schema: z.ZodType<T>, input: unknown): Read<T> {
  const read = readAllowed(schema, input);
  return read.ok ? read : failed(read.error.map(withoutSecret));
}

/** Hides the value of an unknown property whose name says that it is a secret. */
function withoutSecret(problem: Problem): Problem {
  const isSecret = problem.kind === "part-unknown" && SECRET_WORDS.test(String(problem.path.at(-1)));
  if (!isSecret) return problem;
  return {
    ...problem,
    problem: "looks like a secret, and a definition has no place for one",
    received: "a value that is not shown",
    allowed: "sign-in by Azure CLI or OpenID Connect",
    fix: "remove it, and revoke the secret if it was committed",
  };
}
