import { setTimeout as wait } from "node:timers/promises";

/** Azure's address, the credentials and the waiting times. */
export interface ArmClientOptions {
  /** Address of Resource Manager and of the token endpoint. */
  readonly endpoint: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** First pause before a retry, in milliseconds; it doubles with each retry. azurerm: 1000 */
  readonly backOff: number;
  /** Pause between polls without a Retry-After header, in milliseconds. azurerm: 10000 */
  readonly pollInterval: number;
}

/** A response of Azure. */
export interface ArmAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown;
}

/** A refusal by Azure, or a failed connection. The message is in azurerm's words. */
export class ArmFailure extends Error {
  override readonly name = "ArmFailure";
}

/** Attempts per request. azurerm makes up to 16; these suffice for every temporary fault of the emulator. */
const MOST_ATTEMPTS = 6;

/** Longest pause between attempts, in milliseconds (go-azure-sdk). */
const LONGEST_BACK_OFF = 61_000;

/** A client of Azure Resource Manager with go-azure-sdk's behaviour: one token; retries on throttling and outages. */
export class ArmClient {
  readonly options: ArmClientOptions;
  #token: Promise<string> | undefined;

  constructor(options: ArmClientOptions) {
    this.options = options;
  }

  /**
   * Sends a request and returns an answer with one of the accepted statuses.
   *
   * @throws {ArmFailure} For any other status, and where Azure cannot be reached.
   */
  async send(method: string, path: string, accepted: readonly number[], body?: object): Promise<ArmAnswer> {
    this.#token ??= this.#signIn();
    const authorization = `Bearer ${await this.#token}`;
    const response = await this.#patiently(
      path.startsWith("http") ? path : `${this.options.endpoint}${path}`,
      body === undefined
        ? { method, headers: { authorization } }
        : {
            method,
            headers: { authorization, "content-type": "application/json" },
            body: JSON.stringify(body),
          },
    );
    if (accepted.includes(response.status)) return response;
    throw new ArmFailure(`unexpected status ${statusText(response.status)} with ${errorText(response.body)}`);
  }

  /** Pauses before a poll, by the Retry-After header of the last answer. */
  async pause({ headers }: ArmAnswer): Promise<void> {
    await wait(this.#pauseAfter(headers) ?? this.options.pollInterval);
  }

  async #signIn(): Promise<string> {
    const { endpoint, tenantId, clientId, clientSecret } = this.options;
    const body = new URLSearchParams({
      client_id: clientId,
      client_secret: clientSecret,
      grant_type: "client_credentials",
      scope: `${endpoint}/.default`,
    });
    const { status, body: answer } = await this.#patiently(`${endpoint}/${tenantId}/oauth2/v2.0/token`, {
      method: "POST",
      body,
    });
    const token = property(answer, "access_token");
    if (status === 200 && typeof token === "string") return token;
    const reason = property(answer, "error_description") ?? errorText(answer);
    throw new ArmFailure(`unable to build authorizer for Resource Manager API: ${reason}`);
  }

  /** Retries lost connections, throttling and service failures (go-azure-sdk's retry policy). */
  async #patiently(url: string, request: RequestInit): Promise<ArmAnswer> {
    for (let attempt = 0; ; attempt++) {
      const answer = await exchange(url, request);
      const isTemporary =
        answer instanceof Error || answer.status === 429 || (answer.status >= 500 && answer.status !== 501);
      if (!isTemporary) return answer;
      if (attempt + 1 >= MOST_ATTEMPTS) {
        if (answer instanceof Error) throw new ArmFailure(`could not be reached: ${answer.message}`);
        return answer;
      }
      const requested = answer instanceof Error ? undefined : this.#pauseAfter(answer.headers);
      await wait(requested ?? Math.min(LONGEST_BACK_OFF, this.options.backOff * 2 ** attempt));
    }
  }

  #pauseAfter(headers: Headers): number | undefined {
    const seconds = Number.parseInt(headers.get("retry-after") ?? "", 10);
    if (Number.isNaN(seconds)) return undefined;
    // without a pause, this loop would block all other work of the process
    return seconds === 0 ? Math.min(20, this.options.pollInterval) : seconds * 1_000;
  }
}

async function exchange(url: string, request: RequestInit): Promise<ArmAnswer | Error> {
  try {
    const response = await fetch(url, request);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === "" ? undefined : JSON.parse(text),
    };
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/** The value at a path of a response body; undefined where it is missing. */
export function property(body: unknown, ...path: readonly string[]): unknown {
  let current = body;
  for (const name of path)
    current =
      typeof current === "object" && current !== null
        ? (current as Record<string, unknown>)[name]
        : undefined;
  return current;
}

/** The error of a response in azurerm's words: `error: Code: message`. */
export function errorText(body: unknown): string {
  const [code, message] = [property(body, "error", "code"), property(body, "error", "message")];
  return code === undefined ? `response: ${JSON.stringify(body)}` : `error: ${code}: ${message}`;
}

const STATUS_TEXTS: Readonly<Record<number, string>> = {
  400: "Bad Request",
  401: "Unauthorized",
  403: "Forbidden",
  404: "Not Found",
  409: "Conflict",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
};

function statusText(status: number): string {
  const text = STATUS_TEXTS[status];
  return text === undefined ? String(status) : `${status} (${status} ${text})`;
}
