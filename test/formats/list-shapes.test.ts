import { expect, test } from "vitest";
import { type ArmLists, readArmLists } from "../../lib/formats/arm/lists.ts";
import { guidOf } from "../support/builders.ts";
import { expectRefused, type Loose, put, readOf, without } from "./refused.ts";

const [ONE, TWO, TENANT, OTHER_TENANT] = [guidOf("1"), guidOf("2"), guidOf("9"), guidOf("8")];
const PROVIDER = "providers/Microsoft.ManagedServices";

function definition(subscription: string, digit: string, properties: object = {}): Loose {
  return {
    id: `/subscriptions/${subscription}/${PROVIDER}/registrationDefinitions/${guidOf(digit)}`,
    name: guidOf(digit),
    type: "Microsoft.ManagedServices/registrationDefinitions",
    properties: {
      managedByTenantId: TENANT,
      manageeTenantId: guidOf("7"),
      provisioningState: "Succeeded",
      authorizations: [{ principalId: guidOf("a"), roleDefinitionId: guidOf("b") }],
      ...properties,
    },
  };
}

function assignment(subscription: string, digit: string, properties: object = {}): Loose {
  return {
    id: `/subscriptions/${subscription}/${PROVIDER}/registrationAssignments/${guidOf("e")}`,
    name: guidOf("e"),
    type: "Microsoft.ManagedServices/registrationAssignments",
    properties: {
      registrationDefinitionId: `/subscriptions/${subscription}/${PROVIDER}/registrationDefinitions/${guidOf(digit)}`,
      provisioningState: "Succeeded",
      ...properties,
    },
  };
}

const LISTS = { definitions: [definition(ONE, "d")], assignments: [assignment(ONE, "d")] };
const BOTH = {
  definitions: [definition(ONE, "d"), definition(TWO, "d")],
  assignments: [assignment(ONE, "d"), assignment(TWO, "d")],
};
const subscriptionsOf = (lists: ArmLists) => readOf(readArmLists(lists)).subscriptions;
const answer = (resource: Loose, nextLink?: string) => ({
  value: [resource],
  ...(nextLink === undefined ? {} : { nextLink }),
});
const next = (subscription: string) =>
  `https://management.azure.com/subscriptions/${subscription}/${PROVIDER}/registrationDefinitions?$skiptoken=x`;

test("a list of answers means the same as one list", () => {
  const answers = {
    definitions: BOTH.definitions.map((each) => answer(each)),
    assignments: BOTH.assignments.map((each) => answer(each)),
  };
  expect(readArmLists(answers)).toEqual(readArmLists(BOTH));
});

test("an answer with a next page is complete where that page follows it", () => {
  const pages = [answer(definition(ONE, "d"), next(ONE)), answer(definition(ONE, "c"))];
  const [access] = subscriptionsOf({ ...LISTS, definitions: pages });
  expect(access?.definitions.map((each) => each.registrationDefinitionId)).toEqual([
    guidOf("c"),
    guidOf("d"),
  ]);
});

test.each<[string, Loose[]]>([
  ["no answer follows", [answer(definition(ONE, "d"), next(ONE))]],
  [
    "an answer of another subscription follows",
    [answer(definition(ONE, "d"), next(ONE)), answer(definition(TWO, "d"))],
  ],
])("an answer with a next page is refused where %s", (_, definitions) => {
  const lists = { definitions, assignments: [] };
  expectRefused(readArmLists(lists), "value-not-allowed", "definitions 0 nextLink");
});

test("expanded assignments are enough", () => {
  const expanded = assignment(ONE, "d", { registrationDefinition: definition(ONE, "d") });
  const alone = { definitions: undefined, assignments: { value: [expanded] } };
  expect(readArmLists(alone)).toEqual(readArmLists(LISTS));
});

test("a definition that is expanded in two assignments is one definition", () => {
  const expanded = { registrationDefinition: definition(ONE, "d") };
  const onGroup = {
    ...assignment(ONE, "d", expanded),
    id: `/subscriptions/${ONE}/resourceGroups/rg/${PROVIDER}/registrationAssignments/${guidOf("f")}`,
    name: guidOf("f"),
  };
  const [access] = subscriptionsOf({
    definitions: undefined,
    assignments: [assignment(ONE, "d", expanded), onGroup],
  });
  expect(access?.definitions).toHaveLength(1);
  expect(access?.assignments).toHaveLength(2);
});

test("assignments alone are refused where one is not expanded", () => {
  const place = "assignments 0 properties registrationDefinitionId";
  const lists = { definitions: undefined, assignments: LISTS.assignments };
  expectRefused(readArmLists(lists), "reference-unresolved", place);
});

const OLD = without(LISTS, "definitions 0 properties manageeTenantId");

test("a list of an API that cannot show eligible access is refused", () => {
  expectRefused(readArmLists(OLD), "eligible-unknown", "definitions 0");
  const expanded = assignment(ONE, "d", { registrationDefinition: OLD.definitions[0] });
  const place = "assignments 0 properties registrationDefinition";
  expectRefused(readArmLists({ definitions: undefined, assignments: [expanded] }), "eligible-unknown", place);
});

