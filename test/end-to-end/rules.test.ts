import { execFileSync } from "node:child_process";
import { readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parseAcceptance } from "../../lib/acceptance/parse-acceptance.ts";
import type { Customer } from "../../lib/delegation/customer.ts";
import { EXAMPLE_MANAGING_TENANT_ID } from "../../lib/delegation/example-ids.ts";
import type { Offer } from "../../lib/delegation/offer.ts";
import { withVersions } from "../../lib/delegation/recorded-version.ts";
import { waveTurn } from "../../lib/fleet/wave-turn.ts";
import { parseWaves } from "../../lib/fleet/waves-schema.ts";
import { SIGNATURE_NAMESPACE } from "../../lib/gate/approval-file.ts";
import { decide } from "../../lib/gate/decide.ts";
import { verifySignature } from "../../lib/repository/verify-signature.ts";
import { GRADES } from "../../lib/review/grade.ts";
import { READER_ROLE_ID } from "../../lib/roles/well-known-roles.ts";
import { checkRules } from "../../lib/rules/check.ts";
import type { Estate } from "../../lib/rules/estate.ts";
import { RULES } from "../../lib/rules/rules.ts";
import { DEPLOYER_CLIENT_ID } from "../../lib/sandbox/estate-directory.ts";
import { acceptingFacts, broader, EVERYTHING, policyOf } from "../gate/gate-inputs.ts";
import { controlFileProblem, lockOf, unreadable } from "../support/asked-rule.ts";
import {
  aContext,
  aCustomer,
  anOffer,
  anOfferOf,
  guidOf,
  type LooseOffer,
  MANAGING_TENANT,
  PRINCIPALS,
  TIDY_AUTHORIZATIONS,
} from "../support/builders.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { aDeviation } from "../support/deviations.ts";
import { keeper, sampleCopy, temporaryFolder } from "../support/estates.ts";
import { azureClient, definedSandbox, type TestSandbox } from "../support/sandbox.ts";

/*
 * Every rule that is an error is about something real: with the rule left out, Azure refuses the deployment by a
 * clause with a source, or Terraform does, or somebody's access is not what is defined.
 */

/** The record of version 1.0.0 of plan `standard`. */
function recordOf(offer: Offer): Estate["published"] {
  const recorded = withVersions(
    undefined,
    offer,
    [{ plan: "standard", version: "1.0.0" }],
    sampleCatalogue(),
  );
  return new Map([[offer.id, recorded ?? {}]]);
}

interface Proof {
  readonly offers?: readonly Offer[];
  readonly customers?: readonly Customer[];
  /** What else of the estate the rule looks at. */
  readonly estate?: Partial<Omit<Estate, "offers" | "customers">>;
  /** What happens without the rule. */
  readonly harm: (definitions: {
    readonly offers: readonly Offer[];
    readonly customers: readonly Customer[];
  }) => Promise<void>;
}

/** Applies every customer's stack, one after the other; gives what was printed. */
async function deployed({
  offers,
  customers,
}: {
  readonly offers: readonly Offer[];
  readonly customers: readonly Customer[];
}): Promise<{
  readonly sandbox: TestSandbox;
  readonly output: string;
  readonly codes: readonly (number | null)[];
}> {
  const sandbox = await definedSandbox({ offers, customers });
  const ends = [];
  for (const customer of customers) {
    sandbox.write(customer, offers);
    ends.push(await sandbox.apply(customer.id));
  }
  return {
    sandbox,
    output: ends.map(({ output }) => output).join("\n"),
    codes: ends.map(({ code }) => code),
  };
}

/** Azure refuses by this clause, and nobody gets anything. */
const refusedBy =
  (clause: string): Proof["harm"] =>
  async (definitions) => {
    const { sandbox } = await deployed(definitions);
    const refusals = sandbox.azure
      .requests()
      .flatMap((each) => (each.method === "PUT" && each.refusedBy ? [each.refusedBy] : []));
    expect(refusals).toContain(clause);
  };

