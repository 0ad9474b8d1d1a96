import { ADVICE_KINDS } from "../../advice/advice.ts";
import { USE_COUNTS } from "../../advice/use.ts";
import { CAPABILITY_CODES } from "../../capabilities/capabilities.ts";
import { SEVERITIES } from "../../capabilities/capability.ts";
import { FLAGS, GRADES } from "../../review/grade.ts";
import { schemaId } from "../../values/schema-id.ts";

/*
 * The published form of advice in JSON. Objects are closed but for `facts`, which differ by kind.
 */

interface Schema {
  readonly [keyword: string]: unknown;
}

const text: Schema = { type: "string" };
const guid: Schema = { type: "string", pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$" };
const count: Schema = { type: "integer", minimum: 0 };
const list = (items: Schema): Schema => ({ type: "array", items });
const orNull = (schema: Schema): Schema => ({ oneOf: [{ type: "null" }, schema] });

function closed(properties: Readonly<Record<string, Schema>>): Schema {
  return { type: "object", additionalProperties: false, required: Object.keys(properties), properties };
}

const line: Schema = { type: "integer", minimum: 1 };
const role = { id: guid, name: text };

const advice = closed({
  number: line,
  kind: { enum: ADVICE_KINDS },
  severity: { enum: SEVERITIES },
  sentence: text,
  why: text,
  givesUp: orNull(text),
  of: orNull(closed({ offer: text, plan: text, version: text })),
  at: orNull(closed({ file: text, line: orNull(line), path: list({ type: ["string", "integer"] }) })),
  principal: orNull(
    closed({
      managingTenantId: guid,
      objectId: guid,
      displayName: text,
      type: { enum: ["Group", "User", "ServicePrincipal", "unknown"] },
    }),
  ),
  role: orNull(closed(role)),
  customers: list(text),
  facts: { type: "object" },
  edit: orNull(closed({ file: text, hunks: list(closed({ line, removed: list(text), added: list(text) })) })),
  byHand: orNull(text),
  commands: list(text),
  changes: { ...list(text), minItems: 1 },
  review: orNull(closed({ grade: { enum: GRADES }, flags: list({ enum: FLAGS }), customers: list(text) })),
});

const activity = closed({
  entries: count,
  from: orNull(text),
  until: orNull(text),
  membersOn: orNull(text),
  used: list(
    closed({
      customer: text,
      managingTenantId: guid,
      principalId: guid,
      actors: list(text),
      operations: list(text),
      exercised: list({ enum: CAPABILITY_CODES }),
      notSeen: count,
    }),
  ),
  groupNotKnown: list(closed({ customer: text, actor: text, operations: list(text), mayBe: list(guid) })),
  counts: closed(Object.fromEntries(USE_COUNTS.map((each) => [each, count]))),
  leftOut: closed({ illFormed: count, notAdministrative: count, unknownOperation: count }),
  cut: list(text),
});

/** The JSON Schema of what `keeper advise --format json` prints. */
export function adviceJsonSchema(): Schema {
  return {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    $id: schemaId("advice"),
    title: "Advice of Lighthouse Keeper",
    description: "What `keeper advise --format json` prints.",
    ...closed({
      version: { const: 1 },
      catalogueDate: text,
      wanted: orNull(
        closed({
          wants: list(text),
          roles: list(closed({ ...role, knownOperations: count })),
          combinations: orNull(list(closed({ roles: list(closed(role)), knownOperations: count }))),
        }),
      ),
      activity: orNull(activity),
      advice: list(advice),
    }),
  };
}
