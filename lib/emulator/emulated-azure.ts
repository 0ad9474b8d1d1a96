import type { AccessGrant } from "../access/access-grant.ts";
import type { RoleCatalogue } from "../roles/role-catalogue.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import type { Guid } from "../values/guid.ts";
import type { AccessChange } from "./access-ledger.ts";
import { type AzureError, errorBody, isRefusal, refusal } from "./azure-error.ts";
import type { Context } from "./context.ts";
import type { AzureDirectory } from "./directory.ts";
import { type Fault, Faults, refusedByFault } from "./faults.ts";
import { type ArmRequest, type ArmResponse, answer } from "./request.ts";
import { key } from "./resource-providers.ts";
import { ROUTES, type Route } from "./routes.ts";
import { settle } from "./settle.ts";
import { type SavedAzure, Store } from "./store.ts";
import { Tenants } from "./tenants.ts";
import { callerOf } from "./token.ts";

/** What an emulated Azure needs besides its directory. */
export interface EmulatedAzureOptions {
  /** By which roles are judged. */
  readonly catalogue: RoleCatalogue;
  /** The clock, in milliseconds. */
  now(): number;
  /** How long operations take, in milliseconds. @default 100 */
  readonly operationDuration?: number;
  /** What an earlier one saved. @default - nothing was delegated yet */
  readonly saved?: SavedAzure;
}

/** What was asked, by whom, and what came of it. */
export interface RequestRecord {
  readonly method: string;
  readonly path: string;
  readonly apiVersion: string;
  /** Object id of the caller; undefined where no token could be read. */
  readonly principalId: Guid | undefined;
  /** HTTP status; 0 where the connection was dropped. */
  readonly status: number;
  /** The clause by which it was refused. */
  readonly refusedBy?: string;
}

const DEFAULT_DURATION = 100;

/** `Microsoft.ManagedServices` as Azure Resource Manager shows it, by the clauses of docs/emulator.md. */
export class EmulatedAzure {
  readonly directory: AzureDirectory;
  readonly #options: EmulatedAzureOptions;
  readonly #tenants: Tenants;
  readonly #store: Store;
  readonly #faults = new Faults();
  readonly #requests: RequestRecord[] = [];

  constructor(directory: AzureDirectory, options: EmulatedAzureOptions) {
    this.directory = directory;
    this.#options = options;
    this.#tenants = new Tenants(directory);
    this.#store = new Store(options.saved);
    for (const { id, registeredResourceProviders = [] } of directory.subscriptions)
      for (const namespace of registeredResourceProviders) this.#store.registered.add(key(id, namespace));
  }

  /** Answers a request. Never throws, whatever is asked. */
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

  /** Every grant in force now, in canonical order. */
  access(): AccessGrant[] {
    this.#settle();
    return this.#store.ledger.inForce;
  }

  /** Everything that anybody gained or lost, in order. */
  history(): readonly AccessChange[] {
    this.#settle();
    return this.#store.ledger.changes;
  }

  /**
   * What a principal of a managing tenant can do on a scope, itself or through groups, standing or by activation:
   * a subscription's grants hold for its resource groups too.
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

  /** Makes something go wrong. */
  inject(fault: Fault): void {
    this.#faults.inject(fault);
  }

  /** Every request so far, in order. */
  requests(): readonly RequestRecord[] {
    return this.#requests;
  }

  /** Ids of the definitions and assignments that exist, in order: what is left behind shows here. */
  resources(): string[] {
    this.#settle();
    return [...this.#store.definitions.keys(), ...this.#store.assignments.keys()].sort();
  }

  /** Everything that was learned, as plain JSON for {@link EmulatedAzureOptions.saved}. */
  save(): SavedAzure {
    this.#settle();
    return this.#store.save();
  }

  #settle(): void {
    settle(this.#store, this.#options.now());
  }

  #answer(request: ArmRequest): ArmResponse | AzureError {
    const route = routeOf(request);
    if (isRefusal(route)) return route;
    const unversioned = judgeVersion(route.route, request);
    if (unversioned !== undefined) return unversioned;
    const fault = this.#faults.take(route.route.action);
    const failed = fault && refusedByFault(fault);
    if (failed !== undefined) return failed;
    const { catalogue, operationDuration = DEFAULT_DURATION } = this.#options;
    const context: Context = {
      store: this.#store,
      tenants: this.#tenants,
      catalogue,
      now: this.#options.now(),
      operationDuration,
      fault,
      request,
    };
    const given = route.route.answer(context, route.captures);
    return fault?.kind === "responseLost" ? { kind: "lost" } : given;
  }
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
  return answer(error.status, errorBody(error));
}
