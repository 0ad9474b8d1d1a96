import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Connection, HttpRequest } from "../../lib/azure/connection.ts";
import { registrationDefinitionGuid } from "../../lib/delegation/arm-guid.ts";
import type { AzureDirectory, DirectorySubscription } from "../../lib/emulator/directory.ts";
import { EmulatedAzure } from "../../lib/emulator/emulated-azure.ts";
import { makeToken } from "../../lib/emulator/token.ts";
import { readEstate } from "../../lib/estate/read-estate.ts";
import { outcomeOf, type PreflightFinding } from "../../lib/preflight/reasons.ts";
import { judgeTenants } from "../../lib/preflight/tenants.ts";
import { describeFinding } from "../../lib/report/preflight/describe.ts";
import { jsonPreflight } from "../../lib/report/preflight/json.ts";
import { terminalPreflight } from "../../lib/report/preflight/terminal.ts";
import { DEPLOYER_CLIENT_ID, estateDirectory } from "../../lib/sandbox/estate-directory.ts";
import { preflightCustomer } from "../../lib/workflows/preflight.ts";
import { answerOf, type EmulatedAnswer } from "../support/azure-connection.ts";
import { sampleCatalogue } from "../support/catalogue.ts";
import { REPOSITORY, sampleCopy } from "../support/estates.ts";

/*
 * A preflight of the sample estate's customer fabrikam, against an emulated Azure that differs from what the definitions take
 * for granted.
 */

const TENANT = "b1d5c2f0-3a4e-4b6c-8d7e-000000000101";
const SUBSCRIPTION = "c2e6d3a1-4b5f-4c7d-9e8f-000000000111";
const MANAGING = "6f0c1f6e-2c1d-4f0b-9d5a-0c7a3f2b1e01";
const OTHER = "00000000-0000-4000-8000-000000000777";

const NOW = Date.parse("2026-11-30T08:00:00Z");
const CLIENT = { ARM_CLIENT_ID: DEPLOYER_CLIENT_ID, ARM_CLIENT_SECRET: "s", ARM_TENANT_ID: TENANT };

type Edit = (request: HttpRequest, answer: EmulatedAnswer) => EmulatedAnswer;

interface Changed {
  readonly directory?: (directory: AzureDirectory) => AzureDirectory;
  readonly edit?: Edit;
  readonly estate?: string;
  readonly environment?: Readonly<Record<string, string>>;
  /** Runs before the preflight. */
  readonly before?: (azure: EmulatedAzure, later: () => void) => void;
}

async function directoryOfSample(): Promise<AzureDirectory> {
  const read = await readEstate({ root: REPOSITORY, records: REPOSITORY }, "complete", false);
  if (!read.ok) throw new Error(read.error.problem);
  const { offers, customers, defaults } = read.value;
  return estateDirectory({
    offers: offers.map(({ value }) => value),
    customers: customers.map(({ value }) => value),
    defaults: defaults.value,
  });
}

const SAMPLE = await directoryOfSample();

interface Found {
  readonly findings: readonly PreflightFinding[];
  readonly sent: readonly HttpRequest[];
  readonly azure: EmulatedAzure;
}

async function found({
  directory = (each) => each,
  edit = (_, answer) => answer,
  estate = REPOSITORY,
  environment = CLIENT,
  before = () => {},
}: Changed): Promise<Found> {
  let time = NOW;
  const azure = new EmulatedAzure(directory(SAMPLE), { catalogue: sampleCatalogue(), now: () => time });
  const sent: HttpRequest[] = [];
  const connection: Connection = {
    now: () => time,
    wait: async (milliseconds) => {
      time += milliseconds;
    },
    send: async (request) => {
      sent.push(request);
      const answer = answerOf(azure, request);
      return answer && edit(request, answer);
    },
  };
  before(azure, () => {
    time += 60_000;
  });
  const world = {
    folder: estate,
    environment,
    keeper: [],
    continuousIntegration: false,
    today: "2026-11-30",
    progress: () => {},
  };
  const result = await preflightCustomer("fabrikam", world, connection);
  if (!result.ok) throw new Error(result.error.problem);
  return { findings: result.value.findings ?? [], sent, azure };
}

const codes = ({ findings }: Found): string[] => findings.map(({ code }) => code);

const subscription =
  (change: Partial<DirectorySubscription>) =>
  (directory: AzureDirectory): AzureDirectory => ({
    ...directory,
    subscriptions: directory.subscriptions.map((each) =>
      each.id === SUBSCRIPTION ? { ...each, ...change } : each,
    ),
  });

const principals =
  (tenant: string, change: (id: string) => object) =>
  (directory: AzureDirectory): AzureDirectory => ({
    ...directory,
    tenants: directory.tenants.map((each) =>
      each.id === tenant
        ? { ...each, principals: each.principals.map((one) => ({ ...one, ...change(one.id) })) }
        : each,
    ),
  });

