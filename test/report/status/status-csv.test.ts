import { expect, test } from "vitest";
import { csvStatus } from "../../../lib/report/status/csv.ts";
import type { EstateStatus, RoleStatus } from "../../../lib/status/estate-status.ts";
import { guidOf } from "../../support/builders.ts";

/*
 * The table of a status: what other formats say beside the customers is no less in it.
 */

const [SHOPS, ORPHAN] = [guidOf("1"), guidOf("2")];

const role = (roleName: string, changes: Partial<RoleStatus>): RoleStatus => ({
  roleDefinitionId: guidOf("a"),
  roleName,
  verdict: "refused",
  isKept: false,
  customers: ["contoso"],
  ...changes,
});

const STATUS: EstateStatus = {
  catalogueDate: "2026-11-01",
  customers: [
    {
      id: "contoso",
      name: "Contoso",
      deployedBy: "provider",
      acceptance: {
        state: "not-recorded",
        recordedOn: undefined,
        recordedBy: undefined,
        reference: undefined,
        signature: "none",
        plans: [],
        isRequired: false,
      },
      delegations: [
        {
          offer: "operations",
          plan: "complete",
          version: "1.0.0",
          update: undefined,
          waitingSince: undefined,
          accepted: undefined,
          behind: 0,
          refusedRoles: [],
          state: "unknown",
          scopes: ["shops", "banks"].map((subscription, at) => ({
            subscription,
            subscriptionId: at === 0 ? SHOPS : guidOf("3"),
            resourceGroups: undefined,
            state: "unknown",
            sourceInAzure: undefined,
          })),
        },
      ],
    },
  ],
  roles: [
    role("Old Role", { verdict: "deprecated" }),
    role("Kept Role", { isKept: true, verdict: "deprecated" }),
    role("Owner", {}),
    role("Unheard Of", { verdict: "not-in-catalogue", customers: [ORPHAN] }),
  ],
  unreadableFiles: ["customers/broken.yaml"],
  deviations: [
    { customer: "contoso", subscriptionId: SHOPS, offer: "operations", until: "2026-12-31", isPast: false },
    { customer: "contoso", subscriptionId: ORPHAN, offer: "operations", until: "2026-01-31", isPast: true },
  ],
  acceptedWarnings: 0,
  others: undefined,
};

function rows(status: EstateStatus = STATUS): Record<string, string>[] {
  const [head = "", ...lines] = csvStatus({ status, snapshot: undefined }).trim().split("\n");
  const columns = head.split(",");
  return lines.map((line) =>
    Object.fromEntries(line.split(",").map((cell, at) => [columns[at] ?? "", cell])),
  );
}

test("roles stand by what Azure says of them, kept ones apart, on every line of who holds them", () => {
  const held = { refused_roles: "Owner", deprecated_roles: "Old Role", kept_roles: "Kept Role" };
  const own = rows().filter(({ kind, customer }) => kind === "status" && customer === "contoso");
  expect(own).toEqual([expect.objectContaining(held), expect.objectContaining(held)]);
});

test("a deviation stands at its scope, and one without a scope has a line", () => {
  expect(rows().filter(({ deviation_until: until }) => until !== "")).toEqual([
    expect.objectContaining({ subscription: "shops", deviation_state: "allowed", kind: "status" }),
    expect.objectContaining({ subscription_id: ORPHAN, deviation_state: "past", kind: "deviation" }),
  ]);
});

test("holders that are no customers, and files that could not be read, have lines", () => {
  expect(rows()).toContainEqual(
    expect.objectContaining({ customer: ORPHAN, roles_not_in_catalogue: "Unheard Of", kind: "role" }),
  );
  expect(rows().at(-1)).toMatchObject({ kind: "unreadable-file", file: "customers/broken.yaml" });
});

test("accepted warnings and delegations without a definition are counted; what nobody asked Azure is empty", () => {
  const counted = (status: EstateStatus) => rows(status).filter(({ kind }) => kind === "estate");
  const line = (own: string, other: string) => ({
    customer: "",
    accepted_warnings: "3",
    without_definition_to_own_tenants: own,
    without_definition_to_other_tenants: other,
  });
  const status = { ...STATUS, acceptedWarnings: 3 };
  expect(counted(status)).toEqual([expect.objectContaining(line("", ""))]);
  const others = { toOwnTenants: 2, toOtherTenants: 0 };
  expect(counted({ ...status, others })).toEqual([expect.objectContaining(line("2", "0"))]);
});
