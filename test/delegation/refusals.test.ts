import fc from "fast-check";
import { expect, test } from "vitest";
import { grantsOn } from "../../lib/access/assemble.ts";
import { differingPolicies, eligibleRefusals, standingRefusals } from "../../lib/delegation/refusals.ts";
import { decodeDefinition } from "../../lib/formats/arm/decode.ts";
import { refusedGrants } from "../../lib/review/refused-grant.ts";
import { roleById } from "../../lib/roles/role-catalogue.ts";
import { checkRules } from "../../lib/rules/check.ts";
import { RULES } from "../../lib/rules/rules.ts";
import {
  GROUP,
  MANAGING,
  PERSON,
  ROLES,
  SCOPE,
  SERVICE,
  SmallAzure,
  SUBSCRIPTION,
} from "../support/azure.ts";
import { aContext, anOfferOf, guidOf } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";

const catalogue = sampleCatalogue();
const role = (id: string) => roleById(catalogue, id);
const kinds = (refusals: readonly { readonly kind: string }[]) => refusals.map(({ kind }) => kind);
const people = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ principalId: guidOf(index.toString(16)) }));

const NOT_BUILT_IN = guidOf("f");
const POLICY = {
  multiFactorAuthProvider: "Azure",
  maximumActivationDuration: "PT8H",
  approvers: [],
} as const;

test.each<[string, readonly string[], readonly string[]]>([
  [ROLES.reader, [], []],
  [ROLES.userAccessAdministrator, [ROLES.reader, ROLES.blobDataReader], []],
  [NOT_BUILT_IN, [], ["role-unknown"]],
  [ROLES.owner, [], ["role-refused"]],
  [ROLES.blobDataReader, [], ["role-refused"]],
  [ROLES.userAccessAdministrator, [], ["delegated-roles-missing"]],
  [ROLES.reader, [ROLES.reader], ["delegated-roles-without-effect"]],
  [ROLES.userAccessAdministrator, [ROLES.reader, ROLES.owner], ["delegated-roles-refused"]],
  [ROLES.userAccessAdministrator, [ROLES.userAccessAdministrator], ["delegated-roles-refused"]],
  [ROLES.userAccessAdministrator, [ROLES.rbacAdministrator], ["delegated-roles-refused"]],
  [ROLES.userAccessAdministrator, [NOT_BUILT_IN], ["delegated-roles-refused"]],
  [ROLES.owner, [ROLES.owner], ["role-refused", "delegated-roles-without-effect", "delegated-roles-refused"]],
])("standingRefusals of %s with %j: %j", (id, delegated, expected) => {
  expect(kinds(standingRefusals({ role: role(id), delegatedRoles: delegated.map(role) }))).toEqual(expected);
});

test("standingRefusals: names which delegated roles are refused", () => {
  const delegatedRoles = [ROLES.reader, ROLES.owner, ROLES.contributor, NOT_BUILT_IN].map(role);
  expect(standingRefusals({ role: role(ROLES.userAccessAdministrator), delegatedRoles })).toEqual([
    { kind: "delegated-roles-refused", indexes: [1, 3] },
  ]);
});

test.each<[string, object, object, readonly string[]]>([
  [ROLES.contributor, {}, {}, []],
  [ROLES.contributor, {}, { maximumActivationDuration: "PT30M", approvers: people(10) }, []],
  [ROLES.contributor, {}, { approvers: [...people(10), ...people(10)] }, []],
  [NOT_BUILT_IN, {}, {}, ["role-unknown"]],
  [ROLES.owner, {}, {}, ["role-refused", "role-not-eligible"]],
  [ROLES.userAccessAdministrator, {}, {}, ["role-not-eligible"]],
  [ROLES.reader, { type: "ServicePrincipal" }, {}, ["service-principal-eligible"]],
  [
    ROLES.reader,
    {},
    { approvers: [{ principalId: GROUP, type: "ServicePrincipal" }] },
    ["service-principal-approves"],
  ],
  [ROLES.reader, {}, { maximumActivationDuration: "PT29M" }, ["activation-out-of-range"]],
  [ROLES.reader, {}, { maximumActivationDuration: "PT8H1M" }, ["activation-out-of-range"]],
  [ROLES.reader, {}, { maximumActivationDuration: "P1D" }, ["activation-out-of-range"]],
  [ROLES.reader, {}, { approvers: people(11) }, ["too-many-approvers"]],
])("eligibleRefusals of %s, %j, %j: %j", (id, principal, policy, expected) => {
  const facts = {
    principal: { principalId: PERSON, ...principal },
    role: role(id),
    policy: { ...POLICY, ...policy },
  };
  expect(kinds(eligibleRefusals(facts))).toEqual(expected);
});

test("differingPolicies: compares with the first of the role, durations by length and approvers by id", () => {
  const [one, other] = people(2);
  if (one === undefined || other === undefined) throw new Error("two people");
  const of = (roleDefinitionId: string, policy: object) => ({
    roleDefinitionId,
    policy: { ...POLICY, ...policy },
  });
  const all = [
    of(ROLES.reader, { approvers: [one, other] }),
    of(ROLES.reader, { maximumActivationDuration: "PT480M", approvers: [other, one, one] }),
    of(ROLES.contributor, { maximumActivationDuration: "PT4H" }),
    of(ROLES.reader.toUpperCase(), { multiFactorAuthProvider: "None", approvers: [one] }),
  ];
  expect(differingPolicies(all)).toEqual([
    { eligible: all[3], first: all[0], differences: ["multiFactorAuthProvider", "approvers"] },
  ]);
});

