import type { CustomerAccess } from "../access/access-side.ts";
import { refused } from "../documents/refused-document.ts";
import { readOwnStack } from "../formats/stack/own-stack.ts";
import type { Outcome } from "../values/failure.ts";
import { success } from "../values/result.ts";

/** The access of the delegations in a stack of a user's own program. @param name what the stack is called */
export function ownStackAccess(name: string, text: string): Outcome<CustomerAccess> {
  const read = readOwnStack(name, text);
  return read.ok ? success(read.value) : refused(name, "own-stack", read.error);
}
