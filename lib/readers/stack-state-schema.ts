import { block, constant, parts } from "./allow.ts";
import { guid, plain, text } from "./text.ts";

/* The `terraform` block of a synthesized stack: which provider, and where state is kept. */

/** One comparison, or several with commas between: `>= 4.55.0, < 6.0.0`. */
const COMPARISON = "\\s*(?:=|>=|<|~>)?\\s*\\d{1,3}\\.\\d{1,3}(?:\\.\\d{1,3})?\\s*";
const constraint = text(
  new RegExp(`^${COMPARISON}(?:,${COMPARISON})*$`),
  "version constraint such as >= 4.55.0, < 6.0.0",
);

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

/** What a `terraform` block holds. */
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
