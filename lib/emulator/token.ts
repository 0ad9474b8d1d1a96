import type { Guid } from "../values/guid.ts";
import { type AzureError, refusal } from "./azure-error.ts";

/** The caller of a request: a principal of a tenant. */
export interface Caller {
  readonly tenantId: Guid;
  readonly principalId: Guid;
}

/** Validity of a token, in seconds (clause E019). */
export const TOKEN_LIFETIME = 3_600;

/** Kind of a token's account, by the claims `idtyp` and `idp`. */
export type TokenAccount = "app" | "user" | "guest";

/** Identity provider of every guest. Invented. */
const GUESTS_HOME = "https://sts.windows.net/00000000-0000-4000-8000-00000000900e/";

/** Makes an unsigned token with the claims that azurerm and keeper read (clause E010). `now` is in milliseconds. */
export function makeToken(
  caller: Caller,
  clientId: string,
  audience: string,
  now: number,
  account: TokenAccount = "app",
): string {
  const seconds = Math.floor(now / 1_000);
  const claims = {
    aud: audience,
    iss: `https://sts.windows.net/${caller.tenantId}/`,
    iat: seconds,
    nbf: seconds,
    exp: seconds + TOKEN_LIFETIME,
    appid: clientId,
    oid: caller.principalId,
    tid: caller.tenantId,
    idtyp: account === "app" ? "app" : "user",
    ...(account === "guest" ? { idp: GUESTS_HOME } : {}),
  };
  return [{ alg: "none", typ: "JWT" }, claims].map(encoded).concat("").join(".");
}

/** Reads the caller from a bearer token; refuses a missing or unreadable one (clause E012). */
export function callerOf(authorization: string | undefined): Caller | AzureError {
  const claims = claimsOf(authorization);
  if (typeof claims?.["tid"] === "string" && typeof claims["oid"] === "string")
    return { tenantId: claims["tid"], principalId: claims["oid"] };
  const message =
    "Authentication failed. The 'Authorization' header is missing or holds no token that can be read.";
  return refusal("E012", 401, "AuthenticationFailed", message);
}

/** Refuses a readable token that has expired (clause E019). Undefined where it is valid or not readable. */
export function expired(authorization: string | undefined, now: number): AzureError | undefined {
  const { exp } = claimsOf(authorization) ?? {};
  if (typeof exp !== "number" || exp * 1_000 > now) return undefined;
  const message = "The access token expiry UTC time is earlier than current UTC time.";
  return refusal("E019", 401, "ExpiredAuthenticationToken", message);
}

function claimsOf(authorization: string | undefined): Readonly<Record<string, unknown>> | undefined {
  return claimsIn(/^Bearer +[^.\s]+\.([^.\s]+)\./i.exec(authorization ?? "")?.[1]);
}

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString("base64url");
}

function claimsIn(part: string | undefined): Readonly<Record<string, unknown>> | undefined {
  if (part === undefined) return undefined;
  try {
    const claims: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    return typeof claims === "object" && claims !== null ? (claims as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
