import { SEVERITIES, type Severity } from "../../capabilities/capability.ts";
import { parseScopeId, subscriptionOfScope } from "../../delegation/scope.ts";
import type { EstateReach, PrincipalReach, RatedGrant } from "../../reach/estate-reach.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { NumberedTexts } from "../page/numbered-texts.ts";
import { shorten } from "../phrases.ts";
import { wayText } from "../review/describe-grant.ts";
import { subscriptionText } from "../review/names.ts";
import type { AccessPageData, GrantRow, PrincipalReachData, ReachPower, TextNumber } from "./access-data.ts";
import { type Box, type Line, pictureOf } from "./picture.ts";
import {
  decidingOperations,
  givenByText,
  powerText,
  principalName,
  reachNotes,
  typeText,
  USE_WORDS,
  worstPowerText,
} from "./reach-words.ts";

/** Numbers of texts, in the order of their first use. */
type NumberOf = (text: string) => TextNumber;

/** Everything that the script of the access page searches, sorts and draws. */
export function collectAccess(reach: EstateReach, directory: NameDirectory): AccessPageData {
  const texts = new NumberedTexts();
  const { numberOf } = texts;
  const rows = new GrantRows(directory, numberOf);
  // the principals of reaches come first, in their order
  for (const each of reach.principals) rows.principal(each);
  const grants = reach.grants.map((each) => rows.row(each));
  const reaches = reach.principals.map((each) => reachData(each, reach, directory, numberOf));
  return {
    total: reach.customers,
    customers: rows.customers,
    principals: rows.principals,
    reaches,
    grants,
    texts: texts.all(),
  };
}

/** Makes rows of grants. Principals, customers and scopes are named once: fleets repeat them. */
class GrantRows {
  readonly principals: { name: TextNumber; id: TextNumber; type: TextNumber }[] = [];
  readonly customers: { name: TextNumber; id: TextNumber }[] = [];
  readonly #principalsByKey = new Map<string, number>();
  readonly #customersById = new Map<string, number>();
  readonly #directory: NameDirectory;
  readonly #numberOf: NumberOf;

  constructor(directory: NameDirectory, numberOf: NumberOf) {
    this.#directory = directory;
    this.#numberOf = numberOf;
  }

  row({ customer, grant, severity, source }: RatedGrant): GrantRow {
    const { roleDefinitionId, access, principalDisplayName } = grant;
    const numberOf = this.#numberOf;
    return [
      this.principal({ ...grant, claimedName: principalDisplayName }),
      numberOf(shorten(this.#directory.roleName(roleDefinitionId) ?? "unknown role")),
      numberOf(shorten(roleDefinitionId)),
      this.#customer(customer),
      numberOf(scopeLabel(grant.scope, this.#directory)),
      numberOf(wayText(grant, this.#directory)),
      access.kind === "standing" ? 1 : 0,
      severityNumber(severity),
      numberOf(shorten(source ?? "not known")),
    ];
  }

  /** Index of a principal. */
  principal(principal: Pick<PrincipalReach, "managingTenantId" | "principalId" | "claimedName">): number {
    const key = `${principal.managingTenantId}/${principal.principalId}`;
    const known = this.#principalsByKey.get(key);
    if (known !== undefined) return known;
    const numberOf = this.#numberOf;
    const index =
      this.principals.push({
        name: numberOf(principalName(principal, this.#directory)),
        id: numberOf(shorten(principal.principalId)),
        type: numberOf(typeText(principal, this.#directory)),
      }) - 1;
    this.#principalsByKey.set(key, index);
    return index;
  }

  #customer(id: string): number {
    const known = this.#customersById.get(id);
    if (known !== undefined) return known;
    const name = this.#numberOf(shorten(this.#directory.customer(id) ?? id));
    const index = this.customers.push({ name, id: this.#numberOf(shorten(id)) }) - 1;
    this.#customersById.set(id, index);
    return index;
  }
}

function scopeLabel(scope: string, directory: NameDirectory): string {
  const group = parseScopeId(scope)?.resourceGroup;
  const subscription = subscriptionText(subscriptionOfScope(scope), directory);
  return group === undefined ? subscription : `${shorten(group)}, resource group of ${subscription}`;
}

function severityNumber(severity: Severity | undefined): number {
  return severity === undefined ? -1 : SEVERITIES.indexOf(severity);
}

function reachData(
  principal: PrincipalReach,
  { customers, catalogueDate }: EstateReach,
  directory: NameDirectory,
  numberOf: NumberOf,
): PrincipalReachData {
  const { columns, lines } = pictureOf(principal, directory);
  return {
    verdict: numberOf(`${principalName(principal, directory)} ${worstPowerText(principal, customers)}`),
    columns: columns.map((boxes) =>
      boxes.map(({ title, about, severity, isStep }: Box) => ({
        title: numberOf(title),
        about: numberOf(about),
        severity: severityNumber(severity),
        isStep,
      })),
    ),
    lines: lines.map(({ severity, ...line }: Line) => ({ ...line, severity: severityNumber(severity) })),
    powers: principal.powers.map(
      (power): ReachPower => ({
        severity: severityNumber(power.severity),
        can: numberOf(powerText(power)),
        customers: power.customers.length,
        use: numberOf(USE_WORDS[power.use]),
        isNear: power.use === "standing",
        by: numberOf(givenByText(power, directory)),
        operations: numberOf(decidingOperations(power)),
      }),
    ),
    notes: reachNotes(principal, catalogueDate).map(numberOf),
  };
}
