import type { Located } from "./estate.ts";
import type { Breach } from "./finding.ts";
import type { ContextRule } from "./rule.ts";

/** LH061: no two definitions have one id. */
export const idDefinedTwice: ContextRule = {
  code: "LH061",
  kind: "id-defined-twice",
  severity: "error",
  judges: "context",
  title: "Every offer and every customer has an id of its own",
  what: "Two files in `offers/`, or two files in `customers/`, define one id.",
  harm: "The id is part of stack names, states, Terraform addresses and GUIDs. With two offers it is unclear which one a customer gets. With two customers, one stack would replace the other and remove its delegations.",
  fix: "Remove one of the files, or give its definition an id of its own.",
  accept: "Never: an id names one definition.",
  source: "This project's own: ids identify offers and customers",
  *check({ offers, customers }) {
    yield* definedTwice("offer", offers);
    yield* definedTwice("customer", customers);
  },
};

function* definedTwice(
  what: "offer" | "customer",
  definitions: readonly Located<{ readonly id: string }>[],
): Iterable<Breach> {
  const firsts = new Map<string, string>();
  for (const { value, file } of definitions) {
    const first = firsts.get(value.id);
    if (first === undefined) {
      firsts.set(value.id, file);
      continue;
    }
    yield {
      at: { file, path: ["id"] },
      problem: `${first} defines the ${what} ${value.id} already`,
      received: value.id,
      allowed: `an id that no other ${what} has`,
      fix: `remove one of the two files, or give this ${what} an id of its own`,
      facts: { definition: what, id: value.id, first },
    };
  }
}
