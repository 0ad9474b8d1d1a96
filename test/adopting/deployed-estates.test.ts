import fc from "fast-check";
import { v5 } from "uuid";
import { expect, test } from "vitest";
import { accessOf } from "../../lib/access/access-grant.ts";
import { parseCustomer } from "../../lib/definitions/customer-schema.ts";
import { parseOffer } from "../../lib/definitions/parse-offer.ts";
import type { Customer } from "../../lib/delegation/customer.ts";
import type { Offer } from "../../lib/delegation/offer.ts";
import type { RegisteredSubscription } from "../../lib/delegation/registration.ts";
import {
  registrationAssignmentResourceId,
  registrationDefinitionResourceId,
} from "../../lib/delegation/registration.ts";
import { scopeId } from "../../lib/delegation/scope.ts";
import type { Read } from "../../lib/documents/problem.ts";
import type { AzureDirectory } from "../../lib/emulator/directory.ts";
import type { RegistrationDefinitionResource } from "../../lib/formats/arm/schema.ts";
import { DEPLOYER_CLIENT_ID, estateDirectory } from "../../lib/sandbox/estate-directory.ts";
import { definitionAttributes, definitionBody } from "../../lib/stand-in/definition-attributes.ts";
import { anyCustomer, anyOffer } from "../support/arbitraries.ts";
import { SmallAzure } from "../support/azure.ts";
import { change, keeper, temporaryFolder } from "../support/estates.ts";
import { DEFAULTS, registered } from "../support/stacks.ts";
import { delegatedIn, shown } from "./delegated.ts";
import { type OtherResource, shownState, stateFile } from "./other-states.ts";

/*
 * The round trip: an estate is deployed into the emulated Azure, read back as every source, and adopted. Access, names and
 * GUIDs are those that were deployed, from whatever source.
 */

const estates = fc.record({
  offers: fc.tuple(anyOffer("offer-a"), anyOffer("offer-b")),
  customer: anyCustomer(["offer-a", "offer-b"]),
  yaml: fc.boolean(),
});

function read<T>(parsed: Read<T>): T {
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.error));
  return parsed.value;
}

/** An Azure in which everything was deployed as azurerm does it. */
function deployed(
  offers: readonly Offer[],
  customer: Customer,
  subscriptions: readonly RegisteredSubscription[],
): SmallAzure {
  const made = estateDirectory({ offers, customers: [customer], defaults: DEFAULTS });
  const directory: AzureDirectory = {
    ...made,
    subscriptions: made.subscriptions.map((each) => ({
      ...each,
      registeredResourceProviders: ["Microsoft.ManagedServices"],
    })),
  };
  const azure = new SmallAzure(undefined, directory);
  const as = v5(customer.tenantId, DEPLOYER_CLIENT_ID);
  const put = (path: string, body: unknown) => {
    const answer = azure.ask("PUT", path, { as, tenant: customer.tenantId, body });
    expect([path, answer.status, answer.body]).toMatchObject([path, expect.toBeOneOf([200, 201, 202]), {}]);
    azure.now += 1_000;
  };
  for (const { registrations } of subscriptions)
    for (const { definition, assignments } of registrations) {
      const { subscriptionId, id } = definition;
      const definitionId = registrationDefinitionResourceId(subscriptionId, id);
      put(definitionId, definitionBody(attributesOf(definition)));
      for (const each of assignments)
        put(registrationAssignmentResourceId(scopeId(each.scope), each.id), {
          properties: { registrationDefinitionId: definitionId },
        });
    }
  return azure;
}

/** What a stack says of a definition, as azurerm gets it. */
function attributesOf(
  definition: RegisteredSubscription["registrations"][number]["definition"],
): Parameters<typeof definitionBody>[0] {
  const held = ({
    principal,
    role,
  }: {
    principal: { id: string; displayName: string };
    role: { id: string };
  }) => ({
    principal_id: principal.id,
    principal_display_name: principal.displayName,
    role_definition_id: role.id,
  });
  return {
    name: definition.name,
    description: definition.description,
    managing_tenant_id: definition.managingTenant.id,
    authorization: definition.authorizations.map((each) => ({
      ...held(each),
      delegated_role_definition_ids: each.delegatedRoles.map(({ id }) => id),
    })),
    eligible_authorization: definition.eligibleAuthorizations.map((each) => ({
      ...held(each),
      just_in_time_access_policy: [
        {
          multi_factor_auth_provider:
            each.justInTimeAccessPolicy.multiFactorAuthProvider === "Azure" ? "Azure" : null,
          maximum_activation_duration: each.justInTimeAccessPolicy.maximumActivationDuration,
          approver: each.justInTimeAccessPolicy.approvers.map(({ id, displayName }) => ({
            principal_id: id,
            principal_display_name: displayName,
          })),
        },
      ],
    })),
    plan: definition.marketplacePlan === undefined ? [] : [{ ...definition.marketplacePlan }],
  };
}

