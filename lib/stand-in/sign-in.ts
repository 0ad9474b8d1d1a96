import { ArmFailure } from "./arm-failure.ts";
import type { Patience } from "./patience.ts";
import { repeated, textAt } from "./requests.ts";

/** Azure's address and the credentials. */
export interface SignInOptions {
  /** Address of the metadata: `http://127.0.0.1:<port>`. */
  readonly endpoint: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The result of signing in. */
export interface SignIn {
  /** Address of Resource Manager. */
  readonly resourceManager: string;
  /** Bearer token for Resource Manager. */
  readonly token: string;
}

/**
 * Signs in as azurerm does when it is configured. Gets the cloud's metadata, a token for Microsoft Graph whose claims
 * name the caller, and a token for Resource Manager. These requests are repeated where the connection is lost.
 *
 * @throws {ArmFailure} Where metadata or a token is missing.
 */
export async function signIn(options: SignInOptions, patience: Patience): Promise<SignIn> {
  const metadata = await repeated(
    `${options.endpoint}/metadata/endpoints?api-version=2022-09-01`,
    { method: "GET" },
    patience,
    undefined,
  );
  if (Array.isArray(metadata.body))
    throw new ArmFailure(
      "building account: retrieving the metadata: json: cannot unmarshal array into Go value of type metadata.metaDataResponse",
    );
  const resourceManager = textAt(metadata.body, "resourceManager");
  const login = textAt(metadata.body, "authentication", "loginEndpoint");
  await requestToken(login, textAt(metadata.body, "microsoftGraphResourceId"), options, patience);
  return { resourceManager, token: await requestToken(login, resourceManager, options, patience) };
}

async function requestToken(
  login: string,
  audience: string,
  { tenantId, clientId, clientSecret }: SignInOptions,
  patience: Patience,
): Promise<string> {
  const body = new URLSearchParams({
    client_id: clientId,
    client_secret: clientSecret,
    grant_type: "client_credentials",
    scope: `${audience}/.default`,
  });
  const url = `${login}/${tenantId}/oauth2/v2.0/token`;
  const { status, body: answer } = await repeated(url, { method: "POST", body }, patience, undefined);
  if (status === 200) return textAt(answer, "access_token");
  throw new ArmFailure(
    `building account: could not acquire access token to parse claims: clientCredentialsToken: received HTTP status ${status} with response: ${JSON.stringify(answer)}`,
  );
}
