import fc from "fast-check";
import { expect, test } from "vitest";
import { type FleetSide, fleetChange } from "../../lib/fleet/fleet-change.ts";
import { stackParts } from "../../lib/fleet/stack-parts.ts";

const ids = fc.constantFrom("adatum", "contoso", "constructor", "fabrikam", "proseware", "tailspin");

/** A side of a few customers: what each has, its tag, and who deploys it. */
const side: fc.Arbitrary<FleetSide> = fc
  .uniqueArray(fc.tuple(ids, fc.nat(2), fc.constantFrom("canary", "broad"), fc.boolean()), {
    selector: ([id]) => id,
  })
  .map((customers) => ({
    stacks: new Map(customers.map(([id, content]) => [id, stackParts({ resource: { content } }, undefined)])),
    customers: Object.fromEntries(
      customers.map(([id, , ring, own]) => [
        id,
        {
          name: id,
          tags: { ring },
          file: `customers/${id}.ts`,
          subscriptions: {},
          ...(own ? { deployedBy: "customer" as const } : {}),
        },
      ]),
    ),
  }));

test("law: each customer runs, or is named with why not, or is counted as unchanged: exactly one of them", () => {
  fc.assert(
    fc.property(
      fc.option(side, { nil: undefined }),
      side,
      fc.constantFrom({}, { ring: "canary" }),
      fc.boolean(),
      (before, after, tags, includeDestroys) => {
        const change = fleetChange(before, after, { tags, includeDestroys });
        const named = [
          ...change.runs.map(({ customer }) => customer),
          ...change.deployedByCustomer,
          ...change.vanished,
          ...change.withoutTags,
        ];
        expect(new Set(named).size).toBe(named.length);
        const all = new Set([...(before?.stacks.keys() ?? []), ...after.stacks.keys()]);
        expect(named.length + change.unchanged).toBe(all.size);
        for (const { customer, action } of change.runs) {
          const owner = action === "apply" ? after : before;
          expect(owner?.customers[customer]?.deployedBy).toBeUndefined();
          expect(owner?.stacks.has(customer)).toBe(true);
          expect(owner?.customers[customer]?.tags).toMatchObject(tags);
        }
        // what is as it was never runs, and what is another stack is never called unchanged
        for (const id of all) {
          const isSame =
            JSON.stringify(before?.stacks.get(id)) === JSON.stringify(after.stacks.get(id)) &&
            before !== undefined;
          const isTakenOver =
            before?.customers[id]?.deployedBy === "customer" && after.customers[id]?.deployedBy === undefined;
          expect(named.includes(id)).toBe(!isSame || isTakenOver);
        }
      },
    ),
  );
});

test("a vanished customer is destroyed where that is asked for, else named; nothing else changes", () => {
  fc.assert(
    fc.property(side, side, (before, after) => {
      const kept = fleetChange(before, after, { tags: {}, includeDestroys: false });
      const destroyed = fleetChange(before, after, { tags: {}, includeDestroys: true });
      expect(destroyed.vanished).toEqual([]);
      expect(
        destroyed.runs.filter(({ action }) => action === "destroy").map(({ customer }) => customer),
      ).toEqual(kept.vanished);
      expect(destroyed.runs.filter(({ action }) => action === "apply")).toEqual(kept.runs);
      expect(destroyed.unchanged).toBe(kept.unchanged);
    }),
  );
});

test("a customer that deployed itself before runs, though its stack is the same", () => {
  const sideOf = (deployedBy?: "customer"): FleetSide => ({
    stacks: new Map([["fabrikam", stackParts({}, undefined)]]),
    customers: {
      fabrikam: {
        name: "Fabrikam",
        tags: {},
        file: "customers/fabrikam.ts",
        subscriptions: {},
        ...(deployedBy && { deployedBy }),
      },
    },
  });
  const selection = { tags: {}, includeDestroys: false };
  expect(fleetChange(sideOf("customer"), sideOf(), selection).runs).toMatchObject([
    { customer: "fabrikam", reason: "deployer" },
  ]);
  expect(fleetChange(sideOf(), sideOf("customer"), selection)).toMatchObject({ runs: [], unchanged: 1 });
});
