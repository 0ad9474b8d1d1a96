import { expect, test } from "vitest";
import { idDefinedTwice } from "../../lib/rules/id-defined-twice.ts";
import { findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, aCustomer, anOffer, guidOf } from "../support/builders.ts";

test("id-defined-twice finds the second file of a customer", () => {
  const context = aContext({ customers: [aCustomer()] });
  const copy = aCustomer({ subscriptions: { production: guidOf("2") } });
  const finding = theFindingOf(idDefinedTwice, {
    ...context,
    customers: [...context.customers, { value: copy, file: "customers/fabrikam.yaml" }],
  });
  expect(finding).toMatchObject({
    code: "LH061",
    severity: "error",
    at: { file: "customers/fabrikam.yaml", path: ["id"] },
    problem: "customers/fabrikam.ts defines the customer fabrikam already",
    received: "fabrikam",
  });
});

test("id-defined-twice finds every file of an offer after the first", () => {
  const offers = ["a", "b", "c"].map((name) => ({ value: anOffer(), file: `offers/${name}.ts` }));
  const findings = findingsOf(idDefinedTwice, { ...aContext(), offers });
  expect(findings.map(({ at, problem }) => [at.file, problem])).toEqual([
    ["offers/b.ts", "offers/a.ts defines the offer operations already"],
    ["offers/c.ts", "offers/a.ts defines the offer operations already"],
  ]);
});

test("id-defined-twice leaves an offer and a customer of one id alone", () => {
  const context = aContext({ customers: [aCustomer({ id: "operations" }), aCustomer()] });
  expect(findingsOf(idDefinedTwice, context)).toEqual([]);
});
