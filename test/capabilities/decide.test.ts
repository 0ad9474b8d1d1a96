import fc from "fast-check";
import { expect, test } from "vitest";
import { CAPABILITIES, CAPABILITY_CODES, type CapabilityCode } from "../../lib/capabilities/capabilities.ts";
import type { Requirement } from "../../lib/capabilities/capability.ts";
import { capabilitiesBeyond, heldCapabilities } from "../../lib/capabilities/decide.ts";
import { difference, type Permissions, permissionsOf } from "../../lib/permissions/permissions.ts";
import { authorizedPermissions, handedOutPermissions } from "../../lib/permissions/role-permissions.ts";
import { type BuiltInRole, type PermissionBlock, roleByName } from "../../lib/roles/role-catalogue.ts";
import { allowedByExpression, matchesByExpression } from "../permissions/catalogue-oracle.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { keyOf, OPERATION_LIST, operationsOfRoles } from "./operation-list.ts";

const catalogue = sampleCatalogue();

const NOTHING: Permissions = { blocks: [], unknownRoles: [] };

function named(name: string): BuiltInRole {
  const role = roleByName(catalogue, name);
  if (role === undefined) throw new Error(name);
  return role;
}

/** Codes with the services that a role has, as an authorization. */
function heldBy(name: string): Map<CapabilityCode, readonly string[]> {
  const held = heldCapabilities(authorizedPermissions(named(name).id, catalogue));
  return new Map(held.map(({ code, services }) => [code, services.map(({ service }) => service)]));
}

/** Everything that stands in the list or, without a star, in a role: by plane, in lower case. */
const KNOWN = ["control", "data"].map((plane) => {
  const listed = OPERATION_LIST.operations.map((each) => keyOf(each.plane, each.name));
  const keys = [...new Set([...listed, ...operationsOfRoles()])];
  return {
    plane,
    names: keys.filter((key) => key.startsWith(`${plane} `)).map((key) => key.slice(plane.length + 1)),
  };
});

/** Known operations that a requirement counts, by regular expressions alone. */
const COUNTED = new Map<Requirement, readonly string[]>();
function counted(requirement: Requirement): readonly string[] {
  const known = COUNTED.get(requirement);
  if (known !== undefined) return known;
  const { names } = KNOWN.find(({ plane }) => plane === requirement.plane) ?? { names: [] };
  const found = names.filter(
    (name) =>
      requirement.operations.some((pattern) => matchesByExpression(pattern, name)) &&
      !requirement.except.some((pattern) => matchesByExpression(pattern, name)),
  );
  COUNTED.set(requirement, found);
  return found;
}

/** What brute force over the known operations says of a requirement, and whether that is the whole truth. */
function bruteForce(
  roles: readonly BuiltInRole[],
  requirement: Requirement,
): { holds: boolean; isWhole: boolean } {
  const allows = (operation: string) =>
    roles.some((role) => allowedByExpression(role, operation, requirement.plane, () => true));
  const operations = counted(requirement);
  const isLiteral = requirement.operations.every((pattern) => !pattern.includes("*"));
  const holds = requirement.needs === "any" ? operations.some(allows) : operations.every(allows);
  // by pattern, only one of the answers is proven by examples
  return { holds, isWhole: isLiteral || holds === (requirement.needs === "any") };
}

function judge(roles: readonly BuiltInRole[], permissions: Permissions): string[] {
  const held = new Map(heldCapabilities(permissions).map((each) => [each.code, each.services]));
  return CAPABILITY_CODES.flatMap((code) =>
    CAPABILITIES[code].requirements.flatMap((requirement) => {
      const exact = held.get(code)?.some(({ service }) => service === requirement.service) ?? false;
      const { holds, isWhole } = bruteForce(roles, requirement);
      return exact === holds || !isWhole ? [] : [`${code} (${requirement.service}): ${exact}, not ${holds}`];
    }),
  );
}

test("the exact decision agrees with brute force over the list of operations, for every built-in role", () => {
  for (const role of catalogue.roles) {
    expect(judge([role], permissionsOf([role], ["control", "data"])), role.name).toEqual([]);
  }
}, 120_000);

test("what is held by pattern alone has an operation to show, and what is not held by pattern lacks one", () => {
  // the difference of keys.other takes seconds to minimize; brute force judges it above
  const patterned = CAPABILITY_CODES.filter((code) => code !== "keys.other").flatMap((code) =>
    CAPABILITIES[code].requirements
      .filter(({ operations }) => operations.some((each) => each.includes("*")))
      .map((requirement: Requirement) => ({ code, requirement })),
  );
  for (const name of ["Reader", "Contributor", "Network Contributor", "Virtual Machine Contributor"]) {
    const role = named(name);
    const permissions = permissionsOf([role], ["control", "data"]);
    const held = heldCapabilities(permissions);
    for (const { code, requirement } of patterned) {
      const { plane, operations, except } = requirement;
      const wanted: PermissionBlock =
        plane === "control"
          ? { actions: operations, notActions: except, dataActions: [], notDataActions: [], condition: null }
          : { actions: [], notActions: [], dataActions: operations, notDataActions: except, condition: null };
      const asked = permissionsOf([{ id: "", name: "", permissions: [wanted] }], [plane]);
      const left = difference(asked, permissions);
      const isHeld = held
        .filter((each) => each.code === code)
        .some(({ services }) => services.some(({ service }) => service === requirement.service));
      // all: nothing is left. any: what is left is less than what was asked
      const expected =
        requirement.needs === "all"
          ? left.length === 0
          : JSON.stringify(left) !== JSON.stringify(difference(asked, NOTHING));
      expect(isHeld, `${name}: ${code} (${requirement.service})`).toBe(expected);
    }
  }
});

