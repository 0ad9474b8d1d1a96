import fc from "fast-check";
import type { BuiltInRole, PermissionBlock } from "../../lib/roles/role-catalogue.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import type { Pair } from "./judge-pair.ts";

const { roles } = sampleCatalogue();

/** Roles with stars, notActions, several blocks or conditions: what is hard to compare. */
const INVOLVED = roles.filter(({ permissions }) =>
  permissions.some(
    ({ actions, notActions, notDataActions, condition }) =>
      actions.some((action) => action.startsWith("*")) ||
      notActions.length + notDataActions.length > 0 ||
      condition !== null ||
      permissions.length > 1,
  ),
);

const anyRole = fc.oneof(fc.constantFrom(...roles), fc.constantFrom(...INVOLVED));

/** Two sets of built-in roles, now and then with roles in common. */
export function rolePair(): fc.Arbitrary<Pair> {
  return fc.oneof(
    fc.tuple(anyRole, anyRole).map(([role, other]) => ({ roles: [role], others: [other] })),
    fc
      .tuple(
        fc.array(anyRole, { minLength: 1, maxLength: 3 }),
        fc.array(anyRole, { maxLength: 3 }),
        fc.boolean(),
      )
      .map(([some, more, shared]) => ({ roles: some, others: shared ? [...some.slice(1), ...more] : more })),
    fc
      .tuple(fc.constantFrom(...roles), fc.constantFrom(...INVOLVED))
      .map(([role, broad]) => ({ roles: [role], others: [role, broad] })),
  );
}

type List = "actions" | "notActions" | "dataActions" | "notDataActions";

const change = fc.record({
  list: fc.constantFrom<List>("actions", "notActions", "dataActions", "notDataActions"),
  place: fc.nat(),
  way: fc.constantFrom("drop", "widen", "narrow", "shout", "move", "condition"),
});

/** A built-in role and the same with one list of one block changed, in meaning or in spelling, or its condition. */
export function nearPair(): fc.Arbitrary<Pair> {
  return fc.tuple(anyRole, change, fc.nat(), fc.boolean()).map(([role, how, at, swap]) => {
    const place = at % role.permissions.length;
    const permissions = role.permissions.map((block, index) =>
      index === place ? changed(block, how) : block,
    );
    const near: BuiltInRole = { ...role, permissions };
    return swap ? { roles: [near], others: [role] } : { roles: [role], others: [near] };
  });
}

function changed(
  block: PermissionBlock,
  { list, place, way }: { list: List; place: number; way: string },
): PermissionBlock {
  if (way === "condition") return { ...block, condition: "another condition" };
  const patterns = block[list];
  const pattern = patterns[place % Math.max(patterns.length, 1)] ?? "Microsoft.Compute/*/write";
  const others = patterns.filter((each) => each !== pattern);
  const slash = pattern.lastIndexOf("/") + 1;
  const ways: Record<string, readonly string[]> = {
    drop: others,
    widen: [...others, `${pattern.slice(0, slash)}*`],
    narrow: [...others, `${pattern.slice(0, slash)}x${pattern.slice(slash)}`],
    shout: [...others, pattern.toUpperCase(), pattern],
    move: [...others, `*${pattern.slice(slash - 1)}`],
  };
  return { ...block, [list]: ways[way] ?? patterns };
}
