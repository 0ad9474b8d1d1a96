import type { ClauseCode } from "./clauses.ts";

/** A refusal as Azure words it, with the clause that it stands on. */
export interface AzureError {
  readonly refusedBy: ClauseCode;
  /** HTTP status. */
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

/** A refusal by a clause. */
export function refusal(refusedBy: ClauseCode, status: number, code: string, message: string): AzureError {
  return { refusedBy, status, code, message };
}

/** Whether an answer of a judgement is a refusal. */
export function isRefusal(value: unknown): value is AzureError {
  return typeof value === "object" && value !== null && "refusedBy" in value;
}

/** Azure's error body (clause E002). */
export function errorBody({ code, message }: Pick<AzureError, "code" | "message">): object {
  return { error: { code, message } };
}
