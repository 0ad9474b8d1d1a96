import { setTimeout as pause } from "node:timers/promises";

/** A request over HTTP. */
export interface HttpRequest {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An answer over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  /** Headers, names in lower case. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
}

/** The way to Azure, and the clock. */
export interface Connection {
  /** Sends a request. Undefined where the connection fails; the reason is not kept, because it may hold a secret. */
  send(request: HttpRequest): Promise<HttpAnswer | undefined>;
  /** Milliseconds since 1970. */
  now(): number;
  /** Waits some milliseconds. */
  wait(milliseconds: number): Promise<void>;
}

/** Longest time for one answer, in milliseconds. */
const LONGEST_ANSWER = 100_000;

/** A connection through Node's built-in `fetch`. Redirects are not followed: a token stays with its address. */
export function httpConnection(now: () => number): Connection {
  return {
    now,
    wait: (milliseconds) => pause(milliseconds),
    send: async ({ url, ...request }) => {
      try {
        const signal = AbortSignal.timeout(LONGEST_ANSWER);
        const response = await fetch(url, { ...request, redirect: "manual", signal });
        return { status: response.status, headers: new Map(response.headers), text: await response.text() };
      } catch {
        return undefined;
      }
    },
  };
}