/** Terraform ends with these words. */
const failsWith =
  (words: string): Proof["harm"] =>
  async (definitions) => {
    const { output, codes } = await deployed(definitions);
    expect(output).toContain(words);
    expect(codes).toContain(1);
  };

/** There is nothing to deploy: not even a stack can be made. */
const notSynthesized =
  (words: string): Proof["harm"] =>
  async ({ offers, customers }) => {
    const sandbox = await definedSandbox({ offers, customers });
    const write = () => {
      for (const customer of customers) sandbox.write(customer, offers);
    };
    expect(write).toThrow(words);
  };

const standing = (principal: object, role: unknown, rest: object = {}) => ({ principal, role, ...rest });
const version = (
  authorizations: readonly object[],
  eligibleAuthorizations: readonly object[] = [],
  offer: LooseOffer = {},
) => [
  anOfferOf({ authorizations: [...TIDY_AUTHORIZATIONS, ...authorizations], eligibleAuthorizations }, offer),
];
const eligible = (principal: object, policy: object = {}, role: string = "Contributor") => ({
  principal,
  role,
  justInTimeAccessPolicy: {
    multiFactorAuthProvider: "Azure",
    maximumActivationDuration: "PT1H",
    approvers: [],
    ...policy,
  },
});
const taking = (
  offer: string,
  scopes: readonly object[] = [{ subscription: "production" }],
  rest: object = {},
) => ({
  offer,
  plan: "standard",
  version: "1.0.0",
  scopes,
  ...rest,
});
const { operators, engineers, person, automation } = PRINCIPALS;
const STRANGER = { type: "Group", objectId: guidOf("f"), displayName: "Strangers" };
const another = (changes: LooseOffer = {}) => anOffer({ id: "security", name: "Test Security", ...changes });
const customer = aCustomer();
const emptied = aCustomer({ delegations: [taking("operations", [])] });

