import { expect, test } from "vitest";
import { explainVerdict, verdictOf } from "../../lib/roles/verdict.ts";
import { role, shippedRole } from "./sample-roles.ts";

function explained(name: string): string {
  const one = shippedRole(name);
  return explainVerdict(one, verdictOf(one), "2026-08-22");
}

test("explainVerdict names the role, the verdict and the date of the catalogue", () => {
  expect(explained("Reader")).toBe(
    "Reader (acdd72a7-3385-48ef-bd42-f606fba81ae7) is supported by Azure Lighthouse (role catalogue of 2026-08-22)",
  );
  expect(explained("User Access Administrator")).toBe(
    "User Access Administrator (18d7d88d-d35e-4fb5-a5c3-7773c20a72d9) is supported by Azure Lighthouse only with " +
      "delegated role definitions (role catalogue of 2026-08-22)",
  );
});

test("explainVerdict gives every reason of a refusal", () => {
  const both = role("Both", 1, { actions: ["Microsoft.Authorization/*"], dataActions: ["a/b"] });
  expect(explainVerdict(both, verdictOf(both), "2020-01-31")).toBe(
    "Both (00000000-0000-4000-8000-000000000001) is refused by Azure Lighthouse because it carries actions that " +
      "manage access or locks (Microsoft.Authorization/*), and it carries data actions (a/b) " +
      "(role catalogue of 2020-01-31)",
  );
});
