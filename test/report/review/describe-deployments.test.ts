import { expect, test } from "vitest";
import { describeDeployment, settingText } from "../../../lib/report/review/describe-deployments.ts";
import type { SettingValue } from "../../../lib/review/deployment-changes.ts";
import { guidOf } from "../../support/builders.ts";

const storage = (changes: Readonly<Record<string, string>> = {}): SettingValue => ({
  code: "azure-storage",
  arguments: {
    client_id: "7c2f1a52-6f0e-4a55-9a0e-0d3c6c9e1f11",
    container_name: "tfstate",
    environment: "public",
    resource_group_name: "rg-northwind-terraform",
    storage_account_name: "stnorthwindtfstate",
    subscription_id: "c2e6a0b1-1d3a-4a0c-8a53-6a7a3a1f0c11",
    tenant_id: "0a1b2c3d-1111-4222-8333-444455556666",
    ...changes,
  },
});
const files = (folder: string): SettingValue => ({ code: "files", folder });
const line = (before: SettingValue | undefined, after: SettingValue) =>
  describeDeployment({ setting: "state", before, after, customers: ["fabrikam"] }).line;

test("of many arguments those are told that differ", () => {
  const moved = { storage_account_name: "stmallorytfstate" };
  expect(line(storage(), storage(moved))).toBe(
    "state: Azure Storage / storage_account_name stmallorytfstate, instead of Azure Storage / storage_account_name stnorthwindtfstate",
  );
  expect(line(files("state/"), storage())).toContain("storage_account_name stnorthwindtfstate");
  expect(line(undefined, storage())).toContain("storage_account_name stnorthwindtfstate");
  expect(line(storage(), storage({ use_oidc: "true" }))).toBe(
    "state: Azure Storage / use_oidc true, instead of Azure Storage",
  );
});

test("what differs in a long argument is not what is left out", () => {
  const long = "a".repeat(200);
  const told = line(storage({ container_name: `${long}b` }), storage({ container_name: `${long}c` }));
  expect(told).toMatch(/…a+c, instead of .*…a+b$/);
  expect(line(files(`${long}b/`), files(`${long}c/`))).toMatch(/…a+c\/, instead of .*…a+b\/$/);
  expect(line(storage(), storage({ container_name: "x".repeat(10_000) })).length).toBeLessThan(1_000);
});

test.each<[SettingValue, string]>([
  [{ code: "tenant", tenantId: guidOf("7") }, guidOf("7")],
  [{ code: "public" }, "public"],
  [{ code: "azure-cli" }, "Azure CLI"],
  [{ code: "open-id-connect", clientId: guidOf("6") }, `OpenID Connect as ${guidOf("6")}`],
  [{ code: "none" }, "none"],
  [{ code: "credited", partnerId: guidOf("b") }, guidOf("b")],
  [{ code: "versions", constraint: "~> 5.2" }, "~> 5.2"],
  [{ code: "registered" }, "is registered"],
  [{ code: "not-registered" }, "is not registered"],
  [files("../../../state/"), "files in ../../../state/"],
  [
    { code: "hcp-terraform", hostname: "x.org", organization: "northwind", project: "Customers" },
    "HCP Terraform / x.org / northwind / Customers",
  ],
])("%j is told as %s", (value, text) => {
  expect(settingText(value)).toBe(text);
});

test("a setting tells apart what its words join", () => {
  const cloud = (organization: string, project?: string) =>
    settingText({
      code: "hcp-terraform",
      hostname: "x.org",
      organization,
      ...(project === undefined ? {} : { project }),
    });
  const names: [string, string?][] = [
    ["o / x", "p"],
    ["o", "x / p"],
    ["o / x / p"],
    ["o", "p"],
    ['"o / x"', "p"],
    ['"o', 'x" / p'],
  ];
  expect(new Set(names.map((each) => cloud(...each))).size).toBe(names.length);
  expect(cloud("o / x", "p")).toBe('HCP Terraform / x.org / "o / x" / p');
  const joined = storage({ resource_group_name: "a / storage_account_name b", storage_account_name: "c" });
  const apart = storage({ resource_group_name: "a", storage_account_name: "b / storage_account_name c" });
  expect(settingText(joined)).not.toBe(settingText(apart));
});