const PROOFS: Readonly<Record<string, Proof>> = {
  LH001: { offers: version([standing(engineers, "Owner")]), harm: refusedBy("E031") },
  LH002: {
    offers: version([standing(engineers, { id: guidOf("f") })]),
    harm: notSynthesized("unknown role"),
  },
  LH003: {
    offers: version([
      standing(engineers, {
        keep: "Log Analytics Contributor",
        reason: "since 2021",
        onSubscriptions: [guidOf("2")],
      }),
    ]),
    harm: refusedBy("E031"),
  },
  LH005: { offers: version([standing(automation, "User Access Administrator")]), harm: refusedBy("E032") },
  LH006: {
    offers: version([standing(automation, "Contributor", { delegatedRoleDefinitions: ["Reader"] })]),
    harm: async (definitions) => {
      const { sandbox } = await deployed(definitions);
      const granted = sandbox.azure.access().filter(({ principalId }) => principalId === automation.objectId);
      // the author was led to believe that it may assign Reader
      expect(granted.map(({ access }) => access)).toEqual([
        { kind: "standing", delegatedRoleDefinitionIds: [] },
      ]);
    },
  },
  LH007: {
    offers: version([
      standing(automation, "User Access Administrator", { delegatedRoleDefinitions: ["Owner"] }),
    ]),
    harm: refusedBy("E033"),
  },
  LH009: {
    offers: version([], [eligible(person, {}, "User Access Administrator")]),
    harm: refusedBy("E035"),
  },
  LH010: { offers: version([], [eligible(automation)]), harm: refusedBy("E036") },
  LH011: { offers: version([], [eligible(person, { approvers: [automation] })]), harm: refusedBy("E036") },
  LH012: {
    offers: version([], [eligible(person), eligible(engineers, { maximumActivationDuration: "PT2H" })]),
    harm: refusedBy("E037"),
  },
  LH014: {
    offers: [anOfferOf({ authorizations: [], eligibleAuthorizations: [eligible(person)] })],
    harm: failsWith("Insufficient authorization blocks"),
  },
  LH015: {
    offers: version([], [eligible(person, { maximumActivationDuration: "PT12H" })]),
    harm: refusedBy("E038"),
  },
  LH017: {
    offers: version(
      [],
      [
        eligible(person, {
          approvers: Array.from({ length: 11 }, (_, index) => ({
            type: "Group",
            objectId: guidOf("f").replace(/..$/, String(10 + index)),
            displayName: `Approvers ${index}`,
          })),
        }),
      ],
    ),
    harm: refusedBy("E038"),
  },
  LH018: {
    offers: version([], [eligible(person, { approvers: [person] })]),
    harm: async (definitions) => {
      const { sandbox } = await deployed(definitions);
      const [grant] = sandbox.azure.access().filter(({ access }) => access.kind === "eligible");
      const approve = grant?.access.kind === "eligible" ? grant.access.approvers : [];
      // nobody approves a request of their own: this access is never activated
      expect(approve.filter(({ principalId }) => principalId !== grant?.principalId)).toEqual([]);
      expect(approve).toHaveLength(1);
    },
  },
  LH020: {
    offers: version([], [eligible(person)], {
      managingTenant: { ...MANAGING_TENANT, cloud: "usGovernment" },
    }),
    customers: [aCustomer({ cloud: "usGovernment" })],
    harm: refusedBy("E039"),
  },
  LH021: {
    offers: version([standing(STRANGER, "Contributor")]),
    harm: async (definitions) => {
      const { sandbox } = await deployed(definitions);
      const [grant] = sandbox.azure.access().filter(({ principalId }) => principalId === STRANGER.objectId);
      // Contributor on the subscription for an id that nobody of the managing tenant is known to have
      expect(grant?.roleDefinitionId).toBe("b24988ac-6180-42a0-ab88-20f7382dd24c");
      expect(
        sandbox.azure.effectiveAccess(MANAGING_TENANT.tenantId, STRANGER.objectId, grant?.scope ?? ""),
      ).toEqual([]);
    },
  },
  LH023: {
    offers: version([
      standing(automation, "User Access Administrator", { delegatedRoleDefinitions: ["Reader"] }),
      standing(automation, "User Access Administrator", { delegatedRoleDefinitions: ["Contributor"] }),
    ]),
    harm: async (definitions) => {
      const { sandbox } = await deployed(definitions);
      const lists = sandbox.azure
        .access()
        .flatMap(({ principalId, access }) =>
          principalId === automation.objectId && access.kind === "standing"
            ? [access.delegatedRoleDefinitionIds]
            : [],
        );
      // whoever reads one of the two does not see how far the access reaches
      expect(lists).toHaveLength(2);
    },
  },
  LH040: {
    customers: [aCustomer({ delegations: [taking("nowhere")] })],
    harm: notSynthesized("unknown offer"),
  },
  LH041: {
    customers: [aCustomer({ delegations: [taking("operations", undefined, { version: "9.9.9" })] })],
    harm: notSynthesized("unknown version"),
  },
  LH042: {
    customers: [aCustomer({ delegations: [taking("operations", [{ subscription: "produktion" }])] })],
    harm: async (definitions) => {
      const { sandbox, codes } = await deployed(definitions);
      // all is well, says Terraform, and nobody has the access that the customer's file names
      expect(codes).toEqual([0]);
      expect(sandbox.azure.access()).toEqual([]);
    },
  },
  LH043: { customers: [aCustomer({ tenantId: MANAGING_TENANT.tenantId })], harm: refusedBy("E040") },
  LH044: { customers: [aCustomer({ cloud: "usGovernment" })], harm: refusedBy("E041") },
  LH045: {
    offers: [
      anOffer({
        plans: {
          standard: {
            visibility: { privateTo: [guidOf("3")] },
            versions: { "1.0.0": { authorizations: TIDY_AUTHORIZATIONS } },
          },
        },
      }),
    ],
    harm: async (definitions) => {
      const { sandbox } = await deployed(definitions);
      // what was agreed with one customer was done to another
      expect(sandbox.azure.access().map(({ scope }) => scope)).toContain(`/subscriptions/${guidOf("1")}`);
      expect(customer.tenantId).not.toBe(guidOf("3"));
    },
  },
  LH046: {
    customers: [aCustomer({ delegations: [taking("operations"), taking("operations")] })],
    harm: notSynthesized("There is already a Construct with name"),
  },
  LH047: {
    customers: [
      aCustomer({
        delegations: [taking("operations", [{ subscription: "production", resourceGroups: ["web", "WEB"] }])],
      }),
    ],
    harm: notSynthesized("There is already a Construct with name"),
  },
  LH048: {
    customers: [aCustomer({ subscriptions: { production: guidOf("1"), again: guidOf("1") } })],
    harm: notSynthesized("There is already a Construct with name"),
  },
  LH049: {
    offers: [anOffer(), another({ name: "Test Operations" })],
    customers: [aCustomer({ delegations: [taking("operations"), taking("security")] })],
    harm: refusedBy("E062"),
  },
  LH052: {
    offers: [anOffer(), another()],
    customers: [
      aCustomer({
        delegations: [
          taking("operations", [
            { subscription: "production", import: true, registrationDefinitionId: guidOf("4") },
          ]),
          taking("security", [
            { subscription: "production", import: true, registrationDefinitionId: guidOf("4") },
          ]),
        ],
      }),
    ],
    harm: async (definitions) => {
      const sandbox = await definedSandbox(definitions);
      const owner = await azureClient(sandbox, customer.tenantId, DEPLOYER_CLIENT_ID);
      const subscription = `/subscriptions/${guidOf("1")}`;
      await owner("POST", `${subscription}/providers/Microsoft.ManagedServices/register`);
      const authorizations = [{ principalId: operators.objectId, roleDefinitionId: READER_ROLE_ID }];
      const existing = `${subscription}/providers/Microsoft.ManagedServices/registrationDefinitions/${guidOf("4")}`;
      const properties = {
        registrationDefinitionName: "Test Operations",
        managedByTenantId: MANAGING_TENANT.tenantId,
        authorizations,
      };
      expect((await owner("PUT", existing, { properties })).status).toBe(201);
      for (const each of definitions.customers) sandbox.write(each, definitions.offers);
      // operations that last as long as Azure's: both writes are sent before either definition is read back
      const action = "Microsoft.ManagedServices/registrationDefinitions/write";
      sandbox.azure.inject({ kind: "slow", milliseconds: 1_000, action, count: 4 });
      // both are the one definition that exists: each makes it its own, and takes it from the other
      expect((await sandbox.apply("fabrikam")).code).toBe(1);
      expect((await sandbox.apply("fabrikam")).code).toBe(1);
    },
  },
  LH060: {
    customers: [customer, aCustomer({ id: "contoso" })],
    harm: failsWith("already exists"),
  },
  LH061: {
    customers: [customer, aCustomer({ subscriptions: { production: guidOf("2") } })],
    harm: async (definitions) => {
      const { offers, customers } = definitions;
      const sandbox = await definedSandbox(definitions);
      for (const each of customers) sandbox.write(each, offers);
      await sandbox.apply("fabrikam");
      const scopes = sandbox.azure.access().map(({ scope }) => scope);
      // two files, one stack: the other one's subscription gets nothing
      expect([...new Set(scopes)]).toEqual([`/subscriptions/${guidOf("2")}`]);
    },
  },
  LH062: {
    customers: [
      customer,
      aCustomer({ id: "contoso", formerId: "fabrikam", subscriptions: { production: guidOf("2") } }),
    ],
    harm: async (definitions) => {
      const { sandbox } = await deployed(definitions);
      const state = (id: string) => join(sandbox.folder, "state", `${id}.tfstate`);
      renameSync(state("fabrikam"), state("contoso"));
      // the state that belongs to fabrikam: contoso has no provider for it, and fabrikam none of its resources
      expect((await sandbox.apply("contoso")).output).toContain("Provider configuration not present");
      expect((await sandbox.apply("fabrikam")).output).toContain("already exists");
    },
  },
  LH063: {
    customers: [],
    estate: { lock: lockOf(customer) },
    harm: async ({ offers }) => {
      const { sandbox } = await deployed({ offers, customers: [customer] });
      rmSync(join(sandbox.folder, "cdktf.out/stacks/fabrikam"), { recursive: true });
      // no stack is left that could take the access away
      expect(sandbox.azure.access()).not.toEqual([]);
    },
  },
  LH064: {
    customers: [aCustomer({ id: "logistics" })],
    estate: { lock: lockOf(customer) },
    harm: async ({ offers, customers }) => {
      const { sandbox } = await deployed({ offers, customers: [customer] });
      for (const each of customers) sandbox.write(each, offers);
      expect((await sandbox.apply("logistics")).output).toContain("already exists");
    },
  },
  LH065: {
    customers: [aCustomer({ subscriptions: {}, delegations: [] })],
    estate: { lock: lockOf(customer) },
    harm: dropped,
  },
  LH067: {
    estate: { continuousIntegration: true },
    harm: async (definitions) => {
      const { sandbox } = await deployed(definitions);
      // the next job runs on another machine
      rmSync(join(sandbox.folder, "state"), { recursive: true });
      expect((await sandbox.apply("fabrikam")).output).toContain("already exists");
    },
  },
  LH069: {
    customers: [],
    estate: { unreadable: [unreadable("customers/fabrikam.yaml")] },
    harm: async (definitions) => {
      const { sandbox } = await deployed(definitions);
      // what the file means to give, nobody has, and nothing says so
      expect(sandbox.azure.access()).toEqual([]);
    },
  },
  LH070: {
    customers: [aCustomer({ subscriptions: {}, delegations: [] })],
    estate: { lock: lockOf(emptied), deployed: new Map([["fabrikam", [guidOf("1")]]]) },
    harm: dropped,
  },
  LH072: {
    estate: { controlFiles: [controlFileProblem("policy")] },
    harm: () => gated({ changePolicyProblems: ["rules is missing"] }, "blocked", "policy-broken"),
  },
  LH073: {
    estate: { controlFiles: [controlFileProblem("policy-name")] },
    harm: () => {
      const policy = policyOf([...EVERYTHING, { when: { role: "Contributer" }, demand: { approvals: 2 } }]);
      return gated({ policy }, "undecided", "policy-name-unknown");
    },
  },
  LH074: {
    estate: { controlFiles: [controlFileProblem("policy-repair")] },
    harm: () => {
      const policy = policyOf([{ when: { grade: [...GRADES] }, demand: "allow" }]);
      const files = [{ path: "policy.yaml", before: "100644 a", after: "100644 b" }];
      return gated({ policy, files }, "undecided", "subject-unanswered");
    },
  },
  LH075: {
    estate: { controlFiles: [controlFileProblem("allowed-signers")] },
    harm: async () => {
      const folder = temporaryFolder();
      const key = join(folder, "key");
      execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", key]);
      const words = ["-Y", "sign", "-q", "-n", SIGNATURE_NAMESPACE, "-f", key];
      const signature = execFileSync("ssh-keygen", words, { input: "approved", stdio: "pipe" });
      const signers = Buffer.from(`*@northwind.example ${readFileSync(`${key}.pub`, "utf8")}`);
      expect(verifySignature(Buffer.from("approved"), signature, signers, "2026-11-23").kind).toBe("invalid");
    },
  },
  LH076: {
    estate: { controlFiles: [controlFileProblem("role-catalogue")] },
    harm: async () => {
      const estate = sampleCopy({ "role-catalogue.json": "{}" });
      expect(await keeper(estate, ["synth"])).toMatchObject({ code: 2 });
    },
  },
  LH084: {
    estate: { controlFiles: [controlFileProblem("acceptance")] },
    harm: () => {
      const read = parseAcceptance("version: 1\n", "fabrikam");
      const acceptances = { byCustomer: new Map([["fabrikam", read]]) };
      return gated({ facts: acceptingFacts(), acceptances }, "blocked", "acceptance-missing");
    },
  },
  LH092: {
    estate: { controlFiles: [controlFileProblem("waves")] },
    harm: async () => {
      const canary = { name: "canary", tag: { ring: "cannary" } };
      const waves = parseWaves({ version: 1, steps: [canary, { name: "all", percentage: 100 }] });
      if (!waves.ok) throw new Error("the file is right by its form");
      const run = {
        customer: "fabrikam",
        action: "apply",
        reason: "changed",
        parts: [],
        tags: { ring: "canary" },
      } as const;
      const standingOf = () => ({ kind: "waiting" }) as const;
      const turn = waveTurn(waves.value, [run], "next", { standingOf, now: 0, isApproved: false });
      // the last step begins, and none went before
      expect(turn).toMatchObject({ ok: true, value: { index: 1, runs: [run], applied: [] } });
    },
  },
  LH077: {
    offers: [anOffer({ managingTenant: { ...MANAGING_TENANT, tenantId: EXAMPLE_MANAGING_TENANT_ID } })],
    harm: async (definitions) => {
      const { sandbox, codes } = await deployed(definitions);
      expect(codes).toEqual([0]);
      // all is well, says Terraform, and the access is that of a tenant that the provider does not have
      const tenants = sandbox.azure.access().map(({ managingTenantId }) => managingTenantId);
      expect([...new Set(tenants)]).toEqual([EXAMPLE_MANAGING_TENANT_ID]);
    },
  },
  LH080: {
    offers: version([standing(PRINCIPALS.engineers, "Contributor")]),
    customers: [aCustomer()],
    estate: { published: recordOf(anOffer()) },
    harm: async (definitions) => {
      const { sandbox, codes } = await deployed(definitions);
      expect(codes).toEqual([0]);
      // the customer agreed to version 1.0.0, and it was recorded without that group
      const holders = sandbox.azure.access().map(({ principalId }) => principalId);
      expect(holders).toContain(PRINCIPALS.engineers.objectId);
    },
  },
  LH081: {
    offers: [
      anOffer({
        plans: {
          standard: {
            visibility: { privateTo: [guidOf("7")] },
            versions: { "1.0.0": { authorizations: TIDY_AUTHORIZATIONS } },
          },
        },
      }),
    ],
    customers: [aCustomer()],
    estate: { published: recordOf(anOffer()) },
    harm: async ({ offers, customers }) => {
      // a customer that could take the plan, as everybody was told, cannot any more
      const other = aCustomer({
        id: "contoso",
        tenantId: guidOf("8"),
        subscriptions: { production: guidOf("2") },
      });
      const { findings } = checkRules(aContext({ offers, customers: [...customers, other] }), RULES);
      expect(findings.map(({ code, at }) => [code, at.file])).toContainEqual([
        "LH045",
        "customers/contoso.ts",
      ]);
    },
  },
  LH085: {
    offers: [
      anOffer({
        managingTenant: {
          ...MANAGING_TENANT,
          principals: {
            ...PRINCIPALS,
            engineers: { ...PRINCIPALS.engineers, revoked: { since: "2026-11-30", reason: "taken over" } },
          },
        },
      }),
      another({
        plans: {
          standard: {
            visibility: "public",
            versions: {
              "1.0.0": {
                authorizations: [
                  ...TIDY_AUTHORIZATIONS,
                  { principal: PRINCIPALS.engineers, role: "Contributor" },
                ],
              },
            },
          },
        },
      }),
    ],
    customers: [aCustomer({ delegations: [taking("operations"), taking("security")] })],
    harm: async (definitions) => {
      const { sandbox, codes } = await deployed(definitions);
      expect(codes).toEqual([0]);
      // who reads the mark takes the access for gone
      const holders = sandbox.azure.access().map(({ principalId }) => principalId);
      expect(holders).toContain(PRINCIPALS.engineers.objectId);
    },
  },
  LH088: {
    estate: {
      deviations: [
        {
          file: "deviations/old.yaml",
          value: aDeviation(customer, anOffer(), (defined) => defined, {
            defined: { authorizations: [], eligibleAuthorizations: [], scopes: [] },
          }),
        },
      ],
    },
    harm: async ({ offers, customers }) => {
      // what was allowed is not what is deployed: access that Azure had lost comes back
      const [only = customer] = customers;
      const lost = aDeviation(only, offers[0] ?? anOffer(), (defined) => ({ ...defined, scopes: [] }), {
        defined: { authorizations: [], eligibleAuthorizations: [], scopes: [] },
      });
      const { sandbox, codes } = await deployed({ offers, customers: [{ ...only, deviations: [lost] }] });
      expect(codes).toEqual([0]);
      expect(sandbox.azure.access()).not.toEqual([]);
    },
  },
  LH090: {
    offers: [
      anOffer({
        plans: {
          standard: {
            visibility: "public",
            versions: {
              "0.9.0": {
                authorizations: [
                  ...TIDY_AUTHORIZATIONS,
                  { principal: PRINCIPALS.engineers, role: "Contributor" },
                ],
              },
            },
          },
        },
      }),
    ],
    customers: [aCustomer({ delegations: [{ ...taking("operations"), version: "0.9.0" }] })],
    estate: { published: recordOf(anOffer()) },
    harm: async (definitions) => {
      const { sandbox, codes } = await deployed(definitions);
      expect(codes).toEqual([0]);
      // the number went down from the recorded 1.0.0, and a group that no recorded version has got in
      const holders = sandbox.azure.access().map(({ principalId }) => principalId);
      expect(holders).toContain(PRINCIPALS.engineers.objectId);
    },
  },
};

