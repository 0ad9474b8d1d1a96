import { isDeviceName } from "../delegation/identifiers.ts";
import type { CustomerRule } from "./rule.ts";

/** LH087: a customer's id can be the name of a folder on Windows. */
export const idReservedOnWindows: CustomerRule = {
  code: "LH087",
  kind: "id-reserved-on-windows",
  severity: "warning",
  judges: "customer",
  title: "No customer has the name of a device of Windows as its id",
  what: "A customer's id is `con`, `prn`, `aux`, `nul`, `com0` to `com9` or `lpt0` to `lpt9`. Windows reserves these names, with any ending.",
  harm: "The id names the customer's definition, its stack's folder and its local state. On Windows the repository cannot be checked out, and the stack cannot be written.",
  fix: "Choose another id before the first deployment. A new id of a deployed customer replaces its delegations.",
  accept:
    "When the customer is deployed already, and this repository is never checked out on Windows, in pipelines neither.",
  source: "Microsoft: Naming Files, Paths, and Namespaces (Win32)",
  *check({ value: customer, file }) {
    if (!isDeviceName(customer.id)) return;
    yield {
      at: { file, path: ["id"] },
      problem: `Windows reserves the name ${customer.id}: no file and no folder can have it`,
      received: customer.id,
      allowed: "an id that is not a device of Windows",
      fix: "choose another id, such as the customer's name with a hyphen",
      facts: { customer: customer.id },
    };
  },
};
