import { type DocumentProblem, documentProblem, type Read } from "./problem.ts";

/** What may lie in a stack's folder: what keeper writes there, and what `terraform init` does. */
const KNOWN: ReadonlySet<string> = new Set(["cdk.tf.json", ".terraform.lock.hcl", ".terraform"]);

/**
 * Whether a stack's folder holds its stack and nothing that could change it. Terraform loads every `*.tf`, `*.tf.json`
 * and `*.auto.tfvars` of a folder: one file beside `cdk.tf.json` is enough to run anything.
 *
 * @param names names of everything in the folder
 */
export function readStackFolder(stack: string, names: readonly string[]): Read<undefined> {
  const problems: DocumentProblem[] = names
    .filter((name) => !KNOWN.has(name))
    .map((name) =>
      documentProblem("part-unknown", ["stacks", stack], "is not what keeper writes beside a stack", name),
    );
  if (!names.includes("cdk.tf.json")) {
    const problem = "has no cdk.tf.json";
    problems.push(documentProblem("output-incomplete", ["stacks", stack], problem, names));
  }
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: undefined };
}
