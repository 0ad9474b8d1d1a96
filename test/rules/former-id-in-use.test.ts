import { expect, test } from "vitest";
import { formerIdInUse } from "../../lib/rules/former-id-in-use.ts";
import { findingsOf, lockOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, aCustomer, guidOf } from "../support/builders.ts";

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

test("former-id-in-use finds a former id that was another tenant's customer", () => {
  const stranger = aCustomer({ id: "newco", formerId: "fabrikam", tenantId: guidOf("6") });
  const finding = theFindingOf(formerIdInUse, aContext({ customers: [stranger], lock: lockOf(aCustomer()) }));
  expect(finding.problem).toContain(`which was a customer of another tenant (${guidOf("7")})`);
  expect(finding.facts).toMatchObject({ tenantId: guidOf("7"), definedIn: null });
});

test("former-id-in-use finds a former id whose file was not read because others were selected", () => {
  const moved = aCustomer({ id: "newco", formerId: "fabrikam" });
  const context = aContext({
    customers: [moved],
    lock: lockOf(aCustomer()),
    isComplete: false,
    others: new Set(["fabrikam"]),
  });
  expect(theFindingOf(formerIdInUse, context).problem).toContain(
    "the id of the customer in a file named fabrikam",
  );
});
