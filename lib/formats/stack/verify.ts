import type { CustomerAccess } from "../../access/access-side.ts";
import type { DecodedDefinition } from "../../access/assemble.ts";
import { definedAccess } from "../../access/defined-access.ts";
import type { Customer } from "../../delegation/customer.ts";
import type { RegisteredSubscription } from "../../delegation/registration.ts";
import { excerpt } from "../../documents/excerpt.ts";
import { documentProblem, type Problem } from "../../documents/problem.ts";
import { canonical } from "../../values/canonical-json.ts";
import { compareText } from "../../values/compare-text.ts";
import { type DecodedStack, decodeStack } from "./decode.ts";
import { existingAddresses } from "./imports.ts";

/** Expected content of a stack. */
export interface ExpectedStack {
  readonly customer: Customer;
  readonly subscriptions: readonly RegisteredSubscription[];
  /** Whether each provider registers `Microsoft.ManagedServices`. */
  readonly registerResourceProvider: boolean;
}

/**
 * Reads a stack as review and gate do. Compares it with the definitions behind it.
 *
 * @param text `cdk.tf.json`, as it will be written
 * @returns Problems that prevent writing the stack; empty where it may be written.
 */
export function verifyStack(text: string, expected: ExpectedStack): readonly Problem[] {
  const decoded = decodeStack(expected.customer.id, text);
  if (!decoded.ok) return decoded.error;
  return [
    ...decoded.value.definitions.flatMap(repeatedParts),
    ...accessDifferences(decoded.value.access, expected),
    ...deploymentDifferences(decoded.value, expected),
    ...importDifferences(decoded.value, expected),
  ];
}

/** Reports duplicates: Terraform would merge them, and keeper writes none. */
function repeatedParts(definition: DecodedDefinition): Problem[] {
  const { authorizations, eligibleAuthorizations, addressedOffer, registrationDefinitionId: id } = definition;
  const lists: readonly (readonly unknown[])[] = [
    authorizations,
    eligibleAuthorizations,
    ...authorizations.map((each) => each.delegatedRoleDefinitionIds),
    ...eligibleAuthorizations.map((each) => each.justInTimeAccessPolicy.approvers),
  ];
  return lists.flatMap((list) => {
    const texts = list.map(canonical);
    return list
      .filter((_, index) => texts.indexOf(texts[index] ?? "") !== index)
      .map((each) =>
        documentProblem("duplicate", ["definitions", addressedOffer ?? "", id], "is written twice", each),
      );
  });
}

/** Parts of access that differ from the definitions. */
function accessDifferences(decoded: CustomerAccess, expected: ExpectedStack): Problem[] {
  const defined = definedAccess(expected.customer.id, expected.subscriptions);
  return (["subscriptionIds", "definitions", "assignments", "grants"] as const).flatMap((part) => {
    const [found, wanted] = [decoded[part].map(canonical), defined[part].map(canonical)];
    if (canonical(found) === canonical(wanted)) return [];
    const [missing] = wanted.filter((each) => !found.includes(each));
    const [foreign] = found.filter((each) => !wanted.includes(each));
    return [differs(part, foreign ?? found, missing ?? wanted)];
  });
}

function deploymentDifferences({ access }: DecodedStack, expected: ExpectedStack): Problem[] {
  const { tenantId, settings } = access.deployment ?? {};
  // a stack without subscriptions has no provider
  if (tenantId === undefined) return [];
  const { tenantId: customersTenant } = expected.customer;
  const signInTenant = settings?.["sign-in"]?.tenantId ?? tenantId;
  const wantedSignIn = expected.customer.signIn?.tenantId ?? customersTenant;
  const registration = settings?.["resource-provider"]?.code;
  const wanted = expected.registerResourceProvider ? "registered" : "not-registered";
  return [
    ...(tenantId === customersTenant ? [] : [differs("tenant", tenantId, customersTenant)]),
    ...(signInTenant === wantedSignIn ? [] : [differs("sign-in tenant", signInTenant, wantedSignIn)]),
    ...(registration === wanted ? [] : [differs("resource provider", registration, wanted)]),
  ];
}

function importDifferences({ imports }: DecodedStack, { subscriptions }: ExpectedStack): Problem[] {
  const wanted = existingAddresses(subscriptions).sort(compareText);
  const found = [...imports].sort(compareText);
  return canonical(found) === canonical(wanted) ? [] : [differs("import", found, wanted)];
}

function differs(part: string, received: unknown, allowed: unknown): Problem {
  const problem = "differs from the definitions";
  return documentProblem("definitions-differ", [part], problem, received, excerpt(allowed));
}
