import fc from "fast-check";
import { expect, test } from "vitest";
import { grantText } from "../../lib/access/access-grant.ts";
import type { CustomerAccess } from "../../lib/access/access-side.ts";
import { readPlan } from "../../lib/formats/terraform/plan.ts";
import { anyMutation, mutated, shapeOf } from "./mutations.ts";
import {
  ASSIGNMENT_CHANGE,
  ASSIGNMENT_ID,
  DEFINITION_CHANGE,
  DEFINITION_ID,
  fixture,
  SCOPE,
  SUBSCRIPTION,
} from "./plan-samples.ts";
import { type Loose, put, readOf } from "./refused.ts";

const DEFINITION = `azurerm_lighthouse_definition.watch_${SUBSCRIPTION}`;
const ASSIGNMENT = `azurerm_lighthouse_assignment.watch_${SUBSCRIPTION}_rg-web`;
const planOf = (name: string) => readOf(readPlan("fabrikam", fixture(name)));
const NONE = { registrationDefinitionIds: [], registrationAssignmentIds: [] };

/** What a moment comes to: the version that definitions claim, and how many grants. */
function summary({ definitions, grants }: CustomerAccess) {
  return [definitions.map(({ claimedSource }) => claimedSource), grants.length];
}

const [NOTHING, OLD, NEW] = [
  [[], 0],
  [["watch/basic@1.0.0"], 2],
  [["watch/basic@1.1.0"], 3],
];

test.each([
  ["create", NOTHING, NOTHING, OLD],
  ["no-op", OLD, OLD, OLD],
  ["change", OLD, OLD, NEW],
  ["drift", OLD, NEW, NEW],
  ["replace", NEW, NEW, NEW],
  ["offboard", NEW, NEW, NOTHING],
  ["destroy", NEW, NEW, NOTHING],
  ["import", NEW, NEW, NEW],
  ["moved", NEW, NEW, NEW],
])("readPlan: %s goes from recorded and found to planned", (name, recorded, before, after) => {
  const plan = planOf(name);
  expect([plan.recorded, plan.before, plan.after].map(summary)).toEqual([recorded, before, after]);
  for (const moment of [plan.recorded, plan.before, plan.after]) {
    expect(moment.customer).toBe("fabrikam");
    expect(moment.subscriptionIds).toEqual([SUBSCRIPTION]);
  }
});

test("readPlan: a plan that destroys speaks only of what there is: part of a customer, or nothing", () => {
  const part = planOf("destroy-part");
  expect([part.before.definitions.length, part.before.grants.length]).toEqual([1, 0]);
  expect([part.after.definitions.length, part.after.grants.length]).toEqual([0, 0]);
  const empty = planOf("destroy-empty");
  expect([empty.before.definitions, empty.after.definitions]).toEqual([[], []]);
  expect(empty.after.subscriptionIds).toEqual([SUBSCRIPTION]);
});

test("readPlan: what is replaced because it is tainted is named", () => {
  const { tainted, replaced } = planOf("tainted");
  expect(tainted).toEqual([
    "azurerm_lighthouse_definition.managed-operations_c2e6d3a1-4b5f-4c7d-9e8f-000000000111",
  ]);
  expect(replaced.registrationDefinitionIds).toEqual(["3535eb4b-5282-58b6-9afb-8ee99db67363"]);
  expect(planOf("replace").tainted).toEqual([]);
});

test("readPlan: gives the access itself, of what is planned and not known yet", () => {
  const { after } = planOf("change");
  expect(after.assignments).toEqual([
    { registrationAssignmentId: ASSIGNMENT_ID, registrationDefinitionId: DEFINITION_ID, scope: SCOPE },
  ]);
  expect(after.definitions[0]?.description).toBe("Costs ${nothing}.\n[keeper watch/basic@1.1.0]");
  expect(after.grants.find(({ access }) => access.kind === "eligible")).toEqual({
    principalId: "2c8d0b2a-7d3b-4d79-8c73-8c4d9f2e3303",
    principalDisplayName: "Northwind Security Analysts",
    roleDefinitionId: "fb1c8493-542b-48eb-b624-b4c8fea62acd",
    scope: SCOPE,
    access: {
      kind: "eligible",
      multiFactorAuthProvider: "Azure",
      maximumActivationDuration: "PT4H",
      approvers: [
        { principalId: "3d9c1c3b-8e4c-4c8a-9d84-9d5ea03f4404", displayName: "Northwind Security Leads" },
      ],
    },
    managingTenantId: "6f0c1f6e-2c1d-4f0b-9d5a-0c7a3f2b1e01",
    registrationDefinitionId: DEFINITION_ID,
    registrationAssignmentId: ASSIGNMENT_ID,
  });
  expect(planOf("create").after.grants).toEqual(planOf("change").before.grants);
});

