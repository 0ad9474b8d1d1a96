import type { AccessGrant } from "../../lib/access/access-grant.ts";
import type { AzureDirectory } from "../../lib/emulator/directory.ts";
import { EmulatedAzure, type EmulatedAzureOptions } from "../../lib/emulator/emulated-azure.ts";
import type { SavedAzure } from "../../lib/emulator/store.ts";
import { sampleCatalogue } from "./catalogue.ts";

/*
 * A small Azure: a customer's tenant with one subscription, a managing tenant, and people who ask.
 */

const guid = (end: string) => `00000000-0000-4000-8000-${end.padStart(12, "0")}`;

/** Tenants. */
export const CUSTOMER: string = guid("c");
export const MANAGING: string = guid("m".replace("m", "9"));
export const OTHER: string = guid("7");
/** Principals of the customer's tenant, by what they may do. */
export const OWNER: string = guid("a1");
export const CONTRIBUTOR: string = guid("a2");
export const READER: string = guid("a3");
export const ADMINISTRATOR: string = guid("a4");
export const GUEST: string = guid("a5");
export const NOBODY: string = guid("a6");
/** Principals of the managing tenant. */
export const GROUP: string = guid("b1");
export const PERSON: string = guid("b2");
export const SERVICE: string = guid("b3");
export const APPLICATION: string = guid("b4");
/** Subscriptions. */
export const SUBSCRIPTION: string = guid("51");
export const ELSEWHERE: string = guid("52");
export const NATIONAL: string = guid("53");
/** Roles. */
export const ROLES = {
  reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  owner: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
  userAccessAdministrator: "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
  blobDataReader: "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
  rbacAdministrator: "f58310d9-a9f6-439a-9e8d-f62e7b41a168",
  deleteRole: "91c1777a-f3dc-4fae-b103-61d183457e46",
  logAnalyticsContributor: "92aaf0da-9dab-42b6-94a3-d43ce8d16293",
} as const;

const DIRECTORY: AzureDirectory = {
  tenants: [
    {
      id: CUSTOMER,
      name: "Customer",
      principals: [
        { id: OWNER, type: "ServicePrincipal", displayName: "Owner", clientId: guid("c1") },
        { id: CONTRIBUTOR, type: "User", displayName: "Contributor" },
        { id: READER, type: "User", displayName: "Reader" },
        { id: ADMINISTRATOR, type: "User", displayName: "Administrator" },
        { id: GUEST, type: "User", displayName: "Guest", guest: true },
        { id: NOBODY, type: "User", displayName: "Nobody" },
      ],
    },
    {
      id: MANAGING,
      name: "Provider",
      principals: [
        { id: GROUP, type: "Group", displayName: "Operators", members: [PERSON] },
        { id: PERSON, type: "User", displayName: "Person" },
        { id: SERVICE, type: "ServicePrincipal", displayName: "Automation" },
        { id: APPLICATION, type: "Application", displayName: "App registration" },
      ],
    },
    {
      id: OTHER,
      name: "Other",
      cloud: "usGovernment",
      principals: [{ id: OWNER, type: "User", displayName: "Owner" }],
    },
  ],
  subscriptions: [
    {
      id: SUBSCRIPTION,
      name: "production",
      tenantId: CUSTOMER,
      resourceGroups: ["Web", "data"],
      registeredResourceProviders: ["Microsoft.ManagedServices"],
      roleAssignments: [
        { principalId: OWNER, role: "Owner" },
        { principalId: CONTRIBUTOR, role: "Contributor" },
        { principalId: READER, role: "Reader" },
        { principalId: ADMINISTRATOR, role: "User Access Administrator" },
        { principalId: GUEST, role: "Owner" },
      ],
    },
    {
      id: ELSEWHERE,
      name: "elsewhere",
      tenantId: CUSTOMER,
      resourceGroups: [],
      roleAssignments: [
        { principalId: OWNER, role: "Owner" },
        { principalId: READER, role: "Reader" },
      ],
    },
    {
      id: NATIONAL,
      name: "national",
      tenantId: OTHER,
      resourceGroups: [],
      registeredResourceProviders: ["Microsoft.ManagedServices"],
      roleAssignments: [{ principalId: OWNER, role: "Owner" }],
    },
  ],
  signedIn: { clientId: guid("c1") },
};

