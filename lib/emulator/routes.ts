import { listActivityLog } from "./activity-log.ts";
import { deleteAssignment, getAssignment, listAssignments, putAssignment } from "./assignments.ts";
import type { AzureError } from "./azure-error.ts";
import type { Context } from "./context.ts";
import { deleteDefinition, getDefinition, listDefinitions, putDefinition } from "./definitions.ts";
import { getDirectoryObjects, getServicePrincipal } from "./microsoft-graph.ts";
import { getOperationStatus, listMarketplaceDefinitions, listOperations } from "./operations.ts";
import { listPermissions } from "./permissions.ts";
import { getPolicyDefinition, listPolicyAssignments } from "./policies.ts";
import type { ArmResponse } from "./request.ts";
import { queryResourceGraph } from "./resource-graph.ts";
import { listResourceGroups } from "./resource-groups.ts";
import {
  getResourceProvider,
  listResourceProviders,
  registerResourceProvider,
} from "./resource-providers.ts";
import { getMetadata, getToken } from "./sign-in.ts";
import { getSubscription, listSubscriptions } from "./subscriptions.ts";

/** The handler of one method of one kind of path. */
export interface Route {
  readonly method: "GET" | "PUT" | "POST" | "DELETE";
  /** Matches a whole path case-insensitively; the handler gets its captures. */
  readonly path: RegExp;
  /** The RBAC action that selects faults for this route. */
  readonly action: string;
  /** Accepted API versions; `given` accepts any one, `any` also none. */
  readonly versions: readonly string[] | "any" | "given";
  readonly answer: (context: Context, captures: readonly string[]) => ArmResponse | AzureError;
}

const DELEGATION = [
  "2018-06-01-preview",
  "2019-04-01-preview",
  "2019-06-01",
  "2019-09-01",
  "2020-02-01-preview",
  "2022-01-01-preview",
  "2022-10-01",
];

/** Marketplace definitions came with 2019-09-01. */
const MARKETPLACE = DELEGATION.slice(3);

const RESOURCE_GRAPH = ["2018-09-01-preview", "2019-04-01", "2021-03-01", "2022-10-01", "2024-04-01"];

const POLICIES = ["2021-06-01", "2022-06-01", "2023-04-01"];

const SUBSCRIPTION = "/subscriptions/([^/]+)";
const SCOPE = `${SUBSCRIPTION}(?:/resourceGroups/([^/]+))?`;
const PROVIDER = "/providers/Microsoft\\.ManagedServices";

function path(pattern: string): RegExp {
  return new RegExp(`^${pattern}/?$`, "i");
}

const DEFINITION = path(`${SCOPE}${PROVIDER}/registrationDefinitions/([^/]+)`);
const DEFINITIONS = path(`${SCOPE}${PROVIDER}/registrationDefinitions`);
const ASSIGNMENT = path(`${SCOPE}${PROVIDER}/registrationAssignments/([^/]+)`);
const ASSIGNMENTS = path(`${SCOPE}${PROVIDER}/registrationAssignments`);

