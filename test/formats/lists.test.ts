import fc from "fast-check";
import { expect, test } from "vitest";
import { accessByCustomer } from "../../lib/access/found-access.ts";
import type { ProblemKind } from "../../lib/documents/problem.ts";
import { readArmLists } from "../../lib/formats/arm/lists.ts";
import {
  assignment as assignmentPath,
  definition as definitionPath,
  GROUP,
  PERSON,
  ROLES,
  SmallAzure,
} from "../support/azure.ts";
import { guidOf } from "../support/builders.ts";
import { anyMutation, mutated } from "./mutations.ts";
import { expectRefused, type Loose, put, readOf, without } from "./refused.ts";

const [ONE, TWO, TENANT, READER] = [guidOf("1"), guidOf("2"), guidOf("9"), guidOf("a")];
const [DEFINITION, ASSIGNMENT] = [guidOf("d"), guidOf("e")];
const at = (subscription: string) => `/subscriptions/${subscription}`;
const definitionId = (subscription: string) =>
  `${at(subscription)}/providers/Microsoft.ManagedServices/registrationDefinitions/${DEFINITION}`;

const definition = (subscription: string): Loose => ({
  id: definitionId(subscription),
  name: DEFINITION,
  type: "Microsoft.ManagedServices/registrationDefinitions",
  plan: { name: "watch", publisher: "northwind", product: "any", version: "2.0.0" },
  properties: {
    managedByTenantId: TENANT.toUpperCase(),
    managedByTenantName: "Northwind",
    registrationDefinitionName: "Northwind Watch",
    description: "Text\n[keeper watch/basic@1.0.0]",
    provisioningState: "Succeeded",
    authorizations: [
      {
        principalId: READER.toUpperCase(),
        principalIdDisplayName: "Readers",
        roleDefinitionId: guidOf("b"),
        delegatedRoleDefinitionIds: [guidOf("c"), guidOf("b")],
      },
    ],
    eligibleAuthorizations: [
      { principalId: READER, roleDefinitionId: guidOf("c"), justInTimeAccessPolicy: null },
      {
        principalId: READER,
        roleDefinitionId: guidOf("d"),
        justInTimeAccessPolicy: {
          multiFactorAuthProvider: "Azure",
          maximumActivationDuration: "PT240M",
          managedByTenantApprovers: [{ principalId: guidOf("f"), principalIdDisplayName: "Leads" }],
        },
      },
    ],
  },
});

const assignment = (scope: string, subscription: string): Loose => ({
  id: `${scope}/providers/Microsoft.ManagedServices/registrationAssignments/${ASSIGNMENT}`,
  name: ASSIGNMENT,
  type: "Microsoft.ManagedServices/registrationAssignments",
  properties: {
    registrationDefinitionId: definitionId(subscription).toLowerCase(),
    provisioningState: "Succeeded",
  },
});

const LISTS = {
  definitions: [definition(ONE), definition(TWO)],
  assignments: [assignment(at(ONE), ONE), assignment(`${at(TWO)}/resourcegroups/rg-Web`, TWO)],
};

/** As newer versions of az print it: properties beside the id, a group where the id has one. */
const flattened = ({ properties, ...rest }: Loose) => ({ ...rest, ...properties, resourceGroup: "rg-Web" });

test("readArmLists: gives each customer its access", () => {
  const [first, second, ...rest] = readOf(readArmLists(LISTS)).subscriptions;
  expect(rest).toEqual([]);
  expect([first?.customer, second?.customer]).toEqual([ONE, TWO]);
  expect(second?.assignments[0]?.scope).toBe(`${at(TWO)}/resourceGroups/rg-Web`);
  expect(first?.definitions).toEqual([
    {
      registrationDefinitionId: DEFINITION,
      subscriptionId: ONE,
      managingTenantId: TENANT,
      name: "Northwind Watch",
      description: "Text\n[keeper watch/basic@1.0.0]",
      claimedSource: "watch/basic@1.0.0",
      marketplacePlan: "northwind/any/watch@2.0.0",
    },
  ]);
  expect(first?.grants.map(({ access }) => access)).toEqual([
    { kind: "standing", delegatedRoleDefinitionIds: [guidOf("b"), guidOf("c")] },
    { kind: "eligible", multiFactorAuthProvider: "None", maximumActivationDuration: "PT8H", approvers: [] },
    {
      kind: "eligible",
      multiFactorAuthProvider: "Azure",
      maximumActivationDuration: "PT4H",
      approvers: [{ principalId: guidOf("f"), displayName: "Leads" }],
    },
  ]);
});

test("readArmLists: means what the emulator means by the same resources", () => {
  const azure = new SmallAzure();
  azure.define("1", {
    authorizations: [{ principalId: GROUP.toUpperCase(), roleDefinitionId: ROLES.reader }],
    eligibleAuthorizations: [
      { principalId: PERSON, principalIdDisplayName: "Person", roleDefinitionId: ROLES.contributor },
      {
        principalId: GROUP,
        roleDefinitionId: ROLES.deleteRole,
        justInTimeAccessPolicy: {
          multiFactorAuthProvider: "Azure",
          maximumActivationDuration: "PT240M",
          managedByTenantApprovers: [{ principalId: PERSON, principalIdDisplayName: null }],
        },
      },
    ],
  });
  azure.assign("1", "1");
  const listed = (path: string) => azure.ask("GET", path.replace(/\/[^/]+$/, "")).body;
  const lists = { definitions: listed(definitionPath("1")), assignments: listed(assignmentPath("1")) };
  const [access] = readOf(readArmLists(lists)).subscriptions;
  expect(access?.grants).toHaveLength(3);
  expect(access?.grants).toEqual(azure.azure.access());
});

