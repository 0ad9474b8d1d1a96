import { expect, test } from "vitest";
import {
  DEFAULT_TIMEOUTS,
  importedPrivate,
  keptTimeouts,
  plannedPrivate,
  timeoutsOf,
} from "../../lib/stand-in/timeouts.ts";

const text = (data: Uint8Array) => Buffer.from(data).toString("utf8");

test("private data hold the timeouts as Terraform's plugin SDK keeps them", () => {
  expect(text(plannedPrivate("azurerm_lighthouse_definition", DEFAULT_TIMEOUTS))).toBe(
    '{"e2bfb730-ecaa-11e6-8f88-34363bc7c4c0":{"create":1800000000000,"delete":1800000000000,"read":300000000000,"update":1800000000000}}',
  );
  expect(text(plannedPrivate("azurerm_lighthouse_assignment", DEFAULT_TIMEOUTS))).toBe(
    '{"e2bfb730-ecaa-11e6-8f88-34363bc7c4c0":{"create":1800000000000,"delete":1800000000000,"read":300000000000}}',
  );
  expect(text(importedPrivate("azurerm_lighthouse_assignment"))).toContain('"schema_version":"0"');
});

test("a timeouts block is obeyed, and kept", () => {
  const timeouts = timeoutsOf({ create: "1h30m", delete: "90s", read: "junk", update: null });
  expect(timeouts).toEqual({ create: 5_400_000, delete: 90_000, read: 300_000, update: 1_800_000 });
  expect(keptTimeouts(plannedPrivate("azurerm_lighthouse_definition", timeouts))).toEqual(timeouts);
  expect(timeoutsOf(null)).toEqual(DEFAULT_TIMEOUTS);
  expect(keptTimeouts(new Uint8Array())).toEqual(DEFAULT_TIMEOUTS);
  expect(keptTimeouts(Buffer.from("null"))).toEqual(DEFAULT_TIMEOUTS);
});
