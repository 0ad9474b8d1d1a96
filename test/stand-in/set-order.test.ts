import { crc32 } from "node:zlib";
import { expect, test } from "vitest";
import { inSetOrder, textsInSetOrder } from "../../lib/stand-in/set-order.ts";
import { guidOf } from "../support/builders.ts";

/*
 * The order is that of Terraform's plugin SDK: CRC-32 of `value;` or of `name:value;` for every attribute, as text.
 */

test("texts come in the order of their hashes as text, not as numbers", () => {
  // CRC-32: "i;" 1156393781, "n;" 195870194, "v;" 2310481323, "y;" 237975908
  expect(textsInSetOrder(["v", "n", "y", "i"])).toEqual(["i", "n", "v", "y"]);
});

test("the order does not depend on the one in which Terraform hands the members over", () => {
  const block = (principal: string, name: string | null, delegated: readonly string[]) => ({
    principal_id: guidOf(principal),
    role_definition_id: guidOf("b"),
    principal_display_name: name,
    delegated_role_definition_ids: [...delegated],
  });
  const blocks = [
    block("1", "One", []),
    block("2", null, [guidOf("c"), guidOf("d")]),
    block("3", "Three", [guidOf("d")]),
  ];
  const sorted = inSetOrder("authorization", blocks);
  expect(inSetOrder("authorization", blocks.toReversed())).toEqual(sorted);
  expect(new Set(sorted)).toEqual(new Set(blocks));
});

const ROLE = guidOf("b");
const PRINCIPALS = ["1", "2", "3", "4", "5", "6"].map((digit) => guidOf(digit));

/** Blocks, in the order of the hash of what Terraform's plugin SDK writes for each. */
const byHashOf = (members: readonly { readonly written: string; readonly block: object }[]) =>
  [...members]
    .map(({ written, block }) => ({ key: String(crc32(written)), block }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))
    .map(({ block }) => block);

test("authorizations come in the order of their hashes", () => {
  const members = PRINCIPALS.map((principal) => ({
    written: `delegated_role_definition_ids:{${ROLE};};principal_display_name:;principal_id:${principal};role_definition_id:${ROLE};`,
    block: {
      principal_id: principal,
      role_definition_id: ROLE,
      principal_display_name: null,
      delegated_role_definition_ids: [ROLE],
    },
  }));
  const blocks = members.map(({ block }) => block);
  expect(inSetOrder("authorization", blocks)).toEqual(byHashOf(members));
});

test("eligible authorizations come in the order of their hashes, policy and approvers included", () => {
  const members = PRINCIPALS.map((principal) => ({
    written: `just_in_time_access_policy:(<approver:{<principal_display_name:Two;principal_id:${ROLE};>;};maximum_activation_duration:PT8H;multi_factor_auth_provider:Azure;>;);principal_display_name:One;principal_id:${principal};role_definition_id:${ROLE};`,
    block: {
      principal_id: principal,
      role_definition_id: ROLE,
      principal_display_name: "One",
      just_in_time_access_policy: [
        {
          approver: [{ principal_id: ROLE, principal_display_name: "Two" }],
          maximum_activation_duration: "PT8H",
          multi_factor_auth_provider: "Azure",
        },
      ],
    },
  }));
  const blocks = members.map(({ block }) => block);
  expect(inSetOrder("eligible_authorization", blocks)).toEqual(byHashOf(members));
});

test("missing text counts as empty text, and a missing set as an empty set", () => {
  const present = { principal_id: "a", principal_display_name: "" };
  const missing = { principal_id: "a", principal_display_name: null };
  const other = { principal_id: "b", principal_display_name: null };
  const place = (block: object) => inSetOrder("approver", [other, block as never]).indexOf(block as never);
  expect(place(missing)).toBe(place(present));
});
