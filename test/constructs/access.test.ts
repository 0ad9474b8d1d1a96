import fc from "fast-check";
import { expect, test } from "vitest";
import { accessOf } from "../../lib/access/access-grant.ts";
import { parseCustomer } from "../../lib/definitions/customer-schema.ts";
import { parseOffer } from "../../lib/definitions/parse-offer.ts";
import type { Read } from "../../lib/documents/problem.ts";
import { verifyStack } from "../../lib/formats/stack/verify.ts";
import { decodeAccess } from "../formats/oracle-access.ts";
import { violations } from "../formats/oracle-invariants.ts";
import { accessByHand } from "../support/access-by-hand.ts";
import { anyCustomer, anyOffer, reordered } from "../support/arbitraries.ts";
import { DEFAULTS, registered, stackOf } from "../support/stacks.ts";

const estates = fc.record({
  offers: fc.tuple(anyOffer("offer-a"), anyOffer("offer-b")),
  customer: anyCustomer(["offer-a", "offer-b"]),
});

function read<T>(parsed: Read<T>): T {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

test("synthesize: the access decoded from the stack is the access of the definitions, and what was authored", () => {
  fc.assert(
    fc.property(estates, ({ offers, customer }) => {
      const parsed = offers.map((offer) => read(parseOffer(offer)));
      const owner = read(parseCustomer(customer));
      const subscriptions = registered(owner, parsed);
      const { text } = stackOf(owner, parsed);
      const stack: unknown = JSON.parse(text);
      const expected = accessOf(subscriptions);
      expect(decodeAccess(stack)).toEqual(expected);
      expect(accessByHand(customer, offers)).toEqual(
        decodeAccess(stack)
          .map(JSON.stringify as never)
          .sort(),
      );
      const definitions = subscriptions.flatMap((each) =>
        each.registrations.map(({ definition }) => definition),
      );
      const { registerResourceProvider: registers } = DEFAULTS;
      const { tenantId } = owner;
      expect(violations(stack, { grants: expected, definitions, tenantId, registers })).toEqual([]);
      expect(
        verifyStack(text, { customer: owner, subscriptions, registerResourceProvider: registers }),
      ).toEqual([]);
    }),
  );
});

test("synthesize: any order of authoring gives the same bytes", () => {
  fc.assert(
    fc.property(
      estates.chain((estate) => fc.tuple(fc.constant(estate), reordered(estate))),
      ([first, second]) => {
        const text = ({ offers, customer }: typeof first) =>
          stackOf(
            read(parseCustomer(customer)),
            offers.map((offer) => read(parseOffer(offer))),
          ).text;
        // the pair of offers may have changed places as well
        expect(text(second)).toBe(text(first));
      },
    ),
  );
});
