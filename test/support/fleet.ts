import { grantsOn } from "../../lib/access/assemble.ts";
import type { Connection, HttpRequest } from "../../lib/azure/connection.ts";
import type { AzureDirectory, DirectorySubscription } from "../../lib/emulator/directory.ts";
import { EmulatedAzure, type EmulatedAzureOptions } from "../../lib/emulator/emulated-azure.ts";
import type { SavedAzure } from "../../lib/emulator/store.ts";
import { makeToken } from "../../lib/emulator/token.ts";
import { decodeDefinition } from "../../lib/formats/arm/decode.ts";
import type { RegistrationDefinitionBody } from "../../lib/formats/arm/schema.ts";
import { ROLES } from "./azure.ts";
import { answerOf, type EmulatedAnswer } from "./azure-connection.ts";
import { sampleCatalogue } from "./catalogue.ts";

/*
 * A provider with many customers, each with one delegated subscription; and the way to it that a fetch takes.
 */

const guid = (kind: string, index = 0) => `${kind}-0000-4000-8000-${String(index).padStart(12, "0")}`;

/** The provider's tenant, its client, and a group that the client is a member of. */
export const PROVIDER: string = guid("0000aaaa");
const CLIENT: string = guid("0000cccc");
const GROUP = guid("0000bbbb");

/** A subscription of the fleet, by its number. */
export const subscriptionId = (index: number): string => guid("00005555", index);

/** The tenant of a subscription's customer. */
export const customerTenant = (index: number): string => guid("00007777", index);

const BODY: RegistrationDefinitionBody = {
  properties: {
    registrationDefinitionName: "Operations",
    managedByTenantId: PROVIDER,
    authorizations: [
      { principalId: GROUP, principalIdDisplayName: "Operators", roleDefinitionId: ROLES.reader },
    ],
    eligibleAuthorizations: [
      {
        principalId: GROUP,
        principalIdDisplayName: "Operators",
        roleDefinitionId: ROLES.contributor,
        justInTimeAccessPolicy: { multiFactorAuthProvider: "Azure", maximumActivationDuration: "PT4H" },
      },
    ],
  },
};

const DEFINITION = guid("0000dddd");
const ASSIGNMENT = guid("0000eeee");

/** How a fleet differs from the plain one. */
export interface FleetOptions extends Partial<EmulatedAzureOptions> {
  /** Resource groups of every subscription. @default - none */
  readonly resourceGroups?: readonly string[];
}

/** A provider with so many delegated subscriptions. Its clock goes on when a fetch waits, and with every request. */
export class Fleet implements Connection {
  /** Milliseconds since 1970. */
  time: number = Date.parse("2026-11-29T21:00:00Z");
  /** The clock of Azure. @default - {@link Fleet.time} */
  clock: () => number = () => this.time;
  readonly azure: EmulatedAzure;
  /** Every request that was sent, oldest first. */
  readonly sent: HttpRequest[] = [];
  /** Every pause, in milliseconds. */
  readonly pauses: number[] = [];
  /** Changes the text of an answer. */
  edit: (request: HttpRequest, text: string) => string = (_, text) => text;

  constructor(count: number, { resourceGroups = [], ...options }: FleetOptions = {}) {
    const indexes = Array.from({ length: count }, (_, index) => index);
    this.azure = new EmulatedAzure(directory(indexes, resourceGroups), {
      catalogue: sampleCatalogue(),
      now: () => this.clock(),
      saved: saved(indexes),
      ...options,
    });
  }

  now(): number {
    return this.time;
  }

  async wait(milliseconds: number): Promise<void> {
    this.pauses.push(milliseconds);
    this.time += milliseconds;
  }

  async send(request: HttpRequest): Promise<EmulatedAnswer | undefined> {
    this.sent.push(request);
    this.time += 5;
    const answer = answerOf(this.azure, request);
    return answer && { ...answer, text: this.edit(request, answer.text) };
  }

  /** A token of the provider's client. */
  token(): string {
    return makeToken(
      { tenantId: PROVIDER, principalId: CLIENT },
      CLIENT,
      "https://management.azure.com",
      this.time,
    );
  }

  /** Paths of the requests, with their query. */
  get paths(): string[] {
    return this.sent.map(({ url }) => url.slice(new URL(url).origin.length));
  }
}

/** The variables with which a client signs in to the fleet's provider. */
export const CLIENT_ENVIRONMENT: Readonly<Record<string, string>> = {
  ARM_CLIENT_ID: CLIENT,
  ARM_CLIENT_SECRET: "a-secret-of-the-client",
  ARM_TENANT_ID: PROVIDER,
};

function directory(indexes: readonly number[], resourceGroups: readonly string[]): AzureDirectory {
  return {
    tenants: [
      {
        id: PROVIDER,
        name: "Provider",
        principals: [
          { id: GROUP, type: "Group", displayName: "Operators", members: [CLIENT] },
          { id: CLIENT, type: "ServicePrincipal", displayName: "Reader", clientId: CLIENT },
        ],
      },
      ...indexes.map((index) => ({
        id: customerTenant(index),
        name: `Customer ${index}`,
        principals: [
          { id: CLIENT, type: "ServicePrincipal" as const, displayName: "Own reader", clientId: CLIENT },
        ],
      })),
    ],
    subscriptions: indexes.map(
      (index): DirectorySubscription => ({
        id: subscriptionId(index),
        name: `production ${index}`,
        tenantId: customerTenant(index),
        resourceGroups,
        roleAssignments: [{ principalId: CLIENT, role: "Reader" }],
        registeredResourceProviders: ["Microsoft.ManagedServices"],
      }),
    ),
    signedIn: { clientId: CLIENT },
  };
}

function saved(indexes: readonly number[]): SavedAzure {
  const place = (index: number) => {
    const scope = `/subscriptions/${subscriptionId(index)}`;
    const provider = `${scope}/providers/Microsoft.ManagedServices`;
    return {
      scope,
      definition: `${provider}/registrationDefinitions/${DEFINITION}`,
      assignment: `${provider}/registrationAssignments/${ASSIGNMENT}`,
    };
  };
  const state = { provisioningState: "Succeeded" as const };
  return {
    version: 1,
    definitions: Object.fromEntries(
      indexes.map(place).map(({ scope, definition }) => {
        return [definition.toLowerCase(), { scope, name: DEFINITION, sent: BODY, inForce: BODY, ...state }];
      }),
    ),
    assignments: Object.fromEntries(
      indexes.map(place).map(({ scope, definition, assignment }) => {
        const sent = { properties: { registrationDefinitionId: definition } };
        return [assignment.toLowerCase(), { scope, name: ASSIGNMENT, sent, ...state }];
      }),
    ),
    operations: [],
    registered: [],
    inForce: indexes.flatMap((index) => {
      const decoded = decodeDefinition(subscriptionId(index), DEFINITION, BODY);
      return grantsOn(place(index).scope, decoded, ASSIGNMENT);
    }),
    history: [],
  };
}
