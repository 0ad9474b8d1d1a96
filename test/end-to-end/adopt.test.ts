import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { type ArmDelegation, armLists, grant, guidOf } from "../adopting/arm-fleet.ts";
import { change, KEEPER, keeper, REPOSITORY, temporaryFolder } from "../support/estates.ts";

/*
 * What was adopted plans to imports only: real Terraform, against an Azure that begins with the source.
 */

const ENVIRONMENT = { PATH: process.env["PATH"] ?? "", HOME: process.env["HOME"] ?? "/", NO_COLOR: "1" };

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
  const words = ["sandbox", "--from", "azure", "--", "sh", "-c", `sh cdktf diff customer-1 && ${plan}`];
  const ran = spawnSync(node, [...main, ...words], { cwd: estate, encoding: "utf8", env: ENVIRONMENT });
  expect(`${ran.stdout}${ran.stderr}`).toContain("Plan: 3 to import, 0 to add, 0 to change, 0 to destroy.");
});