test("one definition of an older API among newer ones is refused", () => {
  const mixed = {
    ...BOTH,
    definitions: [definition(ONE, "d"), definition(TWO, "d", { manageeTenantId: null })],
  };
  expectRefused(readArmLists(mixed), "eligible-unknown", "definitions 1");
});

test.each<[string, Loose]>([
  ["manageeTenantId", LISTS],
  ["systemData", put(OLD, "definitions 0 systemData", { createdAt: "2026-03-01T08:00:00Z" })],
  ["eligibleAuthorizations", put(OLD, "definitions 0 properties eligibleAuthorizations", [])],
])("%s shows that a list can show eligible access", (_, lists) => {
  expect(subscriptionsOf(lists)).toHaveLength(1);
});

test.each<[string, Loose]>([
  ["eligibleAuthorizations of null", put(OLD, "definitions 0 properties eligibleAuthorizations", null)],
  ["systemData of null", put(OLD, "definitions 0 systemData", null)],
  ["an empty manageeTenantId", put(OLD, "definitions 0 properties manageeTenantId", "")],
  // a row of Resource Graph, projected to id, name and properties
  ["a resource without type", without(LISTS, "definitions 0 type")],
  ["systemData without type", without(put(LISTS, "definitions 0 systemData", {}), "definitions 0 type")],
  ["a type of null", put(LISTS, "definitions 0 type", null)],
])("%s does not show it", (_, lists) => {
  expectRefused(readArmLists(lists), "eligible-unknown", "definitions 0");
});

test("where the API version is known, nothing else must show it", () => {
  expect(readOf(readArmLists({ ...OLD, isVersionKnown: true })).subscriptions).toHaveLength(1);
});

test("an empty list of any API shows that nothing is delegated", () => {
  expect(readOf(readArmLists({ definitions: { value: [] }, assignments: [] })).subscriptions).toEqual([]);
});

const ROW = { ...definition(ONE, "d"), tenantId: guidOf("7"), subscriptionId: ONE };

test.each<[string, Loose, string]>([
  ["rows", [ROW], "definitions 0"],
  [
    "a projected row",
    [{ ...definition(ONE, "d"), type: "microsoft.managedservices/registrationdefinitions" }],
    "definitions 0",
  ],
  ["an answer", { count: 1, data: [ROW], skip_token: null, total_records: 1 }, "definitions"],
  ["a table", { totalRecords: 1, count: 1, data: { columns: [], rows: [] } }, "definitions"],
  ["a page of rows", { value: [ROW] }, "definitions value"],
])("%s of Resource Graph never shows that access is not eligible", (_, definitions, place) => {
  expectRefused(readArmLists({ ...LISTS, definitions }), "eligible-unknown", place);
});

test("an expanded copy without type does not show it either", () => {
  const expanded = assignment(ONE, "d", {
    registrationDefinition: without(LISTS, "definitions 0 type").definitions[0],
  });
  const lists = { definitions: undefined, assignments: [expanded] };
  expectRefused(readArmLists(lists), "eligible-unknown", "assignments 0 properties registrationDefinition");
});

test("flattened resources of az have their type, and are read", () => {
  const flat = ({ properties, ...rest }: Loose) => ({ ...rest, ...properties, resourceGroup: null });
  const flattened = {
    definitions: LISTS.definitions.map(flat),
    assignments: LISTS.assignments.map(flat),
  };
  expect(readArmLists(flattened)).toEqual(readArmLists(LISTS));
});

test("an unknown property beside the list of an answer is named, and the answer is read", () => {
  const counted = { value: LISTS.definitions, count: 1 };
  const read = readOf(readArmLists({ ...LISTS, definitions: counted }));
  expect(read.subscriptions).toEqual(subscriptionsOf(LISTS));
  expect(read.notes).toEqual([{ kind: "answer-parts-unknown", names: ["count"] }]);
});

test.each(["$skipToken", "skip_token", "odata.nextLink", "continuationToken", "error", "resultTruncated"])(
  "an answer with %s may not be whole, and is refused",
  (name) => {
    const cut = { value: LISTS.definitions, [name]: "x" };
    expectRefused(readArmLists({ ...LISTS, definitions: cut }), "part-unknown", `definitions ${name}`);
  },
);

test("properties of a newer API are named, and change no access", () => {
  const newer = [
    ["definitions 0 kind", "x"],
    ["definitions 0 properties tags", {}],
    ["definitions 0 properties authorizations 0 condition", null],
    ["assignments 0 properties zone", 1],
  ].reduce((lists, [place, value]) => put(lists, String(place), value), LISTS as Loose);
  const read = readOf(readArmLists(newer));
  expect(read.subscriptions).toEqual(subscriptionsOf(LISTS));
  expect(read.notes).toEqual([
    {
      kind: "parts-unknown",
      names: ["kind", "properties.authorizations.condition", "properties.tags", "properties.zone"],
      resources: 2,
    },
  ]);
});

