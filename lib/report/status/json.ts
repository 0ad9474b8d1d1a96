import { jsonText } from "../json-text.ts";
import type { ShownStatus } from "./terminal.ts";

/** The status of an estate as JSON. What is not known is null. */
export function jsonStatus({ status, snapshot }: ShownStatus): string {
  const { customers, others, ...rest } = status;
  return jsonText({
    snapshot: snapshot ?? null,
    ...rest,
    others: others ?? null,
    customers: customers.map(({ delegations, acceptance, ...customer }) => ({
      ...customer,
      acceptance: {
        ...acceptance,
        recordedOn: acceptance.recordedOn ?? null,
        recordedBy: acceptance.recordedBy ?? null,
        reference: acceptance.reference ?? null,
      },
      delegations: delegations.map(({ update, waitingSince, accepted, scopes, ...delegation }) => ({
        ...delegation,
        update: update ?? null,
        waitingSince: waitingSince ?? null,
        accepted: accepted ?? null,
        scopes: scopes.map(({ subscriptionId, resourceGroups, sourceInAzure, ...scope }) => ({
          ...scope,
          subscriptionId: subscriptionId ?? null,
          resourceGroups: resourceGroups ?? null,
          sourceInAzure: sourceInAzure ?? null,
        })),
      })),
    })),
  });
}
