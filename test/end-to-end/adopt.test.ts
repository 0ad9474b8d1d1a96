import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type ArmDelegation, armLists, grant, guidOf } from "../adopting/arm-fleet.ts";
import { change, KEEPER, keeper, REPOSITORY, temporaryFolder } from "../support/estates.ts";
import { INSTALLATION, PROVIDER } from "../support/provider.ts";

/*
 * What was adopted plans to imports only: real Terraform, against an Azure that begins with the source.
 */

const ENVIRONMENT = {
  PATH: process.env["PATH"] ?? "",
  HOME: process.env["HOME"] ?? "/",
  NO_COLOR: "1",
  ...INSTALLATION,
};

const DELEGATIONS: readonly ArmDelegation[] = [
  {
    customer: 1,
    description: "Runs it.\n[keeper other/main@1.0.0]",
    authorizations: [grant(1, "reader"), grant(1, "deletes", "Exit ${x} %{y}")],
    eligibleAuthorizations: [
      {
        ...grant(2, "contributor", ""),
        justInTimeAccessPolicy: {
          multiFactorAuthProvider: "Azure",
          maximumActivationDuration: "PT4H",
          managedByTenantApprovers: [{ principalId: guidOf("1", 3), principalIdDisplayName: "Leads" }],
        },
      },
    ],
    groups: ["rg-App", "rg_data"],
  },
];

test("a hand-made delegation is adopted, and the plan of its stack is imports only", {
  tags: ["terraform"],
  timeout: 180_000,
}, async () => {
  const estate = temporaryFolder();
  change(estate, {
    ...armLists(DELEGATIONS),
    "cdktf.json": JSON.stringify({
      language: "typescript",
      app: `${KEEPER.join(" ")} synth`,
      sendCrashReports: "false",
    }),
    cdktf: `#!/bin/sh\nexec node ${join(REPOSITORY, "node_modules/cdktf-cli/bundle/bin/cdktf")} "$@"\n`,
  });
  const adopted = await keeper(estate, ["adopt", "azure"]);
  expect(adopted, adopted.err).toMatchObject({ code: 0 });
  const [node = "", ...main] = KEEPER;
  const plan = 'terraform -chdir="$KEEPER_SANDBOX/cdktf.out/stacks/customer-1" plan -no-color';
  const command = ["sh", "-c", `sh cdktf diff customer-1 && ${plan}`];
  const words = ["sandbox", "--provider", PROVIDER, "--from", "azure", "--", ...command];
  const ran = spawnSync(node, [...main, ...words], { cwd: estate, encoding: "utf8", env: ENVIRONMENT });
  expect(`${ran.stdout}${ran.stderr}`).toContain("Plan: 3 to import, 0 to add, 0 to change, 0 to destroy.");
});

test("keeper adopt --prove plans imports only, as often as it is asked, and says what else would happen", {
  tags: ["terraform"],
  timeout: 180_000,
}, async () => {
  // the proof takes the stand-in, whatever KEEPER_TEST_PROVIDER names: it must run where azurerm is not at hand
  const estate = temporaryFolder();
  change(estate, { ...armLists(DELEGATIONS), "cdktf.json": "{}" });
  const [node = "", ...main] = KEEPER;
  const run = (...words: readonly string[]) =>
    spawnSync(node, [...main, ...words], { cwd: estate, encoding: "utf8", env: ENVIRONMENT });
  const proved = "proved with Terraform in the sandbox: 3 imports for 1 customer; nothing is created";
  const first = run("adopt", "azure", "--prove");
  expect(first, first.stderr).toMatchObject({ status: 0, stdout: expect.stringContaining(proved) });
  // nothing but definitions is left behind: neither output nor state nor lock
  expect(readdirSync(estate).sort()).toEqual(["azure", "cdktf.json", "customers", "offers"]);
  expect(run("adopt", "azure", "--prove").stdout).toContain(proved);
  const [file = ""] = readdirSync(join(estate, "offers")).filter((name) => name.endsWith(".ts"));
  const offer = readFileSync(join(estate, "offers", file), "utf8");
  change(estate, { [`offers/${file}`]: offer.replace("Runs it.", "Runs it all.") });
  const changed = run("adopt", "azure", "--prove");
  expect(changed.status).toBe(1);
  expect(changed.stdout).toMatch(/not proved: Terraform plans 2 imports for 1 customer, and 1 change/);
  expect(changed.stdout).toMatch(/customer-1: azurerm_lighthouse_definition\.\S+: update/);
  expect(run("adopt", "azure", "azure", "--prove")).toMatchObject({ status: 2 });
});
