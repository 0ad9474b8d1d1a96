import { failure, type Outcome } from "../values/failure.ts";
import type { Guid } from "../values/guid.ts";
import { attemptAsync, success, take } from "../values/result.ts";
import { openAzureCli } from "./azure-cli.ts";
import { type ClientIdentity, clientIdentity } from "./client-identity.ts";
import { clientSignIn, endpointsOf } from "./client-sign-in.ts";
import { AZURE_ENDPOINTS, type AzureEndpoints } from "./clouds.ts";
import type { Connection } from "./connection.ts";
import type { SignIn } from "./tenant-tokens.ts";

/** Who asks Azure, and in which cloud. */
export interface Identity {
  /** `client` by the variables of azurerm, else Azure CLI. */
  readonly kind: "azure-cli" | "client";
  readonly endpoints: AzureEndpoints;
  /** The tenant that is signed in to by default. */
  readonly defaultTenantId: Guid | undefined;
  readonly signIn: SignIn;
}

/** Opens the identity of this environment. The application of azurerm's variables comes before that of Azure CLI. */
export function openIdentity(
  environment: Readonly<Record<string, string | undefined>>,
  connection: Connection,
): Promise<Outcome<Identity>> {
  return attemptAsync(async function* () {
    const client = yield* take(clientIdentity(environment));
    if (client !== undefined) return yield* take(await openClient(client, connection));
    const { cloud, ...cli } = yield* take(await openAzureCli(environment, () => connection.now()));
    return { kind: "azure-cli", endpoints: AZURE_ENDPOINTS[cloud], ...cli } satisfies Identity;
  });
}

async function openClient(client: ClientIdentity, connection: Connection): Promise<Outcome<Identity>> {
  const endpoints = await endpointsOf(client, connection);
  if (!endpoints.ok)
    return failure(
      "not-signed-in",
      "the host of ARM_METADATA_HOSTNAME does not answer with the addresses of a cloud",
      "unset ARM_METADATA_HOSTNAME, or correct it",
    );
  return success({
    kind: "client",
    endpoints: endpoints.value,
    defaultTenantId: client.tenantId,
    signIn: clientSignIn(client, endpoints.value, connection),
  });
}
