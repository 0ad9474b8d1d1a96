// @module-tag terraform

import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change, KEEPER, sampleCopy, temporaryFolder } from "../support/estates.ts";
import { MIRRORED_VERSION, writeMirror } from "../support/mirror/mirror.ts";

/*
 * `keeper sandbox --provider azurerm` where azurerm is in a mirror alone. The mirror holds the stand-in as a plugin, so
 * this proves how the provider is found, installed, started and led to the emulator; azurerm itself is not at hand.
 */

test("with a mirror in .terraformrc, the one command deploys, and nothing else has to be set", async () => {
  const [estate, home] = [
    sampleCopy({
      "cdktf.json": JSON.stringify({
        language: "typescript",
        app: `${KEEPER.join(" ")} synth`,
        sendCrashReports: "false",
      }),
    }),
    temporaryFolder(),
  ];
  change(home, { ".terraformrc": await writeMirror(join(home, "mirror")) });
  const [node = "", ...main] = KEEPER;
  const command = ["npx", "--no", "cdktf", "deploy", "fabrikam", "--auto-approve"];
  const words = [...main, "sandbox", "--provider", "azurerm", "--state", "kept", "--", ...command];
  // no registry can be reached
  const env = { PATH: process.env["PATH"], HOME: home, NO_COLOR: "1", HTTPS_PROXY: "http://127.0.0.1:9" };
  const ran = spawnSync(node, words, { cwd: estate, encoding: "utf8", env });
  expect(ran, `${ran.stdout}${ran.stderr}`).toMatchObject({ status: 0 });
  expect(ran.stderr).not.toContain("stand-in");
  const kept = (file: string) => readFileSync(join(estate, "kept", file), "utf8");
  const { resources } = JSON.parse(kept("state/fabrikam.tfstate"));
  expect(resources.map(({ type }: { readonly type: string }) => type)).toEqual([
    "azurerm_subscription",
    "azurerm_lighthouse_assignment",
    "azurerm_lighthouse_definition",
  ]);
  const lock = kept("cdktf.out/stacks/fabrikam/.terraform.lock.hcl");
  expect(lock).toContain(`version     = "${MIRRORED_VERSION}"`);
});
