import { setTimeout as wait } from "node:timers/promises";

/** Where Azure is, and how to be let in. */
export interface ArmClientOptions {
  /** Address of Resource Manager and of the token endpoint. */
  readonly endpoint: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** The first pause before a request is sent again, in milliseconds; each further one is twice as long. azurerm: 1000 */
  readonly backOff: number;
  /** Between two polls where the service names no time, in milliseconds. azurerm: 10000 */
  readonly pollInterval: number;
}

/** What Azure answered. */
export interface ArmAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; undefined where there is no body. */
  readonly body: unknown;
}

/** Azure refused, or could not be reached. The message is worded as azurerm words it. */
export class ArmFailure extends Error {
  override readonly name = "ArmFailure";
}

/** azurerm gives up after 16 attempts, or earlier by its deadline; this many are enough for any fault that passes. */
const MOST_ATTEMPTS = 6;

/** Longest pause between two attempts, in milliseconds (go-azure-sdk). */
const LONGEST_BACK_OFF = 61_000;

/** Speaks to Azure Resource Manager as go-azure-sdk does: one token, and patience with throttling and outages. */
export class ArmClient {
  readonly options: ArmClientOptions;
  #token: Promise<string> | undefined;

  constructor(options: ArmClientOptions) {
    this.options = options;
  }

  /** Sends a request; gives every answer whose status is one of these. */
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

  /** Pauses before a poll, as long as the last answer asks for. */
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

  /** Again where a connection was lost, a request throttled, or the service failed (go-azure-sdk's retry policy). */
  async #patiently(url: string, request: RequestInit): Promise<ArmAnswer> {
    for (let attempt = 0; ; attempt++) {
      const answer = await exchange(url, request);
      const passing =
        answer instanceof Error || answer.status === 429 || (answer.status >= 500 && answer.status !== 501);
      if (!passing) return answer;
      if (attempt + 1 >= MOST_ATTEMPTS) {
        if (answer instanceof Error) throw new ArmFailure(`could not be reached: ${answer.message}`);
        return answer;
      }
      const asked = answer instanceof Error ? undefined : this.#pauseAfter(answer.headers);
      await wait(asked ?? Math.min(LONGEST_BACK_OFF, this.options.backOff * 2 ** attempt));
    }
  }

  #pauseAfter(headers: Headers): number | undefined {
    const seconds = Number.parseInt(headers.get("retry-after") ?? "", 10);
    if (Number.isNaN(seconds)) return undefined;
    // "at once" would be a loop that leaves nobody else any time
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

/** A property of an answer's body, whatever that is. */
export function property(body: unknown, ...path: readonly string[]): unknown {
  let current = body;
  for (const name of path)
    current =
      typeof current === "object" && current !== null
        ? (current as Record<string, unknown>)[name]
        : undefined;
  return current;
}

/** An answer's error as azurerm words it: `error: Code: message`. */
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
