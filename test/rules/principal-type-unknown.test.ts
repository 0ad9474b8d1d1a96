import { expect, test } from "vitest";
import { principalTypeUnknown } from "../../lib/rules/principal-type-unknown.ts";
import { anOfferOf, PRINCIPALS } from "../support/builders.ts";
import { findingsIn, theFindingIn } from "../support/one-offer.ts";

const ID = "3f9b6c10-7a21-4d53-8e64-000000000101";
const AUTHORIZATIONS = { authorizations: [{ principal: PRINCIPALS.operators, role: "Reader" }] };

test("principal-type-unknown names the principal and the command that shows its type", () => {
  const offer = anOfferOf(AUTHORIZATIONS);
  const finding = theFindingIn(principalTypeUnknown, {
    ...offer,
    managingTenant: {
      ...offer.managingTenant,
      principals: { desk: { type: "unknown", objectId: ID, displayName: "Desk" } },
    },
  });
  expect(finding).toMatchObject({
    code: "LH078",
    severity: "warning",
    at: { path: ["managingTenant", "principals", "desk", "type"] },
    problem: `The type of principal "Desk" (${ID}) is not known`,
  });
  expect(finding.fix).toContain(
    `az rest --method get --url https://graph.microsoft.com/v1.0/directoryObjects/${ID}`,
  );
});

test("principal-type-unknown leaves principals with a type alone", () => {
  expect(findingsIn(principalTypeUnknown, anOfferOf(AUTHORIZATIONS))).toEqual([]);
});
