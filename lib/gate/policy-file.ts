import { documentProblem, type Problem } from "../documents/problem.ts";

/** The policy's file, at the estate's root. */
export const POLICY_FILE = "policy.yaml";

/** Name of a misnamed policy in a folder, which the gate does not read. Undefined where there is none. */
export function misnamedPolicy(names: readonly string[]): string | undefined {
  return names.find((name) => /^policy\.ya?ml$/i.test(name) && name !== POLICY_FILE);
}

/** The problem of a misnamed policy. */
export function misnamed(file: string): Problem {
  return {
    ...documentProblem(
      "part-unknown",
      [],
      `is named ${file}, which the gate does not read`,
      file,
      POLICY_FILE,
    ),
    fix: `git mv ${file} ${POLICY_FILE}`,
  };
}