const DEPLOYER = SAMPLE.tenants.find(({ id }) => id === TENANT)?.principals[0]?.id ?? "";
const GROUP = "1b7e9a1f-6c2a-4e68-9b62-7b3c8e1d2202";

const PASSED = [
  "signed-in",
  "application",
  "in-tenant",
  "operations-allowed",
  "will-be-registered",
  "tenants-differ",
  "nothing-in-the-way",
  "no-policy-denies",
  "principals-exist",
];

/** Changes the JSON of answers to requests whose path contains a text. */
const editing =
  (part: string, change: (body: Record<string, unknown>) => object, status?: number): Edit =>
  (request, answer) =>
    request.url.includes(part)
      ? {
          ...answer,
          status: status ?? answer.status,
          text: JSON.stringify(change(JSON.parse(answer.text))),
        }
      : answer;

test("in the Azure that the definitions expect every check passes, and nothing is changed", async () => {
  const result = await found({});
  expect(codes(result)).toEqual(PASSED);
  const methods = new Set(
    result.sent
      .filter(({ url }) => !url.endsWith("/oauth2/v2.0/token"))
      .map(({ method, url }) => `${method} ${new URL(url).pathname.split("/").at(-1)}`),
  );
  expect([...methods].filter((each) => !each.startsWith("GET"))).toEqual(["POST getByIds"]);
  expect(result.azure.resources()).toEqual([]);
});

