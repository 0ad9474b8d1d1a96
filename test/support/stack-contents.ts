import fc from "fast-check";
import { parseCustomer } from "../../lib/definitions/customer-schema.ts";
import { parseOffer } from "../../lib/definitions/parse-offer.ts";
import { ENGINES } from "../../lib/delegation/engine.ts";
import type { CustomerSignIn, EstateDefaults, SignIn, State } from "../../lib/delegation/estate-defaults.ts";
import type { StackContent } from "../../lib/formats/stack/encode.ts";
import { importing } from "../../lib/formats/stack/imports.ts";
import type { Result } from "../../lib/values/result.ts";
import { anyCustomer, anyOffer } from "./arbitraries.ts";
import { hostileLine } from "./hostile-text.ts";
import { DEFAULTS, registered } from "./stacks.ts";

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
    engine: fc.constantFrom(...ENGINES),
    registerResourceProvider: fc.boolean(),
  },
  { requiredKeys: ["state", "signIn", "azurermVersion", "registerResourceProvider", "acceptance", "engine"] },
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

/** Stacks of any estate: names of any kind, every way to sign in and to keep state, imports of all, some or none. */
export function anyStackContent(): fc.Arbitrary<StackContent> {
  return estates.map(contentOf);
}
