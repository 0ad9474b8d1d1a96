import { expect, test } from "vitest";
import { formerIdInUse } from "../../lib/rules/former-id-in-use.ts";
import { findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, aCustomer } from "../support/builders.ts";

const customer = (id: string, formerId?: string) =>
  aCustomer({ id, ...(formerId === undefined ? {} : { formerId }) });

test.each([
  [
    "a customer's id now",
    [customer("alpha"), customer("beta", "alpha")],
    "beta",
    "which is the id of the customer in customers/alpha.ts",
  ],
  [
    "the id of a customer that comes later",
    [customer("alpha", "beta"), customer("beta")],
    "alpha",
    "which is the id of the customer in customers/beta.ts",
  ],
  ["its own id", [customer("alpha", "alpha")], "alpha", "which is its id now"],
])("former-id-in-use finds a former id that is %s", (_, customers, id, telling) => {
  const finding = theFindingOf(formerIdInUse, aContext({ customers }));
  expect(finding).toMatchObject({
    code: "LH062",
    severity: "error",
    at: { file: `customers/${id}.ts`, path: ["formerId"] },
  });
  expect(finding.problem).toBe(`Customer ${id} has the former id ${finding.received}, ${telling}`);
});

test("former-id-in-use finds a former id that two customers claim, at the second", () => {
  const customers = [customer("alpha", "old"), customer("beta", "old"), customer("gamma", "old")];
  const findings = findingsOf(formerIdInUse, aContext({ customers }));
  expect(findings.map(({ at }) => at.file)).toEqual(["customers/beta.ts", "customers/gamma.ts"]);
  expect(findings[0]?.problem).toBe(
    "Customer beta has the former id old, which customer alpha has as its former id too",
  );
});

test("former-id-in-use leaves former ids alone that nobody has", () => {
  const customers = [
    customer("alpha", "old"),
    customer("beta", "older"),
    customer("gamma"),
    customer("delta"),
  ];
  expect(findingsOf(formerIdInUse, aContext({ customers }))).toEqual([]);
});
