import { describe, expect, test } from "vitest";
import { AccessToken } from "../../lib/azure/access-token.ts";
import { delegationRemovals } from "../../lib/azure/activity-log.ts";
import { Budgets, READS } from "../../lib/azure/budget.ts";
import type { Connection } from "../../lib/azure/connection.ts";
import { ResourceManager } from "../../lib/azure/resource-manager.ts";
import { TenantTokens } from "../../lib/azure/tenant-tokens.ts";

const TENANT = "00000000-0000-4000-8000-000000000001";
const [A, B] = ["00000000-0000-4000-8000-00000000000a", "00000000-0000-4000-8000-00000000000b"] as const;
const NOW = Date.parse("2026-11-30T09:00:00Z");

/** An event as Azure answers it, with these differences. */
const event = (kind: "register" | "unregister", subscriptionId: string, at: string, change: object = {}) => ({
  eventName: { value: "EndRequest" },
  operationName: { value: `Microsoft.Resources/tenants/${kind}/action` },
  status: { value: "Succeeded" },
  eventTimestamp: at,
  description: JSON.stringify({ delegationResourceId: "/x", subscriptionTenantId: TENANT, subscriptionId }),
  ...change,
});

async function removals(value: unknown, status = 200) {
  const urls: string[] = [];
  const connection: Connection = {
    now: () => NOW,
    wait: async () => {},
    send: async ({ url }) => {
      urls.push(decodeURIComponent(url));
      return { status, headers: new Map(), text: JSON.stringify({ value }) };
    },
  };
  const token = AccessToken.from("a.b.c", NOW + 3_600_000, NOW);
  if (token === undefined) throw new Error("no token");
  const tokens = new TenantTokens(
    async () => ({ ok: true, value: token }),
    () => NOW,
  );
  const arm = new ResourceManager(connection, "https://azure", tokens, TENANT);
  return { read: await delegationRemovals(arm, new Budgets(READS, connection), NOW), urls };
}

describe("removals by the activity log", () => {
  test("the last event of a subscription counts, in whatever order they come", async () => {
    const { read, urls } = await removals([
      event("unregister", A.toUpperCase(), "2026-11-20T00:00:00.1234567Z"),
      event("register", A, "2026-11-19T00:00:00Z"),
      event("register", B, "2026-11-21T00:00:00Z"),
      event("unregister", B, "2026-11-20T00:00:00Z"),
    ]);
    expect(read).toEqual({
      ok: true,
      value: [{ subscriptionId: A, at: "2026-11-20T00:00:00.123Z", managingTenantId: TENANT }],
    });
    // a clock behind Azure's hides no newest removal: the filter ends a day ahead of it
    const end = new Date(NOW + 24 * 60 * 60 * 1_000).toISOString();
    expect(urls[0]).toContain(
      `$filter=eventTimestamp ge '2026-09-01T09:00:00.000Z' and eventTimestamp le '${end}'`,
    );
  });

  test.each([
    [{ status: { value: "Failed" } }],
    [{ eventName: { value: "BeginRequest" } }],
    [{ operationName: { value: "Microsoft.Resources/tenants/other/action" } }],
    [{ description: "{" }],
    [{ description: JSON.stringify({ subscriptionId: "../.." }) }],
    [{ eventTimestamp: "yesterday" }],
  ])("an event with %j says nothing", async (change) => {
    const { read } = await removals([event("unregister", A, "2026-11-20T00:00:00Z", change)]);
    expect(read).toEqual({ ok: true, value: [] });
  });

  test("a log that cannot be read is no log without events", async () => {
    expect((await removals([], 403)).read).toEqual({ ok: false, error: "access-denied" });
    expect((await removals("x")).read).toEqual({ ok: false, error: "answer-unexpected" });
  });
});