/** An answer as a client sees it. */
export interface Answer {
  /** 0 where the connection was dropped. */
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape
  readonly body: any;
}

/** How a request differs from a plain one by the owner. */
export interface Asked {
  readonly as?: string;
  readonly tenant?: string;
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, string>>;
  readonly token?: string;
}

/** An emulated Azure with a clock that stands still unless it is told to go on. */
export class SmallAzure {
  now = 1_000_000;
  readonly azure: EmulatedAzure;

  constructor(
    saved?: SavedAzure,
    directory: AzureDirectory = DIRECTORY,
    options: Partial<EmulatedAzureOptions> = {},
  ) {
    this.azure = new EmulatedAzure(directory, {
      catalogue: sampleCatalogue(),
      now: () => this.now,
      operationDuration: 1_000,
      ...(saved === undefined ? {} : { saved }),
      ...options,
    });
  }

  /** Asks as the owner, at API version 2022-10-01, unless told otherwise. */
  ask(
    method: string,
    path: string,
    { as = OWNER, tenant = CUSTOMER, body, query = {}, token }: Asked = {},
  ): Answer {
    const version = { "api-version": "2022-10-01" };
    const response = this.azure.respond({
      method,
      path,
      query: new Map(
        Object.entries({ ...version, ...query })
          .filter(([, value]) => value !== "")
          .map(([name, value]) => [name.toLowerCase(), value]),
      ),
      authorization: `Bearer ${token ?? this.token(tenant, as)}`,
      body,
      base: "http://azure",
    });
    return response.kind === "lost" ? { status: 0, headers: {}, body: undefined } : response;
  }

  /** Puts a definition and waits for it; gives the answer to the PUT. */
  define(name: string, properties: object = {}, asked: Asked = {}): Answer {
    const answer = this.ask("PUT", definition(name), {
      body: { properties: { ...PROPERTIES, ...properties } },
      ...asked,
    });
    this.now += 1_000;
    return answer;
  }

  /** Puts an assignment and waits for it; gives the answer to the PUT. */
  assign(name: string, of: string, scope: string = SCOPE, asked: Asked = {}): Answer {
    const body = { properties: { registrationDefinitionId: definition(of) } };
    const answer = this.ask("PUT", assignment(name, scope), { body, ...asked });
    this.now += 1_000;
    return answer;
  }

  /** Deletes an assignment and waits. */
  unassign(name: string, asked: Asked = {}): Answer {
    const answer = this.ask("DELETE", assignment(name), asked);
    this.now += 1_000;
    return answer;
  }

  /** Who has which role in force now, as pairs of ids. */
  get held(): [string, string][] {
    return this.azure
      .access()
      .map(({ principalId, roleDefinitionId }: AccessGrant) => [principalId, roleDefinitionId]);
  }

  /** A new token of a principal. */
  token(tenant: string, principal: string): string {
    const response = this.azure.respond({
      method: "POST",
      path: `/${tenant}/oauth2/v2.0/token`,
      query: new Map(),
      authorization: undefined,
      body: { client_id: principal },
      base: "http://azure",
    });
    return response.kind === "answer" && response.body !== undefined && "access_token" in response.body
      ? String(response.body.access_token)
      : "none";
  }
}

/** The subscription's scope. */
export const SCOPE: string = `/subscriptions/${SUBSCRIPTION}`;

/** What a plain definition says. */
export const PROPERTIES = {
  registrationDefinitionName: "Operations",
  description: "",
  managedByTenantId: MANAGING,
  authorizations: [
    { principalId: GROUP, principalIdDisplayName: "Operators", roleDefinitionId: ROLES.reader },
  ],
};

/** Path of a definition, named by a digit or two. */
export function definition(name: string, scope: string = SCOPE): string {
  return `${scope}/providers/Microsoft.ManagedServices/registrationDefinitions/${guid(`d${name}`)}`;
}

/** Path of an assignment, named by a digit or two. */
export function assignment(name: string, scope: string = SCOPE): string {
  return `${scope}/providers/Microsoft.ManagedServices/registrationAssignments/${guid(`e${name}`)}`;
}
