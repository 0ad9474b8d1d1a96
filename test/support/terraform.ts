import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const binary = process.env["TERRAFORM_BINARY_NAME"] ?? "terraform";

/** Whether Terraform (or what TERRAFORM_BINARY_NAME says) can be run here. */
export const hasTerraform: boolean = spawnSync(binary, ["version"], { stdio: "ignore" }).status === 0;

/**
 * Whether tests that need Terraform are left out: only where it is absent, and never in CI, where its absence is a
 * failure.
 */
export const skipsTerraform: boolean = !hasTerraform && process.env["CI"] === undefined;

/** Runs Terraform in a folder, offline and without anybody's configuration; gives its output, or throws it. */
export function terraform(folder: string, ...words: readonly string[]): string {
  const configuration = join(folder, "terraform.rc");
  writeFileSync(configuration, "");
  const { status, stdout, stderr } = spawnSync(binary, [...words], {
    cwd: folder,
    encoding: "utf8",
    env: {
      PATH: process.env["PATH"],
      TF_CLI_CONFIG_FILE: configuration,
      CHECKPOINT_DISABLE: "1",
      TF_IN_AUTOMATION: "1",
    },
    maxBuffer: 1 << 26,
  });
  if (status !== 0)
    throw new Error(`terraform ${words.join(" ")} ended with ${status}\n${stdout}\n${stderr}`);
  return stdout;
}
