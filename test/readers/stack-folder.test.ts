import { expect, test } from "vitest";
import { readStackFolder } from "../../lib/readers/stack-folder.ts";
import { expectRefused } from "./refused.ts";

const OWN = ["cdk.tf.json", ".terraform.lock.hcl", ".terraform"];

test("readStackFolder: a stack, its lock and what is installed", () => {
  expect(readStackFolder("fabrikam", OWN, false).ok).toBe(true);
  expect(readStackFolder("fabrikam", ["cdk.tf.json"], true).ok).toBe(true);
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
  expectRefused(readStackFolder("fabrikam", [...OWN, name], false), "part-unknown", "stacks fabrikam");
});

test("readStackFolder refuses a folder without a stack", () => {
  expectRefused(readStackFolder("fabrikam", [".terraform"], false), "output-incomplete", "stacks fabrikam");
});

test.each([".terraform", ".terraform.lock.hcl"])("readStackFolder refuses %s of somebody else", (name) => {
  expectRefused(readStackFolder("fabrikam", ["cdk.tf.json", name], true), "part-unknown", "stacks fabrikam");
});
