import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { change, snapshot, temporaryFolder } from "./support/estates.ts";

/*
 * Which customers the shipped pipelines apply: those that a review names, and those whose stack imports more than before.
 */

const SCRIPT = join(import.meta.dirname, "..", "pipelines", "scripts", "changed-customers.mjs");
const BLOCK = { to: "azurerm_lighthouse_definition.a", id: "/subscriptions/1", provider: "azurerm.a" };
const OTHER = { ...BLOCK, to: "azurerm_lighthouse_assignment.a" };

interface Stacks {
  readonly [customer: string]: readonly object[];
}

/** What the script prints, and the stacks that it copies. */
function changed(
  base: Stacks,
  after: Stacks,
  named: readonly object[],
  deployedBy: Readonly<Record<string, string>> = {},
) {
  const folder = temporaryFolder();
  for (const [name, stacks] of Object.entries({ "base.out": base, "change.out": after })) {
    change(folder, {
      [`${name}/manifest.json`]: JSON.stringify({
        stacks: Object.fromEntries(Object.keys(stacks).map((id) => [id, {}])),
      }),
      [`${name}/facts.json`]: JSON.stringify({
        customers: Object.fromEntries(
          Object.keys(stacks).map((id) => [id, { deployedBy: deployedBy[id] ?? "provider" }]),
        ),
      }),
    });
    for (const [id, blocks] of Object.entries(stacks))
      change(folder, {
        [`${name}/stacks/${id}/cdk.tf.json`]: JSON.stringify(blocks.length === 0 ? {} : { import: blocks }),
      });
  }
  change(folder, { "review.json": JSON.stringify({ customers: named }) });
  const words = [SCRIPT, "review.json", "change.out", "apply", "base.out"];
  const { stdout, stderr } = spawnSync(process.execPath, words, { cwd: folder, encoding: "utf8" });
  expect(stderr).toBe("");
  return { ids: stdout.trim(), copied: Object.keys(snapshot(join(folder, "apply"))) };
}

test("a customer that no review names is applied where its stack imports what the base's does not", () => {
  const { ids, copied } = changed(
    { adopted: [], imported: [BLOCK], unchanged: [], more: [BLOCK] },
    { adopted: [BLOCK], imported: [BLOCK], unchanged: [], more: [BLOCK, OTHER], onboarded: [BLOCK] },
    [{ customer: "onboarded", presence: "appeared" }],
  );
  expect(ids).toBe("onboarded adopted more");
  expect(copied).toEqual(["adopted/cdk.tf.json", "more/cdk.tf.json", "onboarded/cdk.tf.json"]);
});

test("a customer that deploys itself imports itself, and one that vanished imports nothing", () => {
  const { ids } = changed(
    {},
    { itself: [BLOCK], gone: [BLOCK] },
    [{ customer: "gone", presence: "vanished" }],
    { itself: "customer" },
  );
  expect(ids).toBe("");
});
