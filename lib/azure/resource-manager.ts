import { parseJson } from "../documents/json.ts";
import type { NotReadCode } from "../formats/snapshot/not-read.ts";
import type { ListedResource } from "../formats/snapshot/snapshot-lists.ts";
import type { Guid } from "../values/guid.ts";
import { isObject, type JsonObject, objectAt } from "../values/json-object.ts";
import { failed, type Result, success } from "../values/result.ts";
import type { AccessToken } from "./access-token.ts";
import type { Budgets } from "./budget.ts";
import type { Connection, HttpAnswer, HttpRequest } from "./connection.ts";
import { exchange } from "./exchange.ts";
import type { Audience, TenantTokens } from "./tenant-tokens.ts";

/** Result of a read: a value, or why there is none. */
export type ArmRead<T> = Result<T, NotReadCode>;

/** A body and the headers of an answer. */
export interface ArmAnswer {
  readonly body: JsonObject;
  readonly headers: ReadonlyMap<string, string>;
}

/** Most pages of one list. */
const MOST_PAGES = 100_000;

/**
 * Reads Azure Resource Manager, or Microsoft Graph, as one tenant's identity. It sends GET, and POST for queries: it changes
 * nothing.
 */
export class ResourceManager {
  readonly #connection: Connection;
  readonly #origin: string;
  readonly #tokens: TenantTokens;
  /** The tenant whose sign-in asks. */
  readonly tenantId: Guid;
  readonly #audience: Audience;

  /**
   * @param origin address without a final slash: `https://management.azure.com`
   * @param audience the service at that address
   */
  constructor(
    connection: Connection,
    origin: string,
    tokens: TenantTokens,
    tenantId: Guid,
    audience: Audience = "arm",
  ) {
    this.#audience = audience;
    this.#connection = connection;
    this.#origin = origin;
    this.#tokens = tokens;
    this.tenantId = tenantId;
  }

  /**
   * Reads every page of a list. A list is whole or not read.
   *
   * @param path path and query, from `/`
   * @param budgets taken from once per page, under `key`
   */
  async list(path: string, budgets: Budgets, key: string): Promise<ArmRead<readonly ListedResource[]>> {
    const listed = await this.values(path, budgets, key);
    if (!listed.ok) return listed;
    return listed.value.every(isResource) ? success(listed.value) : failed("answer-unexpected");
  }

  /** As {@link list}, of objects that need not be resources. */
  async values(path: string, budgets: Budgets, key: string): Promise<ArmRead<readonly JsonObject[]>> {
    const found: JsonObject[] = [];
    const seen = new Set<string>();
    for (let url: string | undefined = `${this.#origin}${path}`; url !== undefined; ) {
      // a link may lead elsewhere, or in a circle
      if (!this.#isOwn(url) || seen.has(url) || seen.size >= MOST_PAGES) return failed("answer-unexpected");
      seen.add(url);
      await budgets.take(key);
      const answer: ArmRead<ArmAnswer> = await this.#send("GET", url);
      if (!answer.ok) return answer;
      const { value, nextLink } = answer.value.body;
      if (!Array.isArray(value) || !value.every(isObject)) return failed("answer-unexpected");
      found.push(...value);
      if (typeof nextLink !== "string" && nextLink !== undefined && nextLink !== null)
        return failed("answer-unexpected");
      url = nextLink || undefined;
    }
    return success(found);
  }

  /** Reads one resource. @param path path and query, from `/` */
  get(path: string): Promise<ArmRead<ArmAnswer>> {
    return this.#send("GET", `${this.#origin}${path}`);
  }

  /** Sends a query. @param path path and query, from `/` */
  query(path: string, body: JsonObject): Promise<ArmRead<ArmAnswer>> {
    return this.#send("POST", `${this.#origin}${path}`, JSON.stringify(body));
  }

  #isOwn(url: string): boolean {
    return URL.canParse(url) && new URL(url).origin === new URL(this.#origin).origin;
  }

  async #send(method: "GET" | "POST", url: string, body?: string): Promise<ArmRead<ArmAnswer>> {
    const first = await this.#tokens.token(this.tenantId, this.#audience);
    if (!first.ok) return first;
    const { answer, token } = await this.#exchange(method, url, first.value, body);
    if (!answer.ok || answer.value.status !== 401 || errorCode(answer.value) === WRONG_TENANT)
      return readAnswer(answer);
    const renewed = await this.#tokens.token(this.tenantId, this.#audience, token);
    if (!renewed.ok) return renewed;
    return readAnswer((await this.#exchange(method, url, renewed.value, body)).answer);
  }

  /** Sends a request until it is answered. Each attempt has a valid token: a pause may outlast the first one. */
  async #exchange(
    method: "GET" | "POST",
    url: string,
    first: AccessToken,
    body: string | undefined,
  ): Promise<{ readonly answer: ArmRead<HttpAnswer>; readonly token: AccessToken }> {
    let token = first;
    const connection: Connection = {
      now: () => this.#connection.now(),
      wait: (milliseconds) => this.#connection.wait(milliseconds),
      send: async (request) => {
        const current = await this.#tokens.token(this.tenantId, this.#audience);
        if (current.ok) token = current.value;
        const headers = { ...request.headers, authorization: token.authorization() };
        return this.#connection.send({ ...request, headers });
      },
    };
    const headers = { accept: "application/json" };
    const request: HttpRequest =
      body === undefined
        ? { method, url, headers }
        : { method, url, headers: { ...headers, "content-type": "application/json" }, body };
    return { answer: await exchange(connection, request), token };
  }
}

/** Azure's code where the token is of another tenant, and nothing is delegated to that. */
const WRONG_TENANT = "InvalidAuthenticationTokenTenant";

const CODES: ReadonlyMap<number, NotReadCode> = new Map([
  [403, "access-denied"],
  [404, "not-found"],
]);

function readAnswer(answer: ArmRead<HttpAnswer>): ArmRead<ArmAnswer> {
  if (!answer.ok) return answer;
  const { status, headers, text } = answer.value;
  if (status === 401)
    return failed(errorCode(answer.value) === WRONG_TENANT ? "not-delegated" : "token-refused");
  if (status !== 200) return failed(CODES.get(status) ?? "answer-unexpected");
  const parsed = parseJson(text);
  if (!parsed.ok || !isObject(parsed.value)) return failed("answer-unexpected");
  return success({ body: parsed.value, headers });
}

/** Azure's code of a refusal. It is compared, and never kept or printed. */
function errorCode({ text }: HttpAnswer): unknown {
  const parsed = parseJson(text);
  return parsed.ok ? objectAt(parsed.value, "error")["code"] : undefined;
}

function isResource(value: JsonObject): value is ListedResource {
  return typeof value["id"] === "string";
}
