import { expect, test } from "vitest";
import { isTooling } from "../../lib/gate/policy-subject.ts";

test.each([
  ["lib/x.ts", true],
  ["package.json", true],
  ["package-lock.json", true],
  ["cdktf.json", true],
  [".github/workflows/lighthouse-gate.yml", true],
  ["estate.ts", true],
  ["estate.lock.json", true],
  ["published/managed-operations.yaml", true],
  ["deviations/fabrikam.operations.yaml", true],
  ["policy.yaml", true],
  ["allowed_signers", true],
  ["data/role-catalogue.json", true],
  ["docs/x.js", true],
  ["offers", true],
  ["Offers/x.ts", true],
  ["lib/offers/x.ts", true],
  ["lib/README.md", true],
  ["offers/shared/northwind.ts", false],
  ["customers/fabrikam.yaml", false],
  ["approvals/x-alice.yaml.sig", false],
  ["docs/rules/LH001.md", false],
  ["README.md", false],
])("a change of %s is tooling: %s", (path, tooling) => {
  expect(isTooling(path, "")).toBe(tooling);
  expect(isTooling(`estates/north/${path}`, "estates/north")).toBe(tooling);
});

test.each(["offers/x.ts", "estates/northern/offers/x.ts", "README.md"])(
  "%s is tooling to an estate that it is not in",
  (path) => {
    expect(isTooling(path, "estates/north")).toBe(true);
  },
);
