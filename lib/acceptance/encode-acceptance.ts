import { authorizedAccess } from "../access/access-grant.ts";
import type { RegisteredSubscription, Registration } from "../delegation/registration.ts";
import { scopeId } from "../delegation/scope.ts";
import { quotedText } from "../documents/quoted-text.ts";
import { compareText } from "../values/compare-text.ts";
import { groupBy } from "../values/group-by.ts";
import type { AcceptanceRecord } from "./acceptance-record.ts";
import { authorizationLine, compareAuthorizations } from "./authorization-line.ts";

/** First lines of every record. */
const RECORD_HEADING =
  "# What the customer agreed to, as the provider recorded it. keeper accept writes this file whole.\n";

/** Who records an acceptance, and by which evidence. */
export type RecordedWords = Omit<AcceptanceRecord, "customer" | "delegations">;

/** Encodes the record that a customer accepts all that is delegated now. Equal input gives equal bytes. */
export function encodeAcceptance(
  customer: string,
  subscriptions: readonly RegisteredSubscription[],
  { recordedOn, recordedBy, reference, document }: RecordedWords,
): string {
  const lines = [
    "version: 1",
    `customer: ${customer}`,
    `recordedOn: ${recordedOn}`,
    `recordedBy: ${quotedText(recordedBy)}`,
    `reference: ${quotedText(reference)}`,
    ...(document === undefined
      ? []
      : [`document: ${quotedText(document.name)}`, `documentSha256: ${document.sha256}`]),
    "delegations:",
    ...delegationLines(subscriptions),
  ];
  return `${RECORD_HEADING}${lines.join("\n")}\n`;
}

/**
 * Lines of the delegations. Registrations of equal authorizations in one version are written once, with all their
 * scopes.
 */
function delegationLines(subscriptions: readonly RegisteredSubscription[]): string[] {
  const registrations = subscriptions
    .flatMap((each) => each.registrations)
    .filter(({ assignments }) => assignments.length > 0);
  const alike = groupBy(registrations, (each) => headLines(each).concat(authorizationLines(each)).join("\n"));
  return [...alike.values()]
    .map((own) => ({ own, scopes: scopesOf(own) }))
    .sort((a, b) => compareText(orderOf(a.own, a.scopes), orderOf(b.own, b.scopes)))
    .flatMap(({ own: [first], scopes }) => {
      if (first === undefined) return [];
      return [
        ...headLines(first),
        "    scopes:",
        ...scopes.map((scope) => `      - ${scope}`),
        "    authorizations:",
        ...authorizationLines(first),
      ];
    });
}

function orderOf([first]: readonly Registration[], scopes: readonly string[]): string {
  return JSON.stringify([first === undefined ? "" : planOf(first), scopes]);
}

function scopesOf(registrations: readonly Registration[]): string[] {
  const scopes = registrations.flatMap(({ assignments }) => assignments.map(({ scope }) => scopeId(scope)));
  return [...new Set(scopes)].sort(compareText);
}

function planOf({ definition: { offerId, planId, version } }: Registration): string {
  return `${offerId}/${planId}@${version}`;
}

function headLines(registration: Registration): string[] {
  return [
    `  - plan: ${planOf(registration)}`,
    `    managingTenant: ${registration.definition.managingTenant.id}`,
  ];
}

/** A line for each authorization, below a comment with its names: the names decide nothing. */
function authorizationLines({ definition }: Registration): string[] {
  return authorizedAccess(definition)
    .map(({ principal, role, access }) => ({
      about: `${principal.displayName || principal.id}: ${role.name}${access.kind === "eligible" ? ", on request" : ""}`,
      authorization: { principalId: principal.id, roleDefinitionId: role.id, access },
    }))
    .sort((a, b) => compareAuthorizations(a.authorization, b.authorization))
    .flatMap(({ about, authorization }) => [
      `      # ${about}`,
      `      - ${authorizationLine(authorization)}`,
    ]);
}