test("readPlan: tells what is replaced, taken over, moved and drifted", () => {
  const both = { registrationDefinitionIds: [DEFINITION_ID], registrationAssignmentIds: [ASSIGNMENT_ID] };
  expect(planOf("replace").replaced).toEqual(both);
  expect(planOf("change")).toMatchObject({ replaced: NONE, imported: [], moved: [], drifted: [] });
  expect(planOf("import").imported).toEqual([ASSIGNMENT, DEFINITION]);
  expect(planOf("drift").drifted).toEqual([DEFINITION]);
  expect(planOf("moved").moved).toEqual([{ from: DEFINITION.replace("watch", "former"), to: DEFINITION }]);
});

test("readPlan: what is deleted at one address and created at another is replaced", () => {
  expect(planOf("moved").replaced).toEqual({ ...NONE, registrationAssignmentIds: [ASSIGNMENT_ID] });
});

test("readPlan: Azure's capitals do not make other access", () => {
  const shouted = ["principal_id", "role_definition_id"].reduce((plan, key) => {
    const place = `${DEFINITION_CHANGE} change before authorization 0 ${key}`;
    return put(
      plan,
      place,
      fixture("change").resource_changes[1].change.before.authorization[0][key].toUpperCase(),
    );
  }, fixture("change"));
  expect(readPlan("fabrikam", shouted)).toEqual(readPlan("fabrikam", fixture("change")));
});

test("readPlan: OpenTofu's plans are read as Terraform's", () => {
  const tofu = JSON.stringify(fixture("change")).replaceAll("registry.terraform.io", "registry.opentofu.org");
  expect(readPlan("fabrikam", JSON.parse(tofu))).toEqual(readPlan("fabrikam", fixture("change")));
});

test("readPlan: a group keeps its first spelling, Azure's, before and after", () => {
  const change = `${ASSIGNMENT_CHANGE} change`;
  const azure = SCOPE.replace("rg-Web", "RG-WEB");
  const plan = put(put(fixture("change"), `${change} before scope`, azure), `${change} actions`, ["update"]);
  const { before, after } = readOf(readPlan("fabrikam", plan));
  expect(before.grants[0]?.scope).toBe(azure);
  expect(after.grants[0]?.scope).toBe(azure);
});

const PASSED_OVER =
  /\/(?:relevant_attributes|timestamp|prior_state\/values\/.*|planned_values\/.*|output_changes\/.*|outputs\/.*|.*_sensitive|after_unknown|replace_paths|expressions|variables|sensitive_values)$/;
const NAMED = /^\/configuration\/provider_config$/;
/** What was there and what will be, in changes as in drift, may have the same. */
const alike = (path: string) =>
  path.replace(/^\/resource_(?:changes|drift)\/\*\/change\/(?:before|after)\//, "/…/");
const shape = (plan: unknown) => {
  const places = shapeOf(
    plan,
    (path) => NAMED.test(path),
    (path) => PASSED_OVER.test(path),
  );
  return new Set([...places].map(alike));
};
const NAMES = ["create", "no-op", "change", "drift", "replace", "offboard", "destroy", "import", "moved"];
const PLANS: readonly Loose[] = NAMES.map(fixture);
const KNOWN = new Set(PLANS.flatMap((plan) => [...shape(plan)]));

test("readPlan: of a mutilated plan, nothing is read but what real plans have, and no grant that it does not hold", () => {
  let accepted = 0;
  fc.assert(
    fc.property(
      fc.constantFrom(...PLANS),
      fc.array(anyMutation, { minLength: 1, maxLength: 3 }),
      (whole, mutations) => {
        const mutilated = JSON.stringify(mutations.reduce(mutated, whole)) ?? "null";
        const plan: Loose = JSON.parse(mutilated);
        const read = readPlan("fabrikam", plan);
        if (!read.ok) {
          expect(read.error.length).toBeGreaterThan(0);
          return;
        }
        accepted++;
        expect([...shape(plan)].filter((place) => !KNOWN.has(place) && !/timeouts/.test(place))).toEqual([]);
        expect([plan.errored, plan.complete]).toEqual([false, true]);
        const principals = JSON.stringify(plan.resource_changes ?? []).toLowerCase();
        for (const grant of [...read.value.before.grants, ...read.value.after.grants])
          expect(principals, grantText(grant)).toContain(`"principal_id":"${grant.principalId}"`);
      },
    ),
    { numRuns: 1000 },
  );
  expect(accepted).toBeGreaterThan(20);
});

test("readPlan: any document is read or refused", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (document) => {
      expect(readPlan("fabrikam", document).ok).toBe(false);
    }),
  );
});

test.each(NAMES)(
  "readPlan refuses the plan %s of another Terraform configuration, by its addresses",
  (name) => {
    const own = JSON.stringify(fixture(name));
    const foreign = own
      .replaceAll(`watch_${SUBSCRIPTION}_rg-web`, "msp")
      .replaceAll(`watch_${SUBSCRIPTION}`, "msp");
    const read = readPlan("fabrikam", JSON.parse(foreign));
    expect(read.ok ? [] : read.error.map(({ kind }) => kind)).toContain("address-foreign");
  },
);
