import { errorBody } from "./azure-error.ts";
import { type ArmResponse, answer } from "./request.ts";

/** What goes wrong on demand. */
export type FaultKind =
  /** 429 with Retry-After. */
  | { readonly kind: "throttled"; readonly retryAfterSeconds: number }
  /** 500 or 503. */
  | { readonly kind: "serverError"; readonly status: 500 | 503 }
  /** 403, whoever asks. */
  | { readonly kind: "forbidden" }
  /** The change is made, and the connection is dropped instead of an answer. */
  | { readonly kind: "responseLost" }
  /** The operation that the request begins takes so long. */
  | { readonly kind: "slow"; readonly milliseconds: number }
  /** The operation that the request begins ends Failed. */
  | { readonly kind: "operationFails" };

/** A fault for some requests of one action. */
export type Fault = FaultKind & {
  /** RBAC action such as `Microsoft.ManagedServices/registrationAssignments/write`; `*` means any. */
  readonly action: string;
  /** So many requests of this action pass before. @default 0 */
  readonly after?: number;
  /** So many requests are hit. @default 1 */
  readonly count?: number;
};

/** The faults that are still to come. */
export class Faults {
  readonly #waiting: { readonly fault: Fault; after: number; count: number }[] = [];

  /** Adds a fault behind those that wait already. */
  inject(fault: Fault): void {
    this.#waiting.push({ fault, after: fault.after ?? 0, count: fault.count ?? 1 });
  }

  /** The fault that hits a request of this action, which is thereby counted. */
  take(action: string): Fault | undefined {
    for (const waiting of this.#waiting) {
      const { fault } = waiting;
      if (
        waiting.count === 0 ||
        (fault.action !== "*" && fault.action.toLowerCase() !== action.toLowerCase())
      )
        continue;
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

/** How a fault ends a request before anything is done; undefined for those that let it be done. */
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
