import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseCustomer } from "../../lib/definitions/customer-schema.ts";
import { parseEstate } from "../../lib/definitions/estate-schema.ts";
import { parseOffer } from "../../lib/definitions/parse-offer.ts";
import { withinKnownVersions } from "../../lib/delegation/azurerm-versions.ts";
import type { Problem } from "../../lib/documents/problem.ts";
import { anyCustomer, anyOffer } from "../support/arbitraries.ts";
import { guidOf, MANAGING_TENANT } from "../support/builders.ts";

const GOOD = {
  id: "fabrikam",
  name: "Fabrikam",
  tenantId: guidOf("A"),
  subscriptions: { production: guidOf("B") },
  delegations: [
    { offer: "operations", plan: "standard", version: "1.0.0", scopes: [{ subscription: "production" }] },
  ],
};

/** Parts of an authorization, however wrong. */
interface Loose {
  readonly principal?: object;
  readonly role?: string | object;
}

function problemsOf(changes: object): readonly Problem[] {
  const parsed = parseCustomer({ ...GOOD, ...changes });
  return parsed.ok ? [] : parsed.error;
}

describe("parseCustomer", () => {
  test("lower-cases GUIDs and fills in what may be left out", () => {
    expect(parseCustomer(GOOD)).toMatchObject({
      ok: true,
      value: {
        tenantId: guidOf("a"),
        cloud: "public",
        tags: {},
        accepts: [],
        subscriptions: { production: guidOf("b") },
      },
    });
  });

  test("collects every problem, each with its path, what was received and what is allowed", () => {
    const problems = problemsOf({
      id: "Fabrikam",
      tenantId: "x",
      subscriptions: { "../x": guidOf("1"), production: 7 },
      delegations: [{ offer: "operations", plan: "standard", version: "1.0", scopes: "all" }],
    });
    expect(problems.map(({ path, received }) => [path.join("."), received])).toEqual([
      ["id", '"Fabrikam"'],
      ["tenantId", '"x"'],
      ["subscriptions.../x", '"../x"'],
      ["subscriptions.production", "7"],
      ["delegations.0.version", '"1.0"'],
      ["delegations.0.scopes", '"all"'],
    ]);
    for (const { allowed } of problems) expect(allowed).not.toMatch(/^Invalid|^$/);
  });

  test.each<[string, object, string, string]>([
    ["a required property", { name: undefined, nmae: "Fabrikam" }, "nmae", "did you mean `name`?"],
    ["an optional property", { formerid: "fabrikam-old" }, "formerid", "did you mean `formerId`?"],
    ["a cloud", { cloud: "usgovernment" }, "cloud", 'did you mean "usGovernment"?'],
    [
      "a name of a subscription",
      { subscriptions: { Production: guidOf("1") } },
      "subscriptions.Production",
      'did you mean "production"?',
    ],
    ["an id", { id: "Fabrikam Ltd" }, "id", 'did you mean "fabrikam-ltd"?'],
    [
      "a version without its quotes",
      { delegations: [{ ...GOOD.delegations[0], version: 1.1 }] },
      "delegations.0.version",
      "put the value in quotes",
    ],
    [
      "a resource group's property",
      {
        delegations: [
          {
            ...GOOD.delegations[0],
            scopes: [
              {
                subscription: "production",
                resourceGroups: [{ nam: "rg", registrationAssignmentId: guidOf("1") }],
              },
            ],
          },
        ],
      },
      "delegations.0.scopes.0.resourceGroups.0.nam",
      "did you mean `name`?",
    ],
    ["a way to sign in", { signIn: { method: "azurecli" } }, "signIn.method", 'did you mean "azureCli"?'],
    [
      "a missing property",
      { tenantId: undefined },
      "tenantId",
      "add tenantId: a GUID such as 8f1e2d3c-0000-4000-8000-0123456789ab",
    ],
    ["a property of nothing", { weather: "fair" }, "weather", "remove it"],
  ])("finds one misspelling once, and says what to write: %s", (_, changes, place, fix) => {
    expect(problemsOf(changes).map(({ path, fix: each }) => [path.join("."), each])).toEqual([[place, fix]]);
  });

  test.each(["clientSecret", "password", "accessKey", "sasToken", "client_certificate"])(
    "refuses %s, and does not show it",
    (key) => {
      const [problem] = problemsOf({ [key]: "hunter2" });
      expect(problem?.problem).toContain("secret");
      expect(JSON.stringify(problem)).not.toContain("hunter2");
    },
  );

  test.each([
    ["an unknown property", { tenant: "x" }, "is not a known property"],
    ["an empty name", { name: " " }, "is not valid"],
    ["a control character", { name: "a\u0007b" }, "is not valid"],
    ["a direction override", { name: "a\u202Eb" }, "is not valid"],
    ["half a surrogate pair", { name: "a\uD800" }, "has text with half a surrogate pair"],
    ["a line break in a name", { name: "a\nb" }, "is not valid"],
    ["a placeholder", { name: "<the customer's name>" }, "has a placeholder in angle brackets"],
    [
      "a placeholder in a text",
      { name: "Customer of <your company>" },
      "has a placeholder in angle brackets",
    ],
    ["a GUID of zeros", { tenantId: "00000000-0000-0000-0000-000000000000" }, "is a placeholder"],
    ["a GUID of ones", { tenantId: "11111111-1111-1111-1111-111111111111" }, "is a placeholder"],
    [
      "a subscription of ones",
      { subscriptions: { production: "11111111-1111-1111-1111-111111111111" } },
      "is a placeholder",
    ],
    [
      "another tenant to sign in to, where the provider deploys",
      { signIn: { method: "azureCli", tenantId: guidOf("9") } },
      "names a tenant to sign in to, though the provider deploys",
    ],
    ["a GUID of ones in every bit", { tenantId: "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF" }, "is a placeholder"],
    [
      "no resource group at all",
      {
        delegations: [
          { ...GOOD.delegations[0], scopes: [{ subscription: "production", resourceGroups: [] }] },
        ],
      },
      "is not valid",
    ],
    [
      "a group name that is a path",
      {
        delegations: [
          { ...GOOD.delegations[0], scopes: [{ subscription: "production", resourceGroups: ["a/b"] }] },
        ],
      },
      "is not valid",
    ],
    [
      "a group name that ends in a period",
      {
        delegations: [
          { ...GOOD.delegations[0], scopes: [{ subscription: "production", resourceGroups: ["a."] }] },
        ],
      },
      "is not valid",
    ],
    [
      "a pin of the subscription beside groups",
      {
        delegations: [
          {
            ...GOOD.delegations[0],
            scopes: [
              { subscription: "production", resourceGroups: ["a"], registrationAssignmentId: guidOf("1") },
            ],
          },
        ],
      },
      "names an assignment of the whole subscription",
    ],
  ])("refuses %s", (_, changes, problem) => {
    expect(
      problemsOf(changes)
        .map((each) => each.problem)
        .join(),
    ).toContain(problem);
  });

  test("normalizes text as Terraform does, so that what it decodes is what was defined", () => {
    expect(parseCustomer({ ...GOOD, name: "Cafe\u0301" })).toMatchObject({ value: { name: "Caf\u00e9" } });
  });

  test("does not take what every object inherits for a definition's own", () => {
    expect(problemsOf({ subscriptions: JSON.parse(`{"__proto__": "${guidOf("1")}"}`) })).not.toEqual([]);
  });
});

