import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { runRevision, runWorkTree } from "../repository/run-definitions.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attemptAsync, mapResult, take } from "../values/result.ts";
import { KnownStacks } from "./known-stacks.ts";
import { loadOutput } from "./load-output.ts";
import { type LoadContext, type LoadedSide, notGated } from "./loaded-side.ts";

/**
 * Loads a side, by its name:
 * - `.`: the definitions of the work tree
 * - `git:<revision>`: the definitions of a commit
 * - the output folder of `keeper synth`
 * - a file with a Terraform plan or state in JSON
 * - a folder with Azure's lists
 *
 * @param customer whose plan or state it is. @default - the file's name before its first full stop
 * @param known stacks of the other side. @default - none
 */
export async function loadSide(
  name: string,
  customer: string | undefined,
  context: LoadContext,
  known = new KnownStacks(),
): Promise<Outcome<LoadedSide>> {
  if (name === "." || name.startsWith("git:")) return loadDefinitions(name, context);
  const path = resolve(context.folder, name);
  if (existsSync(join(path, "manifest.json")) || existsSync(join(path, "keeper.json")))
    return mapResult(loadOutput(path, name, context.gated, known), (output) => ({ kind: "side", ...output }));
  // its readers are loaded where there is one: most sides are outputs
  const { loadDocument } = await import("./load-document.ts");
  return loadDocument(name, path, customer, context);
}

async function loadDefinitions(name: string, context: LoadContext): Promise<Outcome<LoadedSide>> {
  const { root, mayExecute, gated, repository, keeper } = context;
  if (gated !== undefined) return notGated(name, "would run definitions, which are programs");
  if (!mayExecute) {
    const fix =
      "compare synthesized output, or pass --execute-definitions where this job holds no credential";
    return failure("bad-arguments", `${name} would run definitions, which are programs`, fix);
  }
  if (root === undefined)
    return failure(
      "no-estate",
      "there is no cdktf.json in this folder or above it",
      "run keeper inside an estate",
    );
  return attemptAsync(async function* () {
    if (name === ".") return { kind: "side", ...(yield* take(await runWorkTree(root, { keeper }))) };
    const git = yield* take(repository());
    const commit = yield* take(git.commit(name.slice("git:".length)));
    return { kind: "side", ...(yield* take(await runRevision(git, commit, root, { keeper }))) };
  });
}
