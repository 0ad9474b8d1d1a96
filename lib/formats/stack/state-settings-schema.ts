import { DEFAULT_AZURERM_VERSION, withinKnownVersions } from "../../delegation/azurerm-versions.ts";
import { type Allowed, block, constant, parts } from "../../documents/allow.ts";
import { guid, plain } from "./text.ts";

/* The `terraform` block of a synthesized stack: the provider, and the place of state. */

/** A version constraint that selects azurerm versions whose behaviour is known, and no others. */
const constraint: Allowed<string> = (value, walk) => {
  if (typeof value === "string" && withinKnownVersions(value)) return value;
  const what = `is no version constraint within ${DEFAULT_AZURERM_VERSION}`;
  return walk.refuse("value-not-allowed", what, value);
};

const local = block({ path: plain }, {});

const azurerm = block(
  {
    tenant_id: guid,
    subscription_id: guid,
    resource_group_name: plain,
    storage_account_name: plain,
    container_name: plain,
    key: plain,
    environment: constant("public", "usgovernment", "china"),
    use_azuread_auth: constant(true),
  },
  { use_oidc: constant(true), client_id: guid },
);

const cloud = block(
  { hostname: plain, organization: plain, workspaces: block({ name: plain }, { project: plain }) },
  {},
);

/** Content of a `terraform` block. */
export const stateParts = block(
  { required_version: constant(">= 1.5.0") },
  {
    required_providers: parts(
      { azurerm: parts({ source: constant("hashicorp/azurerm"), version: constraint }, {}) },
      {},
    ),
    backend: block({}, { local, azurerm }),
    cloud,
  },
);
