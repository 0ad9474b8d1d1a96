import { expect, test } from "vitest";
import { idReservedOnWindows } from "../../lib/rules/id-reserved-on-windows.ts";
import { findingsOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, aCustomer } from "../support/builders.ts";

const withId = (id: string) => aContext({ customers: [aCustomer({ id })] });

test.each(["con", "prn", "aux", "nul", "com0", "com9", "lpt1"])("id-reserved-on-windows finds %s", (id) => {
  expect(theFindingOf(idReservedOnWindows, withId(id))).toMatchObject({
    code: "LH087",
    severity: "warning",
    received: id,
    at: { path: ["id"] },
  });
});

test.each(["contoso", "con-1", "com", "com10", "lpt", "auxiliary", "nul1"])(
  "id-reserved-on-windows leaves %s alone",
  (id) => {
    expect(findingsOf(idReservedOnWindows, withId(id))).toEqual([]);
  },
);
