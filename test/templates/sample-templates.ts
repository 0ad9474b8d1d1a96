/*
 * Templates in the shapes that are published, in our own words. Structure after Azure/Azure-Lighthouse-samples:
 * delegated-resource-management, delegated-resource-management-eligible-authorizations, rg-delegated-resource-management,
 * marketplace-delegated-resource-management and policy-delegate-management-groups; the portal's after "Onboard a customer
 * to Azure Lighthouse" in MicrosoftDocs/azure-docs.
 */

export const MANAGING_TENANT = "4b1c6f10-7a21-4d53-8e64-00000000a001";
const OPERATORS = "4b1c6f10-7a21-4d53-8e64-00000000b001";
const APPROVERS = "4b1c6f10-7a21-4d53-8e64-00000000b002";

const ROLES = {
  reader: "acdd72a7-3385-48ef-bd42-f606fba81ae7",
  contributor: "b24988ac-6180-42a0-ab88-20f7382dd24c",
  deletes: "91c1777a-f3dc-4fae-b103-61d183457e46",
  userAccessAdministrator: "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
} as const;

export const SCHEMAS = "https://schema.management.azure.com/schemas";
const DEFINITIONS = "Microsoft.ManagedServices/registrationDefinitions";
const ASSIGNMENTS = "Microsoft.ManagedServices/registrationAssignments";

export const AUTHORIZATIONS = [
  { principalId: OPERATORS, roleDefinitionId: ROLES.contributor, principalIdDisplayName: "Operators" },
  { principalId: OPERATORS, roleDefinitionId: ROLES.reader, principalIdDisplayName: "Operators" },
  { principalId: OPERATORS, roleDefinitionId: ROLES.deletes, principalIdDisplayName: "Operators" },
  {
    principalId: OPERATORS,
    principalIdDisplayName: "Operators",
    roleDefinitionId: ROLES.userAccessAdministrator,
    delegatedRoleDefinitionIds: [ROLES.contributor],
  },
];

const ELIGIBLE = [
  {
    justInTimeAccessPolicy: {
      multiFactorAuthProvider: "Azure",
      maximumActivationDuration: "PT8H",
      managedByTenantApprovers: [{ principalId: APPROVERS, principalIdDisplayName: "Approvers" }],
    },
    principalId: OPERATORS,
    principalIdDisplayName: "Operators",
    roleDefinitionId: ROLES.contributor,
  },
];

/** Values of the samples' parameters. */
export const VALUES = {
  mspOfferName: "Relecloud Managed Services",
  mspOfferDescription: "Relecloud runs it",
  managedByTenantId: MANAGING_TENANT,
  authorizations: AUTHORIZATIONS,
} as const;

/** A resource of a template, not evaluated. */
export interface SampleResource {
  readonly [part: string]: unknown;
}

/** A template of the samples. */
export interface SampleTemplate {
  readonly [part: string]: unknown;
  /** A list, or an object under symbolic names. */
  readonly resources: readonly SampleResource[] | Readonly<Record<string, SampleResource>>;
}

const text = { type: "string" };
const PARAMETERS = {
  mspOfferName: text,
  mspOfferDescription: text,
  managedByTenantId: text,
  authorizations: { type: "array" },
};

const PROPERTIES = {
  registrationDefinitionName: "[parameters('mspOfferName')]",
  description: "[parameters('mspOfferDescription')]",
  managedByTenantId: "[parameters('managedByTenantId')]",
  authorizations: "[parameters('authorizations')]",
};

const ID = `[resourceId('${DEFINITIONS}/', variables('mspRegistrationName'))]`;

const VARIABLES = {
  mspRegistrationName: "[guid(parameters('mspOfferName'))]",
  mspAssignmentName: "[guid(parameters('mspOfferName'))]",
};

function definition(parts: object = {}): SampleResource {
  return {
    type: DEFINITIONS,
    apiVersion: "2020-02-01-preview",
    name: "[variables('mspRegistrationName')]",
    properties: PROPERTIES,
    ...parts,
  };
}

function assignment(parts: object = {}): SampleResource {
  return {
    type: ASSIGNMENTS,
    apiVersion: "2020-02-01-preview",
    name: "[variables('mspAssignmentName')]",
    dependsOn: [ID],
    properties: { registrationDefinitionId: ID },
    ...parts,
  };
}

function inGroup(resourceGroup: string, resource: SampleResource, parts: object = {}): SampleResource {
  return {
    type: "Microsoft.Resources/deployments",
    apiVersion: "2018-05-01",
    name: "rgAssignment",
    resourceGroup,
    properties: {
      mode: "Incremental",
      template: {
        $schema: `${SCHEMAS}/2015-01-01/deploymentTemplate.json#`,
        contentVersion: "1.0.0.0",
        parameters: {},
        resources: [resource],
      },
    },
    ...parts,
  };
}

