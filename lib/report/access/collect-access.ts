import { SEVERITIES, type Severity } from "../../capabilities/capability.ts";
import { parseScopeId, subscriptionOfScope } from "../../delegation/scope.ts";
import type { EstateReach, PrincipalReach, RatedGrant } from "../../reach/estate-reach.ts";
import type { NameDirectory } from "../../review/name-directory.ts";
import { Numbered } from "../page/numbered.ts";
import { NumberedTexts } from "../page/numbered-texts.ts";
import { shorten } from "../phrases.ts";
import { wayText } from "../review/describe-grant.ts";
import { subscriptionText } from "../review/names.ts";
import type {
  AccessCustomer,
  AccessPageData,
  GrantKind,
  GrantPlace,
  PrincipalReachData,
  ReachPower,
  TextNumber,
} from "./access-data.ts";
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
  const table = new GrantTable(directory, numberOf);
  // the principals of reaches come first, in their order
  for (const each of reach.principals) table.principal(each);
  for (const each of reach.grants) table.add(each);
  const reaches = reach.principals.map((each) => reachData(each, reach, directory, numberOf));
  return {
    total: reach.customers,
    count: reach.grants.length,
    ...table.data(),
    reaches,
    texts: texts.all(),
  };
}

/** Collects grants by their places. What fleets repeat is stored once. */
class GrantTable {
  readonly #principals = new Numbered<{ name: TextNumber; id: TextNumber; type: TextNumber }>();
  readonly #customers = new Numbered<AccessCustomer>();
  readonly #kinds = new Numbered<GrantKind>();
  readonly #places = new Numbered<{ customer: number; scope: TextNumber; kinds: number[] }>();
  readonly #directory: NameDirectory;
  readonly #numberOf: NumberOf;

  constructor(directory: NameDirectory, numberOf: NumberOf) {
    this.#directory = directory;
    this.#numberOf = numberOf;
  }

  add(rated: RatedGrant): void {
    const { customer, grant } = rated;
    const place = this.#places.numberOf(JSON.stringify([customer, grant.scope.toLowerCase()]), () => ({
      customer: this.#customer(customer),
      scope: this.#numberOf(scopeLabel(grant.scope, this.#directory)),
      kinds: [],
    }));
    const kind = this.#kindOf(rated);
    this.#places.all[place]?.kinds.push(this.#kinds.numberOf(kind.join(), () => kind));
  }

  data(): Pick<AccessPageData, "customers" | "principals" | "kinds" | "shapes" | "places"> {
    const shapes = new Numbered<readonly number[]>();
    const places = this.#places.all.map(
      ({ customer, scope, kinds }): GrantPlace => [
        customer,
        scope,
        shapes.numberOf(kinds.join(), () => kinds),
      ],
    );
    const [principals, customers, kinds] = [this.#principals.all, this.#customers.all, this.#kinds.all];
    return { principals, customers, kinds, places, shapes: shapes.all };
  }

  #kindOf({ grant, severity, source }: RatedGrant): GrantKind {
    const { roleDefinitionId, access, principalDisplayName } = grant;
    const numberOf = this.#numberOf;
    return [
      this.principal({ ...grant, claimedName: principalDisplayName }),
      numberOf(shorten(this.#directory.roleName(roleDefinitionId) ?? "unknown role")),
      numberOf(shorten(roleDefinitionId)),
      numberOf(wayText(grant, this.#directory)),
      access.kind === "standing" ? 1 : 0,
      severityNumber(severity),
      numberOf(shorten(source ?? "not known")),
    ];
  }

  /** Index of a principal. */
  principal(principal: Pick<PrincipalReach, "managingTenantId" | "principalId" | "claimedName">): number {
    const numberOf = this.#numberOf;
    return this.#principals.numberOf(`${principal.managingTenantId}/${principal.principalId}`, () => ({
      name: numberOf(principalName(principal, this.#directory)),
      id: numberOf(shorten(principal.principalId)),
      type: numberOf(typeText(principal, this.#directory)),
    }));
  }

  #customer(id: string): number {
    const name = shorten(this.#directory.customer(id) ?? id);
    return this.#customers.numberOf(id, () => [this.#numberOf(name), this.#numberOf(shorten(id))]);
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
