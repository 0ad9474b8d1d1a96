import { expect, test } from "vitest";
import { describeDeployment } from "../../../lib/report/review/describe-deployments.ts";

const place = (changes: object) =>
  Object.entries({
    client_id: "7c2f1a52-6f0e-4a55-9a0e-0d3c6c9e1f11",
    container_name: "tfstate",
    environment: "public",
    resource_group_name: "rg-northwind-terraform",
    storage_account_name: "stnorthwindtfstate",
    subscription_id: "c2e6a0b1-1d3a-4a0c-8a53-6a7a3a1f0c11",
    tenant_id: "0a1b2c3d-1111-4222-8333-444455556666",
    ...changes,
  }).map(([key, value]) => `${key} ${value}`);
const storage = (changes: object = {}) => ["Azure Storage", ...place(changes)].join(" / ");
const line = (before: string | undefined, after: string) =>
  describeDeployment({ setting: "state", before, after, customers: ["fabrikam"] }).line;

test("of many arguments those are told that differ", () => {
  const moved = { storage_account_name: "stmallorytfstate" };
  expect(line(storage(), storage(moved))).toBe(
    "keeps its state in: Azure Storage / storage_account_name stmallorytfstate, instead of Azure Storage / storage_account_name stnorthwindtfstate",
  );
  expect(line("files in state/", storage())).toContain("storage_account_name stnorthwindtfstate");
  expect(line(undefined, storage())).toContain("storage_account_name stnorthwindtfstate");
  expect(line(storage(), storage({ use_oidc: true }))).toBe(
    "keeps its state in: Azure Storage / use_oidc true, instead of Azure Storage",
  );
});

test("what differs in a long argument is not what is left out", () => {
  const long = "a".repeat(200);
  const told = line(storage({ container_name: `${long}b` }), storage({ container_name: `${long}c` }));
  expect(told).toMatch(/…a+c, instead of .*…a+b$/);
  expect(line(`files in ${long}b/`, `files in ${long}c/`)).toMatch(/…a+c\/, instead of .*…a+b\/$/);
  expect(line(storage(), storage({ container_name: "x".repeat(10_000) })).length).toBeLessThan(1_000);
});
