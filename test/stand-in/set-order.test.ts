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

test("missing text counts as empty text, and a missing set as an empty set", () => {
  const present = { principal_id: "a", principal_display_name: "" };
  const missing = { principal_id: "a", principal_display_name: null };
  const other = { principal_id: "b", principal_display_name: null };
  const place = (block: object) => inSetOrder("approver", [other, block as never]).indexOf(block as never);
  expect(place(missing)).toBe(place(present));
});
