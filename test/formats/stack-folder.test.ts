import { expect, test } from "vitest";
import { readStackFolder, type StackFolderOptions } from "../../lib/formats/stack/stack-folder.ts";
import { expectRefused } from "./refused.ts";

const HERE: StackFolderOptions = { handedOver: false, lock: () => "a lock", locks: [] };
const HANDED: StackFolderOptions = { ...HERE, handedOver: true };
const OWN = ["cdk.tf.json", ".terraform.lock.hcl", ".terraform"];

test("readStackFolder: a stack, its lock and what is installed", () => {
  expect(readStackFolder("fabrikam", OWN, HERE).ok).toBe(true);
  // cdktf diff leaves its plan there; nothing may lie in a folder that was handed over
  expect(readStackFolder("fabrikam", [...OWN, "plan"], HERE).ok).toBe(true);
  expectRefused(
    readStackFolder("fabrikam", ["cdk.tf.json", "plan"], HANDED),
    "part-unknown",
    "stacks fabrikam",
  );
  expect(readStackFolder("fabrikam", ["cdk.tf.json"], HANDED).ok).toBe(true);
});

test.each([
  "evil.tf",
  "evil.tf.json",
  "evil.tofu",
  "override.tf.json",
  "x.auto.tfvars",
  "terraform.tfvars.json",
  "x.sh",
])("readStackFolder refuses %s beside a stack", (name) => {
  expectRefused(readStackFolder("fabrikam", [...OWN, name], HERE), "part-unknown", "stacks fabrikam");
});

test("readStackFolder refuses a folder without a stack", () => {
  expectRefused(readStackFolder("fabrikam", [".terraform"], HERE), "output-incomplete", "stacks fabrikam");
});

test("readStackFolder takes of somebody else's folder the provider lock that the commits have, and no installed provider", () => {
  const names = ["cdk.tf.json", ".terraform.lock.hcl"];
  expect(readStackFolder("fabrikam", names, { ...HANDED, locks: ["another", "a lock"] }).ok).toBe(true);
  expectRefused(
    readStackFolder("fabrikam", names, { ...HANDED, locks: ["another"] }),
    "value-not-allowed",
    "stacks fabrikam .terraform.lock.hcl",
  );
  expectRefused(
    readStackFolder("fabrikam", ["cdk.tf.json", ".terraform"], HANDED),
    "part-unknown",
    "stacks fabrikam",
  );
});
