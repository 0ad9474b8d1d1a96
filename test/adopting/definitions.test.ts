import { expect, test } from "vitest";
import { keeper } from "../support/estates.ts";
import { caseCopy } from "./cases.ts";

/*
 * Estates whose definitions repeat what exists in Azure.
 */

test("06: GUIDs of one digit are placeholders, and each is named", async () => {
  const ran = await keeper(caseCopy("06-placeholder-guids"), ["check"]);
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.err).toMatch(/managingTenant\.tenantId\n +tenantId is a placeholder/);
  expect(ran.err).toMatch(/managingTenant\.principals\.pim\.objectId\n(?:.*\n)* +objectId is a placeholder/);
});

test("09: a renamed role is suggested by its present name alone", async () => {
  const ran = await keeper(caseCopy("09-renamed-role"), ["check"]);
  expect(ran).toMatchObject({ code: 1 });
  expect(ran.err).toContain('write "Microsoft Sentinel Contributor", or run');
});
