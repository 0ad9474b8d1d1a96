import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { EstateFacts } from "../../lib/delegation/estate-facts.ts";
import { readPlan } from "../../lib/formats/terraform/plan.ts";
import { planOfOwner } from "../../lib/workflows/plan-owner.ts";
import { guidOf } from "../support/builders.ts";

const fixture = join(import.meta.dirname, "..", "formats", "fixtures", "no-op.json");
const read = readPlan("no-op", JSON.parse(readFileSync(fixture, "utf8")));
if (!read.ok) throw new Error("no plan");
const plan = read.value;
const [subscription = ""] = plan.before.subscriptionIds;

/** Base's facts of customers and their subscriptions. */
function facts(customers: Readonly<Record<string, readonly string[]>>): EstateFacts {
  const named = Object.entries(customers).map(([id, subscriptions]) => [
    id,
    {
      name: id,
      tags: {},
      file: "x",
      subscriptions: Object.fromEntries(subscriptions.map((each) => [each, "main"])),
    },
  ]);
  return { managingTenants: {}, customers: Object.fromEntries(named), plans: {} };
}

test.each<[string, string | undefined, EstateFacts | undefined, string | undefined]>([
  ["the file's name where base's facts are not at hand", undefined, undefined, "no-op"],
  [
    "the file's name where base knows none of its subscriptions",
    undefined,
    facts({ other: [guidOf("7")] }),
    "no-op",
  ],
  [
    "the customer of its subscriptions, whatever the file is called",
    undefined,
    facts({ fabrikam: [subscription] }),
    "fabrikam",
  ],
  ["the customer that was named", "fabrikam", facts({ fabrikam: [subscription] }), "fabrikam"],
  [
    "the customer that was named where base does not know it yet",
    "new",
    facts({ other: [guidOf("7")] }),
    "new",
  ],
  [
    "the customer that was named where base knows its subscriptions as somebody else's, but not it",
    "fab",
    facts({ fabrikam: [subscription] }),
    "fab",
  ],
  [
    "one of several that list the subscription, where it was named",
    "b",
    facts({ a: [subscription], b: [subscription] }),
    "b",
  ],
  [
    "nobody where several list the subscription",
    undefined,
    facts({ a: [subscription], b: [subscription] }),
    undefined,
  ],
  ["nobody where another was named", "contoso", facts({ fabrikam: [subscription], contoso: [] }), undefined],
])("a plan is of %s", (_, named, known, owner) => {
  const found = planOfOwner(plan, named, known);
  expect(found.ok ? found.value.after.customer : undefined).toBe(owner);
  if (found.ok) expect([found.value.before.customer, found.value.recorded.customer]).toEqual([owner, owner]);
});
