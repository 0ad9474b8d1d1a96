import { expect, test } from "vitest";
import type { AccessGrant } from "../../lib/access/access-grant.ts";
import { KnownOperations } from "../../lib/capabilities/known-operations.ts";
import { reachCapabilities } from "../../lib/capabilities/reach-capabilities.ts";
import { accessAnswerJson, accessAnswerText } from "../../lib/report/access-answer.ts";
import { answerAccess } from "../../lib/review/reach.ts";
import { RoleMeaning } from "../../lib/review/role-meaning.ts";
import { roleByName } from "../../lib/roles/role-catalogue.ts";
import { guidOf } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { REPORT } from "../support/reviews.ts";
import { aGrant, anAccess, aSide, onRequest, ROLE } from "../support/sides.ts";

const catalogue = sampleCatalogue();
const operations = new KnownOperations(catalogue);

function answerOf(grants: readonly AccessGrant[]) {
  const answer = answerAccess(
    aSide(anAccess(grants)),
    { principalId: guidOf("a") },
    new RoleMeaning(catalogue),
  );
  const reaches = answer.radius?.reaches ?? [];
  return { answer, capabilities: reaches.map(({ ways }) => reachCapabilities(ways, catalogue, operations)) };
}

function textOf(grants: readonly AccessGrant[], options: object = {}): string {
  const { answer, capabilities } = answerOf(grants);
  return accessAnswerText(answer, REPORT.directory, { capabilities, columns: 400, ...options });
}

const machines = aGrant({ roleDefinitionId: ROLE.virtualMachineContributor, access: onRequest() });

test("a principal's answer says in words what it can do, and what it cannot", () => {
  const text = textOf([aGrant()]);
  expect(text).toContain("can read the configuration of every resource; ");
  expect(text).toContain("can read keys that read operations return");
  expect(text).toMatch(/cannot, by the role catalogue of \d{4}-\d\d-\d\d: manage access; /);
  expect(text).not.toContain("may do */read");
});

test("patterns of operations are shown with exact, beside the words", () => {
  const text = textOf([aGrant()], { exact: true });
  expect(text).toContain("may do */read");
  expect(text).toContain("can read the configuration of every resource");
});

test("an activation shows keys, code and the known ways on from them", () => {
  const [, activated = ""] = textOf([aGrant(), machines]).split("after activation");
  expect(activated).toContain("can list keys and shared access signatures of storage accounts");
  expect(activated).toContain("run code on machines (virtual machines: run command, ");
  expect(activated).toContain(
    "by way of keys of storage accounts (known way): can read data in storage accounts; ",
  );
  expect(activated).not.toContain("cannot, by");
});

test("laymen are told the same in their words, without names of services", () => {
  const text = textOf([aGrant(), machines], { reader: "laymen" });
  expect(text).toContain("can take the keys that open stored files, without further permission");
  expect(text).toContain("run own programs on servers");
  expect(text).not.toContain("run command,");
});

test("what no sentence covers is counted, and nothing is counted where all is covered", () => {
  expect(textOf([aGrant()])).not.toContain("no sentence covers");
  expect(textOf([machines])).toMatch(
    /also allows \d+ known operations? \(of \d+\) that no sentence covers; --exact shows/,
  );
});

test("delegated roles are told as what managed identities may be let to do", () => {
  const grant = aGrant({
    roleDefinitionId: ROLE.userAccessAdministrator,
    access: { kind: "standing", delegatedRoleDefinitionIds: [ROLE.contributor] },
  });
  const text = textOf([grant]);
  expect(text).toContain("can let managed identities ");
  expect(text).toContain("by way of roles assigned to a managed identity");
});

test("what only several activations at a time give is told as that", () => {
  const roleId = (name: string) => roleByName(catalogue, name)?.id ?? "";
  const text = textOf([
    aGrant({ roleDefinitionId: roleId("Managed Identity Operator"), access: onRequest() }),
    aGrant({
      roleDefinitionId: roleId("Azure Backup Snapshot Contributor"),
      access: onRequest({ maximumActivationDuration: "PT2H" }),
    }),
  ]);
  expect(text).toContain(
    "with several activations at a time: by way of a managed identity assigned to a machine (known way): can act as",
  );
});

test("a role that the catalogue does not know may do anything", () => {
  const text = textOf([aGrant({ roleDefinitionId: guidOf("f") })]);
  expect(text).toContain("may be able to do anything: the catalogue does not know the role");
  expect(text).not.toContain("cannot, by");
});

test.each([60, 80])("the words fit into %d columns", (columns) => {
  const contributor = aGrant({ roleDefinitionId: ROLE.contributor, access: onRequest() });
  const lines = textOf([aGrant(), contributor], { columns }).split("\n");
  expect(lines.filter((line) => line.length > columns && line.trim().includes(" "))).toEqual([]);
});

test("JSON has the capabilities of each reach with the day of the catalogue", () => {
  const { answer, capabilities } = answerOf([aGrant()]);
  expect(accessAnswerJson(answer, { capabilities, directory: REPORT.directory })).toMatchObject({
    version: 1,
    roleNames: { [ROLE.reader]: "Reader" },
    capabilities: [
      {
        catalogueDate: catalogue.date,
        cannot: expect.arrayContaining(["no-deletion"]),
        ways: [
          {
            held: expect.arrayContaining([
              expect.objectContaining({
                services: expect.arrayContaining([
                  { service: expect.any(String), condition: null, conditions: [] },
                ]),
              }),
            ]),
          },
        ],
      },
    ],
  });
});
