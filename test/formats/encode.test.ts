import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterAll, expect, test } from "vitest";
import { Synthesizer } from "../../lib/constructs/synthesize.ts";
import { parseCustomer } from "../../lib/definitions/customer-schema.ts";
import { parseOffer } from "../../lib/definitions/parse-offer.ts";
import type { CustomerSignIn, EstateDefaults, SignIn, State } from "../../lib/delegation/estate-defaults.ts";
import { encodeStack, type StackContent } from "../../lib/formats/stack/encode.ts";
import { importing } from "../../lib/formats/stack/imports.ts";
import { verifyStack } from "../../lib/formats/stack/verify.ts";
import type { Result } from "../../lib/values/result.ts";
import { anyCustomer, anyOffer } from "../support/arbitraries.ts";
import { aCustomer, anOffer, guidOf } from "../support/builders.ts";
import { hostileLine } from "../support/hostile-text.ts";
import { DEFAULTS, registered, sampleEstate } from "../support/stacks.ts";

const scratch = mkdtempSync(join(tmpdir(), "keeper-encode-"));
afterAll(() => rmSync(scratch, { recursive: true }));
const synthesizer = new Synthesizer(scratch);

/** The bytes that the constructs make, and those of the encoder, which must be the same. */
function encoded(content: StackContent): string {
  const text = encodeStack(content, synthesizer.cdktfVersion);
  expect(text).toBe(synthesizer.synthesize(content).text);
  return text;
}

const signIn: fc.Arbitrary<SignIn> = fc.oneof(
  fc.constant({ method: "azureCli" } as const),
  fc.uuid().map((clientId) => ({ method: "oidc", clientId }) as const),
);
const cloud = fc.constantFrom("public", "usGovernment", "china");
const state: fc.Arbitrary<State> = fc.oneof(
  fc.record({
    backend: fc.constant("local"),
    folder: fc.constantFrom("state", "records/state"),
    allowInContinuousIntegration: fc.boolean(),
  }),
  fc.record({
    backend: fc.constant("azurerm"),
    tenantId: fc.uuid(),
    subscriptionId: fc.uuid(),
    resourceGroupName: fc.constantFrom("rg-state", "RG_(state)"),
    storageAccountName: fc.constant("state"),
    containerName: fc.constant("states"),
    cloud,
    signIn,
  }),
  fc.record(
    {
      backend: fc.constant("cloud"),
      organization: fc.constant("northwind"),
      hostname: fc.constantFrom("app.terraform.io", "app.terraform.io.example", "tfe.example"),
      project: fc.constantFrom("Customers", "Kunden für Müller", "顧客"),
    },
    { requiredKeys: ["backend", "organization", "hostname"] },
  ),
);
const defaults: fc.Arbitrary<EstateDefaults> = fc.record(
  {
    state,
    signIn,
    azurermVersion: fc.constantFrom(DEFAULTS.azurermVersion, "~> 5.2", "= 4.81.0"),
    partnerId: fc.uuid(),
    acceptance: fc.constantFrom("required", "optional"),
    registerResourceProvider: fc.boolean(),
  },
  { requiredKeys: ["state", "signIn", "azurermVersion", "registerResourceProvider", "acceptance"] },
);

/** A name of any length, with whatever Terraform, cdktf or JSON could take for more than text. */
const name = fc.oneof(
  hostileLine(),
  fc.constantFrom(
    "Müller & Söhne",
    "株式会社",
    "😀👩‍👩‍👧",
    'a "b"',
    "${x} %{y}",
    "1",
    "__proto__",
    "constructor",
  ),
  hostileLine().map((line) => line.repeat(400)),
);

const estates = fc.record({
  offers: fc.tuple(anyOffer("offer-a"), anyOffer("constructor")),
  customer: anyCustomer(["offer-a", "constructor"]),
  names: fc.tuple(name, name),
  cloud,
  ownSignIn: fc.option(
    fc
      .tuple(signIn, fc.option(fc.uuid(), { nil: undefined }))
      .map(([each, tenantId]): CustomerSignIn => (tenantId === undefined ? each : { ...each, tenantId })),
    { nil: undefined },
  ),
  imports: fc.constantFrom("none", "all", "some"),
  defaults,
  recordsFromStack: fc.constantFrom("../../..", "../../../../elsewhere"),
});

