import { AZURERM_ENVIRONMENTS, type Cloud } from "../delegation/cloud.ts";
import { NAMED, readTextFile } from "../documents/read-file.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { GUID_PATTERN, type Guid } from "../values/guid.ts";
import { success } from "../values/result.ts";
import type { AssertionSource } from "./assertion.ts";

type Environment = Readonly<Record<string, string | undefined>>;

/** How an application proves who it is. */
export type Credential =
  | { readonly kind: "secret"; readonly secret: string }
  | { readonly kind: "assertion"; readonly source: AssertionSource };

/** An application that signs in, by the variables that azurerm reads. */
export interface ClientIdentity {
  readonly clientId: Guid;
  readonly credential: Credential;
  /** Tenant of the variables; undefined where they name none. */
  readonly tenantId: Guid | undefined;
  readonly cloud: Cloud;
  /** Host that names the addresses of the cloud, without scheme. @default - the cloud's own addresses */
  readonly metadataHost: string | undefined;
}

/**
 * The application that azurerm's variables name. `ARM_CLIENT_ID` comes with a secret or with OpenID Connect. Undefined
 * where Azure CLI is to be used.
 *
 * @see https://registry.terraform.io/providers/hashicorp/azurerm/latest/docs/guides/service_principal_oidc
 */
export function clientIdentity(environment: Environment): Outcome<ClientIdentity | undefined> {
  const clientId = valueOrFile("ARM_CLIENT_ID", environment)?.toLowerCase();
  const credential = credentialIn(environment);
  if (clientId === undefined || credential === undefined)
    return environment["ARM_USE_CLI"] === "false" ? noIdentity() : success(undefined);
  const cloud = cloudIn(environment);
  if (cloud === undefined)
    return failure(
      "bad-arguments",
      "ARM_ENVIRONMENT names no Azure cloud",
      `set it to one of ${Object.values(AZURERM_ENVIRONMENTS).join(", ")}, or unset it`,
    );
  if (!GUID_PATTERN.test(clientId))
    return failure("bad-arguments", "ARM_CLIENT_ID is not a GUID", "set it to the application's client id");
  const tenantId = named("ARM_TENANT_ID", environment)?.toLowerCase();
  if (tenantId !== undefined && !GUID_PATTERN.test(tenantId))
    return failure("bad-arguments", "ARM_TENANT_ID is not a GUID", "set it to the tenant's id");
  const metadataHost = named("ARM_METADATA_HOSTNAME", environment);
  return success({ clientId, credential, tenantId, cloud, metadataHost });
}

function noIdentity(): Outcome<never> {
  return failure(
    "not-signed-in",
    "ARM_USE_CLI is false, and the variables of azurerm name no client with a secret or OpenID Connect",
    "set ARM_CLIENT_ID with ARM_USE_OIDC or ARM_CLIENT_SECRET, or unset ARM_USE_CLI (docs/fetch.md)",
  );
}

function cloudIn(environment: Environment): Cloud | undefined {
  const name = named("ARM_ENVIRONMENT", environment)?.toLowerCase() ?? AZURERM_ENVIRONMENTS.public;
  const clouds = Object.keys(AZURERM_ENVIRONMENTS) as Cloud[];
  return clouds.find((each) => AZURERM_ENVIRONMENTS[each] === name);
}

function credentialIn(environment: Environment): Credential | undefined {
  const secret = valueOrFile("ARM_CLIENT_SECRET", environment);
  if (secret !== undefined) return { kind: "secret", secret };
  if (!["true", "1"].includes(environment["ARM_USE_OIDC"]?.toLowerCase() ?? "")) return undefined;
  const source = assertionSource(environment);
  return source && { kind: "assertion", source };
}

/** Where azurerm looks for an assertion, in its order. */
function assertionSource(environment: Environment): AssertionSource | undefined {
  const first = (...names: readonly string[]) =>
    names.map((name) => named(name, environment)).find((value) => value !== undefined);
  const token = first("ARM_OIDC_TOKEN");
  if (token !== undefined) return { kind: "token", token };
  const path = first("ARM_OIDC_TOKEN_FILE_PATH");
  if (path !== undefined) return { kind: "file", path };
  const url = first("ARM_OIDC_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_URL", "SYSTEM_OIDCREQUESTURI");
  const requestToken = first(
    "ARM_OIDC_REQUEST_TOKEN",
    "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
    "SYSTEM_ACCESSTOKEN",
  );
  if (url === undefined || requestToken === undefined) return undefined;
  const serviceConnectionId = first(
    "ARM_ADO_PIPELINE_SERVICE_CONNECTION_ID",
    "ARM_OIDC_AZURE_SERVICE_CONNECTION_ID",
  );
  return serviceConnectionId === undefined
    ? { kind: "github", url, token: requestToken }
    : { kind: "azure-devops", url, token: requestToken, serviceConnectionId };
}

function named(name: string, environment: Environment): string | undefined {
  const value = environment[name]?.trim();
  return value === "" ? undefined : value;
}

/** A variable, or the content of the file that its `_FILE_PATH` names. */
function valueOrFile(name: string, environment: Environment): string | undefined {
  const value = named(name, environment);
  const path = named(`${name}_FILE_PATH`, environment);
  if (value !== undefined || path === undefined) return value;
  const text = readTextFile(path, "assertion", NAMED);
  return text.ok ? text.value.trim() : undefined;
}
