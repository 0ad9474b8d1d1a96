import type { NotReadCode } from "../formats/snapshot/not-read.ts";
import { failed, type Result, success } from "../values/result.ts";
import type { Connection, HttpAnswer, HttpRequest } from "./connection.ts";

/** Most attempts for one request. */
const MOST_ATTEMPTS = 8;

/** Longest pause that Azure may ask for, in milliseconds. */
const LONGEST_RETRY_AFTER = 300_000;

/** First and longest pause where Azure asks for none, in milliseconds. It doubles with each attempt. */
const [FIRST_PAUSE, LONGEST_PAUSE] = [1_000, 32_000];

/**
 * Sends a request until it is answered. Repeats it where the connection fails, on 429 and on server errors. Waits as
 * long as `Retry-After` says. Fails with the code of the last attempt.
 */
export async function exchange(
  connection: Connection,
  request: HttpRequest,
): Promise<Result<HttpAnswer, NotReadCode>> {
  for (let attempt = 1; ; attempt++) {
    const answer = await connection.send(request);
    const problem = temporaryProblem(answer);
    if (answer !== undefined && problem === undefined) return success(answer);
    const asked = retryAfter(answer, connection.now());
    const pause = asked ?? Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (attempt - 1));
    if (attempt >= MOST_ATTEMPTS || pause > LONGEST_RETRY_AFTER) return failed(problem ?? "unreachable");
    await connection.wait(pause);
  }
}

function temporaryProblem(answer: HttpAnswer | undefined): NotReadCode | undefined {
  if (answer === undefined) return "unreachable";
  if (answer.status === 429) return "throttled";
  return answer.status >= 500 && answer.status !== 501 ? "service-failed" : undefined;
}

/** The pause that `Retry-After` asks for, in milliseconds: seconds or a date (RFC 9110). */
function retryAfter(answer: HttpAnswer | undefined, now: number): number | undefined {
  const text = answer?.headers.get("retry-after")?.trim() ?? "";
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
