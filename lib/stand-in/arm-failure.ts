/** A refusal by Azure, a lost connection, a deadline or a stop. The message is in azurerm's words. */
export class ArmFailure extends Error {
  override readonly name = "ArmFailure";
}

/**
 * Runs a part of an operation. Puts azurerm's name of the part before the message of a failure.
 *
 * @throws {ArmFailure} `<part>: <message>`
 */
export async function during<T>(part: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof ArmFailure) throw new ArmFailure(`${part}: ${error.message}`);
    throw error;
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

/** A status in azurerm's words: `404 (404 Not Found)`. */
export function statusText(status: number): string {
  const text = STATUS_TEXTS[status];
  return text === undefined ? String(status) : `${status} (${status} ${text})`;
}
