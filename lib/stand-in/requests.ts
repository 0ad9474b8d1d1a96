import { ArmFailure, property } from "./arm-failure.ts";
import type { Patience } from "./patience.ts";

/** A response of Azure. */
export interface ArmAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; undefined without a body. */
  readonly body: unknown;
}

/** Attempts per request (go-azure-sdk). */
const MOST_ATTEMPTS = 16;

/** First pause between attempts, in milliseconds; it doubles with each attempt (go-azure-sdk). */
const FIRST_BACK_OFF = 1_000;

/** Longest pause between attempts, in milliseconds (go-azure-sdk). */
const LONGEST_BACK_OFF = 61_000;

/** The Retry-After header in milliseconds; undefined without one. */
export function retryAfter({ headers }: ArmAnswer): number | undefined {
  const seconds = Number.parseInt(headers.get("retry-after") ?? "", 10);
  return Number.isNaN(seconds) ? undefined : seconds * 1_000;
}

/**
 * Repeats a request on throttling and service failures (go-azure-sdk's retry policy).
 *
 * @param lost the words for a lost connection, which ends the request; undefined repeats it too
 * @returns the answer; the last one where all attempts were used
 * @throws {ArmFailure} For a lost connection, a deadline or a stop.
 */
export async function repeated(
  url: string,
  request: RequestInit,
  patience: Patience,
  lost: (() => string) | undefined,
): Promise<ArmAnswer> {
  for (let attempt = 0; ; attempt++) {
    const answer = await exchange(url, { ...request, signal: patience.stop });
    patience.check();
    const isLast = attempt + 1 >= MOST_ATTEMPTS;
    if (answer === undefined) {
      if (lost !== undefined || isLast) throw new ArmFailure(lost?.() ?? lostText("POST", url));
    } else if (!isTemporary(answer) || isLast) return answer;
    const backOff = Math.min(LONGEST_BACK_OFF, FIRST_BACK_OFF * 2 ** attempt);
    await patience.pause((answer && retryAfter(answer)) ?? backOff);
  }
}

function isTemporary({ status }: ArmAnswer): boolean {
  return status === 429 || (status >= 500 && status !== 501);
}

/** One request; undefined where the connection was lost before the whole answer came. */
async function exchange(url: string, request: RequestInit): Promise<ArmAnswer | undefined> {
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, request);
    text = await response.text();
  } catch {
    return undefined;
  }
  return { status: response.status, headers: response.headers, body: parsed(text) };
}

/** Parses a body; text that is not JSON stays text. */
function parsed(text: string): unknown {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** azurerm's words for a lost connection: only reading requests end with EOF. */
export function lostText(method: string, url: string): string {
  const name = `${method[0]}${method.slice(1).toLowerCase()}`;
  const reason = method === "GET" ? "EOF" : "HTTP response was nil; connection may have been reset";
  return `${name} "${url}": ${reason}`;
}

/** The text at a path of a body. Fails where it is missing. */
export function textAt(body: unknown, ...path: readonly string[]): string {
  const value = property(body, ...path);
  if (typeof value === "string") return value;
  throw new ArmFailure(`${path.join(".")} is missing in Azure's answer`);
}
