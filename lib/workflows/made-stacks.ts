import paths, { join } from "node:path";
import { setImmediate as turn } from "node:timers/promises";
import { type AccessGrant, accessOf } from "../access/access-grant.ts";
import { type Customer, registersResourceProvider } from "../delegation/customer.ts";
import { type RegisteredCustomer, registerCustomer } from "../delegation/register.ts";
import type { Problem } from "../documents/problem.ts";
import type { EstateFolders } from "../estate/find-estate.ts";
import type { StackToWrite } from "../estate/output-folder.ts";
import { importing } from "../formats/stack/imports.ts";
import { verifyStack } from "../formats/stack/verify.ts";
import { type Estate, offersById } from "../rules/estate.ts";
import { compareText } from "../values/compare-text.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { slashPath } from "../values/path-below.ts";
import { success } from "../values/result.ts";
import type { StackWriter } from "./load-engine.ts";
import type { World } from "./world.ts";

/** The stacks of an estate, verified and not yet written. */
export interface MadeStacks {
  readonly customers: readonly RegisteredCustomer[];
  /** By customer id. */
  readonly grants: ReadonlyMap<string, readonly AccessGrant[]>;
  readonly stacks: readonly StackToWrite[];
}

/**
 * Makes the stack of every customer of an estate, and verifies each. Expects that no rule finds an error.
 *
 * @param imports customers and resource addresses whose resources exist and are to be imported (`KEEPER_IMPORT`)
 * @param keep takes each stack that is made until all are. @default - they stay in memory
 */
export async function makeStacks(
  writer: StackWriter,
  folders: EstateFolders,
  estate: Estate,
  imports: ReadonlySet<string>,
  progress: World["progress"],
  keep: (stack: StackToWrite) => StackToWrite = (stack) => stack,
): Promise<Outcome<MadeStacks>> {
  const offers = offersById(estate);
  const customers = estate.customers.map(({ value }) => value).sort((a, b) => compareText(a.id, b.id));
  const registeredCustomers: RegisteredCustomer[] = [];
  const grants = new Map<string, readonly AccessGrant[]>();
  const stacks: StackToWrite[] = [];
  for (const customer of customers) {
    // so that Ctrl-C is heard
    await turn();
    const registered = registerCustomer(customer, offers, estate.catalogue);
    const subscriptions = importing(registered, customer.id, imports);
    const registerResourceProvider = registersResourceProvider(customer, estate.defaults.value);
    const stack = writer.write({
      customer,
      subscriptions,
      defaults: estate.defaults.value,
      recordsFromStack: recordsFromStack(folders, customer),
    });
    const [broken] = verifyStack(stack.text, { customer, subscriptions, registerResourceProvider });
    if (broken !== undefined) return brokenInvariant(customer, broken);
    registeredCustomers.push({ customer, subscriptions });
    grants.set(customer.id, accessOf(subscriptions));
    stacks.push(keep(stack));
    if (stacks.length % 100 === 0) progress("synthesizing", stacks.length, customers.length);
  }
  await turn();
  return success({ customers: registeredCustomers, grants, stacks });
}

function recordsFromStack({ records, output }: EstateFolders, customer: Customer): string {
  return slashPath(paths, join(output, "stacks", customer.id), records);
}

function brokenInvariant(customer: Customer, { path, problem, received, allowed }: Problem): Outcome<never> {
  return failure(
    "broken-invariant",
    `the stack of ${customer.id} is not correct: ${path.join(".") || "the top"} ${problem} (received: ${received}; allowed: ${allowed}); nothing was written`,
    "this is a defect of Lighthouse Keeper: please report it with the definitions",
  );
}