describe("parseOffer", () => {
  const offer = (version: object) => ({
    id: "operations",
    name: "Operations",
    description: "",
    managingTenant: MANAGING_TENANT,
    plans: { standard: { visibility: "public", versions: { "1.0.0": version } } },
  });

  test("lays included sets out, each authorization with the path where it was written", () => {
    const { operators } = MANAGING_TENANT.principals;
    const set = { authorizations: [{ principal: operators, role: "Reader" }] };
    const parsed = parseOffer(offer({ ...set, includes: [set, set] }));
    if (!parsed.ok) throw new Error("unreadable");
    const base = ["plans", "standard", "versions", "1.0.0"];
    expect(parsed.value.plans["standard"]?.versions["1.0.0"]?.authorizations.map(({ path }) => path)).toEqual(
      [
        [...base, "authorizations", 0],
        [...base, "includes", 0, "authorizations", 0],
        [...base, "includes", 1, "authorizations", 0],
      ],
    );
  });

  test("defaults a just-in-time access policy to multifactor authentication and eight hours", () => {
    const eligible = {
      principal: MANAGING_TENANT.principals.operators,
      role: "Contributor",
      justInTimeAccessPolicy: {},
    };
    const parsed = parseOffer(offer({ eligibleAuthorizations: [eligible] }));
    expect(parsed).toMatchObject({
      value: {
        plans: {
          standard: {
            versions: {
              "1.0.0": {
                eligibleAuthorizations: [
                  {
                    justInTimeAccessPolicy: {
                      multiFactorAuthProvider: "Azure",
                      maximumActivationDuration: "PT8H",
                      approvers: [],
                    },
                  },
                ],
              },
            },
          },
        },
      },
    });
  });

  test.each<[string, Loose, string]>([
    ["a type of principal", { principal: { type: "group" } }, 'did you mean "Group"?'],
    ["a kept role", { role: { kepe: "Log Analytics Contributor" } }, "did you mean `keep`?"],
  ])("says what to write in an authorization: %s", (_, { principal = {}, role = "Reader" }, fix) => {
    const { operators } = MANAGING_TENANT.principals;
    const kept = { onSubscriptions: [guidOf("1")], reason: "until 2027" };
    const authorization = {
      principal: { ...operators, ...principal },
      role: typeof role === "string" ? role : { ...role, ...kept },
    };
    const parsed = parseOffer(offer({ authorizations: [authorization] }));
    expect(parsed.ok ? [] : parsed.error.map((each) => each.fix)).toEqual([fix]);
  });

  test.each<[object, string]>([
    [{ visibility: "Public", versions: {} }, 'did you mean "public"?'],
    [{ visibility: "public", versions: { "1.0": {} } }, 'did you mean "1.0.0"?'],
  ])("says what to write in a plan: %j", (plan, fix) => {
    const parsed = parseOffer({ ...offer({}), plans: { standard: plan } });
    expect(parsed.ok ? [] : parsed.error.map((each) => each.fix)).toEqual([fix]);
  });

  test.each([
    { versions: { "1.0": {} } },
    { versions: { "01.0.0": {} } },
    { versions: { "1.0.0-beta": {} } },
  ])("refuses a version that is not n.n.n: %j", ({ versions }) => {
    const plans = { standard: { visibility: "public", versions } };
    expect(parseOffer({ ...offer({}), plans }).ok).toBe(false);
  });
});

