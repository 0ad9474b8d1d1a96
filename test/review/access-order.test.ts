import { expect, test } from "vitest";
import type { AccessGrant } from "../../lib/access/access-grant.ts";
import { reachesAsFar } from "../../lib/review/access-order.ts";
import { guidOf } from "../support/builders.ts";
import { aGrant, onRequest, SUBSCRIPTION } from "../support/sides.ts";

const approvedBy = (...ids: string[]) =>
  onRequest({ approvers: ids.map((each) => ({ principalId: guidOf(each), displayName: each })) });
const group = `/subscriptions/${SUBSCRIPTION}/resourceGroups/Apps`;

test.each<[string, Partial<AccessGrant>, Partial<AccessGrant>, "more" | "incomparable" | "equal"]>([
  ["standing and on request", {}, { access: onRequest() }, "more"],
  [
    "without and with multifactor authentication",
    { access: onRequest({ multiFactorAuthProvider: "None" }) },
    { access: onRequest() },
    "more",
  ],
  [
    "longer and shorter",
    { access: onRequest({ maximumActivationDuration: "PT8H" }) },
    { access: onRequest() },
    "more",
  ],
  ["by oneself and with an approver", { access: onRequest() }, { access: approvedBy("b") }, "more"],
  ["more and fewer approvers", { access: approvedBy("b", "c") }, { access: approvedBy("c") }, "more"],
  ["other approvers", { access: approvedBy("b") }, { access: approvedBy("c") }, "incomparable"],
  [
    "longer, but with multifactor authentication",
    { access: onRequest({ maximumActivationDuration: "PT8H" }) },
    { access: onRequest({ multiFactorAuthProvider: "None" }) },
    "incomparable",
  ],
  [
    "a duration that cannot be read",
    { access: onRequest({ maximumActivationDuration: "P1M" }) },
    { access: onRequest() },
    "incomparable",
  ],
  [
    "the same approvers in another order",
    { access: approvedBy("b", "c") },
    { access: approvedBy("c", "b") },
    "equal",
  ],
  ["a subscription and its resource group", {}, { scope: group }, "more"],
  [
    "a resource group in another spelling",
    { scope: group },
    { scope: group.replace("Apps", "apps") },
    "equal",
  ],
  ["two resource groups", { scope: group }, { scope: `${group}2` }, "incomparable"],
  ["two principals", {}, { principalId: guidOf("b") }, "incomparable"],
  ["one principal's id in two tenants", {}, { managingTenantId: guidOf("8") }, "incomparable"],
])("%s: the first is %s", (_, first, second, order) => {
  const [a, b] = [aGrant(first), aGrant(second)];
  expect([reachesAsFar(a, b), reachesAsFar(b, a)]).toEqual(
    { more: [true, false], equal: [true, true], incomparable: [false, false] }[order],
  );
});
