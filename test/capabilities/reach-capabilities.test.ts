import { expect, test } from "vitest";
import type { Requirement } from "../../lib/capabilities/capability.ts";
import { heldCapabilities } from "../../lib/capabilities/decide.ts";
import { KnownOperations } from "../../lib/capabilities/known-operations.ts";
import { reachCapabilities } from "../../lib/capabilities/reach-capabilities.ts";
import { permissionsOf } from "../../lib/permissions/permissions.ts";
import { type BuiltInRole, roleByName } from "../../lib/roles/role-catalogue.ts";
import { allowedByExpression, matchesByExpression } from "../permissions/catalogue-oracle.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { aGrant, onRequest, ROLE } from "../support/sides.ts";
import { keyOf, OPERATION_LIST, operationsOfRoles, REQUIREMENTS } from "./operation-list.ts";

const catalogue = sampleCatalogue();
const operations = new KnownOperations(catalogue);

test("an activation says what it adds to standing access", () => {
  const ways = [
    { grants: [aGrant()] },
    { grants: [aGrant({ roleDefinitionId: ROLE.virtualMachineContributor, access: onRequest() })] },
  ];
  const {
    ways: [atOnce, activated],
    cannot,
  } = reachCapabilities(ways, catalogue, operations);
  expect(atOnce?.held.map(({ code }) => code)).toContain("read.logs");
  expect(activated?.held.map(({ code }) => code)).toContain("keys.storage");
  expect(activated?.held.filter(({ code }) => code.startsWith("read."))).toEqual([]);
  expect(activated?.ways.map(({ step }) => step)).toContain("storage-keys");
  expect(cannot).toEqual([]);
});

test("what only two activations at a time give is said too", () => {
  const roleId = (name: string) => roleByName(catalogue, name)?.id ?? "";
  const [identities, machines] = ["Managed Identity Operator", "Azure Backup Snapshot Contributor"].map(
    (name) => aGrant({ roleDefinitionId: roleId(name), access: onRequest() }),
  );
  if (identities === undefined || machines === undefined) throw new Error("two grants");
  const { together } = reachCapabilities(
    [{ grants: [identities] }, { grants: [machines] }],
    catalogue,
    operations,
  );
  expect(together).toEqual({
    held: [],
    ways: [{ step: "machine-with-identity", reaches: ["identity.act"] }],
  });
});

test("a role that the catalogue does not know is reported, and nothing is said not to be allowed", () => {
  const unknown = "99999999-9999-9999-9999-999999999999";
  const answer = reachCapabilities(
    [{ grants: [aGrant({ roleDefinitionId: unknown })] }],
    catalogue,
    operations,
  );
  expect(answer.ways[0]?.unknownRoles).toEqual([unknown]);
  expect(answer.cannot).toEqual([]);
});

/** Known operations that a role allows, and those that no requirement matches: by regular expressions alone. */
function countByHand(role: BuiltInRole, requirements: readonly Requirement[]) {
  const known = [
    ...operationsOfRoles(),
    ...OPERATION_LIST.operations.map((each) => keyOf(each.plane, each.name)),
  ];
  const operations = [...new Set(known)].map((key) => {
    const [plane = "", name = ""] = key.split(/ (.*)/s);
    return { plane: plane === "data" ? ("data" as const) : ("control" as const), name };
  });
  const allowed = operations.filter(({ plane, name }) => allowedByExpression(role, name, plane, () => true));
  const isCovered = ({ plane, name }: (typeof operations)[number]) =>
    requirements.some(
      (each) =>
        each.plane === plane &&
        each.operations.some((pattern) => matchesByExpression(pattern, name)) &&
        !each.except.some((pattern) => matchesByExpression(pattern, name)),
    );
  return { allowed: allowed.length, uncovered: allowed.filter((each) => !isCovered(each)).length };
}

test.each(["Reader", "Contributor", "Network Contributor", "Storage Blob Data Contributor"])(
  "operations of %s that no held capability covers are counted, as brute force counts them",
  (name) => {
    const role = roleByName(catalogue, name);
    if (role === undefined) throw new Error(name);
    const permissions = permissionsOf([role], ["control", "data"]);
    const held = heldCapabilities(permissions);
    const isHeld = (code: string, service: string) =>
      held.some((each) => each.code === code && each.services.some((own) => own.service === service));
    const requirements = REQUIREMENTS.filter(({ code, requirement }) => isHeld(code, requirement.service));
    expect(operations.coverage(permissions, held)).toEqual(
      countByHand(
        role,
        requirements.map(({ requirement }) => requirement),
      ),
    );
  },
);

test("the words hide nothing of Reader, and say how much of Contributor they leave out", () => {
  const coverageOf = (roleDefinitionId: string) =>
    reachCapabilities([{ grants: [aGrant({ roleDefinitionId })] }], catalogue, operations).ways[0]?.coverage;
  expect(coverageOf(ROLE.reader)?.uncovered).toBe(0);
  const contributor = coverageOf(ROLE.contributor);
  expect(contributor?.allowed).toBeGreaterThan(3000);
  expect(contributor?.uncovered).toBeGreaterThan(0);
  expect(contributor?.uncovered).toBeLessThan((contributor?.allowed ?? 0) / 4);
});
