import { expect, test } from "vitest";
import type { AccessGrant } from "../../lib/access/access-grant.ts";
import { accessAnswerText } from "../../lib/report/access-answer.ts";
import { answerAccess } from "../../lib/review/reach.ts";
import { RoleMeaning } from "../../lib/review/role-meaning.ts";
import { guidOf } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { REPORT } from "../support/reviews.ts";
import { aGrant, anAccess, aSide, onRequest, ROLE, SUBSCRIPTION } from "../support/sides.ts";

const approvers = [{ principalId: guidOf("b"), displayName: "Leads" }];

/** What is answered of principal `a`, who has these grants at fabrikam. */
function answered(grants: readonly AccessGrant[], columns?: number): string {
  const side = aSide(anAccess(grants));
  const answer = answerAccess(side, { principalId: guidOf("a") }, new RoleMeaning(sampleCatalogue()));
  return accessAnswerText(answer, REPORT.directory, { columns });
}

const GRANTS = [
  aGrant(),
  aGrant({ roleDefinitionId: ROLE.virtualMachineContributor, access: onRequest() }),
  aGrant({ roleDefinitionId: ROLE.contributor, access: onRequest({ approvers }) }),
];

test("what can be done at once is told apart from what must be activated first, by its terms", () => {
  const text = answered(GRANTS, 400);
  const [, radius = ""] = text.split("if it is compromised: ");
  const [, atOnce = "", alone = "", approved = ""] = radius.split(/^ {4}(?=\S)/m);
  expect(radius).toMatch(
    /^1 scope of 1 customer\n {2}on Fabrikam Logistics \(fabrikam\): the whole subscription of /,
  );
  expect(atOnce).toBe(`at once:
      Reader: standing
        may do */read, for example microsoft.compute/virtualmachines/read
`);
  expect([alone, approved].sort()).toEqual([
    expect.stringMatching(
      /^after activation \(up to 4 h, MFA, approved by \[NEW: [^\n]*\):\n {6}Contributor\n {8}may do \* except/,
    ),
    expect.stringMatching(
      /^after activation \(up to 4 h, MFA, self-activated\):\n {6}Virtual Machine Contributor\n {8}may do Microsoft.Storage/,
    ),
  ]);
  // what reading allows anyway is not told again
  expect(alone + approved).not.toMatch(/\/read$/m);
});

test("roles in one way are told together, and what several of them allow once", () => {
  const grants = [ROLE.virtualMachineContributor, ROLE.contributor].map((roleDefinitionId) =>
    aGrant({ roleDefinitionId, access: onRequest() }),
  );
  const text = answered(grants, 400);
  expect(text).not.toContain("at once:");
  expect(text.split("after activation")).toHaveLength(2);
});

test.each([60, 100])("accessAnswerText() fits into %d columns", (columns) => {
  const lines = answered(GRANTS, columns).split("\n");
  // a word alone may be longer: it is there to be copied
  expect(lines.filter((line) => line.length > columns && line.trim().includes(" "))).toEqual([]);
  expect(lines).toContain("Fabrikam Logistics (fabrikam)");
});

test("accessAnswerText() tells each grant with who, which role, where and in which way", () => {
  expect(answered([aGrant()], 400)).toContain(
    `Fabrikam Logistics (fabrikam)\n  the whole subscription of ${SUBSCRIPTION}\n    Operators (${guidOf("a")}): Reader: standing\n\n1 grant`,
  );
});

test("accessAnswerText() lets nothing in a name redraw a terminal", () => {
  const stranger = aGrant({ principalDisplayName: "\u001b[2J\n1 grant", principalId: guidOf("c") });
  const grants = [{ customer: "a\u001bb", grant: stranger }];
  const answer = { question: {}, selection: ["c\u001bd"], grants, radius: undefined };
  const text = accessAnswerText(answer, REPORT.directory);
  expect(text).not.toContain("\u001b");
  expect(text.split("\n").filter((line) => line === "1 grant")).toHaveLength(1);
});
