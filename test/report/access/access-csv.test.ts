import { expect, test } from "vitest";
import type { AccessGrant } from "../../../lib/access/access-grant.ts";
import { csvAccess } from "../../../lib/report/access/csv.ts";
import { guidOf } from "../../support/builders.ts";
import { reachOfGrants } from "../../support/reaches.ts";
import { HOSTILE_NAMES, hostileReport, REPORT } from "../../support/reviews.ts";
import { aGrant, onRequest, ROLE, SUBSCRIPTION } from "../../support/sides.ts";

const csv = (...grants: readonly AccessGrant[]) =>
  csvAccess(reachOfGrants({ fabrikam: grants }), REPORT.directory);

test("a line has names beside ids, terms and the plan", () => {
  const [head, line] = csv(
    aGrant({ access: onRequest({ approvers: [{ principalId: guidOf("b"), displayName: "Leads" }] }) }),
  ).split("\n");
  expect(head).toBe(
    "severity,principal,principal_id,principal_type,role,role_id,customer,customer_name,subscription,subscription_id,resource_group,access,mfa,maximum_duration,approvers,delegated_roles,managing_tenant_id,source,kind,note",
  );
  expect(line).toBe(
    `medium,Operators,${guidOf("a")},Group,Reader,${ROLE.reader},fabrikam,Fabrikam Logistics,,${SUBSCRIPTION},,on request,Azure,PT4H,Leads (${guidOf("b")}),,${guidOf("9")},operations/standard@1.0.0,grant,`,
  );
});

test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"])("%j starts no formula", (name) => {
  const cells = csv(aGrant({ principalId: guidOf("c"), principalDisplayName: name }));
  expect(cells).not.toMatch(/(?:^|[,"\n])[=+\-@\t\r＝]/);
  expect(cells).toContain("1");
});

test.each(HOSTILE_NAMES)("a name made of %s stays in its cell", (_, name) => {
  const grants = [aGrant({ principalId: guidOf("c"), principalDisplayName: name }), aGrant()];
  const text = csvAccess(reachOfGrants({ fabrikam: grants }), hostileReport(name).directory);
  expect(text.trimEnd().split("\n")).toHaveLength(3);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: none of them may be left
  expect(text).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
});