/** The gate decides so on a change that broadens access, and for this reason. */
async function gated(changes: Parameters<typeof broader>[0], kind: string, reason: string): Promise<void> {
  const decision = decide(broader(changes));
  expect([decision.kind, decision.reasons.map((each) => each.kind)]).toEqual([
    kind,
    expect.arrayContaining([reason]),
  ]);
}

/** A subscription is dropped while it still holds a delegation. */
async function dropped({
  offers,
  customers,
}: {
  readonly offers: readonly Offer[];
  readonly customers: readonly Customer[];
}): Promise<void> {
  const { sandbox } = await deployed({ offers, customers: [customer] });
  const before = sandbox.azure.access();
  for (const each of customers) sandbox.write(each, offers);
  expect((await sandbox.apply("fabrikam")).output).toContain("Provider configuration not present");
  expect(sandbox.azure.access()).toEqual(before);
}

test("every rule that is an error has a proof", () => {
  const errors = RULES.filter(({ severity }) => severity === "error").map(({ code }) => code);
  expect(Object.keys(PROOFS).sort()).toEqual(errors.sort());
});

test.each(Object.entries(PROOFS))(
  "without %s there is harm",
  { tags: ["terraform"], timeout: 300_000 },
  async (code, proof) => {
    const { offers = [anOffer()], customers = [customer], estate = {}, harm } = proof;
    const found = checkRules(aContext({ offers, customers, ...estate }), RULES).findings;
    expect(found.map((finding) => finding.code)).toContain(code);
    await harm({ offers, customers });
  },
);
