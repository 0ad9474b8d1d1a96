import { documentProblem, type Problem } from "../documents/problem.ts";

/** The policy's file, at the estate's root. */
export const POLICY_FILE = "policy.yaml";

/** The file of a folder that was meant to be the policy and has another name: the gate does not read it. */
export function misnamedPolicy(names: readonly string[]): string | undefined {
  return names.find((name) => /^policy\.ya?ml$/i.test(name) && name !== POLICY_FILE);
}

/** What is wrong with a policy that has another name. */
export function misnamed(file: string): Problem {
  return {
    ...documentProblem(
      "part-unknown",
      [],
      `is called ${file}, which the gate does not read`,
      file,
      POLICY_FILE,
    ),
    fix: `git mv ${file} ${POLICY_FILE}`,
  };
}

/** What is wrong with a policy that is not YAML. @param problem a clause whose subject is the file */
export function unparsed(problem: string): Problem {
  return {
    ...documentProblem("value-not-allowed", [], problem, "the file", "YAML of at most 32 MiB"),
    fix: "correct the YAML here",
  };
}
