import type { AccessGrant } from "../access/access-grant.ts";
import type { Revoked, TakenAway } from "../access/taken-away.ts";
import { type RoleCatalogue, roleById } from "../roles/role-catalogue.ts";
import type { Finding } from "../rules/finding.ts";
import { compareText } from "../values/compare-text.ts";
import { groupBy } from "../values/group-by.ts";
import { command } from "../values/shell-word.ts";
import { deleteResource } from "./drift/delete-resource.ts";
import { findingsText } from "./finding-text.ts";
import { count, firstOf, shorten } from "./phrases.ts";
import { linesText, nameOf } from "./revoke-at-once.ts";

/** A revocation as a report shows it. */
export interface ReportedRevocation extends Revoked {
  readonly findings: readonly Finding[];
}

/** Most customers and commands of one list. */
const MOST = 5;

/**
 * That no subscription was read in Azure: the definitions alone say what is taken away.
 *
 * @param why why a snapshot was not compared. @default - none was named
 */
export function notReadText(why?: string): string {
  return linesText([
    "",
    ...(why === undefined ? [] : [`The snapshot was not compared: ${why}`]),
    "No subscription was read in Azure: all of this is by the definitions alone. With --from <snapshot> of keeper fetch,",
    "this command names what Azure grants the principal beside them, and the subscriptions that were not read.",
  ]);
}

/** A revocation in words: what the mark removes, what breaks, what to do. `atOnceText` comes before. */
export function revokeText(
  revocation: ReportedRevocation,
  catalogue: RoleCatalogue,
  columns?: number,
): string {
  const { customers, findings } = revocation;
  const lines = [
    heading(revocation),
    "",
    ...unreadLines(revocation),
    ...onlyThereLines(revocation),
    ...takenLines(customers, catalogue),
    ...nextLines(revocation),
    ...lastLines(customers),
  ];
  const text = linesText(lines);
  return findings.length === 0
    ? text
    : `${text}\nFound since the mark:\n${findingsText(findings, { columns })}`;
}

/** What could not be read, so that it may be missing from what follows. */
function unreadLines({ unreadOffers, unreadCustomers, at }: ReportedRevocation): string[] {
  const offers = at.length === 0 ? unreadOffers : [];
  return [
    ...(offers.length === 0
      ? []
      : [
          `NOT edited, because they cannot be read: ${offers.join(", ")}`,
          "  Where they name the principal, they still grant it access. Correct them, and run this command again.",
          "",
        ]),
    ...(unreadCustomers.length === 0
      ? []
      : [
          `Because of errors, what these customers lose is NOT known: ${firstOf(unreadCustomers, MOST).join(", ")}`,
          "",
        ]),
  ];
}

/**
 * Lines for a revocation at some customers only. Nothing then acts at once: in the provider's tenant, it would affect
 * all customers.
 */
function onlyThereLines({ principal, at, elsewhere, mark }: ReportedRevocation): string[] {
  if (at.length === 0) return [];
  const everywhere = command("keeper", "revoke", principal.objectId, "--reason", mark.reason);
  return [
    `Until it is deployed, the access at ${firstOf(at, MOST).join(", ")} lasts.`,
    ...(elsewhere.length === 0
      ? []
      : [
          `At ${count(elsewhere.length, "other customer")} it stays: ${firstOf(elsewhere, MOST).join(", ")}.`,
        ]),
    `Only in your own tenant it can end at once, and there for all customers: ${everywhere}`,
    "",
  ];
}

function heading({ principal, edited, unmarked, customers, at }: ReportedRevocation): string {
  const name = nameOf(principal);
  const where = at.length === 0 ? "everywhere" : `at ${firstOf(at, MOST).join(", ")}`;
  if (unmarked.length > 0)
    return `${name} is NOT revoked ${where}: ${unmarked.join(", ")} cannot be marked for you`;
  if (edited.length === 0) return `${name} was marked as revoked before: nothing was edited`;
  return `${name} is marked as revoked in ${edited.join(", ")}: ${count(customers.length, "customer")} concerned, nothing is deployed yet`;
}

function takenLines(customers: ReportedRevocation["customers"], catalogue: RoleCatalogue): string[] {
  const parts: readonly [string, readonly Lost[]][] = [
    ["The next deployment takes away:", lost(customers, "own")],
    [
      "Access on request that goes whole, because no other approver is left:",
      lost(customers, "withoutApprover"),
    ],
    ["Access on request that keeps its other approvers:", lost(customers, "fewerApprovers")],
  ];
  return parts.flatMap(([title, grants]) =>
    grants.length === 0 ? [] : [title, ...rows(grants, catalogue), ""],
  );
}

