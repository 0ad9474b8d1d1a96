import type { AccessGrant } from "../access/access-grant.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import type { Guid } from "../values/guid.ts";
import type { AccessChange } from "./access-ledger.ts";
import { type AzureError, errorBody, isRefusal, refusal } from "./azure-error.ts";
import type { Context } from "./context.ts";
import { type AzureDirectory, extendDirectory } from "./directory.ts";
import { type Fault, Faults, refusedByFault } from "./faults.ts";
import { DEFAULT_PAGE_SIZE } from "./lists.ts";
import { type ArmRequest, type ArmResponse, answer } from "./request.ts";
import { key } from "./resource-providers.ts";
import { ROUTES, type Route } from "./routes.ts";
import { settle } from "./settle.ts";
import { type SavedAzure, Store } from "./store.ts";
import { Tenants } from "./tenants.ts";
import { READ_BUCKET, Throttle } from "./throttle.ts";
import { callerOf, expired } from "./token.ts";

/** Settings of an emulated Azure, besides its directory. */
export interface EmulatedAzureOptions {
  /** The catalogue that roles are checked against. */
  readonly catalogue: RoleCatalogue;
  /** The clock, in milliseconds. */
  now(): number;
  /** Duration of an operation, in milliseconds. @default 100 */
  readonly operationDuration?: number;
  /** Items on a page of a list. @default 2 */
  readonly pageSize?: number;
  /** Whether reads of a subscription are throttled by Azure's budget (clause E084). @default false */
  readonly readBudgets?: boolean;
  /** The result of an earlier {@link EmulatedAzure.save}, or of `savedFromLists`. @default - no delegations */
  readonly saved?: SavedAzure;
}

/** A request with its caller and its outcome. */
export interface RequestRecord {
  readonly method: string;
  readonly path: string;
  readonly apiVersion: string;
  /** Object id of the caller; undefined without a readable token. */
  readonly principalId: Guid | undefined;
  /** HTTP status; 0 where the connection was dropped. */
  readonly status: number;
  /** The clause that refused the request. */
  readonly refusedBy?: string;
}

const DEFAULT_DURATION = 100;

/** Emulates `Microsoft.ManagedServices` of Azure Resource Manager, by the clauses of docs/emulator.md. */
export class EmulatedAzure {
  readonly directory: AzureDirectory;
  readonly #options: EmulatedAzureOptions;
  readonly #tenants: Tenants;
  readonly #store: Store;
  readonly #faults = new Faults();
  readonly #throttle = new Throttle();
  readonly #requests: RequestRecord[] = [];

  constructor(directory: AzureDirectory, options: EmulatedAzureOptions) {
    const { listed } = options.saved ?? {};
    this.directory = listed === undefined ? directory : extendDirectory(directory, listed);
    this.#options = options;
    this.#tenants = new Tenants(this.directory);
    this.#store = new Store(options.saved);
    for (const { id, registeredResourceProviders = [] } of directory.subscriptions)
      for (const namespace of registeredResourceProviders) this.#store.registered.add(key(id, namespace));
  }

