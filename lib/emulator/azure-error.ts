import type { ClauseCode } from "./clauses.ts";

/** A refusal in Azure's words, with the clause that justifies it. */
export interface AzureError {
  readonly refusedBy: ClauseCode;
  /** HTTP status. */
  readonly status: number;
  readonly code: string;
  readonly message: string;
  /** Seconds of the header `Retry-After`. @default - no header */
  readonly retryAfter?: number;
}

/** Makes a refusal that a clause justifies. `status` is the HTTP status. */
export function refusal(refusedBy: ClauseCode, status: number, code: string, message: string): AzureError {
  return { refusedBy, status, code, message };
}

/** Whether a result is a refusal. */
export function isRefusal(value: unknown): value is AzureError {
  return typeof value === "object" && value !== null && "refusedBy" in value;
}

/** Azure's error body (clause E002). */
export function errorBody({ code, message }: Pick<AzureError, "code" | "message">): object {
  return { error: { code, message } };
}
