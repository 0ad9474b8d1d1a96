import { type DocumentProblem, documentProblem, type Read } from "./problem.ts";

/** What keeper writes into a stack's folder. */
const WRITTEN: readonly string[] = ["cdk.tf.json"];

/** What `terraform init` puts there: providers, which are programs, and which of them to trust. */
const INSTALLED: readonly string[] = [".terraform.lock.hcl", ".terraform"];

/**
 * Whether a stack's folder holds its stack and nothing that could change it. Terraform loads every `*.tf`, `*.tf.json`
 * and `*.auto.tfvars` of a folder, and runs the providers that it finds in `.terraform`: one file beside `cdk.tf.json`
 * is enough to run anything.
 *
 * @param names names of everything in the folder
 * @param alone whether what `terraform init` installs is refused too: in a folder that somebody else handed over
 */
export function readStackFolder(stack: string, names: readonly string[], alone: boolean): Read<undefined> {
  const known = new Set(alone ? WRITTEN : [...WRITTEN, ...INSTALLED]);
  const problems: DocumentProblem[] = names
    .filter((name) => !known.has(name))
    .map((name) =>
      documentProblem("part-unknown", ["stacks", stack], "is not what keeper writes beside a stack", name),
    );
  if (!names.includes("cdk.tf.json")) {
    const problem = "has no cdk.tf.json";
    problems.push(documentProblem("output-incomplete", ["stacks", stack], problem, names));
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: undefined };
}