function read<T>(parsed: Result<T, unknown>): T {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

function contentOf(drawn: typeof estates extends fc.Arbitrary<infer T> ? T : never): StackContent {
  const parsed = read(parseCustomer(drawn.customer));
  const customer = { ...parsed, name: drawn.names[0], cloud: drawn.cloud, signIn: drawn.ownSignIn };
  const all = registered(
    customer,
    drawn.offers.map((each) => read(parseOffer(each))),
  );
  const named = all.map((each, index) => (index === 0 ? { ...each, name: drawn.names[1] } : each));
  const addresses = named.map(({ id }) => `azurerm_lighthouse_definition.offer-a_${id}`);
  const wanted = { none: [], all: [customer.id], some: addresses }[drawn.imports];
  const subscriptions = importing(named, customer.id, new Set(wanted));
  const { defaults, recordsFromStack } = drawn;
  return { customer, subscriptions, defaults, recordsFromStack };
}

test("encodeStack gives the bytes of the constructs for the sample estate, which are the golden files", async () => {
  const estate = await sampleEstate();
  const offers = estate.offers.map(({ value }) => value);
  expect(estate.customers).toHaveLength(6);
  for (const { value: customer } of estate.customers) {
    const text = encoded({
      customer,
      subscriptions: registered(customer, offers),
      defaults: estate.defaults.value,
      recordsFromStack: "../../..",
    });
    const golden = join(import.meta.dirname, "..", "golden", `${customer.id}.tf.json`);
    expect(text).toBe(readFileSync(golden, "utf8"));
  }
});

test("encodeStack gives the bytes of the constructs for any estate, and review's decoder reads the definitions in them", () => {
  fc.assert(
    fc.property(estates, (drawn) => {
      const content = contentOf(drawn);
      const { registerResourceProvider } = content.defaults;
      expect(verifyStack(encoded(content), { ...content, registerResourceProvider })).toEqual([]);
    }),
    { numRuns: 300 },
  );
});

test("encodeStack leaves out what a customer without delegations or subscriptions has not", () => {
  const content = (changes: object): StackContent => {
    const customer = aCustomer({ delegations: [], ...changes });
    const subscriptions = registered(customer, [anOffer()]);
    return { customer, subscriptions, defaults: DEFAULTS, recordsFromStack: "../../.." };
  };
  const idle = JSON.parse(encoded(content({})));
  expect(Object.keys(idle)).toEqual(["//", "data", "provider", "terraform"]);
  const empty = JSON.parse(encoded(content({ subscriptions: {} })));
  expect(Object.keys(empty)).toEqual(["//", "terraform"]);
});

test.each<[true | undefined, number | undefined]>([
  [true, 2],
  [undefined, undefined],
])("encodeStack imports what is pinned where import is %s", (imports, blocks) => {
  const [registrationDefinitionId, registrationAssignmentId] = [guidOf("4"), guidOf("5")];
  const groups = [{ name: "RG_(web)", registrationAssignmentId }, "other"];
  const customer = aCustomer({
    delegations: [
      {
        offer: "operations",
        plan: "standard",
        version: "1.0.0",
        scopes: [
          { subscription: "production", import: imports, registrationDefinitionId, resourceGroups: groups },
        ],
      },
    ],
  });
  const subscriptions = registered(customer, [anOffer()]);
  const text = encoded({ customer, subscriptions, defaults: DEFAULTS, recordsFromStack: "../../.." });
  expect(JSON.parse(text).import?.length).toBe(blocks);
});

test("encodeStack: the version of cdktf stands in the metadata, and nowhere else", () => {
  const customer = aCustomer();
  const subscriptions = registered(customer, [anOffer()]);
  const content = { customer, subscriptions, defaults: DEFAULTS, recordsFromStack: "../../.." };
  const stack = JSON.parse(encodeStack(content, "1.2.3"));
  expect(stack["//"].metadata.version).toBe("1.2.3");
  stack["//"].metadata.version = synthesizer.cdktfVersion;
  expect(stack).toEqual(JSON.parse(encoded(content)));
});
