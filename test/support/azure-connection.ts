import type { HttpAnswer, HttpRequest } from "../../lib/azure/connection.ts";
import type { EmulatedAzure } from "../../lib/emulator/emulated-azure.ts";

/** An answer, whose headers a test may change. */
export interface EmulatedAnswer extends HttpAnswer {
  readonly headers: Map<string, string>;
}

/** The answer of an emulated Azure to a request over HTTP; undefined where the connection is dropped. */
export function answerOf(azure: EmulatedAzure, request: HttpRequest): EmulatedAnswer | undefined {
  const url = new URL(request.url);
  const isForm = request.headers["content-type"]?.includes("form") === true;
  const response = azure.respond({
    method: request.method,
    path: decodeURIComponent(url.pathname),
    query: new Map([...url.searchParams].map(([name, value]) => [name.toLowerCase(), value])),
    authorization: request.headers["authorization"],
    body:
      request.body === undefined
        ? undefined
        : isForm
          ? Object.fromEntries(new URLSearchParams(request.body))
          : JSON.parse(request.body),
    base: url.origin,
  });
  if (response.kind === "lost") return undefined;
  const headers = Object.entries(response.headers).map(([name, value]): [string, string] => [
    name.toLowerCase(),
    value,
  ]);
  const text = response.body === undefined ? "" : JSON.stringify(response.body);
  return { status: response.status, headers: new Map(headers), text };
}