function template(parts: object, resources: readonly SampleResource[]): SampleTemplate {
  return {
    $schema: `${SCHEMAS}/2018-05-01/subscriptionDeploymentTemplate.json#`,
    contentVersion: "1.0.0.0",
    parameters: PARAMETERS,
    variables: VARIABLES,
    ...parts,
    resources,
    outputs: { name: { type: "string", value: "[reference('never evaluated').properties]" } },
  };
}

const LOOP = { name: "deploymentCopy", count: "[length(parameters('resourceGroups'))]" };
const GROUP = "parameters('resourceGroups')[copyIndex()].rgName";
const GROUPS = { resourceGroups: { type: "array", defaultValue: [{ rgName: "test" }, { rgName: "test2" }] } };

/** A whole subscription. */
export const SUBSCRIPTION_SAMPLE: SampleTemplate = template({}, [definition(), assignment()]);

/** A whole subscription, with access on request and approvers. */
export const ELIGIBLE_SAMPLE: SampleTemplate = template(
  { parameters: { ...PARAMETERS, eligibleAuthorizations: { type: "array", defaultValue: ELIGIBLE } } },
  [
    definition({
      properties: { ...PROPERTIES, eligibleAuthorizations: "[parameters('eligibleAuthorizations')]" },
    }),
    assignment(),
  ],
);

/** One resource group. */
export const GROUP_SAMPLE: SampleTemplate = template(
  { parameters: { ...PARAMETERS, rgName: { ...text, defaultValue: "rg-app" } } },
  [definition(), inGroup("[parameters('rgName')]", assignment({ dependsOn: undefined }))],
);

/** Several resource groups under one definition: the former sample. */
export const GROUPS_SAMPLE: SampleTemplate = template({ parameters: { ...PARAMETERS, ...GROUPS } }, [
  definition(),
  inGroup(
    `[${GROUP}]`,
    { ...assignment({ dependsOn: undefined }), name: `[guid(${GROUP})]` },
    {
      name: "[concat('rgAssignment', copyIndex())]",
      copy: LOOP,
    },
  ),
]);

const ID_BY_GROUP = `[resourceId('${DEFINITIONS}/', guid(${GROUP}))]`;

/** Several resource groups, with a definition for each: the present sample. */
export const MULTI_GROUP_SAMPLE: SampleTemplate = template({ parameters: { ...PARAMETERS, ...GROUPS } }, [
  definition({ name: `[guid(${GROUP})]`, copy: LOOP }),
  inGroup(
    `[${GROUP}]`,
    {
      ...assignment(),
      name: `[guid(${GROUP})]`,
      dependsOn: undefined,
      properties: { registrationDefinitionId: ID_BY_GROUP },
    },
    { name: "[concat('rgAssignment', copyIndex())]", copy: LOOP, dependsOn: [ID_BY_GROUP] },
  ),
]);

/** As published with approvers: the assignments name a definition that the template does not create. */
export const BROKEN_MULTI_GROUP_SAMPLE: SampleTemplate = template(
  { parameters: { ...PARAMETERS, ...GROUPS } },
  [
    definition({ name: `[guid(${GROUP})]`, copy: LOOP }),
    inGroup(
      `[${GROUP}]`,
      { ...assignment(), name: `[guid(${GROUP})]` },
      { name: "[concat('rgAssignment', copyIndex())]", copy: LOOP },
    ),
  ],
);

/** An offer of the marketplace, where a parameter says so. */
export const MARKETPLACE_SAMPLE: SampleTemplate = template(
  {
    parameters: {
      ...PARAMETERS,
      marketplaceOffer: { ...text, defaultValue: "Yes", allowedValues: ["Yes", "No"] },
    },
    variables: {
      ...VARIABLES,
      plan: { name: "plan", publisher: "relecloud", product: "offer", version: "1.0.0" },
    },
  },
  [
    definition({
      plan: "[if(equals(parameters('marketplaceOffer'), 'Yes'), variables('plan'), json('null'))]",
    }),
    assignment(),
  ],
);

/** What the portal's "Create ARM template" writes: everything inline, names as parameters with defaults. */
export const PORTAL_SAMPLE: SampleTemplate = {
  $schema: `${SCHEMAS}/2019-08-01/subscriptionDeploymentTemplate.json#`,
  contentVersion: "1.0.0.0",
  parameters: {
    mspOfferName: { ...text, metadata: { description: "Name" }, defaultValue: VALUES.mspOfferName },
    mspOfferDescription: { ...text, defaultValue: VALUES.mspOfferDescription },
  },
  variables: {
    ...VARIABLES,
    managedByTenantId: MANAGING_TENANT,
    authorizations: AUTHORIZATIONS,
    eligibleAuthorizations: ELIGIBLE,
  },
  resources: [
    definition({
      properties: {
        ...PROPERTIES,
        managedByTenantId: "[variables('managedByTenantId')]",
        authorizations: "[variables('authorizations')]",
        eligibleAuthorizations: "[variables('eligibleAuthorizations')]",
      },
    }),
    assignment(),
  ],
};