test("readArmLists: takes REST answers and flattened resources for the same", () => {
  const answers = {
    definitions: { value: LISTS.definitions, nextLink: null },
    assignments: { value: LISTS.assignments },
  };
  const flat = {
    definitions: LISTS.definitions.map(flattened),
    assignments: LISTS.assignments.map(flattened),
  };
  expect(readArmLists(answers)).toEqual(readArmLists(LISTS));
  expect(readArmLists(flat)).toEqual(readArmLists(LISTS));
});

test("accessByCustomer: puts the subscriptions of one customer together", () => {
  const [access, ...rest] = accessByCustomer(readOf(readArmLists(LISTS)), () => "fabrikam");
  expect(rest).toEqual([]);
  expect(access).toMatchObject({ customer: "fabrikam", subscriptionIds: [ONE, TWO] });
  expect(access?.grants).toHaveLength(6);
});

test("accessByCustomer: a subscription that was read without a delegation belongs to its customer", () => {
  const read = readOf(readArmLists({ ...LISTS, read: new Set([ONE, TWO, TENANT]) }));
  expect(accessByCustomer(read, (id) => (id === TENANT ? "contoso" : "fabrikam"))).toMatchObject([
    { customer: "contoso", subscriptionIds: [TENANT], definitions: [], grants: [] },
    { customer: "fabrikam", subscriptionIds: [ONE, TWO] },
  ]);
});

const GRANT = "definitions 0 properties authorizations 0";

test.each<[string, ProblemKind, string, unknown]>([
  ["a list that goes on", "value-not-allowed", "definitions nextLink", "https://management.azure.com/x"],
  ["an answer with more", "part-unknown", "definitions error", {}],
])("readArmLists refuses %s", (_, kind, place, value) => {
  const answers = { ...LISTS, definitions: { value: LISTS.definitions, nextLink: null } };
  expectRefused(readArmLists(put(answers, place, value)), kind, place);
});

test.each<[string, ProblemKind, string, unknown]>([
  ["no list", "value-not-allowed", "assignments", "x"],
  ["a role that is null", "value-not-allowed", `${GRANT} roleDefinitionId`, null],
  [
    "a definition of no subscription",
    "value-not-allowed",
    "definitions 0 id",
    definitionId(ONE).replace(ONE, "-".repeat(36)),
  ],
  ["a principal that is none", "value-not-allowed", `${GRANT} principalId`, "x"],
  ["a role by its ARM id", "value-not-allowed", `${GRANT} roleDefinitionId`, `/x/${ONE}`],
  [
    "a definition elsewhere",
    "value-not-allowed",
    "definitions 0 id",
    definitionId(ONE).replace("Managed", "X"),
  ],
  [
    "a definition by another name",
    "value-not-allowed",
    "definitions 0 id",
    definitionId(ONE).replace(DEFINITION, ONE),
  ],
  [
    "an assignment to a management group",
    "value-not-allowed",
    "assignments 0 id",
    "/providers/Microsoft.Management/managementGroups/x",
  ],
  [
    "an assignment of no definition",
    "reference-unresolved",
    "assignments 0 properties registrationDefinitionId",
    `${definitionId(ONE)}x`,
  ],
  [
    "an assignment of another subscription's definition",
    "reference-unresolved",
    "assignments 0 properties registrationDefinitionId",
    definitionId(TWO),
  ],
  [
    "a definition that is being deleted",
    "document-unfinished",
    "definitions 0 properties provisioningState",
    "Deleting",
  ],
  [
    "an assignment that failed",
    "document-unfinished",
    "assignments 0 properties provisioningState",
    "Failed",
  ],
  ["a __proto__", "part-unknown", `${GRANT} __proto__`, {}],
])("readArmLists refuses %s", (_, kind, place, value) => {
  expectRefused(readArmLists(put(LISTS, place, value)), kind, place);
});

test("readArmLists refuses a definition that is listed twice, and one that is not listed", () => {
  const twice = put(LISTS, "definitions 2", definition(ONE));
  expectRefused(readArmLists(twice), "duplicate", "");
  const place = "assignments 0 properties registrationDefinitionId";
  expectRefused(readArmLists(without(LISTS, "definitions 0")), "reference-unresolved", place);
});

test("readArmLists: mutilated lists are read or refused, and give no grant that they do not hold", () => {
  fc.assert(
    fc.property(fc.array(anyMutation, { minLength: 1, maxLength: 3 }), (mutations) => {
      const text = JSON.stringify(mutations.reduce(mutated, LISTS)) ?? "null";
      const lists: Loose = JSON.parse(text);
      const read = readArmLists({ definitions: lists?.definitions, assignments: lists?.assignments });
      if (!read.ok) return;
      for (const { principalId } of read.value.subscriptions.flatMap(({ grants }) => grants))
        expect(text.toLowerCase()).toContain(`"principalid":"${principalId}"`);
    }),
    { numRuns: 500 },
  );
});
