import { expect, test } from "vitest";
import { principalRevokedInPart } from "../../lib/rules/principal-revoked-in-part.ts";
import { findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, anOffer, guidOf, MANAGING_TENANT, PRINCIPALS } from "../support/builders.ts";

const revoked = { since: "2026-11-30", reason: "left the company" };
const marked = {
  ...MANAGING_TENANT,
  principals: { ...PRINCIPALS, engineers: { ...PRINCIPALS.engineers, revoked } },
};
const revoking = anOffer({ managingTenant: marked });

test("principal-revoked-in-part names the offer that lacks the mark, once", () => {
  const finding = theFindingOf(
    principalRevokedInPart,
    aContext({ offers: [revoking, anOffer({ id: "monitoring", name: "Monitoring" })] }),
  );
  expect(finding).toMatchObject({
    code: "LH085",
    severity: "error",
    received: `${PRINCIPALS.engineers.objectId} without revoked`,
    fix: `keeper revoke ${PRINCIPALS.engineers.objectId} --reason "…" marks it everywhere`,
    facts: { offer: "monitoring", markedIn: "operations" },
  });
});

test("principal-revoked-in-part is silent where all offers mark it, and about another tenant's principal", () => {
  const both = [revoking, anOffer({ id: "monitoring", name: "Monitoring", managingTenant: marked })];
  expect(findingsOf(principalRevokedInPart, aContext({ offers: both }))).toEqual([]);
  const elsewhere = { ...MANAGING_TENANT, tenantId: guidOf("8") };
  const other = anOffer({ id: "monitoring", name: "Monitoring", managingTenant: elsewhere });
  expect(findingsOf(principalRevokedInPart, aContext({ offers: [revoking, other] }))).toEqual([]);
});
