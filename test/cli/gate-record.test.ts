// @module-tag git

import { expect, test } from "vitest";
import { keeper } from "../support/estates.ts";
import { ALLOWS_EVERYTHING } from "../support/policies.ts";
import { ScratchRepository } from "../support/scratch-repository.ts";

test("an author who takes lines of the record back with the version is refused, and the version is named", async () => {
  const repository = new ScratchRepository({ "policy.yaml": ALLOWS_EVERYTHING });
  expect((await keeper(repository.root, ["synth"])).code).toBe(0);
  const head = repository.commit({ "published/cost-management.yaml": undefined });
  const words = ["gate", "cdktf.out", "cdktf.out", "--base", repository.base, "--head", head];
  const { code, out } = await keeper(repository.root, [...words, "--author", "mallory"]);
  expect(code).toBe(1);
  expect(out).toContain("The change takes back what is recorded of a version");
  expect(out).toContain(
    "cost-management/insight@1.0.0 (of contoso-retail, wide-world-importers): its record is removed",
  );
});
