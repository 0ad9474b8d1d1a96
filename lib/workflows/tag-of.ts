import { failure, type Outcome } from "../values/failure.ts";
import { success } from "../values/result.ts";

/** A tag of customers as the command line has it, `key=value`. The value may contain more equals signs. */
export function tagOf(text: string): Outcome<readonly [key: string, value: string]> {
  const [key = "", ...rest] = text.split("=");
  return key === "" || rest.length === 0
    ? failure("bad-arguments", `${JSON.stringify(text)} is not a tag`, "pass --tag key=value")
    : success([key, rest.join("=")]);
}
