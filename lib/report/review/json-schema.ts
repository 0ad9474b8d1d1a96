import { DEPLOYMENT_SETTINGS } from "../../access/deployment.ts";
import { type AccessChange, GRANT_FATES, REPLACEMENT_CAUSES } from "../../review/access-change.ts";
import { FLAGS, GRADES } from "../../review/grade.ts";
import { schemaId } from "../../values/schema-id.ts";
import { CHANGE_WORDS } from "./wording.ts";

/*
 * The published form of the JSON report. Facts are closed objects: a field missing here is a defect of the report.
 */

interface Schema {
  readonly [keyword: string]: unknown;
}

const text: Schema = { type: "string" };
const guid: Schema = { type: "string", pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" };
const grade: Schema = { enum: GRADES };
const flags: Schema = { type: "array", items: { enum: FLAGS } };
const list = (items: Schema): Schema => ({ type: "array", items });
const reference = (name: string): Schema => ({ $ref: `#/$defs/${name}` });

function closed(properties: Readonly<Record<string, Schema>>, optional: readonly string[] = []): Schema {
  const required = Object.keys(properties).filter((name) => !optional.includes(name));
  return { type: "object", additionalProperties: false, required, properties };
}

const operations = closed({
  pattern: text,
  except: list(text),
  example: { type: ["string", "null"] },
  plane: { enum: ["control", "data"] },
  condition: { type: ["string", "null"] },
});

const grant = closed({
  principalId: guid,
  principalDisplayName: text,
  roleDefinitionId: guid,
  scope: text,
  access: {
    oneOf: [
      closed({ kind: { const: "standing" }, delegatedRoleDefinitionIds: list(guid) }),
      closed({
        kind: { const: "eligible" },
        multiFactorAuthProvider: { enum: ["Azure", "None"] },
        maximumActivationDuration: text,
        approvers: list(closed({ principalId: guid, displayName: text })),
      }),
    ],
  },
  managingTenantId: guid,
  registrationDefinitionId: guid,
  registrationAssignmentId: guid,
});

const definition = closed(
  {
    registrationDefinitionId: guid,
    subscriptionId: guid,
    managingTenantId: guid,
    name: text,
    description: text,
    claimedSource: text,
    marketplacePlan: text,
    addressedOffer: text,
  },
  ["claimedSource", "marketplacePlan", "addressedOffer"],
);

const assignment = closed({
  registrationAssignmentId: guid,
  registrationDefinitionId: guid,
  scope: text,
});

const coveredBy = list(closed({ grant: reference("grant"), fate: { enum: GRANT_FATES } }));

const FACTS: Readonly<Record<AccessChange["kind"], Readonly<Record<string, Schema>>>> = {
  "grant-added": { after: reference("grant"), difference: reference("difference"), coveredBy },
  "grant-removed": { before: reference("grant"), difference: reference("difference"), coveredBy },
  "grant-altered": {
    before: reference("grant"),
    after: reference("grant"),
    gained: reference("difference"),
    lost: reference("difference"),
  },
  "grant-restated": { before: reference("grant"), after: reference("grant") },
  "definition-added": { after: reference("definition") },
  "definition-removed": { before: reference("definition") },
  "definition-changed": {
    before: reference("definition"),
    after: reference("definition"),
    replacement: list({ enum: REPLACEMENT_CAUSES }),
  },
  "assignment-added": { after: reference("assignment") },
  "assignment-removed": { before: reference("assignment") },
  "subscription-added": {},
  "subscription-vanished": { leftStanding: list(reference("grant")) },
} satisfies Record<AccessChange["kind"], Readonly<Record<string, Schema>>>;

const change: Schema = {
  oneOf: Object.entries(FACTS).map(([kind, facts]) => ({
    title: CHANGE_WORDS[kind as AccessChange["kind"]].title,
    ...closed({ kind: { const: kind }, grade, flags, subscriptionId: text, ...facts }),
  })),
};

const source: Schema = {
  oneOf: [{ type: "null" }, closed({ file: text, line: { type: ["integer", "null"], minimum: 1 } })],
};

const redefinedRole = closed({
  roleDefinitionId: guid,
  roleName: text,
  customers: list(text),
  grade,
  flags,
  gained: list(reference("operations")),
  lost: list(reference("operations")),
});

const renamedRole = closed({
  roleDefinitionId: guid,
  before: { type: ["string", "null"] },
  after: text,
  formerly: list(guid),
});

const deployment = closed({
  setting: { enum: ["tenant", ...DEPLOYMENT_SETTINGS] },
  before: { type: ["string", "null"] },
  after: text,
  customers: list(text),
});

const fact = closed({ text, type: { enum: ["User", "Group", "ServicePrincipal"] } }, ["type"]);

const factChange = closed(
  {
    subject: {
      oneOf: [
        closed({ kind: { const: "principal" }, tenantId: guid, objectId: guid }),
        closed({ kind: { const: "managing-tenant" }, tenantId: guid }),
        closed({ kind: { const: "customer" }, customer: text }),
        closed({ kind: { const: "subscription" }, customer: text, subscriptionId: guid }),
        closed({ kind: { const: "tag" }, customer: text, key: text }),
        closed({ kind: { const: "deployed-by" }, customer: text }),
        closed({ kind: { const: "deviation" }, customer: text, delegation: text }),
        closed({ kind: { const: "acceptance" }, customer: text }),
        closed({ kind: { const: "estate-acceptance" } }),
        closed({ kind: { const: "format" } }),
      ],
    },
    before: fact,
    after: fact,
  },
  ["before", "after"],
);

const principal = closed({
  managingTenantId: guid,
  principalId: guid,
  name: text,
  mark: { enum: ["known", "new", "changed"] },
  type: { enum: ["User", "Group", "ServicePrincipal", null] },
});

/** The JSON Schema (draft 2020-12) of `keeper review --format json`. */
export function reviewJsonSchema(): object {
  return {
    $id: schemaId("review"),
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Access review of Lighthouse Keeper, version 1",
    ...closed({
      version: { const: 1 },
      before: text,
      after: text,
      notes: list(text),
      grade,
      flags,
      compared: { type: "integer", minimum: 0 },
      groups: list(closed({ grade, flags, customers: list(text), changes: list(reference("change")) })),
      customers: list(
        closed({
          customer: text,
          name: { type: ["string", "null"] },
          presence: { enum: ["both", "added", "vanished", "renamed"] },
          formerCustomer: { type: ["string", "null"] },
          grade,
          flags,
          source,
          changes: list(reference("change")),
        }),
      ),
      redefinedRoles: list(redefinedRole),
      renamedRoles: list(renamedRole),
      deployments: list(deployment),
      facts: list(factChange),
      principals: list(principal),
      roles: list(closed({ roleDefinitionId: guid, name: { type: ["string", "null"] } })),
    }),
    $defs: {
      operations,
      difference: closed({
        operations: list(reference("operations")),
        delegated: list(reference("operations")),
      }),
      grant,
      definition,
      assignment,
      change,
    },
  };
}
