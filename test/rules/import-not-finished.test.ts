import { expect, test } from "vitest";
import { importNotFinished } from "../../lib/rules/import-not-finished.ts";
import { findingsOf, lockOf, theFindingOf } from "../support/asked-rule.ts";
import { aContext, aCustomer, guidOf } from "../support/builders.ts";

const other = aCustomer({ id: "tailwind", subscriptions: { production: guidOf("2") } });
const customers = [aCustomer(), other];
const locked = lockOf(...customers);

test("import-not-finished names every customer whose entry of the lock has an import mark", () => {
  const marked = Object.fromEntries(
    Object.entries(locked).map(([id, entry]) => [
      id,
      { ...entry, imports: { [guidOf("1")]: ["operations"] } },
    ]),
  );
  expect(theFindingOf(importNotFinished, aContext({ customers, lock: marked }))).toMatchObject({
    code: "LH079",
    severity: "warning",
    at: { file: "estate.lock.json", path: ["customers"] },
    problem: "The import of 2 customers is not finished: fabrikam, tailwind",
    facts: { customers: ["fabrikam", "tailwind"] },
  });
});

test("import-not-finished is silent without a mark, and about customers that are not defined", () => {
  expect(findingsOf(importNotFinished, aContext({ customers, lock: locked }))).toEqual([]);
  const { fabrikam } = locked;
  if (fabrikam === undefined) throw new Error("it is locked");
  const lock = { gone: { ...fabrikam, imports: { [guidOf("1")]: ["operations"] } }, ...locked };
  expect(findingsOf(importNotFinished, aContext({ customers, lock }))).toEqual([]);
});
