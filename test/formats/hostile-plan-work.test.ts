import { expect, test } from "vitest";
import type { ProblemKind } from "../../lib/documents/problem.ts";
import { readPlan } from "../../lib/formats/terraform/plan.ts";
import { ASSIGNMENT_CHANGE, DEFINITION_CHANGE, fixture, SUBSCRIPTION } from "./plan-samples.ts";
import { expectRefused, type Loose, put, without } from "./refused.ts";

const CHANGE = fixture("change");
const CREATE = fixture("create");
const ROOT = "configuration root_module";
const OTHER = "c2e6d3a1-4b5f-4c7d-9e8f-00000000dead";

test.each([
  ["targeted", ["complete is a targeted plan, which leaves something out"]],
  ["refresh-only", ["resource_changes is a refresh-only plan, which says nothing of changes"]],
])("a %s plan is refused by name, and for nothing else", (name, expected) => {
  const read = readPlan("fabrikam", fixture(name));
  const problems = read.ok ? [] : read.error.map(({ path, problem }) => `${path.join(" ")} ${problem}`);
  expect(problems).toEqual(expected);
});

test.each<[string, ProblemKind, string, Loose]>([
  ["that failed", "document-unfinished", "errored", put(CHANGE, "errored", true)],
  ["that leaves something out", "document-unfinished", "complete", put(CHANGE, "complete", false)],
  ["that cannot be applied", "document-unfinished", "applyable", put(CHANGE, "applyable", false)],
  ["that does not say whether it failed", "value-not-allowed", "errored", without(CHANGE, "errored")],
  [
    "with changes for later",
    "document-unfinished",
    "deferred_changes",
    put(CHANGE, "deferred_changes", [{}]),
  ],
  ["whose guard failed", "document-unfinished", "checks 0 status", put(CHANGE, "checks 0 status", "fail")],
  [
    "whose guard failed in part",
    "document-unfinished",
    "checks 0 status",
    put(CHANGE, "checks 0 instances 0 status", "error"),
  ],
  [
    "whose guard is not known",
    "document-unfinished",
    "checks 0 status",
    put(CHANGE, "checks 0 status", "unknown"),
  ],
  [
    "with a check of somebody's",
    "value-not-allowed",
    "checks 0 address kind",
    put(CHANGE, "checks 0 address kind", "check"),
  ],
  ["that forgets", "value-not-allowed", "resource_changes 1 change actions", fixture("removed")],
  [
    "that destroys, and leaves out what the state holds",
    "document-unfinished",
    "resource_changes",
    without(fixture("destroy-part"), "resource_changes"),
  ],
  [
    "that destroys, and plans something",
    "document-unfinished",
    "resource_changes",
    put(fixture("destroy-part"), "planned_values root_module resources", [{ address: "x", mode: "data" }]),
  ],
  [
    "that destroys, though its guard was read",
    "document-unfinished",
    "resource_changes",
    put(fixture("destroy-empty"), "checks 0 status", "pass"),
  ],
  ["that is targeted", "document-unfinished", "complete", fixture("targeted")],
  ["that only refreshes", "document-unfinished", "resource_changes", fixture("refresh-only")],
  [
    "with an action unknown",
    "value-not-allowed",
    `${DEFINITION_CHANGE} change actions`,
    put(CHANGE, `${DEFINITION_CHANGE} change actions`, ["update", "delete"]),
  ],
  [
    "that says no-op of a change",
    "value-not-allowed",
    `${DEFINITION_CHANGE} change actions`,
    put(CHANGE, `${DEFINITION_CHANGE} change actions`, ["no-op"]),
  ],
  [
    "that says create of a change",
    "value-not-allowed",
    `${DEFINITION_CHANGE} change actions`,
    put(CHANGE, `${DEFINITION_CHANGE} change actions`, ["create"]),
  ],
  [
    "that says read of a resource",
    "value-not-allowed",
    `${DEFINITION_CHANGE} change actions`,
    put(CHANGE, `${DEFINITION_CHANGE} change actions`, ["read"]),
  ],
  [
    "that changes something twice",
    "duplicate",
    "resource_changes 2 address",
    put(CHANGE, "resource_changes 2", CHANGE.resource_changes[1]),
  ],
  [
    "that leaves a resource out",
    "document-unfinished",
    "resource_changes",
    without(CHANGE, ASSIGNMENT_CHANGE),
  ],
  [
    "that makes what is not configured",
    "document-unfinished",
    `${ASSIGNMENT_CHANGE} address`,
    without(CHANGE, `${ROOT} resources 0`),
  ],
  [
    "whose address is another's",
    "address-foreign",
    `${ASSIGNMENT_CHANGE} address`,
    put(CHANGE, `${ASSIGNMENT_CHANGE} address`, CHANGE.resource_changes[1].address),
  ],
])("readPlan refuses a plan %s", (_, kind, place, plan) => {
  expectRefused(readPlan("fabrikam", plan), kind, place);
});