interface Lost {
  readonly customer: string;
  readonly grant: AccessGrant;
}

function lost(customers: ReportedRevocation["customers"], part: keyof TakenAway): Lost[] {
  return customers.flatMap(({ customer, taken }) => taken[part].map((grant) => ({ customer, grant })));
}

/** One line for each principal and role, whatever the number of customers. */
function rows(all: readonly Lost[], catalogue: RoleCatalogue): string[] {
  const groups = groupBy(all, ({ grant }) =>
    JSON.stringify([grant.principalId, grant.roleDefinitionId, grant.access.kind]),
  );
  return [...groups.values()]
    .flatMap((group) => {
      const [first] = group;
      if (first === undefined) return [];
      const names = [...new Set(group.map(({ customer }) => customer))].sort(compareText);
      const role = roleById(catalogue, first.grant.roleDefinitionId)?.name ?? first.grant.roleDefinitionId;
      const who = shorten(first.grant.principalDisplayName) || first.grant.principalId;
      const how = first.grant.access.kind === "standing" ? "standing" : "on request";
      const scopes = count(new Set(group.map(({ grant }) => grant.scope)).size, "scope");
      return [`  ${who}: ${role}, ${how}, on ${scopes} of ${firstOf(names, MOST).join(", ")}`];
    })
    .sort(compareText);
}

/** The mark as a person writes it: beside the principal, or into a customer. */
function byHand({ principal: { objectId }, unmarked, mark, at }: ReportedRevocation): string[] {
  if (unmarked.length === 0) return [];
  const since = JSON.stringify(mark.since);
  const reason = JSON.stringify(mark.reason);
  return at.length === 0
    ? [
        `  write beside objectId ${objectId}, for ${unmarked.join(", ")}:`,
        `    revoked: { since: ${since}, reason: ${reason} }`,
      ]
    : [
        `  write into ${unmarked.join(", ")}:`,
        `    revoked: [{ objectId: "${objectId}", since: ${since}, reason: ${reason} }]`,
      ];
}

function nextLines(revocation: ReportedRevocation): string[] {
  const { customers, principal, at } = revocation;
  const themselves = customers.filter(({ deployedBy }) => deployedBy === "customer");
  const own = customers.filter(({ deployedBy }) => deployedBy !== "customer");
  return [
    "Then:",
    ...byHand(revocation),
    "  commit the mark, and let it through review and gate: it takes access away and adds none",
    ...heldUpLines(revocation),
    ...(own.length === 0
      ? []
      : [
          `  deploy: ${firstOf(
            own.map(({ customer }) => customer),
            MOST,
          ).join(", ")}`,
        ]),
    ...(themselves.length === 0
      ? []
      : [
          `  ${count(themselves.length, "customer")} deploy themselves, and keep the access until they do:`,
          ...firstOf(
            themselves.map(({ customer }) => command("keeper", "export", customer)),
            MOST,
          ).map((each) => `    ${each}`),
        ]),
    `  see that it is gone: keeper fetch, then ${command("keeper", "drift", ...at, "--from", "azure", "--principal", principal.objectId)}`,
  ];
}

/** The ways past errors that stop a synthesis of everything. */
function heldUpLines({ apart, emptied, customers }: ReportedRevocation): string[] {
  if (apart === undefined) return [];
  return [
    "  errors stop a synthesis of everything (keeper check lists them)",
    ...(apart.length === 0
      ? []
      : ["  these customers can be synthesized now:", `    ${command("keeper", "synth", ...apart)}`]),
    ...(apart.length === 0 && customers.length > 0
      ? ["  none of the customers concerned can be synthesized before they are corrected"]
      : []),
    ...(emptied.length === 0
      ? []
      : [
          "  no standing access is left at these: move them to another version, or end the delegation:",
          ...firstOf(
            emptied.map((customer) => command("keeper", "leave", customer)),
            MOST,
          ).map((each) => `    ${each}`),
        ]),
  ];
}

function lastLines(customers: ReportedRevocation["customers"]): string[] {
  const removable = customers.flatMap((each) => each.removable);
  const without = customers.filter(({ lasting }) => lasting.length > 0).map(({ customer }) => customer);
  return [
    ...(removable.length === 0
      ? []
      : [
          "",
          "Last resort, without the customer: who holds the Delete role ends the whole delegation, for all:",
          ...firstOf(removable.map(deleteResource), MOST).map((each) => `  ${each}`),
        ]),
    ...(without.length === 0
      ? []
      : ["", `Delegations that only the customer can end: ${firstOf(without, MOST).join(", ")}`]),
  ];
}
