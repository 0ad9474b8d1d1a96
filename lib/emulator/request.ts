import { type Path, pathText } from "../values/path.ts";
import type { Result } from "../values/result.ts";
import { type AzureError, refusal } from "./azure-error.ts";

/** A request to Azure Resource Manager: parsed from HTTP, not yet checked. */
export interface ArmRequest {
  readonly method: string;
  /** Decoded path, without query: `/subscriptions/…`. */
  readonly path: string;
  /** Query parameters, names in lower case. */
  readonly query: ReadonlyMap<string, string>;
  /** The `Authorization` header. */
  readonly authorization: string | undefined;
  /** Parsed body: JSON, or the fields of a form. Undefined without a body, `null` where it is neither. */
  readonly body: unknown;
  /** The address of the request, for links in answers: `http://127.0.0.1:<port>`. */
  readonly base: string;
}

/** A response; `lost` drops the connection without an answer. */
export type ArmResponse =
  | {
      readonly kind: "answer";
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: object | undefined;
    }
  | { readonly kind: "lost" };

/** Makes a response, with or without a body. */
export function answer(
  status: number,
  body?: object,
  headers: Readonly<Record<string, string>> = {},
): ArmResponse {
  return { kind: "answer", status, headers, body };
}

/** The decoded body, or the refusal of its first problem in Azure's words (clause E004). */
export function bodyOf<T>(
  read: Result<T, readonly { readonly path: Path; readonly problem: string; readonly allowed: string }[]>,
): T | AzureError {
  if (read.ok) return read.value;
  const wrong = read.error.slice(0, 1).map(({ path, problem, allowed }) => {
    return `${pathText(path) || "the body"} ${problem}, expected ${allowed}`;
  });
  const message = `The request content was invalid: ${wrong}.`;
  return refusal("E004", 400, "InvalidRequestContent", message);
}