test("together, roles hold at least what each of them holds; the decision still agrees with brute force", () => {
  const role = fc.constantFrom(...catalogue.roles);
  fc.assert(
    fc.property(role, role, (a, b) => {
      const both = permissionsOf([a, b], ["control", "data"]);
      expect(judge([a, b], both)).toEqual([]);
      const held = heldCapabilities(both);
      for (const each of [a, b]) {
        expect(
          capabilitiesBeyond(heldCapabilities(permissionsOf([each], ["control", "data"])), held),
        ).toEqual([]);
      }
    }),
    { numRuns: 15 },
  );
}, 60_000);

test("what one condition allows is not beyond what that condition or another one allows", () => {
  const conditional = catalogue.roles.filter(({ permissions }) =>
    permissions.some(({ condition }) => condition !== null),
  );
  let different = 0;
  for (const one of conditional) {
    for (const another of conditional) {
      const together = heldCapabilities(permissionsOf([one, another], ["control", "data"]));
      different += together.some(({ services }) => services.some((each) => each.conditions.length > 1))
        ? 1
        : 0;
      const alone = heldCapabilities(permissionsOf([one], ["control", "data"]));
      expect(capabilitiesBeyond(alone, together), `${one.name}, ${another.name}`).toEqual([]);
      // and the other way round, what the second adds is not hidden
      const added = heldCapabilities(permissionsOf([another], ["control", "data"]));
      const gained = capabilitiesBeyond(together, alone).map(({ code }) => code);
      expect(gained).toEqual(
        expect.arrayContaining(capabilitiesBeyond(added, alone).map(({ code }) => code)),
      );
    }
  }
  expect(different).toBeGreaterThan(0);
});

test("Reader lists no keys and changes nothing, but reads logs, costs and container images", () => {
  const reader = heldBy("Reader");
  expect(
    [...reader.keys()].filter((code) =>
      /^(?!keys\.by-reading)(keys|data|code|change|delete|access)\./.test(code),
    ),
  ).toEqual([]);
  expect(reader.get("read.everything")).toEqual(["every service"]);
  expect(reader.get("read.costs")).toContain("costs and usage");
  expect(reader.get("read.logs")).toContain("Log Analytics");
  expect(reader.get("read.programs")).toContain("container images");
  // read operations that return keys are operations like others: the words must not hide them
  expect(reader.get("keys.by-reading")).toContain("Log Analytics");
});

test("Virtual Machine Contributor lists keys of storage accounts and runs code on machines", () => {
  const held = heldBy("Virtual Machine Contributor");
  expect(held.get("keys.storage")).toEqual(["storage"]);
  expect(held.get("code.machines")).toContain("virtual machines: run command");
  expect(held.has("data.read-files")).toBe(false);
});

test("Contributor changes and deletes everything except access", () => {
  const held = heldBy("Contributor");
  expect(held.get("change.everything")).toEqual(["every service"]);
  expect(held.get("delete.everything")).toEqual(["resource groups with all they contain", "every service"]);
  expect(held.has("access.assign-roles")).toBe(false);
  expect(held.has("access.elevate")).toBe(false);
  expect(held.has("locks.change")).toBe(false);
  expect(held.get("policy.weaken")).toEqual(["exemptions"]);
});

test("a name decides nothing: Contributor's permissions under another name hold the same", () => {
  const contributor = named("Contributor");
  const renamed = { ...contributor, id: "00000000-0000-0000-0000-000000000000", name: "Reader" };
  expect(heldCapabilities(permissionsOf([renamed], ["control"]))).toEqual(
    heldCapabilities(authorizedPermissions(contributor.id, catalogue)),
  );
});

test("any and all are decided service by service, and all needs every operation", () => {
  const blockOf = (...actions: string[]): Permissions =>
    permissionsOf(
      [
        {
          id: "",
          name: "",
          permissions: [{ actions, notActions: [], dataActions: [], notDataActions: [], condition: null }],
        },
      ],
      ["control"],
    );
  const servicesOf = (permissions: Permissions, code: CapabilityCode) =>
    heldCapabilities(permissions)
      .filter((each) => each.code === code)
      .flatMap(({ services, isComplete }) => [...services.map(({ service }) => service), isComplete]);
  const everything = ["*/write"];
  expect(servicesOf(blockOf(...everything), "change.everything")).toEqual(["every service", true]);
  expect(servicesOf(blockOf("Microsoft.Compute/*/write"), "change.everything")).toEqual([]);
  expect(servicesOf(blockOf("Microsoft.*/write", "microsoft*/write"), "change.everything")).toEqual([]);
  const eventHubs = "microsoft.eventhub/namespaces/authorizationrules/LISTKEYS/action";
  expect(servicesOf(blockOf(eventHubs), "keys.messaging")).toEqual(["Event Hubs", false]);
});

test("a block under a condition holds its capability under that condition", () => {
  const held = heldCapabilities(
    handedOutPermissions(named("Key Vault Data Access Administrator").id, catalogue),
  );
  const [assign] = held.filter(({ code }) => code === "access.assign-roles");
  expect(assign?.services[0]?.conditions).toEqual([expect.stringContaining("RoleDefinitionId")]);
});

test("User Access Administrator allows support requests alone under Azure Lighthouse", () => {
  const held = heldBy("User Access Administrator");
  expect(held.has("support.requests")).toBe(true);
  expect([...held.keys()].filter((code) => code.startsWith("access."))).toEqual([]);
});
