import { expect, test } from "vitest";
import { delegableRoles } from "../../lib/advice/narrowest-roles.ts";
import { PARTNER_CREDIT } from "../../lib/advice/partner-credit.ts";
import { sampleCatalogue } from "../support/catalogue.ts";

test("every role that earns credit is one that Azure Lighthouse accepts, and none is a reader by name", () => {
  const names = new Set(delegableRoles(sampleCatalogue()).map(({ role }) => role.name));
  expect([...PARTNER_CREDIT.earning].filter((name) => !names.has(name) || /\bReader$/.test(name))).toEqual(
    [],
  );
  expect(PARTNER_CREDIT.date).toMatch(/^\d{4}-\d\d-\d\d$/);
});
