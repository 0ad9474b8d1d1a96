import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { terraformBinary } from "./tools.ts";

/** Runs Terraform in a folder, offline and without anybody's configuration; gives its output, or throws it. */
export function terraform(folder: string, ...words: readonly string[]): string {
  const configuration = join(folder, "terraform.rc");
  writeFileSync(configuration, "");
  const { status, stdout, stderr } = spawnSync(terraformBinary(process.env), [...words], {
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
