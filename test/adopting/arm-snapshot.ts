import { snapshotText } from "../../lib/formats/snapshot/snapshot.ts";
import {
  joinedList,
  type ListedResource,
  listDigest,
  listText,
} from "../../lib/formats/snapshot/snapshot-lists.ts";
import type { Files } from "../support/estates.ts";
import { type ArmDelegation, armLists, guidOf } from "./arm-fleet.ts";

const TIME = "2026-11-29T21:00:00Z";

/** A snapshot in a folder `azure`, as `keeper fetch` writes it, that read the subscriptions of these customers whole. */
export function armSnapshot(delegations: readonly ArmDelegation[], customers: readonly number[]): Files {
  const lists = armLists(delegations);
  const list = (file: string) => {
    const { value }: { readonly value: readonly ListedResource[] } = JSON.parse(lists[file] ?? "");
    return joinedList(value);
  };
  const definitions = list("azure/definitions.json");
  const assignments = list("azure/assignments.json");
  return {
    "azure/definitions.json": listText(definitions),
    "azure/assignments.json": listText(assignments),
    "azure/snapshot.json": snapshotText({
      cloud: "public",
      apiVersion: "2022-10-01",
      began: TIME,
      ended: TIME,
      selection: "named",
      withPeople: false,
      tenants: [{ id: guidOf("a", 1), route: "managing-tenant", notRead: [], resourceGraphCut: false }],
      subscriptions: customers.map((customer) => ({
        id: guidOf("b", customer),
        tenantId: guidOf("c", customer),
        managedByTenantIds: [],
        foundBy: ["named"],
        askedBy: guidOf("a", 1),
        at: TIME,
        notRead: [],
      })),
      disagreements: [],
      digests: { definitions: listDigest(definitions), assignments: listDigest(assignments) },
    }),
  };
}
