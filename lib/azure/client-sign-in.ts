import { parseJson } from "../documents/json.ts";
import { isObject } from "../values/json-object.ts";
import { failed, type Result, success } from "../values/result.ts";
import { AccessToken } from "./access-token.ts";
import { getAssertion } from "./assertion.ts";
import type { ClientIdentity, Credential } from "./client-identity.ts";
import { AZURE_ENDPOINTS, type AzureEndpoints, endpointsIn } from "./clouds.ts";
import type { Connection } from "./connection.ts";
import { exchange } from "./exchange.ts";
import type { SignedIn, SignIn } from "./tenant-tokens.ts";

/** The addresses of an application's cloud. Fails where its metadata host cannot be read. */
export async function endpointsOf(
  { cloud, metadataHost }: Pick<ClientIdentity, "cloud" | "metadataHost">,
  connection: Connection,
): Promise<Result<AzureEndpoints, "metadata-unread">> {
  if (metadataHost === undefined) return success(AZURE_ENDPOINTS[cloud]);
  const url = `https://${metadataHost}/metadata/endpoints?api-version=2022-09-01`;
  const headers = { accept: "application/json" };
  const answer = URL.canParse(url) ? await exchange(connection, { method: "GET", url, headers }) : undefined;
  const parsed =
    answer?.ok === true && answer.value.status === 200 ? parseJson(answer.value.text) : undefined;
  const endpoints = parsed?.ok === true ? endpointsIn(parsed.value) : undefined;
  return endpoints === undefined ? failed("metadata-unread") : success(endpoints);
}

/** Signs an application in to any tenant, by client credentials of OAuth 2.0. */
export function clientSignIn(
  { clientId, credential }: Pick<ClientIdentity, "clientId" | "credential">,
  { login, audience, microsoftGraph }: AzureEndpoints,
  connection: Connection,
): SignIn {
  return async (tenantId, service) => {
    const proof = await proofOf(credential, connection);
    if (proof === undefined) return failed("sign-in-refused");
    const scope = service === "arm" ? audience : microsoftGraph;
    const body = new URLSearchParams({
      client_id: clientId,
      grant_type: "client_credentials",
      scope: `${scope}/.default`,
      ...proof,
    }).toString();
    const url = `${login}/${tenantId}/oauth2/v2.0/token`;
    const headers = { "content-type": "application/x-www-form-urlencoded", accept: "application/json" };
    const answer = await exchange(connection, { method: "POST", url, headers, body });
    if (!answer.ok) return answer;
    const { status, text } = answer.value;
    if (status === 400 || status === 401) return failed("sign-in-refused");
    return status === 200 ? tokenIn(text, connection.now()) : failed("answer-unexpected");
  };
}

async function proofOf(
  credential: Credential,
  connection: Connection,
): Promise<Readonly<Record<string, string>> | undefined> {
  if (credential.kind === "secret") return { client_secret: credential.secret };
  const assertion = await getAssertion(credential.source, connection);
  return assertion === undefined
    ? undefined
    : {
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        client_assertion: assertion,
      };
}

function tokenIn(text: string, now: number): SignedIn {
  const parsed = parseJson(text);
  if (!parsed.ok || !isObject(parsed.value)) return failed("answer-unexpected");
  const { access_token: value, expires_in: seconds } = parsed.value;
  const expiresAt = typeof seconds === "number" ? now + seconds * 1_000 : undefined;
  const token = AccessToken.from(value, expiresAt, now);
  return token === undefined ? failed("answer-unexpected") : success(token);
}