interface Listed {
  readonly id: string;
  readonly name: string;
  readonly properties: { readonly registrationDefinitionId: string };
}

/** Both lists of all subscriptions, as REST answers them. */
function lists(azure: SmallAzure, customer: Customer, subscriptions: readonly RegisteredSubscription[]) {
  const as = v5(customer.tenantId, DEPLOYER_CLIENT_ID);
  const all = (type: string, scopes: readonly string[]): (Listed & RegistrationDefinitionResource)[] => {
    const found = scopes.flatMap((scope): (Listed & RegistrationDefinitionResource)[] => {
      const path = `${scope}/providers/Microsoft.ManagedServices/${type}`;
      const { status, body } = azure.ask("GET", path, { as, tenant: customer.tenantId });
      expect([status, body.nextLink]).toEqual([200, undefined]);
      return body.value;
    });
    return [...new Map(found.map((each) => [each.id.toLowerCase(), each])).values()];
  };
  const whole = Object.values(customer.subscriptions).map((id) => `/subscriptions/${id}`);
  // a subscription's list does not have the assignments of its resource groups
  const groups = subscriptions
    .flatMap(({ registrations }) => registrations.flatMap(({ assignments }) => assignments))
    .map(({ scope }) => scopeId(scope));
  return {
    definitions: all("registrationDefinitions", whole),
    assignments: all("registrationAssignments", [...new Set([...whole, ...groups])]),
  };
}

/** The same as a state of another configuration, as azurerm writes it. */
function stateResources(
  { definitions, assignments }: ReturnType<typeof lists>,
  customer: Customer,
): OtherResource[] {
  return [
    ...Object.entries(customer.subscriptions).map(
      ([name, id]): OtherResource => ({
        mode: "data",
        type: "azurerm_subscription",
        name,
        values: { id: `/subscriptions/${id}`, subscription_id: id, tenant_id: customer.tenantId },
      }),
    ),
    ...definitions.map(
      (each, index): OtherResource => ({
        module: "module.msp",
        type: "azurerm_lighthouse_definition",
        name: "main",
        key: index,
        values: { ...definitionAttributes(each, each.id), lighthouse_definition_id: each.name },
      }),
    ),
    ...assignments.map(
      (each, index): OtherResource => ({
        module: "module.msp",
        type: "azurerm_lighthouse_assignment",
        name: "main",
        key: String(index),
        values: {
          id: each.id,
          name: each.name,
          scope: each.id.replace(/\/providers\/Microsoft\.ManagedServices\/.*$/i, ""),
          lighthouse_definition_id: each.properties.registrationDefinitionId,
          timeouts: null,
        },
      }),
    ),
  ];
}

test("whatever was deployed is adopted from lists, state files and shown states alike, exactly as it is", async () => {
  await fc.assert(
    fc.asyncProperty(estates, async ({ offers: authored, customer: owner, yaml }) => {
      const offers = authored.map((offer) => read(parseOffer(offer)));
      const customer = read(parseCustomer(owner));
      const subscriptions = registered(customer, offers);
      const azure = deployed(offers, customer, subscriptions);
      const listed = lists(azure, customer, subscriptions);
      const resources = stateResources(listed, customer);
      const folder = temporaryFolder();
      change(folder, {
        "azure/definitions.json": JSON.stringify({ value: listed.definitions }),
        "azure/assignments.json": JSON.stringify({ value: listed.assignments }),
        "filed.tfstate": stateFile(resources),
        "shown.json": JSON.stringify(shownState(resources)),
      });
      const expected = shown(subscriptions);
      for (const source of ["azure", "filed.tfstate", "shown.json"]) {
        const words = ["adopt", source, "--output", `from-${source}`, ...(yaml ? ["--yaml"] : [])];
        const ran = await keeper(folder, words);
        expect(ran, `${ran.err}${ran.out}`).toMatchObject({ code: 0 });
        if (expected.definitions.length === 0) continue;
        expect(await delegatedIn(`${folder}/from-${source}`)).toEqual(expected);
      }
      expect(azure.azure.access()).toEqual(accessOf(subscriptions));
    }),
    { numRuns: 25 },
  );
}, 240_000);
