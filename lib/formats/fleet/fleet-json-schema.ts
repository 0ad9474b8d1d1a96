import { STACK_PARTS } from "../../fleet/stack-parts.ts";
import { schemaId } from "../../values/schema-id.ts";

const ids = (description: string) => ({
  type: "array",
  items: { type: "string", pattern: "^[a-z][a-z0-9-]{1,49}$" },
  description,
});

const CUSTOMER = {
  type: "object",
  required: ["customer", "action", "reason", "parts", "tags", "job"],
  additionalProperties: false,
  properties: {
    customer: { type: "string", description: "The customer's id." },
    action: {
      enum: ["apply", "destroy"],
      description: "A vanished customer is destroyed, from the base's stack.",
    },
    reason: {
      enum: ["all", "new", "changed", "deployer", "vanished"],
      description: "Why it runs. `all`: no base was named. `deployer`: it deployed itself before.",
    },
    parts: {
      type: "array",
      items: { enum: STACK_PARTS },
      description: "Parts of the stack that differ, where it changed.",
    },
    tags: { type: "object", additionalProperties: { type: "string" }, description: "The customer's tags." },
    job: { type: "string", description: "The job that runs it." },
    narrowing: {
      const: true,
      description: "The change takes access away there and does nothing else: it waits for no earlier apply.",
    },
  },
};

const WAVE = {
  type: "object",
  required: ["name", "step", "steps", "maximumConcurrency", "failureTolerance", "applied", "later"],
  additionalProperties: false,
  properties: {
    name: { type: "string", description: "The step's name." },
    step: { type: "integer", minimum: 1, description: "Its number, from 1 on." },
    steps: { type: "integer", minimum: 1, description: "How many steps there are." },
    maximumConcurrency: { type: "integer", minimum: 1, description: "Most customers at the same time." },
    failureTolerance: { type: "integer", minimum: 0, description: "Most customers that may fail." },
    applied: ids("Customers of this step that were applied already."),
    later: ids("Customers of later steps."),
  },
  description: "The step of `waves.yaml` that the customers are of; missing where no step was asked for.",
};

/** The JSON Schema (draft 2020-12) of `fleet.json`. */
export function fleetJsonSchema(): object {
  return {
    $id: schemaId("fleet"),
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Fleet of Lighthouse Keeper",
    description:
      "fleet.json of keeper fleet: which customers have to run, why and in which job, and which do not.",
    type: "object",
    required: [
      "version",
      "customers",
      "jobs",
      "deployedByCustomer",
      "vanished",
      "withoutTags",
      "unchanged",
      "files",
    ],
    additionalProperties: false,
    properties: {
      version: {
        const: 1,
        description: "The form. It rises when a field changes its meaning or is removed.",
      },
      customers: { type: "array", items: CUSTOMER, description: "Customers that run." },
      jobs: {
        type: "array",
        items: {
          type: "object",
          required: ["name", "seconds"],
          additionalProperties: false,
          properties: {
            name: { type: "string" },
            seconds: { type: "number", minimum: 0, description: "Seconds that it is expected to take." },
          },
        },
        description: "Jobs, each with its customers one after the other.",
      },
      deployedByCustomer: ids("To run, but these customers deploy themselves: they are in no job."),
      vanished: ids("Vanished, and not destroyed, because that was not asked for."),
      withoutTags: ids("To run, but without the tags that were asked for."),
      unchanged: { type: "integer", minimum: 0, description: "How many stacks are as they were." },
      wave: WAVE,
      emergency: { const: true, description: "`waves.yaml` was passed over: all customers run at once." },
      files: { type: "array", items: { type: "string" }, description: "The other files of the fleet." },
    },
  };
}
