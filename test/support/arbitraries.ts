import fc from "fast-check";
import { guidOf } from "./builders.ts";
import { hostileLine } from "./hostile-text.ts";

/** A GUID in either case. */
const guid: fc.Arbitrary<string> = fc
  .tuple(fc.uuid(), fc.boolean())
  .map(([text, upper]) => (upper ? text.toUpperCase() : text));

const ROLES = [
  "Contributor",
  "Monitoring Reader",
  "Virtual Machine Contributor",
  "Support Request Contributor",
];
const TIDY_ROLES = ["Reader", "Managed Services Registration assignment Delete Role"];
const HALF_HOURS = Array.from({ length: 16 }, (_, index) => (index + 1) * 30);

/** One duration in several spellings that mean the same. */
function duration(minutes: number): fc.Arbitrary<string> {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return fc.constantFrom(
    `PT${minutes}M`,
    hours === 0 ? `PT${rest}M` : `PT${hours}H${rest === 0 ? "" : `${rest}M`}`,
  );
}

/** A managing tenant's principals: distinct object ids, hostile display names. */
const principals = fc
  .uniqueArray(fc.tuple(guid, hostileLine()), {
    minLength: 3,
    maxLength: 5,
    selector: ([objectId]) => objectId.toLowerCase(),
  })
  .map((pairs) =>
    pairs.map(([objectId, displayName]) => ({ type: "Group" as const, objectId, displayName })),
  );

/** An authored offer that breaks no rule that is an error; plan `plan`, version 1.0.0. */
export function anyOffer(id: string): fc.Arbitrary<object> {
  return principals.chain((groups) =>
    fc
      .record({
        name: hostileLine(),
        description: fc.array(hostileLine(), { maxLength: 3 }).map((lines) => lines.join("\n")),
        standing: fc.array(fc.tuple(fc.constantFrom(...groups), fc.constantFrom(...ROLES)), { maxLength: 4 }),
        // one policy per role: Azure refuses eligible authorizations of a role under different policies
        eligible: fc.uniqueArray(
          fc.record({
            principal: fc.constantFrom(...groups),
            role: fc.constantFrom(...ROLES),
            mfa: fc.constantFrom("Azure", "None"),
            duration: fc.constantFrom(...HALF_HOURS).chain(duration),
            approvers: fc.uniqueArray(fc.constantFrom(...groups), { maxLength: 3 }),
          }),
          { maxLength: 3, selector: ({ role }) => role },
        ),
        remediation: fc.boolean(),
        marketplace: fc.boolean(),
      })
      .map((drawn) => ({
        id,
        // two offers on one subscription must not share a name
        name: `${id} ${drawn.name}`,
        description: drawn.description,
        managingTenant: {
          tenantId: guidOf("9"),
          name: "Provider",
          cloud: "public",
          principals: Object.fromEntries(groups.map((group, index) => [`group${index}`, group])),
        },
        ...(drawn.marketplace ? { marketplace: { publisher: "northwind", product: "any" } } : {}),
        plans: {
          plan: {
            visibility: "public",
            versions: {
              "1.0.0": {
                includes: [{ authorizations: TIDY_ROLES.map((role) => ({ principal: groups[0], role })) }],
                authorizations: [
                  ...drawn.standing.map(([principal, role]) => ({ principal, role })),
                  ...(drawn.remediation
                    ? [
                        {
                          principal: groups[1],
                          role: "User Access Administrator",
                          delegatedRoleDefinitions: ["Contributor", "Monitoring Reader"],
                        },
                      ]
                    : []),
                ],
                eligibleAuthorizations: drawn.eligible.map((each) => ({
                  principal: each.principal,
                  role: each.role,
                  justInTimeAccessPolicy: {
                    multiFactorAuthProvider: each.mfa,
                    maximumActivationDuration: each.duration,
                    // never the eligible group alone
                    approvers: each.approvers,
                  },
                })),
              },
            },
          },
        },
      })),
  );
}

const resourceGroups = fc.uniqueArray(
  fc
    .array(fc.constantFrom("rg", "A", "z9", "-", "_", ".", "(x)", "ß", "É", "web"), {
      minLength: 1,
      maxLength: 5,
    })
    .map((parts) => `g${parts.join("")}x`),
  { minLength: 1, maxLength: 3, selector: (name) => name.toLowerCase() },
);

/** An authored customer that takes some of the offers on some of its subscriptions. */
export function anyCustomer(offerIds: readonly string[]): fc.Arbitrary<object> {
  return fc
    .uniqueArray(guid, { minLength: 1, maxLength: 3, selector: (each) => each.toLowerCase() })
    .chain((subscriptionIds) => {
      const names = subscriptionIds.map((_, index) => `sub-${index}`);
      const scope = (name: string) =>
        fc.option(resourceGroups, { nil: undefined }).map((groups) => ({
          subscription: name,
          ...(groups === undefined ? {} : { resourceGroups: groups }),
        }));
      return fc.record({
        id: fc.constant("customer-a"),
        name: hostileLine(),
        tenantId: fc.constant(guidOf("7")),
        tags: fc.dictionary(hostileLine(), hostileLine(), { maxKeys: 2 }),
        subscriptions: fc.constant(
          Object.fromEntries(names.map((name, index) => [name, subscriptionIds[index]])),
        ),
        delegations: fc.tuple(
          ...offerIds.map((offer) =>
            fc
              .subarray(names)
              .chain((chosen) => fc.tuple(...chosen.map(scope)))
              .map((scopes) => ({ offer, plan: "plan", version: "1.0.0", scopes })),
          ),
        ),
      });
    });
}

/** The same definition written in another order: every list shuffled, every map's keys too. */
export function reordered<T>(value: T): fc.Arbitrary<T> {
  if (Array.isArray(value)) {
    return fc
      .tuple(...value.map((each) => reordered(each)))
      .chain((items) => fc.shuffledSubarray(items, { minLength: items.length, maxLength: items.length }))
      .map((items) => items as T);
  }
  if (typeof value !== "object" || value === null) return fc.constant(value);
  const entries = Object.entries(value).map(([key, inner]) => reordered(inner).map((each) => [key, each]));
  return fc
    .tuple(...entries)
    .chain((pairs) => fc.shuffledSubarray(pairs, { minLength: pairs.length, maxLength: pairs.length }))
    .map((pairs) => Object.fromEntries(pairs) as T);
}
