import { expect, test } from "vitest";
import {
  azurermEnvironment,
  insideSandbox,
  type SandboxAddresses,
  standInEnvironment,
  unsetOf,
} from "../../lib/sandbox/environment.ts";
import { shellLines } from "../../lib/sandbox/shell-lines.ts";

const ADDRESSES: SandboxAddresses = {
  folder: "/sandbox",
  metadataHost: "127.0.0.1:1",
  clientId: "5a7db0e0-1c2d-4e3f-8a9b-5a7db0edeb10",
  clientSecret: "sandbox",
  certificate: "/sandbox/emulator.pem",
};

/** What a pipeline has set, and what azurerm reads of it (its documentation of 4.81). */
const INHERITED = Object.fromEntries(
  `ARM_ACCESS_KEY ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID ARM_AUXILIARY_TENANT_IDS ARM_CLIENT_CERTIFICATE
  ARM_CLIENT_CERTIFICATE_PASSWORD ARM_CLIENT_CERTIFICATE_PATH ARM_CLIENT_ID ARM_CLIENT_ID_FILE_PATH ARM_CLIENT_SECRET
  ARM_CLIENT_SECRET_FILE_PATH ARM_ENVIRONMENT ARM_METADATA_HOSTNAME ARM_MSI_ENDPOINT ARM_OIDC_REQUEST_TOKEN
  ARM_OIDC_REQUEST_URL ARM_OIDC_TOKEN ARM_OIDC_TOKEN_FILE_PATH ARM_SUBSCRIPTION_ID ARM_TENANT_ID
  ARM_USE_AKS_WORKLOAD_IDENTITY ARM_USE_CLI ARM_USE_MSI ARM_USE_OIDC`
    .split(/\s+/)
    .map((name) => [name, "of the real Azure"]),
);

test.each([
  ["stand-in", standInEnvironment(ADDRESSES, {}, "/sandbox/terraform.rc")],
  ["azurerm", azurermEnvironment(ADDRESSES, "/sandbox/certificates.pem")],
])("no variable of azurerm reaches a sandbox from outside: %s", (_, environment) => {
  const inside = insideSandbox({ ...INHERITED, PATH: "/bin", arm_tenant_id: "x" }, environment);
  expect(Object.values(inside)).not.toContain("of the real Azure");
  expect(inside).toMatchObject({ ...environment, PATH: "/bin" });
  const set = Object.entries(inside).filter(([name, value]) => /^ARM_/i.test(name) && value !== undefined);
  expect(set.map(([name]) => name).sort()).toEqual([
    "ARM_CLIENT_ID",
    "ARM_CLIENT_SECRET",
    "ARM_DISABLE_TERRAFORM_PARTNER_ID",
    "ARM_METADATA_HOSTNAME",
    "ARM_USE_CLI",
    "ARM_USE_MSI",
  ]);
  const lines = shellLines({ ...unsetOf(INHERITED, environment), ...environment }, "bash").split("\n");
  for (const name of ["ARM_USE_OIDC", "ARM_TENANT_ID", "ARM_CLIENT_ID_FILE_PATH"])
    expect(lines).toContain(`unset ${name}`);
});
