import type { AccessGrant } from "../../lib/access/access-grant.ts";
import type { AccessSide, CustomerAccess, DelegatedDefinition } from "../../lib/access/access-side.ts";
import type { SeenDeviation } from "../../lib/delegation/deviation.ts";
import type { EstateFacts } from "../../lib/delegation/estate-facts.ts";
import type { Approval, PresentedApproval } from "../../lib/gate/approval.ts";
import type { Author } from "../../lib/gate/author.ts";
import type { Decision, GateInput } from "../../lib/gate/decide.ts";
import { digestOf } from "../../lib/gate/digest.ts";
import { DEFAULT_POLICY, type Policy, type PolicyRule, parsePolicy } from "../../lib/gate/policy.ts";
import { compareSides, type ReviewOptions } from "../../lib/review/compare.ts";
import { FLAGS, GRADES } from "../../lib/review/grade.ts";
import { NameDirectory } from "../../lib/review/name-directory.ts";
import { guidOf } from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { aGrant, anAccess, aSide, ROLE } from "../support/sides.ts";

/** An author by name alone. */
export function named(name: string | undefined): Author {
  return { name, id: undefined };
}

/** The way out of a delegation. */
export const EXIT: AccessGrant = aGrant({ roleDefinitionId: ROLE.delete });

/** Standing Contributor on a whole subscription. */
export const CONTRIBUTOR: AccessGrant = aGrant({ roleDefinitionId: ROLE.contributor });

/** Base's facts: thirty customers, and two principals. */
export const FACTS: EstateFacts = {
  managingTenants: {
    [guidOf("9")]: {
      name: "Provider",
      principals: {
        [guidOf("a")]: { displayName: "Operators", type: "Group" },
        [guidOf("b")]: { displayName: "A Person", type: "User" },
      },
    },
  },
  customers: Object.fromEntries(
    ["fabrikam", ...Array.from({ length: 29 }, (_, index) => `customer-${index}`)].map((id) => [
      id,
      {
        name: id,
        tags: { segment: id === "fabrikam" ? "government" : "other" },
        file: "x",
        subscriptions: {},
      },
    ]),
  ),
  plans: Object.fromEntries(
    ["basic", "full", "standard"].map((plan) => [`operations/${plan}`, { file: "x", versions: {} }]),
  ),
};

/** Facts in which every customer has a deviation until a day. */
export function deviating(until: string): EstateFacts {
  const customers = Object.entries(FACTS.customers).map(
    ([id, customer]) =>
      [id, { ...customer, deviations: { [DEVIATING]: { until, digest: "sha256:0" } } }] as const,
  );
  return { ...FACTS, customers: Object.fromEntries(customers) };
}

/** The delegation of these deviations. */
export const DEVIATING = "8f1e2d3c-0000-4000-8000-000000000001/operations";

/** What a snapshot shows of these deviations, at every customer. */
export function seen(state: SeenDeviation["seen"]): SeenDeviation[] {
  return Object.keys(FACTS.customers).map((customer) => ({ customer, delegation: DEVIATING, seen: state }));
}

/** Base's facts of an estate that requires acceptances. */
export function acceptingFacts(): EstateFacts {
  const customers = Object.entries(FACTS.customers).map(
    ([id, customer]) => [id, { ...customer, acceptance: "required" as const }] as const,
  );
  return { ...FACTS, acceptance: "required", customers: Object.fromEntries(customers) };
}

const LABELS = new NameDirectory({
  catalogue: sampleCatalogue(),
  principals: [
    { managingTenantId: guidOf("9"), principalId: guidOf("a"), displayName: "Operators", type: "Group" },
    { managingTenantId: guidOf("9"), principalId: guidOf("b"), displayName: "A Person", type: "User" },
  ],
});

/** What is decided on where one side becomes the other, by the shipped policy, changed by `changes`. */
export function between(
  before: AccessSide,
  after: AccessSide,
  changes: Partial<GateInput> = {},
  options: Partial<ReviewOptions> = {},
): GateInput {
  const compared = compareSides(before, after, { catalogue: sampleCatalogue(), ...options });
  if (!compared.ok) throw new Error(JSON.stringify(compared.error));
  return {
    review: compared.value,
    before,
    directory: LABELS,
    catalogue: sampleCatalogue(),
    facts: FACTS,
    changeFacts: undefined,
    acceptances: { byCustomer: new Map() },
    files: [],
    policy: DEFAULT_POLICY,
    approvals: [],
    author: named("mallory"),
    reviews: [],
    today: "2026-11-23",
    estateSize: 30,
    partial: false,
    unexpectedlyEmpty: [],
    allowEmpty: false,
    changePolicyProblems: [],
    signersKnown: true,
    ...changes,
  };
}

/** The same where the grants of one customer become others. */
export function grantsBetween(
  before: readonly AccessGrant[],
  after: readonly AccessGrant[],
  changes: Partial<GateInput> = {},
): GateInput {
  return between(aSide(anAccess(before)), aSide(anAccess(after)), changes);
}

/** Reader becomes Contributor. */
export function broader(changes: Partial<GateInput> = {}): GateInput {
  return grantsBetween([aGrant(), EXIT], [CONTRIBUTOR, EXIT], changes);
}

/** A customer whose definitions are changed by `definition`. */
export function described(
  grants: readonly AccessGrant[],
  definition: Partial<DelegatedDefinition>,
  changes: Partial<CustomerAccess> = {},
): CustomerAccess {
  const access = anAccess(grants, changes);
  return { ...access, definitions: access.definitions.map((each) => ({ ...each, ...definition })) };
}

/** A policy as its file has it. */
export function policyOf(rules: readonly unknown[], more: object = {}): Policy {
  const parsed = parsePolicy({ version: 1, rules, ...more });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

/** Rules that let everything pass of which anybody thought. */
export const EVERYTHING: readonly PolicyRule[] = policyOf([
  { when: { grade: [...GRADES] }, demand: "allow" },
  { when: { flag: [...FLAGS] }, demand: "allow" },
  { when: { tooling: "*" }, demand: "allow" },
]).rules;

/** A signed approval of a change, by Alice, changed by `changes` in the file and by `more` around it. */
export function anApproval(
  change: GateInput,
  changes: Partial<Approval> = {},
  more: Partial<PresentedApproval> = {},
): PresentedApproval {
  const digest = digestOf(change.review, change.files, change.catalogue);
  const approval: Approval = {
    version: 1,
    change: digest.change,
    parts: { ...digest.parts },
    approver: "alice",
    reason: "agreed",
    until: "2026-12-01",
    ...changes,
  };
  return {
    path: `approvals/${approval.approver}.yaml`,
    document: { ok: true, value: approval },
    onBase: false,
    signature: { kind: "verified", principals: [approval.approver] },
    ...more,
  };
}

/** The kinds of a decision's reasons, each once. */
export function kindsOf({ reasons }: Decision): string[] {
  return [...new Set(reasons.map(({ kind }) => kind))];
}
