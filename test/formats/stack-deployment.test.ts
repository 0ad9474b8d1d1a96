import { expect, test } from "vitest";
import type { Deployment } from "../../lib/access/deployment.ts";
import { readStack } from "../../lib/formats/stack/decode.ts";
import { guidOf } from "../support/builders.ts";
import { type Loose, put, readOf, without } from "./refused.ts";
import { FULL_TEXTS, STACK, textOf } from "./stack-samples.ts";

const [OIDC, HCP]: readonly Loose[] = FULL_TEXTS.slice(1).map((text) => JSON.parse(text));

function settingsOf(stack: Loose): Deployment["settings"] | undefined {
  return readOf(readStack("fabrikam", textOf(stack))).deployment?.settings;
}

test("a deployment tells its settings in words", () => {
  expect(settingsOf(STACK)).toMatchObject({
    cloud: "public",
    "sign-in": "Azure CLI",
    partner: "none",
    "resource-provider": "is registered",
    state: expect.stringMatching(/^files in /),
  });
  expect(settingsOf(OIDC)).toMatchObject({
    "sign-in": `OpenID Connect as ${guidOf("6")}`,
    partner: guidOf("7"),
    "resource-provider": "is not registered",
  });
  expect(settingsOf(HCP)?.state).toBe("HCP Terraform / app.terraform.io / northwind / Customers");
});

test("a deployment tells all of where and as whom state is kept", () => {
  const backend = "terraform backend azurerm";
  const state = settingsOf(OIDC)?.state;
  expect(state).toBe(
    [
      "Azure Storage",
      `client_id ${guidOf("6")}`,
      "container_name states",
      "environment usgovernment",
      "resource_group_name rg-state",
      "storage_account_name state",
      `subscription_id ${guidOf("8")}`,
      `tenant_id ${guidOf("8")}`,
      "use_oidc true",
    ].join(" / "),
  );
  for (const key of ["use_oidc", "client_id"])
    expect(settingsOf(without(OIDC, `${backend} ${key}`))?.state, key).not.toBe(state);
});

test("a deployment tells apart what its words join", () => {
  const cloud = (organization: string, project?: string) =>
    settingsOf(
      put(HCP, "terraform cloud", {
        hostname: "x.org",
        organization,
        workspaces: { name: "fabrikam", ...(project === undefined ? {} : { project }) },
      }),
    )?.state;
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
  const storage = (group: string, account: string) =>
    ["resource_group_name", "storage_account_name"].reduce(
      (stack, key, index) => put(stack, `terraform backend azurerm ${key}`, [group, account][index]),
      OIDC,
    );
  const joined = storage("a / storage_account_name b", "c");
  expect(settingsOf(joined)).not.toEqual(settingsOf(storage("a", "b / storage_account_name c")));
});
