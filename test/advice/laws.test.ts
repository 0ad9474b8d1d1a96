import fc from "fast-check";
import { expect, test } from "vitest";
import type { Advice } from "../../lib/advice/advice.ts";
import { adviceOn } from "../../lib/advice/advise.ts";
import { delegableRoles, isNarrower, type Want } from "../../lib/advice/narrowest-roles.ts";
import type { Use } from "../../lib/advice/use.ts";
import { allowsOperation } from "../../lib/advice/use-judgement.ts";
import { unionOf } from "../../lib/permissions/permissions.ts";
import { ProposedMends } from "../../lib/workflows/proposed-mends.ts";
import {
  aContext,
  aCustomer,
  anOfferOf,
  guidOf,
  PRINCIPALS,
  TIDY_AUTHORIZATIONS,
} from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";

const ROLES = [
  "Contributor",
  "CDN Profile Contributor",
  "Virtual Machine Contributor",
  "Monitoring Contributor",
  "Monitoring Reader",
  "Reader",
  "Network Contributor",
  "Security Admin",
];

const { operators, approvers, automation, person } = PRINCIPALS;

const grant = fc.record({
  principal: fc.constantFrom(operators, approvers, automation, person),
  role: fc.constantFrom(...ROLES),
});

type Grant = typeof grant extends fc.Arbitrary<infer T> ? T : never;

const USED = [
  "microsoft.compute/virtualmachines/restart/action",
  "microsoft.compute/virtualmachines/write",
  "microsoft.network/virtualnetworks/write",
  "microsoft.insights/alertrules/write",
  "microsoft.cdn/profiles/write",
];

/** Use of one principal at the customer, with nothing that is not known. */
function useOf(operations: readonly string[], principalId: string): Use {
  return {
    known: [
      {
        customer: "fabrikam",
        managingTenantId: guidOf("9"),
        principalId,
        claimedName: "",
        actors: [],
        operations,
        exercised: [],
        notSeen: 0,
      },
    ],
    unknown: [],
    period: { from: "2026-11-01", until: "2026-11-02" },
    subscriptions: new Set([guidOf("1")]),
    counts: {
      known: 1,
      unknown: 0,
      otherSubscription: 0,
      otherTenant: 0,
      otherAssignment: 0,
      noActor: 0,
      beyondGrants: 0,
    },
  };
}

const catalogue = sampleCatalogue();
const permissionsBy = new Map(
  delegableRoles(catalogue).map(({ role, permissions }) => [role.name, permissions]),
);
const STOP: Want = { kind: "capability", code: "stop.compute", service: undefined };

/** A review of an edit shows no more access, unless the advice says so. */
function expectLess({ detail }: Advice, grade: string | undefined): void {
  if (grade === undefined) return;
  const isLess = ["none", "cosmetic", "narrowing"].includes(grade);
  const adds = detail.kind === "no-way-out" || (detail.kind === "standing-power" && detail.addsReader);
  expect(isLess || adds, `${detail.kind}: ${grade}`).toBe(true);
}

/** Roles that are proposed by use are narrower, and cover it beside the principal's other roles. */
function expectCovered({ detail, role }: Advice, grants: readonly Grant[]): void {
  if (detail.kind !== "wider-than-used") return;
  const others = grants.filter((each) => each.principal === automation && each.role !== role?.name);
  const old = permissionsBy.get(role?.name ?? "");
  for (const { name } of detail.narrower) {
    const proposed = [name, ...detail.beside.map((each) => each.name)];
    const now = unionOf(proposed.flatMap((each) => permissionsBy.get(each) ?? []));
    expect(old !== undefined && isNarrower(now, old)).toBe(true);
    const held = [...proposed, ...others.map((each) => each.role)].flatMap(
      (each) => permissionsBy.get(each) ?? [],
    );
    const missing = detail.used.filter((operation) => !held.some((each) => allowsOperation(each, operation)));
    expect(missing, name).toEqual([]);
  }
}

test("advice that is followed only narrows, or says what it adds; proposed roles cover the use and are narrower", () => {
  fc.assert(
    fc.property(
      fc.array(grant, { maxLength: 4 }),
      fc.boolean(),
      fc.subarray(USED, { minLength: 1 }),
      fc.boolean(),
      (grants, isTidy, used, wanting) => {
        const authorizations = [
          ...(isTidy ? TIDY_AUTHORIZATIONS : TIDY_AUTHORIZATIONS.slice(0, 1)),
          ...grants,
        ];
        const estate = aContext({ offers: [anOfferOf({ authorizations })], customers: [aCustomer()] });
        const use = useOf(used, automation.objectId);
        const advice = adviceOn(estate, { customers: [], wants: wanting ? [STOP] : [], use });
        const mends = new ProposedMends(estate, "/nowhere");
        for (const each of advice) {
          const mend = mends.of(each);
          if (!mend.ok) throw new Error(mend.error.problem);
          expectLess(each, mend.value.review?.grade);
          expectCovered(each, grants);
        }
      },
    ),
    { numRuns: 25 },
  );
});
