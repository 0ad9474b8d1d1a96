import { AGAIN, IMPORT, type Trouble } from "./trouble.ts";

/** Error codes with which Azure refuses a request or fails, as `TROUBLES` lists them. */
export const AZURE_TROUBLES: readonly Trouble[] = [
  {
    messages: ["InvalidAuthenticationTokenTenant", "AADSTS700016"],
    cause: "signed in to another tenant, or as an application that the tenant does not know",
    fix: "sign in to the customer's tenant",
    command: "az login --tenant <customer tenant id>",
    section: "rights",
  },
  {
    messages: ["AuthenticationFailed", "ExpiredAuthenticationToken"],
    cause:
      "Azure got no token that it could read, or one that has expired; a token is valid for about an hour",
    fix: "sign in again, and repeat what was interrupted",
    command: "az login --tenant <customer tenant id>",
  },
  {
    messages: ["InsufficientPrivilegesForManagedServiceResource", "AuthorizationFailed"],
    cause: "too few rights; perhaps a guest",
    fix: "use an account that is Owner of the subscription; prefer a member of the tenant",
    section: "rights",
  },
  {
    messages: ["LinkedAuthorizationFailed"],
    cause:
      "rights on the delegated scope, and none on the scope that the message calls linked: a delegated resource group refers to a definition at the subscription",
    fix: "use an account that is Owner of the whole subscription",
    section: "rights",
  },
  {
    messages: ["SubscriptionNotFound"],
    cause: "the subscription is gone from Azure, or the identity cannot read it",
    fix: "if it is gone, remove its resources from the state; if not, give the identity access",
    section: "forget",
  },
  {
    messages: ["MissingSubscriptionRegistration"],
    cause: "`registerResourceProvider` is off, and the provider is not registered",
    fix: "register it in the subscription",
    command: "az provider register --namespace Microsoft.ManagedServices",
  },
  {
    messages: ["NoRegisteredProviderFound", "InvalidResourceNamespace"],
    cause:
      "Azure does not know the resource type, or not with this api-version: another cloud, a misspelt namespace, or a version that this cloud does not have",
    fix: "compare with the versions that the message lists; in a national cloud, check that the estate names that cloud",
  },
  {
    messages: ["InvalidRegistrationDefinitionCreateRequest"],
    cause:
      "Azure Lighthouse refuses the definition, and the message names what: a role that it does not support (Owner, a custom role, one with data actions or over role assignments), User Access Administrator without delegated roles, the customer's own tenant as managing tenant, or an eligible authorization that it does not allow",
    fix: "check the definitions, and correct what is found; where nothing is found, the role has changed in Azure since the role catalogue was printed: `keeper roles update`",
    command: "keeper check",
  },
  {
    messages: ["RegistrationDefinitionInvalidUpdate"],
    cause:
      "a definition with this GUID exists and names another managing tenant, which Azure never changes: the offer's tenant was edited, or a pinned GUID belongs to another offer",
    fix: "correct the tenant, or remove the pin; to change the managing tenant, remove the old delegation and let another definition take its place",
  },
  {
    messages: ["InvalidRegistrationDefinitionUri"],
    cause: "a definition was sent to a resource group; only assignments can be there",
    fix: "send the definition to the subscription, as the stacks of `keeper synth` do",
  },
  {
    messages: ["InvalidRegistrationDefinitionDeleteRequest"],
    cause: "assignments of the definition exist, or are still being removed",
    fix: "remove its assignments, those of resource groups too; wait until they are gone, and run it again",
  },
  {
    messages: ["InvalidRegistrationAssignmentCreateRequest"],
    cause:
      "the assignment came before its definition had succeeded, or refers to a definition of another subscription",
    fix: "deploy again; if it comes back, read the definition's provisioningState and id in Azure",
    command: "keeper repair <customer>",
  },
  {
    messages: ["MultipleRegistrationAssignmentsNotAllowed"],
    cause:
      "the subscription or resource group already has an assignment of this definition, or of one with the same name: it was onboarded by hand, by a template, or from another state",
    fix: "see what is there; import it where it is this delegation, or let the customer remove it",
    command: "keeper preflight <customer>",
    section: "import",
  },
  {
    messages: ["PrincipalTypeNotSupported"],
    cause: "a principal is the object id of an app registration, to which no role can be assigned",
    fix: "name the object id of its service principal, the enterprise application, in the managing tenant",
    command: "az ad sp show --id <application id> --query id --output tsv",
  },
  {
    messages: ["InvalidApiVersion"],
    cause:
      "a definition with eligible authorizations was read or written with an api-version older than theirs, as `az managedservices` and old versions of azurerm do",
    fix: "use the azurerm that the stacks name, and `az rest` with api-version=2022-10-01 in place of `az managedservices`",
  },
  {
    messages: ["RequestDisallowedByPolicy"],
    cause:
      "a policy of the customer denies the delegation, such as the built-in one that allows listed managing tenants only; the message names the policy",
    fix: "ask the customer to add the managing tenant to the policy's list, or to exempt the subscription; `keeper preflight` names the policy assignment",
    command: "keeper preflight <customer>",
  },
  {
    messages: ["PolicyDefinitionNotFound"],
    cause: "a policy definition was read that does not exist: deleted, or not in this cloud",
    fix: "compare the id in the message with the customer's policy assignments, and remove an assignment of what is gone",
  },
  {
    messages: ["ResourceGroupNotFound"],
    cause: "a resource group to be delegated is not in the subscription: misspelt, renamed or deleted",
    fix: "correct the customer's scopes, or let the customer create the group, and deploy again",
  },
  {
    messages: ["ResourceNotFound"],
    cause: "what the id in the message names is not in Azure; perhaps the delegation was removed",
    fix: "compare the state with Azure; the next deployment creates what is missing",
    command: "keeper repair <customer>",
  },
  {
    messages: ["TooManyRequests", "RateLimiting", "SubscriptionRequestsThrottled"],
    cause:
      "too many requests in a short time, by this account or in this subscription; nothing was changed by the refused one",
    fix: "wait as long as Retry-After says, a minute where it says nothing, and run it again, for fewer customers at a time",
  },
  {
    messages: ["InternalServerError"],
    cause: "Azure failed; it may have made the change",
    fix: `${AGAIN}, import`,
    command: IMPORT,
    section: "import",
  },
  {
    messages: ["Authorization_RequestDenied"],
    cause:
      "Microsoft Graph refuses to show the directory: an application without permission to read it, or a guest",
    fix: "sign in to the managing tenant as a member, or grant the application `Directory.Read.All`",
    command: "az login --tenant <managing tenant id> --allow-no-subscriptions",
  },
  {
    messages: ["Request_ResourceNotFound"],
    cause:
      "the directory of the signed-in tenant has no such principal: misspelt, deleted, or of another tenant",
    fix: "sign in to the tenant that has it, and compare the id",
    command: "az ad sp show --id <application id>",
  },
  {
    messages: [
      "BadRequest",
      "InvalidRequestContent",
      "InvalidFilterInQueryString",
      "MissingApiVersionParameter",
      "MethodNotAllowed",
      "RequestEntityTooLarge",
      "Request_BadRequest",
    ],
    cause:
      "the request itself is malformed: its address, parameters or body; where the message holds a second code, that one says why",
    fix: "explain the second code; without one, correct the script that sent the request, or report it where Terraform or keeper did",
  },
];