test("parseOffer, parseCustomer and parseEstate give problems for junk, and never throw", () => {
  fc.assert(
    fc.property(fc.anything(), (junk) => {
      for (const parsed of [parseOffer(junk), parseCustomer(junk)]) expect(parsed.ok).toBe(false);
      const estate = parseEstate(junk);
      expect(estate.ok || estate.error.length > 0).toBe(true);
    }),
  );
});

test("parseOffer and parseCustomer read every definition that the other properties are about", () => {
  fc.assert(
    fc.property(anyOffer("offer-a"), anyCustomer(["offer-a"]), (offer, customer) => {
      expect(parseOffer(offer)).toMatchObject({ ok: true });
      expect(parseCustomer(customer)).toMatchObject({ ok: true });
    }),
  );
});

describe("parseEstate", () => {
  const azurerm = {
    backend: "azurerm",
    tenantId: guidOf("1"),
    subscriptionId: guidOf("2"),
    resourceGroupName: "rg-state",
    storageAccountName: "northwindstate",
    containerName: "state",
  };

  test("reads an estate without a word as local state, Azure CLI and every known azurerm", () => {
    expect(parseEstate(undefined)).toEqual({
      ok: true,
      value: {
        state: { backend: "local", folder: "state", allowInContinuousIntegration: false },
        signIn: { method: "azureCli" },
        azurermVersion: ">= 4.55.0, < 6.0.0",
        registerResourceProvider: true,
        acceptance: "optional",
        engine: "cdktf",
      },
    });
  });

  test.each([
    ["state below cdktf.out", { state: { backend: "local", folder: "cdktf.out/state" } }],
    ["state outside the estate", { state: { backend: "local", folder: "../state" } }],
    ["an absolute state folder", { state: { backend: "local", folder: "/state" } }],
    ["an expression as folder", { state: { backend: "local", folder: "${path.root}" } }],
    ["an access key", { state: { ...azurerm, accessKey: "k" } }],
    ["a state tenant left out", { state: { ...azurerm, tenantId: undefined } }],
    ["an unknown backend", { state: { backend: "s3" } }],
    ["a client secret", { signIn: { method: "oidc", clientId: guidOf("1"), clientSecret: "s" } }],
  ])("refuses %s", (_, estate) => {
    expect(parseEstate(estate).ok).toBe(false);
  });

  test("accepts state in Azure Storage and in HCP Terraform", () => {
    expect(parseEstate({ state: azurerm })).toMatchObject({
      ok: true,
      value: { state: { cloud: "public" } },
    });
    expect(parseEstate({ state: { backend: "cloud", organization: "northwind" } })).toMatchObject({
      ok: true,
      value: { state: { hostname: "app.terraform.io" } },
    });
  });
});

test.each([
  [">= 4.55.0, < 6.0.0", true],
  ["~> 5.2", true],
  ["~> 4.55.0", true],
  ["= 4.81.0", true],
  ["5.2.0", true],
  [">= 4.55, < 5.0", true],
  [">= 4.55.0", false],
  ["~> 4.54", false],
  ["~> 6.0", false],
  ["< 6.0.0", false],
  [">= 5.0, < 4.60", false],
  [">= 4.55.0, <= 7.0.0", false],
  ["latest", false],
  ["", false],
])("withinKnownVersions says of %j: %s", (constraint, known) => {
  expect(withinKnownVersions(constraint)).toBe(known);
});
