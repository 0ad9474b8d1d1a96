import { CAPABILITIES } from "../../capabilities/capabilities.ts";
import { BY_WAY_OF, CANNOT } from "../../capabilities/sentences.ts";
import type { PowerUse, PrincipalReach, ReachedPower } from "../../reach/estate-reach.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import type { Guid } from "../../values/guid.ts";
import { listed } from "../../values/listed.ts";
import { capabilityText } from "../access-capabilities.ts";
import { count, shorten } from "../phrases.ts";
import { quoted } from "../review/names.ts";
import { MARK_WORDS } from "../review/wording.ts";
import { worstFirst } from "../worst-first.ts";

/*
 * Words of the access page and table. Text of users is shortened and unescaped.
 */

/** How near a power is, as a word of a table. */
export const USE_WORDS: Readonly<Record<PowerUse, string>> = {
  standing: "at once",
  "on-request": "after activation",
  "handed-out": "through a managed identity that it gives a role",
  "known-way": "by a known way",
};

/** The same at the end of a sentence. */
const USE_ENDINGS: Readonly<Record<PowerUse, string>> = {
  standing: "at all times",
  "on-request": "on request",
  "handed-out": "through managed identities",
  "known-way": "by a known way",
};

/** Kinds of principals in words. */
const TYPE_WORDS = { Group: "group", User: "user", ServicePrincipal: "service principal" } as const;

/** A principal without its GUID; a name that is not base's is marked and quoted. */
export function principalName(
  {
    managingTenantId,
    principalId,
    claimedName,
  }: Pick<PrincipalReach, "managingTenantId" | "principalId" | "claimedName">,
  directory: NameDirectory,
): string {
  const { name, mark } = directory.principal(managingTenantId, principalId, claimedName);
  if (name === principalId) return `${MARK_WORDS[mark](directory)}${principalId}`;
  return mark === "known" ? shorten(name) : `${MARK_WORDS[mark](directory)}${quoted(shorten(name))}`;
}

/** A principal's type in words; empty where base does not know it. */
export function typeText(
  { managingTenantId, principalId }: Pick<PrincipalReach, "managingTenantId" | "principalId">,
  directory: NameDirectory,
): string {
  const type = directory.principalType(managingTenantId, principalId);
  return type === undefined ? "" : TYPE_WORDS[type];
}

/** The worst that a principal can do, as a sentence without subject and final period. */
export function worstPowerText(reach: PrincipalReach, total: number): string {
  const places = (customers: number) => `, at ${placesText(customers, total)}`;
  return worstText(reach, places, ` (${placesText(reach.customers.length, total)})`);
}

/** The same beside the number of its customers. Places are named only where they are fewer. */
export function worstPowerBesideReach(reach: PrincipalReach): string {
  const places = (customers: number) =>
    customers === reach.customers.length ? "" : `, at ${customers} of these customers`;
  return worstText(reach, places, "");
}

function worstText(
  { powers, unknownRoles }: PrincipalReach,
  places: (customers: number) => string,
  everywhere: string,
): string {
  if (unknownRoles.length > 0)
    return `may do anything: the catalogue does not know ${count(unknownRoles.length, "role")}${everywhere}`;
  const [worst] = powers;
  if (worst === undefined) return `can do nothing that words cover${everywhere}`;
  const alike = worstFirst(
    powers.filter(({ severity, use }) => severity === worst.severity && use === worst.use),
  );
  const [first = worst] = alike;
  const more = alike.length - 1;
  const others = more === 0 ? "" : `, and has ${count(more, `more ${worst.severity} power`)}`;
  return `can ${powerText(first)}${places(first.customers.length)}, ${USE_ENDINGS[worst.use]}${others}`;
}

/** Powers by known ways that a sentence names one by one. */
const MOST_WAYS = 2;

/** What a principal could do by known ways, as a sentence without subject. Empty where no way is known. */
export function knownWaysText({ powers }: PrincipalReach): string {
  const ways = worstFirst(powers.filter(({ use }) => use === "known-way"));
  return ways.length === 0 ? "" : `could ${listed(ways.map(powerText), MOST_WAYS, "; ")}`;
}

function placesText(customers: number, total: number): string {
  return customers === total
    ? total === 1
      ? "its customer"
      : `all ${total} customers`
    : `${customers} of ${count(total, "customer")}`;
}

/** A power in words: the sentence, and the services where not all are held. */
export function powerText({ code, services, isComplete }: ReachedPower): string {
  return capabilityText({ code, services, isComplete }, "engineers");
}

/** Roles and ways that a row names one by one. */
const MOST_BY = 3;

/** Roles or known ways that give a power. */
export function givenByText({ roles, steps }: ReachedPower, directory: NameDirectory): string {
  const names = [...roles.map((id) => shorten(directory.role(id))), ...steps.map((step) => BY_WAY_OF[step])];
  return listed(names, MOST_BY);
}

/** Operations that a row names one by one. */
const MOST_OPERATIONS = 3;

/** Operations of the table that decide a power. */
export function decidingOperations({ code, services }: ReachedPower): string {
  const operations = CAPABILITIES[code].requirements
    .filter(({ service }) => services.some((each) => each.service === service))
    .flatMap((each) => each.operations);
  return listed([...new Set(operations)], MOST_OPERATIONS);
}

/** What words leave out, and what the principal can do nowhere; a sentence each. */
export function reachNotes(reach: PrincipalReach, catalogueDate: string): string[] {
  const { coverage, unknownRoles, cannot } = reach;
  return [
    ...unknownRoles.map((id: Guid) => `May do anything by role ${id}, which the catalogue does not know.`),
    coverage.uncovered === 0
      ? `Every one of the ${coverage.allowed} known operations that the roles allow on one scope is covered by a power above.`
      : `${count(coverage.uncovered, "known operation")} of ${coverage.allowed} that the roles allow on one scope ${coverage.uncovered === 1 ? "is" : "are"} covered by no power above; the exact patterns are below.`,
    ...(cannot.length === 0
      ? []
      : [
          `Cannot, by the role catalogue of ${catalogueDate}: ${cannot.map((code) => CANNOT[code]).join("; ")}.`,
        ]),
  ];
}
