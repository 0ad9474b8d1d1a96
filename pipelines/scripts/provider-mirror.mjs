import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "./run-program.mjs";

/*
 * One mirror of Terraform's providers on a runner, for all customers of its job: each initialization takes them from there, and the
 * registry is asked once. A plugin cache is not for processes at the same time.
 */

/** Files that say where Terraform and OpenTofu of a user take providers from. */
const OWN_FILES = [".terraformrc", ".tofurc", join(".config", "opentofu", "tofurc")];

/**
 * Fills a mirror with what stacks require, and gives the variables that make Terraform read it and nothing else. None where the
 * runner has a configuration of its own, which may name another mirror or hold credentials, and where the mirror cannot be filled:
 * then each initialization downloads what it needs.
 *
 * @param terraform the program
 * @param stacks folders, each with its provider lock where there is one
 */
export async function mirrorProviders(terraform, stacks) {
  if (stacks.length < 2 || hasOwnConfiguration()) return {};
  const folder = mkdtempSync(join(tmpdir(), "lighthouse-providers-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const stack of withDifferentProviders(stacks)) {
    const code = await run(terraform, [`-chdir=${stack}`, "providers", "mirror", folder]);
    if (code === 0) continue;
    process.stdout.write("the mirror of providers cannot be filled: each customer downloads them\n");
    return {};
  }
  const file = join(folder, "mirror.tfrc");
  const path = JSON.stringify(folder);
  writeFileSync(file, `provider_installation {\n  filesystem_mirror {\n    path = ${path}\n  }\n}\n`);
  return { TF_CLI_CONFIG_FILE: file };
}

function hasOwnConfiguration() {
  if (process.env.TF_CLI_CONFIG_FILE || process.env.TERRAFORM_CONFIG) return true;
  return OWN_FILES.some((name) => existsSync(join(homedir(), name)));
}

/** One stack of those that require the same providers. */
function withDifferentProviders(stacks) {
  const byProviders = new Map();
  for (const stack of stacks) {
    const { terraform = {} } = JSON.parse(readFileSync(join(stack, "cdk.tf.json"), "utf8"));
    byProviders.set(JSON.stringify(terraform.required_providers), stack);
  }
  return byProviders.values();
}
