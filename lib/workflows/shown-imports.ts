import { definitionKey } from "../access/access-parts.ts";
import { definedAccess } from "../access/defined-access.ts";
import { delegationKey, type SourcedDelegation } from "../adoption/adoption.ts";
import { describedAccess, differenceOf } from "../adoption/described-access.ts";
import type { Customer } from "../delegation/customer.ts";
import { registerCustomer } from "../delegation/register.ts";
import { type Estate, offersById } from "../rules/estate.ts";
import { compareText } from "../values/compare-text.ts";
import { groupBy } from "../values/group-by.ts";
import type { Guid } from "../values/guid.ts";

/** How sources show what one customer still imports. */
export interface ShownImports {
  readonly customer: string;
  /** Number of definitions that every source shows exactly as defined: access, names, texts and GUIDs. */
  readonly unchanged: number;
  readonly differing: readonly DifferingImport[];
  /** Definitions that no source shows. */
  readonly notShown: readonly ImportedDefinition[];
}

/** A registration definition that is imported. */
export interface ImportedDefinition {
  readonly registrationDefinitionId: Guid;
  readonly subscriptionId: Guid;
}

/** An imported definition that a source does not show as it is defined. */
export interface DifferingImport extends ImportedDefinition {
  /** The source's file, as the user named it. */
  readonly file: string;
  /** What differs, in words. */
  readonly parts: string;
}

/** Compares every import with all sources that show it. */
export function shownImports(
  { offers, customers, catalogue }: Estate,
  delegations: readonly SourcedDelegation[],
): { readonly customers: readonly ShownImports[]; readonly otherCustomers: readonly string[] } {
  const byKey = groupBy(delegations, delegationKey);
  const byId = offersById({ offers });
  const compared = customers
    .map(({ value }) => ({ customer: value, imports: importsOf(value) }))
    .filter(({ imports }) => imports.length > 0)
    .sort((a, b) => compareText(a.customer.id, b.customer.id))
    .map(({ customer, imports }) => {
      const described = describedAccess(
        definedAccess(customer.id, registerCustomer(customer, byId, catalogue)),
      );
      const differing = imports.flatMap((each) =>
        (byKey.get(keyOf(each)) ?? []).flatMap((found): DifferingImport[] => {
          const parts = differenceOf(found, described.get(keyOf(each)));
          return parts === undefined ? [] : [{ ...each, file: found.at.file, parts }];
        }),
      );
      const notShown = imports.filter((each) => !byKey.has(keyOf(each)));
      const different = new Set(differing.map(keyOf));
      return {
        customer: customer.id,
        unchanged: imports.length - notShown.length - different.size,
        differing,
        notShown,
        isShown: notShown.length < imports.length,
      };
    });
  return {
    customers: compared.filter(({ isShown }) => isShown).map(({ isShown, ...each }) => each),
    otherCustomers: compared.filter(({ isShown }) => !isShown).map(({ customer }) => customer),
  };
}

/** The definitions that a customer's scopes still import, each once. */
function importsOf({ delegations, subscriptions }: Customer): ImportedDefinition[] {
  const marked = delegations.flatMap(({ scopes }) => scopes).filter((scope) => scope.import === true);
  const imports = marked.flatMap(({ subscription, registrationDefinitionId }): ImportedDefinition[] => {
    const subscriptionId = subscriptions[subscription];
    return subscriptionId === undefined || registrationDefinitionId === undefined
      ? []
      : [{ registrationDefinitionId: registrationDefinitionId.toLowerCase(), subscriptionId }];
  });
  return [...new Map(imports.map((each) => [keyOf(each), each])).values()];
}

function keyOf({ subscriptionId, registrationDefinitionId }: ImportedDefinition): string {
  return definitionKey(subscriptionId.toLowerCase(), registrationDefinitionId);
}
