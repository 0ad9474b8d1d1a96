import * as z from "zod";
import { activationMinutes } from "../delegation/just-in-time-access-policy.ts";
import { type Read, readAllowed } from "../documents/problem.ts";
import { FLAGS, GRADES } from "../review/grade.ts";
import { USER_ACCESS_ADMINISTRATOR_ROLE_ID } from "../roles/well-known-roles.ts";
import { schemaId } from "../values/schema-id.ts";
import { isPlatformId } from "./author.ts";
import { ID_PREFIX } from "./person.ts";

/** One value or several. */
const oneOrMore = <T extends z.ZodType>(value: T) =>
  z.union([value.transform((each) => [each]), z.array(value).min(1)]);

const text = z.string().min(1);

/** Tags by their names; at least one, because an empty set would match every customer. */
const tagsSchema = z
  .record(text, z.string())
  .refine((tags) => Object.keys(tags).length > 0, {
    error: "one tag or more: name one, or leave tag out",
    params: { problem: "names no tag" },
  })
  .meta({ minProperties: 1 });

/** Subjects that a policy must cover. Breadth needs no rule and can only make a demand stricter. */
const SUBJECTS = ["grade", "flag", "tooling", "breadth"] as const;

/** Conditions of a rule. All of them must hold for one change; a list holds alternatives. */
const whenSchema = z
  .strictObject({
    grade: oneOrMore(z.enum(GRADES)).optional().describe("Grades of the change."),
    flag: oneOrMore(z.enum(FLAGS)).optional().describe("Flags of the change."),
    tooling: oneOrMore(text)
      .optional()
      .describe("Paths of changed files that are no definitions; `*` stands for any characters."),
    role: oneOrMore(text)
      .optional()
      .describe(
        "A role that the change grants, removes or redefines, by name or GUID: as base's catalogue has it.",
      ),
    principal: oneOrMore(text).optional().describe("A principal, by base's name or GUID."),
    plan: oneOrMore(text)
      .optional()
      .describe(
        "`offer/plan`: a claimed plan makes the demand stricter; only a plan that base confirms covers the subject.",
      ),
    customer: oneOrMore(text).optional().describe("A customer, by its id."),
    tag: tagsSchema.optional().describe("Tags of the customer in base's facts: all of these."),
    planVersion: z
      .enum(["unchanged", "new"])
      .optional()
      .describe("For onboarding: whether base has exactly this plan version already."),
    breadth: z
      .number()
      .min(0)
      .lt(1)
      .optional()
      .describe("More than this share of the estate's customers change, and more than one."),
  })
  .refine((when) => Object.keys(when).length > 0, {
    error: "at least one condition",
    params: { problem: "has no condition" },
  })
  // each of these is a subject of its own: a rule with two of them would look strict and never match
  .refine((when) => SUBJECTS.filter((each) => when[each] !== undefined).length <= 1, {
    error: `one of ${SUBJECTS.join(", ")}, with a rule for each`,
    params: { problem: "has more than one subject" },
  })
  .refine((when) => (when.tooling ?? when.breadth) === undefined || Object.keys(when).length === 1, {
    error: "tooling alone, or breadth alone: they concern the whole change",
    params: { problem: "has a condition beside tooling or breadth" },
  });

const demandSchema = z.union([
  z.literal("allow"),
  z.literal("deny"),
  z.strictObject({
    approvals: z.number().int().min(1).max(10).describe("How many, 1 to 10."),
    reason: z.boolean().optional().describe("Whether an approval must give a reason."),
  }),
]);

const ruleSchema = z.strictObject({
  when: whenSchema.describe("Conditions; all must hold for one change."),
  demand: demandSchema.describe("What the change then needs."),
  why: text.optional().describe("The reason, as the gate prints it."),
});

const duration = text.refine(
  (value) => activationMinutes(value) !== undefined,
  "an ISO 8601 duration in hours and minutes, such as PT4H",
);

const guardrailsSchema = z
  .strictObject({
    noStandingOnSubscription: z
      .array(text)
      .describe("Roles, by name or GUID, that may not be standing on a whole subscription."),
    eligible: z
      .strictObject({
        multiFactorAuthentication: z.boolean().optional().describe("Whether activations need MFA."),
        maximumActivationDuration: duration.optional().describe("The longest activation, such as PT4H."),
      })
      .describe("Terms that all eligible access must meet."),
    groupsOnly: z.boolean().describe("Access for groups alone, by base's registry."),
    keepDeleteRole: z
      .boolean()
      .describe("Every offer grants the Managed Services Registration assignment Delete Role, standing."),
  })
  .partial();

/** A name, or an immutable id. */
const identityName = text.refine(
  (name) => !name.toLowerCase().startsWith(ID_PREFIX) || isPlatformId(name.slice(ID_PREFIX.length)),
  "a name, or id:<id> with the digits or the GUID that the platform gives the account",
);

/** `policy.yaml`: data, never a program. */
export const policySchema = z
  .strictObject({
    version: z.literal(1).describe("The form of the policy."),
    rules: z.array(ruleSchema).min(1).describe("The strictest matching rule wins."),
    guardrails: guardrailsSchema.optional().describe("What no change may bring, whatever is approved."),
    unsignedApprovals: z
      .strictObject({ platformEnforcesCodeOwners: z.boolean() })
      .optional()
      .describe("Whether the platform enforces code owner review; then one approval may be unsigned."),
    identities: z
      .record(text, z.array(identityName).min(1))
      .optional()
      .describe(
        "Other names of the platform's users, and their immutable ids as `id:<id>`: all belong to one person, who cannot approve a change of their own.",
      ),
  })
  .meta({
    title: "Policy of a Lighthouse Keeper estate",
    description: "policy.yaml at the root: what keeper gate demands of a change.",
  });

/** A policy: what passes, what needs approvals, what never passes. */
export type Policy = z.infer<typeof policySchema>;

/** One rule of a policy. */
export type PolicyRule = Policy["rules"][number];

/** The organisation's guardrails. */
export type Guardrails = NonNullable<Policy["guardrails"]>;

/** Reads the parsed YAML of `policy.yaml`. */
export function parsePolicy(document: unknown): Read<Policy> {
  return readAllowed(policySchema, document);
}

/** The shipped policy, for estates without their own. */
export const DEFAULT_POLICY: Policy = {
  version: 1,
  rules: [
    { when: { grade: ["none", "cosmetic", "narrowing"] }, demand: "allow" },
    { when: { grade: ["broadening", "mixed"] }, demand: { approvals: 1 } },
    { when: { flag: ["onboarding"] }, demand: { approvals: 1 } },
    { when: { tooling: ["*"] }, demand: { approvals: 1 } },
    {
      when: {
        role: ["User Access Administrator", USER_ACCESS_ADMINISTRATOR_ROLE_ID],
        grade: ["broadening", "mixed"],
      },
      demand: { approvals: 2 },
      why: "it hands out roles to managed identities",
    },
    { when: { breadth: 0.1 }, demand: { approvals: 2 }, why: "it touches many customers at once" },
    {
      when: { flag: ["interruption", "lock-out", "offboarding"] },
      demand: { approvals: 1, reason: true },
    },
    { when: { flag: ["refused-role"] }, demand: "deny", why: "Azure will refuse it" },
  ],
};

/** The JSON Schema (draft 2020-12) of `policy.yaml`. */
export function policyJsonSchema(): object {
  return { $id: schemaId("policy"), ...z.toJSONSchema(policySchema, { io: "input" }) };
}