test.each([
  ["authorization", true],
  ["managing_tenant_id", true],
  ["lighthouse_definition_id", true],
  ["scope", true],
])("readPlan refuses a definition whose %s is not known", (key, unknown) => {
  const place = `${DEFINITION_CHANGE} change after_unknown ${key}`;
  const at = `${DEFINITION_CHANGE} change after ${key}`;
  expectRefused(readPlan("fabrikam", put(CREATE, place, unknown)), "value-unknown", at);
  expectRefused(readPlan("fabrikam", without(put(CREATE, place, unknown), at)), "value-unknown", at);
});

test.each([
  ["a role in it", [{ role_definition_id: true }], "authorization 0 role_definition_id"],
  [
    "a delegated role in it",
    [{}, { delegated_role_definition_ids: [true] }],
    "authorization 1 delegated_role_definition_ids 0",
  ],
])("readPlan refuses an authorization when %s is not known", (_, unknown, place) => {
  const plan = put(CREATE, `${DEFINITION_CHANGE} change after_unknown authorization`, unknown);
  expectRefused(readPlan("fabrikam", plan), "value-unknown", `${DEFINITION_CHANGE} change after ${place}`);
});

test.each([
  ["name", "value-unknown"],
  ["scope", "value-unknown"],
] as const)("readPlan refuses an assignment whose %s is not known", (key, kind) => {
  const at = `${ASSIGNMENT_CHANGE} change after ${key}`;
  expectRefused(readPlan("fabrikam", without(CREATE, at)), kind, at);
});

test("readPlan: an assignment whose definition is not known is one of what its configuration refers to", () => {
  const at = `${ASSIGNMENT_CHANGE} change after lighthouse_definition_id`;
  const references = `${ROOT} resources 0 expressions lighthouse_definition_id references`;
  const [attribute, address] =
    CREATE.configuration.root_module.resources[0].expressions.lighthouse_definition_id.references;
  const hostile: readonly unknown[] = [
    [],
    [attribute],
    [attribute, "var.x"],
    [`${address}.name`, address],
    ["x.y.id", "x.y"],
    [attribute, address, "var.x", "var"],
    "x",
    null,
  ];
  for (const each of hostile)
    expectRefused(readPlan("fabrikam", put(CREATE, references, each)), "reference-unresolved", at);
  const said = without(CREATE, `${ASSIGNMENT_CHANGE} change after_unknown lighthouse_definition_id`);
  expectRefused(readPlan("fabrikam", said), "reference-unresolved", at);
  const elsewhere = put(
    CREATE,
    at,
    `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.ManagedServices/registrationDefinitions/${OTHER}`,
  );
  expectRefused(readPlan("fabrikam", elsewhere), "reference-unresolved", at);
});

test.each([
  ["an attribute more", "part-unknown", "authorization 0 condition", "x"],
  ["a principal that is none", "value-not-allowed", "authorization 0 principal_id", "x"],
  ["two policies", "value-not-allowed", "eligible_authorization 0 just_in_time_access_policy", [{}, {}]],
] as const)("readPlan refuses %s", (_, kind, place, value) => {
  const at = `${DEFINITION_CHANGE} change after ${place}`;
  expectRefused(readPlan("fabrikam", put(CHANGE, at, value)), kind, at);
});

test("readPlan: depth and size are refused, not suffered", () => {
  let deep: unknown = true;
  for (let depth = 0; depth < 50_000; depth++) deep = [deep];
  const unknown = put(CREATE, "resource_changes", CREATE.resource_changes);
  unknown.resource_changes[1].change.after_unknown.authorization = deep;
  expect(readPlan("fabrikam", unknown).ok).toBe(false);
  const huge = { ...CREATE, resource_changes: Array.from({ length: 300_000 }, () => 1) };
  const read = readPlan("fabrikam", huge);
  expectRefused(read, "document-too-large", "");
  expect(read.ok ? 0 : read.error.length).toBeLessThan(1100);
});
