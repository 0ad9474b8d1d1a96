import { readRoleCatalogue, SHIPPED_CATALOGUE } from "../estate/role-catalogue-file.ts";
import { attempt, take } from "../values/result.ts";
import { ownStackAccess } from "../workflows/own-stack.ts";
import { customerUnderTest } from "./customer-access.ts";
import type { CustomerUnderTest } from "./under-test.ts";

/**
 * The access of a stack that uses the constructs in a program of its own. Other resources of the stack are not read. Scopes
 * have their ids, because a stack has no names of subscriptions.
 *
 * @param text what `Testing.synth(stack)` of cdktf prints
 * @param name what the access is called in messages
 * @throws Error where a delegation is not as the constructs write it; with what to do
 */
export function accessOfStack(text: string, name = "the stack"): CustomerUnderTest {
  const read = attempt(function* () {
    const catalogue = yield* take(readRoleCatalogue(SHIPPED_CATALOGUE));
    return { catalogue, access: yield* take(ownStackAccess(name, text)) };
  });
  if (!read.ok) throw new Error(`${read.error.problem}\nfix: ${read.error.fix}`);
  const { access, catalogue } = read.value;
  return customerUnderTest(access, { managingTenants: {}, customers: {}, plans: {} }, catalogue);
}
