import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { type ArmDelegation, armLists, grant, guidOf } from "../adopting/arm-fleet.ts";
import { armSnapshot } from "../adopting/arm-snapshot.ts";
import {
  assignmentValues,
  definitionValues,
  type OtherResource,
  shownState,
  stateFile,
  subscriptionResource,
} from "../adopting/other-states.ts";
import { change, type Files, KEEPER, keeper, REPOSITORY, temporaryFolder } from "../support/estates.ts";
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
  // nothing but definitions, their lock and their record is left behind: neither output nor state
  expect(readdirSync(estate).sort()).toEqual([
    "azure",
    "cdktf.json",
    "customers",
    "estate.lock.json",
    "offers",
    "published",
  ]);
  // versions are recorded as they were found
  const [record = ""] = readdirSync(join(estate, "published"));
  const recorded = readFileSync(join(estate, "published", record), "utf8");
  for (const { principalId, roleDefinitionId } of GRANTS) {
    expect(recorded).toContain(principalId);
    expect(recorded).toContain(roleDefinitionId);
  }
  expect(run("adopt", "azure", "--prove").stdout).toContain(proved);
  const [file = ""] = readdirSync(join(estate, "offers")).filter((name) => name.endsWith(".ts"));
  const offer = readFileSync(join(estate, "offers", file), "utf8");
  change(estate, { [`offers/${file}`]: offer.replace("Runs it.", "Runs it all.") });
  const changed = run("adopt", "azure", "--prove");
  expect(changed.status).toBe(1);
  expect(changed.stdout).toMatch(
    /customer-1: definition \S+ on subscription \S+: texts differ from what azure/,
  );
  expect(changed.stdout).toMatch(/not proved: Terraform plans 2 imports for 1 customer, and 1 change/);
  expect(changed.stdout).toMatch(/customer-1: azurerm_lighthouse_definition\.\S+: update/);
});

const GRANTS = [grant(1, "reader"), grant(1, "deletes")];

/** What another team's configuration has of a numbered customer. */
function byTerraform(customer: number): OtherResource[] {
  return [
    subscriptionResource(customer),
    { type: "azurerm_lighthouse_definition", name: "msp", values: definitionValues(customer, GRANTS) },
    { type: "azurerm_lighthouse_assignment", name: "msp", values: assignmentValues(customer) },
  ];
}

/** Every kind of source, each with a customer of its own. */
const SOURCES: readonly (readonly [string, string, Files])[] = [
  ["lists", "azure", armLists([{ customer: 1, authorizations: GRANTS }])],
  ["a snapshot", "azure", armSnapshot([{ customer: 1, authorizations: GRANTS }], [1])],
  ["a state file", "filed.tfstate", { "filed.tfstate": stateFile(byTerraform(2)) }],
  ["a shown state", "shown.json", { "shown.json": JSON.stringify(shownState(byTerraform(3))) }],
  [
    "a plan",
    "plan.json",
    {
      "plan.json": JSON.stringify({
        format_version: "1.2",
        prior_state: shownState(byTerraform(4)),
        resource_changes: [],
      }),
    },
  ],
];

/** An estate with sources, and how keeper is run in it as a process. */
function estateWith(files: Files) {
  const estate = temporaryFolder();
  change(estate, { "cdktf.json": "{}", ...files });
  const [node = "", ...main] = KEEPER;
  const run = (...words: readonly string[]) =>
    spawnSync(node, [...main, ...words], { cwd: estate, encoding: "utf8", env: ENVIRONMENT });
  return { estate, run };
}

test.each(SOURCES)(
  "what is adopted from %s is proved from it",
  {
    tags: ["terraform"],
    timeout: 180_000,
  },
  (_, source, files) => {
    // --prove always runs the stand-in, whatever KEEPER_TEST_PROVIDER names
    const ran = estateWith(files).run("adopt", source, "--prove");
    expect(ran, ran.stdout + ran.stderr).toMatchObject({ status: 0 });
    expect(ran.stdout).toContain(
      "proved with Terraform in the sandbox: 2 imports for 1 customer; nothing is",
    );
    expect(ran.stdout).toContain("access unchanged, names and GUIDs included: 1 registration definition as");
  },
);

const TEMPLATE = join(REPOSITORY, "test", "templates", "samples", "subscription.json");
const OF_TEMPLATE = [
  ...["adopt", TEMPLATE, "--parameters", TEMPLATE.replace(/json$/, "parameters.json")],
  ...["--subscription", guidOf("b", 1), "--customer-tenant", guidOf("a", 1), "--offline", "--prove"],
];

test("what is adopted from a template is proved from it", {
  tags: ["terraform"],
  timeout: 180_000,
}, () => {
  const ran = estateWith({}).run(...OF_TEMPLATE);
  expect(ran, ran.stdout + ran.stderr).toMatchObject({ status: 0 });
  expect(ran.stdout).toContain("proved with Terraform in the sandbox: 2 imports for 1 customer; nothing is");
});

test("--prove in a folder without the package says that the definitions cannot be loaded, not that nothing is imported", () => {
  const folder = mkdtempSync(join(tmpdir(), "keeper-test-adopt-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const [node = "", ...main] = KEEPER;
  const ran = spawnSync(node, [...main, ...OF_TEMPLATE], {
    cwd: folder,
    encoding: "utf8",
    env: ENVIRONMENT,
  });
  expect(ran.status).toBe(2);
  expect(ran.stderr).toMatch(/LH069 in customers\/\S+: the file cannot be loaded/);
});

test("several sources in any mix are proved together; what none of them shows is named, and not planned", {
  tags: ["terraform"],
  timeout: 180_000,
}, () => {
  const second = { customer: 1, definition: 51, name: "Bellows Watch", authorizations: [grant(2, "reader")] };
  const first = { customer: 1, authorizations: GRANTS };
  const files = Object.assign({}, ...SOURCES.map(([, , each]) => each));
  const { estate, run } = estateWith({ ...files, ...armSnapshot([first, second], [1]) });
  // the state shows once more what the snapshot shows
  change(estate, { "twice.tfstate": stateFile(byTerraform(1)) });
  const names = ["plan.json", "twice.tfstate", "azure", "filed.tfstate", "shown.json"];
  // --prove always runs the stand-in, whatever KEEPER_TEST_PROVIDER names
  const ran = run("adopt", ...names, "--prove", "--json");
  expect(ran, ran.stdout + ran.stderr).toMatchObject({ status: 0 });
  const { proof, notProved } = JSON.parse(ran.stdout);
  expect(notProved).toEqual([]);
  expect(proof.map(({ imported }: { readonly imported: readonly string[] }) => imported.length)).toEqual([
    4, 2, 2, 2,
  ]);
  change(estate, armSnapshot([first], [1]));
  const less = run("adopt", "azure", "filed.tfstate", "--prove");
  expect(less.status).toBe(1);
  expect(less.stdout).toContain("not proved: Terraform plans 2 imports for 2 customers, and 0 changes");
  expect(less.stdout).toContain(
    `customer-1: definition ${guidOf("d", 51)} on subscription ${guidOf("b", 1)} is imported, and no source shows it: not planned`,
  );
  expect(less.stdout).toMatch(/not part of this proof, because no source shows what they import: \S+, \S+\n/);
  change(estate, { "bad.json": "{" });
  const bad = run("adopt", "azure", "bad.json", "--prove");
  expect(bad).toMatchObject({ status: 2, stderr: expect.stringContaining("bad.json") });
});