test("unknown properties of policies and approvers are named by their path", () => {
  const eligible = {
    principalId: guidOf("a"),
    roleDefinitionId: guidOf("b"),
    scope: "x",
    justInTimeAccessPolicy: {
      multiFactorAuthProvider: "None",
      reason: true,
      managedByTenantApprovers: [{ principalId: guidOf("c"), stage: 1 }],
    },
  };
  const lists = { ...LISTS, definitions: [definition(ONE, "d", { eligibleAuthorizations: [eligible] })] };
  const before = "properties.eligibleAuthorizations.";
  expect(readOf(readArmLists(lists)).notes).toMatchObject([
    {
      names: [
        `${before}justInTimeAccessPolicy.managedByTenantApprovers.stage`,
        `${before}justInTimeAccessPolicy.reason`,
        `${before}scope`,
      ],
    },
  ]);
});

test.each([false, true])("a failed definition is named and grants nothing (assigned: %s)", (isAssigned) => {
  const failed = definition(ONE, "c", {
    provisioningState: "Failed",
    manageeTenantId: null,
    registrationDefinitionName: "Broken",
    authorizations: [{ principalId: "is not a GUID" }],
  });
  const broken = { ...assignment(ONE, "c", { provisioningState: "Failed" }), ...named(ONE, "f") };
  const assignmentIds = isAssigned ? [broken.id] : [];
  const read = readOf(
    readArmLists({
      definitions: [...LISTS.definitions, failed],
      assignments: [...LISTS.assignments, ...(isAssigned ? [broken] : [])],
    }),
  );
  expect(read.subscriptions).toEqual(subscriptionsOf(LISTS));
  const definitionFacts = {
    subscriptionId: ONE,
    registrationDefinitionId: guidOf("c"),
    managingTenantId: TENANT,
    name: "Broken",
  };
  expect(read.notes).toEqual([
    { kind: "definition-failed", definition: definitionFacts, state: "Failed", assignmentIds },
  ]);
});

function named(subscription: string, digit: string): object {
  return {
    id: `/subscriptions/${subscription}/${PROVIDER}/registrationAssignments/${guidOf(digit)}`,
    name: guidOf(digit),
  };
}

test.each([
  ["in lists that do not say what was read", undefined, false],
  ["on a subscription that was not read whole", new Set([TWO]), false],
  ["on a subscription that was read with its resource groups", new Set([ONE]), true],
])("a definition without an assignment is named, %s", (_, whole, isKnown) => {
  const orphan = definition(ONE, "c", {
    registrationDefinitionName: "Left",
    managedByTenantId: OTHER_TENANT,
  });
  const read = readOf(readArmLists({ ...LISTS, definitions: [...LISTS.definitions, orphan], read: whole }));
  expect(read.subscriptions[0]?.grants).toEqual(subscriptionsOf(LISTS)[0]?.grants);
  expect(read.notes).toMatchObject([
    { kind: "definition-unassigned", definition: { name: "Left", managingTenantId: OTHER_TENANT }, isKnown },
  ]);
});

test("several managing tenants on one subscription, without any display name", () => {
  const other = definition(ONE, "c", { managedByTenantId: OTHER_TENANT, managedByTenantName: "Relecloud" });
  const read = readOf(
    readArmLists({
      definitions: [...LISTS.definitions, other],
      assignments: [...LISTS.assignments, { ...assignment(ONE, "c"), ...named(ONE, "f") }],
    }),
  );
  expect(read.subscriptions[0]?.grants.map((each) => each.managingTenantId).sort()).toEqual([
    OTHER_TENANT,
    TENANT,
  ]);
  expect(read.subscriptions[0]?.grants.every((each) => each.principalDisplayName === "")).toBe(true);
  expect([...read.tenantNames]).toEqual([[OTHER_TENANT, "Relecloud"]]);
});

test.each([
  ["PT8H", "PT8H"],
  ["PT480M", "PT8H"],
  ["PT28800S", "PT8H"],
  ["P0DT8H0M0S", "PT8H"],
  ["P0Y0M0DT0H30M0S", "PT30M"],
  ["PT7.5H", "PT7H30M"],
  ["PT0,5H", "PT30M"],
  ["P1D", "PT24H"],
  ["PT5H59M60S", "PT6H"],
  ["PT30M30S", "PT30M30S"],
  ["P1M", "P1M"],
  ["08:00:00", "08:00:00"],
  ["P", "P"],
  ["PT", "PT"],
])("a duration of %s is one of %s", (written, canonical) => {
  const eligible = {
    principalId: guidOf("a"),
    roleDefinitionId: guidOf("b"),
    justInTimeAccessPolicy: { multiFactorAuthProvider: "None", maximumActivationDuration: written },
  };
  const lists = { ...LISTS, definitions: [definition(ONE, "d", { eligibleAuthorizations: [eligible] })] };
  const policies = subscriptionsOf(lists).flatMap(({ grants }) =>
    grants.flatMap(({ access }) => (access.kind === "eligible" ? access.maximumActivationDuration : [])),
  );
  expect(policies).toEqual([canonical]);
});
