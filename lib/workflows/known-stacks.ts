import { hash } from "node:crypto";
import type { CustomerAccess } from "../access/access-side.ts";
import type { Read } from "../documents/problem.ts";
import { readStack } from "../formats/stack/decode.ts";
import { success } from "../values/result.ts";

/**
 * Stacks that were read. A stack with the same bytes on both sides is decoded once: most changes leave most stacks as
 * they were. The access of such a stack is one object on both sides.
 */
export class KnownStacks {
  readonly #read = new Map<string, { readonly digest: string; readonly access: CustomerAccess }>();

  /** As {@link readStack}: the access of a customer's `cdk.tf.json`. */
  read(customer: string, text: string): Read<CustomerAccess> {
    const digest = hash("sha256", text);
    const known = this.#read.get(customer);
    if (known?.digest === digest) return success(known.access);
    const read = readStack(customer, text);
    if (read.ok) this.#read.set(customer, { digest, access: read.value });
    return read;
  }
}