/** All routes of the emulator. */
export const ROUTES: readonly Route[] = [
  {
    method: "GET",
    path: path("/metadata/endpoints"),
    action: "metadata/read",
    versions: "any",
    answer: getMetadata,
  },
  {
    method: "POST",
    path: path("/([^/]+)/oauth2/v2\\.0/token"),
    action: "token",
    versions: "any",
    answer: getToken,
  },
  {
    method: "GET",
    path: path("/subscriptions"),
    action: "Microsoft.Resources/subscriptions/read",
    versions: "given",
    answer: listSubscriptions,
  },
  {
    method: "GET",
    path: path(SUBSCRIPTION),
    action: "Microsoft.Resources/subscriptions/read",
    versions: "given",
    answer: getSubscription,
  },
  {
    method: "GET",
    path: path(`${SUBSCRIPTION}/resourceGroups`),
    action: "Microsoft.Resources/subscriptions/resourceGroups/read",
    versions: "given",
    answer: listResourceGroups,
  },
  {
    method: "GET",
    path: path(`${SUBSCRIPTION}/providers/Microsoft\\.Authorization/permissions`),
    action: "Microsoft.Authorization/permissions/read",
    versions: ["2015-07-01", "2018-01-01-preview", "2022-04-01"],
    answer: listPermissions,
  },
  {
    method: "GET",
    path: path(`${SUBSCRIPTION}/providers/Microsoft\\.Authorization/policyAssignments`),
    action: "Microsoft.Authorization/policyAssignments/read",
    versions: POLICIES,
    answer: listPolicyAssignments,
  },
  {
    method: "GET",
    path: path("/providers/Microsoft\\.Authorization/policyDefinitions/([^/]+)"),
    action: "Microsoft.Authorization/policyDefinitions/read",
    versions: POLICIES,
    answer: getPolicyDefinition,
  },
  {
    method: "GET",
    path: path("/providers/microsoft\\.insights/eventtypes/management/values"),
    action: "Microsoft.Insights/eventtypes/values/read",
    versions: ["2015-04-01"],
    answer: listActivityLog,
  },
  {
    method: "POST",
    path: path("/v1\\.0/directoryObjects/getByIds"),
    action: "directoryObjects/read",
    versions: "any",
    answer: getDirectoryObjects,
  },
  {
    method: "GET",
    path: path("/v1\\.0/servicePrincipals\\(appId='([^')]+)'\\)"),
    action: "servicePrincipals/read",
    versions: "any",
    answer: getServicePrincipal,
  },
  {
    method: "POST",
    path: path("/providers/Microsoft\\.ResourceGraph/resources"),
    action: "Microsoft.ResourceGraph/resources/read",
    versions: RESOURCE_GRAPH,
    answer: queryResourceGraph,
  },
  {
    method: "GET",
    path: path(`${SUBSCRIPTION}/providers`),
    action: "Microsoft.Resources/subscriptions/providers/read",
    versions: "given",
    answer: listResourceProviders,
  },
  {
    method: "GET",
    path: path(`${SUBSCRIPTION}/providers/([^/]+)`),
    action: "Microsoft.Resources/subscriptions/providers/read",
    versions: "given",
    answer: getResourceProvider,
  },
  {
    method: "POST",
    path: path(`${SUBSCRIPTION}/providers/([^/]+)/register`),
    action: "Microsoft.ManagedServices/register/action",
    versions: "given",
    answer: registerResourceProvider,
  },
  {
    method: "GET",
    path: DEFINITION,
    action: "Microsoft.ManagedServices/registrationDefinitions/read",
    versions: DELEGATION,
    answer: getDefinition,
  },
  {
    method: "PUT",
    path: DEFINITION,
    action: "Microsoft.ManagedServices/registrationDefinitions/write",
    versions: DELEGATION,
    answer: putDefinition,
  },
  {
    method: "DELETE",
    path: DEFINITION,
    action: "Microsoft.ManagedServices/registrationDefinitions/delete",
    versions: DELEGATION,
    answer: deleteDefinition,
  },
  {
    method: "GET",
    path: DEFINITIONS,
    action: "Microsoft.ManagedServices/registrationDefinitions/read",
    versions: DELEGATION,
    answer: listDefinitions,
  },
  {
    method: "GET",
    path: ASSIGNMENT,
    action: "Microsoft.ManagedServices/registrationAssignments/read",
    versions: DELEGATION,
    answer: getAssignment,
  },
  {
    method: "PUT",
    path: ASSIGNMENT,
    action: "Microsoft.ManagedServices/registrationAssignments/write",
    versions: DELEGATION,
    answer: putAssignment,
  },
  {
    method: "DELETE",
    path: ASSIGNMENT,
    action: "Microsoft.ManagedServices/registrationAssignments/delete",
    versions: DELEGATION,
    answer: deleteAssignment,
  },
  {
    method: "GET",
    path: ASSIGNMENTS,
    action: "Microsoft.ManagedServices/registrationAssignments/read",
    versions: DELEGATION,
    answer: listAssignments,
  },
  {
    method: "GET",
    path: path(`${SUBSCRIPTION}${PROVIDER}/operationStatuses/([^/]+)`),
    action: "Microsoft.ManagedServices/operationStatuses/read",
    versions: DELEGATION,
    answer: getOperationStatus,
  },
  {
    method: "GET",
    path: path(`${PROVIDER}/operations`),
    action: "Microsoft.ManagedServices/operations/read",
    versions: DELEGATION,
    answer: listOperations,
  },
  {
    method: "GET",
    path: path(`(?:${SCOPE})?${PROVIDER}/marketplaceRegistrationDefinitions`),
    action: "Microsoft.ManagedServices/marketplaceRegistrationDefinitions/read",
    versions: MARKETPLACE,
    answer: listMarketplaceDefinitions,
  },
];