/** Values escaped for the template inside a policy: each expression gets one more bracket. */
export function escaped(value: unknown): unknown {
  if (typeof value === "string") return /^\[.*\]$/s.test(value) ? `[${value}` : value;
  if (Array.isArray(value)) return value.map(escaped);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, escaped(each)]));
}

/** A policy that delegates every subscription of a management group. */
export const POLICY_SAMPLE: SampleTemplate = {
  $schema: `${SCHEMAS}/2019-08-01/managementGroupDeploymentTemplate.json#`,
  contentVersion: "1.0.0.0",
  parameters: PARAMETERS,
  variables: {
    policyDefinitionName: "Enable-Azure-Lighthouse",
    rbacOwner: "8e3af657-a8ff-443c-a75c-2fe8c4bcb635",
  },
  resources: [
    {
      type: "Microsoft.Authorization/policyDefinitions",
      apiVersion: "2018-05-01",
      name: "[variables('policyDefinitionName')]",
      properties: {
        displayName: "Enforce Lighthouse on subscriptions",
        mode: "All",
        policyType: "Custom",
        parameters: Object.fromEntries(
          Object.entries(PARAMETERS).map(([name, each]) => [
            name,
            { ...each, defaultValue: `[parameters('${name}')]` },
          ]),
        ),
        policyRule: {
          if: { allOf: [{ field: "type", equals: "Microsoft.Resources/subscriptions" }] },
          // biome-ignore lint/suspicious/noThenProperty: policies have this name
          then: {
            effect: "deployIfNotExists",
            details: {
              type: DEFINITIONS,
              deploymentScope: "Subscription",
              existenceScope: "Subscription",
              roleDefinitionIds: [
                "[concat('/providers/Microsoft.Authorization/roleDefinitions/', variables('rbacOwner'))]",
              ],
              existenceCondition: {
                field: `${DEFINITIONS}/managedByTenantId`,
                equals: "[[parameters('managedByTenantId')]",
              },
              deployment: {
                location: "westeurope",
                properties: {
                  mode: "incremental",
                  parameters: Object.fromEntries(
                    Object.keys(PARAMETERS).map((name) => [name, { value: `[[parameters('${name}')]` }]),
                  ),
                  template: {
                    $schema:
                      "https://schema.management.azure.com/2018-05-01/subscriptionDeploymentTemplate.json#",
                    contentVersion: "1.0.0.0",
                    parameters: PARAMETERS,
                    variables: escaped(VARIABLES),
                    resources: [escaped(definition()), escaped(assignment())],
                  },
                },
              },
            },
          },
        },
      },
    },
    {
      type: "Microsoft.Authorization/policyAssignments",
      apiVersion: "2018-05-01",
      name: "assigned",
      properties: { policyDefinitionId: "[uniqueString('never evaluated')]" },
    },
  ],
};

/** What Bicep builds from a module into a resource group: inner scope, symbolic names, loops over properties. */
export const BICEP_SAMPLE: SampleTemplate = {
  $schema: `${SCHEMAS}/2018-05-01/subscriptionDeploymentTemplate.json#`,
  languageVersion: "2.0",
  contentVersion: "1.0.0.0",
  metadata: { _generator: { name: "bicep", version: "0.30.23.60470", templateHash: "1" } },
  definitions: { authorizationType: { type: "array", items: { type: "object" } } },
  parameters: { ...PARAMETERS, authorizations: { $ref: "#/definitions/authorizationType" } },
  variables: {
    copy: [
      {
        name: "copied",
        count: "[length(range(0, length(parameters('authorizations'))))]",
        input:
          "[parameters('authorizations')[range(0, length(parameters('authorizations')))[copyIndex('copied')]]]",
      },
    ],
    mspRegistrationName: "[guid(parameters('mspOfferName'))]",
    groups: ["rg-app", "rg-data"],
  },
  resources: {
    registration: definition({
      apiVersion: "2022-10-01",
      properties: { ...PROPERTIES, authorizations: "[variables('copied')]" },
    }),
    assigned: {
      copy: { name: "assigned", count: "[length(variables('groups'))]" },
      type: "Microsoft.Resources/deployments",
      apiVersion: "2022-09-01",
      name: "[format('assign-{0}', copyIndex())]",
      resourceGroup: "[variables('groups')[copyIndex()]]",
      properties: {
        expressionEvaluationOptions: { scope: "inner" },
        mode: "Incremental",
        parameters: {
          definitionId: {
            value: `[subscriptionResourceId('${DEFINITIONS}', variables('mspRegistrationName'))]`,
          },
        },
        template: {
          $schema: `${SCHEMAS}/2019-04-01/deploymentTemplate.json#`,
          contentVersion: "1.0.0.0",
          parameters: { definitionId: text },
          resources: [
            {
              type: ASSIGNMENTS,
              apiVersion: "2022-10-01",
              name: "[guid(resourceGroup().id)]",
              properties: { registrationDefinitionId: "[parameters('definitionId')]" },
            },
          ],
        },
      },
      dependsOn: ["registration"],
    },
  },
};