const anyRole = fc.constantFrom(...Object.values(ROLES), NOT_BUILT_IN);
const mostlyGood = fc.oneof({ weight: 3, arbitrary: fc.constant(ROLES.reader) }, anyRole);
const standing = fc.record({ role: mostlyGood, delegated: fc.uniqueArray(anyRole, { maxLength: 2 }) });
const eligible = fc.record({
  role: mostlyGood,
  principal: fc.constantFrom(GROUP, PERSON),
  mfa: fc.constantFrom("Azure" as const, "Azure" as const, "None" as const),
  duration: fc.constantFrom("PT8H", "PT480M", "PT30M", "PT8H30M", "PT15M"),
  approvers: fc.constantFrom(0, 0, 0, 1, 10, 11),
});

/** Rules that say of one offer what Azure refuses. */
const REFUSING = ["LH001", "LH002", "LH005", "LH007", "LH009", "LH012", "LH014", "LH015", "LH017"];

test("rules, review and emulator refuse the same definitions", () => {
  fc.assert(
    fc.property(
      fc.array(standing, { maxLength: 2 }),
      fc.array(eligible, { maxLength: 2 }),
      (standingOnes, eligibleOnes) => {
        // delegated roles of another role: an error of rules, without effect in Azure
        const delegatedOf = (each: { readonly role: string; readonly delegated: readonly string[] }) =>
          each.role === ROLES.userAccessAdministrator ? each.delegated : [];
        const group = (objectId: string) => ({ type: "Group", objectId, displayName: "Somebody" });
        const offer = anOfferOf({
          authorizations: standingOnes.map((each) => ({
            principal: group(GROUP),
            role: { id: each.role },
            delegatedRoleDefinitions: delegatedOf(each).map((id) => ({ id })),
          })),
          eligibleAuthorizations: eligibleOnes.map((each) => ({
            principal: group(each.principal),
            role: { id: each.role },
            justInTimeAccessPolicy: {
              multiFactorAuthProvider: each.mfa,
              maximumActivationDuration: each.duration,
              approvers: people(each.approvers).map(({ principalId }) => group(principalId)),
            },
          })),
        });
        const properties = {
          managedByTenantId: MANAGING,
          authorizations: standingOnes.map((each) => ({
            principalId: GROUP,
            roleDefinitionId: each.role,
            delegatedRoleDefinitionIds: delegatedOf(each),
          })),
          eligibleAuthorizations: eligibleOnes.map((each) => ({
            principalId: each.principal,
            roleDefinitionId: each.role,
            justInTimeAccessPolicy: {
              multiFactorAuthProvider: each.mfa,
              maximumActivationDuration: each.duration,
              managedByTenantApprovers: people(each.approvers),
            },
          })),
        };
        const found = checkRules(aContext({ offers: [offer] }), RULES).findings.filter(({ code }) =>
          REFUSING.includes(code),
        );
        const answer = new SmallAzure().define("1", properties);
        expect([found.length > 0, answer.status]).toEqual([
          answer.status !== 201,
          found.length > 0 ? 400 : 201,
        ]);
        // a definition without a standing authorization has nothing that review could find fault with
        const grants = grantsOn(
          SCOPE,
          decodeDefinition(SUBSCRIPTION, guidOf("d"), { properties }),
          guidOf("e"),
        );
        const ofGrants = found.filter(({ code }) => code !== "LH014");
        expect(refusedGrants(grants, catalogue).length > 0).toBe(ofGrants.length > 0);
      },
    ),
    { numRuns: 400 },
  );
});

test("rules and emulator refuse service principals that are eligible or approve", () => {
  const principal = (type: string, objectId: string) => ({ type, objectId, displayName: "Automation" });
  const [service, group] = [principal("ServicePrincipal", SERVICE), principal("Group", GROUP)];
  for (const [who, approver] of [
    [service, group],
    [group, service],
  ] as const) {
    const offer = anOfferOf({
      authorizations: [{ principal: group, role: "Reader" }],
      eligibleAuthorizations: [
        { principal: who, role: "Contributor", justInTimeAccessPolicy: { approvers: [approver] } },
      ],
    });
    const codes = checkRules(aContext({ offers: [offer] }), RULES).findings.map(({ code }) => code);
    expect(codes).toContain(who === service ? "LH010" : "LH011");
    const answer = new SmallAzure().define("1", {
      eligibleAuthorizations: [
        {
          principalId: who.objectId,
          roleDefinitionId: ROLES.contributor,
          justInTimeAccessPolicy: {
            multiFactorAuthProvider: "Azure",
            managedByTenantApprovers: [{ principalId: approver.objectId }],
          },
        },
      ],
    });
    expect(answer.status).toBe(400);
  }
});
