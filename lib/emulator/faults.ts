import { errorBody } from "./azure-error.ts";
import { type ArmResponse, answer } from "./request.ts";

/** The kinds of injectable faults. */
export type FaultKind =
  /** 429 with Retry-After. */
  | { readonly kind: "throttled"; readonly retryAfterSeconds: number }
  /** 500 or 503. */
  | { readonly kind: "serverError"; readonly status: 500 | 503 }
  /** 401, as for a token that has just expired. */
  | { readonly kind: "expiredToken" }
  /** 403 for every caller. */
  | { readonly kind: "forbidden" }
  /** The change is made, and the connection is dropped instead of an answer. */
  | { readonly kind: "responseLost" }
  /** The operation of the request takes this long. */
  | { readonly kind: "slow"; readonly milliseconds: number }
  /** The operation of the request ends as Failed. */
  | { readonly kind: "operationFails" };

/** A fault for some requests of one action. */
export type Fault = FaultKind & {
  /** RBAC action such as `Microsoft.ManagedServices/registrationAssignments/write`; `*` for every action. */
  readonly action: string;
  /** Beginning of the paths that the fault applies to, in any case. @default - every path */
  readonly path?: string;
  /** Number of requests of this action that pass first. @default 0 */
  readonly after?: number;
  /** Number of requests that the fault applies to. @default 1 */
  readonly count?: number;
};

/** The queue of injected faults. */
export class Faults {
  readonly #waiting: { readonly fault: Fault; after: number; count: number }[] = [];

  /** Adds a fault at the end of the queue. */
  inject(fault: Fault): void {
    this.#waiting.push({ fault, after: fault.after ?? 0, count: fault.count ?? 1 });
  }

  /** Removes the faults that are left: the outage ends. */
  clear(): void {
    this.#waiting.length = 0;
  }

  /** Counts a request of this action. Returns the fault that applies to it. */
  take(action: string, path: string): Fault | undefined {
    for (const waiting of this.#waiting) {
      const { fault } = waiting;
      if (waiting.count === 0 || !concerns(fault, action, path)) continue;
      if (waiting.after > 0) {
        waiting.after--;
        continue;
      }
      waiting.count--;
      return fault;
    }
    return undefined;
  }
}

function concerns(fault: Fault, action: string, path: string): boolean {
  const isAction = fault.action === "*" || fault.action.toLowerCase() === action.toLowerCase();
  return isAction && path.toLowerCase().startsWith((fault.path ?? "").toLowerCase());
}

/** Answer of a fault that prevents a request. Undefined where the request is still executed. */
export function refusedByFault(fault: Fault): ArmResponse | undefined {
  switch (fault.kind) {
    case "throttled": {
      const body = errorBody({ code: "TooManyRequests", message: "The request is being throttled." });
      return answer(429, body, { "Retry-After": String(fault.retryAfterSeconds) });
    }
    case "serverError":
      return answer(
        fault.status,
        errorBody({ code: "InternalServerError", message: "Something went wrong." }),
      );
    case "expiredToken": {
      const message = "The access token expiry UTC time is earlier than current UTC time.";
      return answer(401, errorBody({ code: "ExpiredAuthenticationToken", message }));
    }
    case "forbidden":
      return answer(
        403,
        errorBody({ code: "AuthorizationFailed", message: "The caller does not have authorization." }),
      );
    case "responseLost":
    case "slow":
    case "operationFails":
      return undefined;
  }
}
