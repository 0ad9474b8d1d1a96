import { documentProblem, type Problem, type Read } from "../../documents/problem.ts";
import { failed, success } from "../../values/result.ts";
import { PROVIDER_LOCK_FILE, STACK_FILE } from "./manifest.ts";

/** What Terraform and `cdktf diff` leave beside a stack; Terraform loads neither as configuration. */
const LEFT_BEHIND = [".terraform", "plan"];

/** Allowed content of a stack's folder. */
export interface StackFolderOptions {
  /**
   * Whether the folder was handed over, for example by a change. It may then hold nothing that `terraform init`
   * installs.
   */
  readonly handedOver: boolean;
  /** Reads the provider lock beside the stack. Called only for a folder that was handed over. */
  readonly lock: () => string;
  /** Provider locks that may be there. The change's output must not choose which providers to trust. */
  readonly locks: readonly string[];
}

/**
 * Whether a stack's folder holds its stack and nothing that could change it. Terraform loads every `*.tf`, `*.tf.json`
 * and `*.auto.tfvars` of a folder, and runs the providers that it finds in `.terraform`. One file beside `cdk.tf.json`
 * is enough to run anything.
 *
 * @param names names of everything in the folder
 */
export function readStackFolder(
  stack: string,
  names: readonly string[],
  { handedOver, lock, locks }: StackFolderOptions,
): Read<undefined> {
  const known = [STACK_FILE, PROVIDER_LOCK_FILE, ...(handedOver ? [] : LEFT_BEHIND)];
  const problems: Problem[] = names
    .filter((name) => !known.includes(name))
    .map((name) =>
      documentProblem("part-unknown", ["stacks", stack], "is not what keeper writes beside a stack", name),
    );
  if (handedOver && names.includes(PROVIDER_LOCK_FILE) && !locks.includes(lock())) {
    const problem = "is neither the base's provider lock nor the change's own";
    problems.push(
      documentProblem("value-not-allowed", ["stacks", stack, PROVIDER_LOCK_FILE], problem, lock()),
    );
  }
  if (!names.includes(STACK_FILE)) {
    const problem = `has no ${STACK_FILE}`;
    problems.push(documentProblem("output-incomplete", ["stacks", stack], problem, names));
  }
  return problems.length > 0 ? failed(problems) : success(undefined);
}