test("of each offer it is said that tenants and clouds differ as they must, with the cloud", async () => {
  const { findings } = await found({});
  const [shown] = findings.filter(({ code }) => code === "tenants-differ");
  expect(shown?.facts).toMatchObject({ cloud: "public" });
  const told = JSON.stringify(describeFinding(shown as PreflightFinding));
  expect(told).toMatch(/is another tenant than the customer's, and both are in /);
  // both problems of one offer are told
  const offer = { offer: "operations", tenantId: TENANT, cloud: "china" } as const;
  const both = judgeTenants([offer], { tenantId: TENANT, cloud: "public" }, []);
  expect(both.map(({ code }) => code)).toEqual(["same-tenant", "clouds-differ"]);
});

describe("the customer's tenant", () => {
  test("a tenant that refuses the sign-in leaves everything there unchecked, and says so once", async () => {
    const without = { ...CLIENT, ARM_CLIENT_ID: OTHER };
    const { findings } = await found({ environment: without });
    expect(findings.map(({ code }) => code)).toEqual([
      "not-signed-in",
      "tenants-differ",
      "principals-not-read",
    ]);
  });

  test("a sign-in to another cloud asks nothing", async () => {
    const result = await found({ environment: { ...CLIENT, ARM_ENVIRONMENT: "china" } });
    expect(codes(result)).toEqual(["other-cloud", "tenants-differ", "principals-not-read"]);
    expect(result.sent).toEqual([]);
  });

  test("a guest is a warning, a member is none", async () => {
    const as = (guest: boolean) =>
      found({ directory: principals(TENANT, () => ({ type: "User", guest, clientId: DEPLOYER_CLIENT_ID })) });
    expect(codes(await as(true))[1]).toBe("guest");
    expect(codes(await as(false))[1]).toBe("member");
  });

  test("a subscription in another tenant is named with that tenant", async () => {
    const edit = editing(`/subscriptions/${SUBSCRIPTION}?`, (body) => ({ ...body, tenantId: OTHER }));
    const { findings } = await found({ edit });
    expect(findings).toContainEqual({
      code: "in-other-tenant",
      facts: { subscriptionId: SUBSCRIPTION, tenantId: OTHER, definedTenantId: TENANT },
    });
  });

  test("a subscription that is in the managing tenant cannot be delegated to it", async () => {
    const edit = editing(`/subscriptions/${SUBSCRIPTION}?`, (body) => ({ ...body, tenantId: MANAGING }));
    const result = await found({ edit });
    expect(codes(result)).toContain("same-tenant");
  });

  test.each([
    ["Disabled", "not-enabled"],
    ["Warned", "close-to-disabled"],
  ])("a subscription that is %s is %s", async (state, code) => {
    const edit = editing(`/subscriptions/${SUBSCRIPTION}?`, (body) => ({ ...body, state }));
    expect(codes(await found({ edit }))).toContain(code);
  });

  test("without a role nothing is known of the subscription: every part says so", async () => {
    const result = await found({ directory: subscription({ roleAssignments: [] }) });
    const unread = result.findings.filter(({ code }) => code.endsWith("-not-read"));
    expect(unread.map(({ code }) => code)).toEqual([
      "subscription-not-read",
      "permissions-not-read",
      "provider-not-read",
      "delegations-not-read",
      "delegations-not-read",
      "delegations-not-read",
      "policies-not-read",
    ]);
    expect(codes(result)).not.toContain("nothing-in-the-way");
    expect(codes(result)).not.toContain("no-policy-denies");
  });
});

describe("permissions", () => {
  const as = (role: "Contributor" | "Reader" | "User Access Administrator") =>
    found({ directory: subscription({ roleAssignments: [{ principalId: DEPLOYER, role }] }) });

  test("a Contributor lacks role assignments; the deployment may still register the provider", async () => {
    const { findings } = await as("Contributor");
    expect(findings).toContainEqual({
      code: "operations-missing",
      facts: {
        subscriptionId: SUBSCRIPTION,
        operations: [
          "Microsoft.Authorization/roleAssignments/write",
          "Microsoft.Authorization/roleAssignments/delete",
        ],
      },
    });
    expect(findings.map(({ code }) => code)).toContain("will-be-registered");
  });

  test("a Reader cannot register the provider either", async () => {
    expect(codes(await as("Reader"))).toEqual(
      expect.arrayContaining(["operations-missing", "not-registered"]),
    );
  });

  test("a condition on the permission is a warning", async () => {
    const edit = editing("/Microsoft.Authorization/permissions", ({ value }) => ({
      value: (value as object[]).map((each) => ({ ...each, condition: "@Resource[x] StringEquals 'y'" })),
    }));
    expect(codes(await found({ edit }))).toContain("operations-conditional");
  });

  test("permissions of an unknown form are not read as none", async () => {
    const edit = editing("/Microsoft.Authorization/permissions", () => ({ value: [{ actions: "*" }] }));
    expect(codes(await found({ edit }))).toContain("permissions-not-read");
  });
});

describe("policies", () => {
  test("the allow-list of managing tenants without this one fails, and the emulated Azure then refuses", async () => {
    const result = await found({ directory: subscription({ allowedManagingTenants: [OTHER] }) });
    expect(result.findings).toContainEqual({
      code: "tenant-not-allowed",
      facts: expect.objectContaining({ subscriptionId: SUBSCRIPTION, tenantId: MANAGING }),
    });
    const allowed = await found({ directory: subscription({ allowedManagingTenants: [OTHER, MANAGING] }) });
    expect(codes(allowed)).toEqual(PASSED);
  });

  test("policies that cannot be read are not taken for none", async () => {
    const edit = editing("/policyAssignments", () => ({ error: { code: "AuthorizationFailed" } }), 403);
    expect(codes(await found({ edit }))).toContain("policies-not-read");
    const definition = editing("/policyDefinitions/", () => ({ error: {} }), 403);
    const directory = subscription({ allowedManagingTenants: [MANAGING] });
    expect(codes(await found({ edit: definition, directory }))).toContain("policy-not-read");
  });
});

describe("principals", () => {
  const changed = (change: object) =>
    found({ directory: principals(MANAGING, (id) => (id === GROUP ? change : {})) });

  test.each([
    [{ id: OTHER }, "principal-missing"],
    [{ type: "User" }, "other-type"],
    [{ type: "Application" }, "app-registration"],
    [{ securityEnabled: false }, "no-security-group"],
    [{ id: OTHER, type: "ServicePrincipal", clientId: GROUP }, "application-id"],
  ])("%j is %s", async (change, code) => {
    const result = await changed(change);
    const wrong = result.findings.filter(
      ({ facts }) => "principalId" in facts && facts.principalId === GROUP,
    );
    expect(wrong.map((each) => each.code)).toEqual([code]);
  });

  test("an application without permission to read the directory leaves them unchecked", async () => {
    const result = await found({ directory: principals(MANAGING, () => ({ readsDirectory: false })) });
    expect(result.findings).toContainEqual({
      code: "principals-not-read",
      facts: { tenantId: MANAGING, problem: "access-denied" },
    });
  });
});

describe("delegations that stand already", () => {
  const PROVIDERS = `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.ManagedServices`;
  const CONTRIBUTOR = "b24988ac-6180-42a0-ab88-20f7382dd24c";

  /** Puts a definition and its assignment as the deployer. */
  const delegated =
    (id: string, properties: object) =>
    (azure: EmulatedAzure, later: () => void): void => {
      const ask = (method: string, path: string, body?: object) => {
        const request = {
          method,
          url: `https://azure${path}?api-version=2022-10-01`,
          headers: {
            authorization: `Bearer ${makeToken({ tenantId: TENANT, principalId: DEPLOYER }, "", "", NOW)}`,
          },
        };
        const answer = answerOf(azure, {
          ...request,
          method: method as "GET",
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        expect(answer?.status).toBeLessThan(300);
      };
      ask("POST", `/subscriptions/${SUBSCRIPTION}/providers/Microsoft.ManagedServices/register`);
      const authorizations = [{ principalId: GROUP, roleDefinitionId: CONTRIBUTOR }];
      ask("PUT", `${PROVIDERS}/registrationDefinitions/${id}`, {
        properties: { managedByTenantId: MANAGING, authorizations, ...properties },
      });
      later();
      ask("PUT", `${PROVIDERS}/registrationAssignments/${id}`, {
        properties: { registrationDefinitionId: `${PROVIDERS}/registrationDefinitions/${id}` },
      });
      later();
    };

  const OWN = "00000000-0000-4000-8000-00000000d001";

  test("another delegation of the same name at the scope fails: Azure allows one", async () => {
    const before = delegated(OWN, { registrationDefinitionName: "Northwind Managed Operations" });
    const { findings } = await found({ before });
    expect(findings).toContainEqual({
      code: "offer-name-taken",
      facts: {
        subscriptionId: SUBSCRIPTION,
        scope: `/subscriptions/${SUBSCRIPTION}`,
        name: "Northwind Managed Operations",
        managingTenantId: MANAGING,
        registrationDefinitionId: OWN,
      },
    });
  });

  test("a grant of the same principal and role at the scope is a warning", async () => {
    const { findings } = await found({ before: delegated(OWN, { registrationDefinitionName: "Other" }) });
    const overlap = findings.filter(({ code }) => code === "grants-overlap");
    expect(overlap).toHaveLength(1);
    expect(overlap[0]?.facts).toMatchObject({
      grants: [
        { scope: `/subscriptions/${SUBSCRIPTION}`, principalId: GROUP, roleDefinitionId: CONTRIBUTOR },
      ],
    });
    expect(findings.map(({ code }) => code)).not.toContain("offer-name-taken");
  });

  test("the definition's own GUID is taken already: adopt it", async () => {
    const id = registrationDefinitionGuid(MANAGING, SUBSCRIPTION, "managed-operations");
    const result = await found({ before: delegated(id, { registrationDefinitionName: "Operations" }) });
    expect(codes(result)).toContain("definition-exists");
  });

  test("a delegation of another name and other principals is in nobody's way", async () => {
    const authorizations = [{ principalId: OTHER, roleDefinitionId: CONTRIBUTOR }];
    const result = await found({ before: delegated(OWN, { authorizations }) });
    expect(result.findings).toContainEqual({
      code: "nothing-in-the-way",
      facts: { subscriptionId: SUBSCRIPTION, definitions: 1 },
    });
  });
});

test("on-request access brings a note that nothing proves its licence", async () => {
  const file = readFileSync(join(REPOSITORY, "customers", "fabrikam.ts"), "utf8");
  const estate = sampleCopy({
    "customers/fabrikam.ts": file
      .replaceAll("managedOperations", "securityOperations")
      .replace("managed-operations.ts", "security-operations.ts")
      .replace('plan: "complete"', 'plan: "watch"')
      .replace('version: "1.1.0"', 'version: "2.0.0"'),
  });
  const { findings } = await found({ estate });
  expect(findings.at(-1)).toEqual({
    code: "licence-not-provable",
    facts: { tenantId: MANAGING, eligible: 2 },
  });
});

test("every reason has words, and everything but what passed says what to do", async () => {
  const results = [
    await found({}),
    await found({ directory: subscription({ roleAssignments: [], allowedManagingTenants: [OTHER] }) }),
    await found({ environment: { ...CLIENT, ARM_CLIENT_ID: OTHER } }),
  ];
  for (const finding of results.flatMap(({ findings }) => findings)) {
    const { line, fix } = describeFinding(finding);
    expect(line).not.toContain("undefined");
    expect(fix === undefined).toBe(outcomeOf(finding) === "passed");
  }
});

test("a terminal shows the verdict first, then what stops, within its width", async () => {
  const { findings } = await found({ directory: subscription({ allowedManagingTenants: [OTHER] }) });
  const lines = terminalPreflight("fabrikam", findings, { columns: 80 }).split("\n");
  expect(lines[0]).toBe("fabrikam: cannot be deployed yet (1 failed, 8 passed)");
  expect(lines[2]).toContain("FAILED policies: policy");
  expect(lines.filter((line) => line.length > 80 && line.trim().includes(" "))).toEqual([]);
  const json = JSON.parse(jsonPreflight("fabrikam", findings));
  expect(json.outcomes).toEqual({ passed: 8, note: 0, warning: 0, failed: 1, "not-checked": 0 });
  expect(json.findings.find(({ code }: { code: string }) => code === "tenant-not-allowed").fix).toContain(
    MANAGING,
  );
});