  /** Answers a request. Never throws. */
  respond(request: ArmRequest): ArmResponse {
    this.#settle();
    const given = this.#answer(request);
    const response = isRefusal(given) ? refusedResponse(given) : given;
    const caller = callerOf(request.authorization);
    this.#requests.push({
      method: request.method,
      path: request.path,
      apiVersion: request.query.get("api-version") ?? "",
      principalId: isRefusal(caller) ? undefined : caller.principalId,
      status: response.kind === "lost" ? 0 : response.status,
      ...(isRefusal(given) ? { refusedBy: given.refusedBy } : {}),
    });
    return response;
  }

  /** All grants in force, in canonical order. */
  access(): AccessGrant[] {
    this.#settle();
    return this.#store.ledger.inForce;
  }

  /** All changes of access, oldest first. */
  history(): readonly AccessChange[] {
    this.#settle();
    return this.#store.ledger.changes;
  }

  /**
   * Grants of a managing tenant's principal on a scope, direct or through groups. They are standing or eligible. Grants
   * on a subscription also apply to its resource groups.
   */
  effectiveAccess(managingTenantId: Guid, principalId: Guid, scope: string): AccessGrant[] {
    const held = this.#tenants.memberships(managingTenantId, principalId);
    const below = `${asciiLowerCase(scope)}/`;
    return this.access().filter(
      (grant) =>
        grant.managingTenantId === managingTenantId.toLowerCase() &&
        this.#tenants.principal(managingTenantId, principalId) !== undefined &&
        held.has(grant.principalId) &&
        below.startsWith(`${asciiLowerCase(grant.scope)}/`),
    );
  }

  /** Queues a fault for later requests. */
  inject(fault: Fault): void {
    this.#faults.inject(fault);
  }

  /** Removes the queued faults that are left: what failed before succeeds from now on. */
  clearFaults(): void {
    this.#faults.clear();
  }

  /** All requests, oldest first. */
  requests(): readonly RequestRecord[] {
    return this.#requests;
  }

  /** Sorted ids of all definitions and assignments. Tests check here that nothing is left behind. */
  resources(): string[] {
    this.#settle();
    return [...this.#store.definitions.keys(), ...this.#store.assignments.keys()].sort();
  }

  /** The whole state, as plain JSON for {@link EmulatedAzureOptions.saved}. */
  save(): SavedAzure {
    this.#settle();
    return this.#store.save();
  }

  #settle(): void {
    settle(this.#store, this.#options.now());
  }

  #overBudget({ method, path, authorization }: ArmRequest): AzureError | undefined {
    const caller = callerOf(authorization);
    const [, , subscription] = path.split("/");
    if (this.#options.readBudgets !== true || method !== "GET" || isRefusal(caller)) return undefined;
    const key = `${caller.tenantId} ${caller.principalId} ${subscription ?? ""}`.toLowerCase();
    const seconds = this.#throttle.take(key, READ_BUCKET, this.#options.now());
    return seconds === undefined ? undefined : overBudget(seconds);
  }

  #answer(request: ArmRequest): ArmResponse | AzureError {
    const route = routeOf(request);
    if (isRefusal(route)) return route;
    const unversioned = judgeVersion(route.route, request);
    if (unversioned !== undefined) return unversioned;
    const refused = expired(request.authorization, this.#options.now()) ?? this.#overBudget(request);
    if (refused !== undefined) return refused;
    const fault = this.#faults.take(route.route.action, request.path);
    const failed = fault && refusedByFault(fault);
    if (failed !== undefined) return failed;
    const { catalogue, operationDuration = DEFAULT_DURATION, pageSize = DEFAULT_PAGE_SIZE } = this.#options;
    const context: Context = {
      store: this.#store,
      tenants: this.#tenants,
      catalogue,
      now: this.#options.now(),
      operationDuration,
      fault,
      throttle: this.#throttle,
      pageSize,
      request,
    };
    const given = route.route.answer(context, route.captures);
    return fault?.kind === "responseLost" ? { kind: "lost" } : given;
  }
}

function overBudget(seconds: number): AzureError {
  const message = "The request is being throttled as the limit has been reached for operation type 'Read'.";
  return { ...refusal("E084", 429, "SubscriptionRequestsThrottled", message), retryAfter: seconds };
}

function routeOf({
  method,
  path,
}: ArmRequest): { readonly route: Route; readonly captures: readonly string[] } | AzureError {
  const matching = ROUTES.filter((route) => route.path.test(path));
  const route = matching.find((each) => each.method === method);
  if (route !== undefined) return { route, captures: (route.path.exec(path) ?? []).slice(1) };
  if (matching.length === 0)
    return refusal("E005", 404, "ResourceNotFound", `There is nothing at the path '${path}'.`);
  return refusal("E005", 405, "MethodNotAllowed", `The method ${method} is not allowed here.`);
}

function judgeVersion({ versions }: Route, { query, path }: ArmRequest): AzureError | undefined {
  if (versions === "any") return undefined;
  const version = query.get("api-version") ?? "";
  if (version === "")
    return refusal(
      "E003",
      400,
      "MissingApiVersionParameter",
      "The api-version query parameter (?api-version=) is required for all requests.",
    );
  if (versions === "given" || versions.includes(version)) return undefined;
  const message = `No registered resource provider found for '${path}' and API version '${version}'. The supported api-versions are '${versions.join(", ")}'.`;
  return refusal("E003", 400, "NoRegisteredProviderFound", message);
}

function refusedResponse(error: AzureError): ArmResponse {
  const { status, retryAfter } = error;
  return answer(
    status,
    errorBody(error),
    retryAfter === undefined ? {} : { "Retry-After": String(retryAfter) },
  );
}
