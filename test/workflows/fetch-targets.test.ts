import { expect, test } from "vitest";
import { fetchTargets } from "../../lib/workflows/fetch-targets.ts";
import { KEEPER, sampleCopy } from "../support/estates.ts";

const FABRIKAM = `id: fabrikam
name: Fabrikam Logistics
tenantId: b1d5c2f0-3a4e-4b6c-8d7e-000000000101
subscriptions: { production: c2e6d3a1-4b5f-4c7d-9e8f-000000000111 }
delegations:
  - { offer: managed-operations, plan: complete, version: 1.1.0, scopes: SCOPES }
`;

test.each(["[{ subscription: production }]", "[]"])(
  "a customer with the scopes %s is asked by the managing tenant of what it takes, and by no other",
  async (scopes) => {
    const folder = sampleCopy({
      "customers/fabrikam.ts": undefined,
      "customers/fabrikam.yaml": FABRIKAM.replace("SCOPES", scopes),
    });
    const names = { customers: ["fabrikam"], subscriptions: [], tenants: [] };
    const targets = await fetchTargets(names, {
      folder,
      environment: {},
      keeper: KEEPER,
      continuousIntegration: false,
      today: "2026-11-23",
      progress: () => {},
    });
    expect(targets).toMatchObject({
      ok: true,
      value: {
        tenants: [{ id: "6f0c1f6e-2c1d-4f0b-9d5a-0c7a3f2b1e01", route: "managing-tenant" }],
        wanted: [{ id: "c2e6d3a1-4b5f-4c7d-9e8f-000000000111" }],
      },
    });
  },
);
