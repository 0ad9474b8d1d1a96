import * as z from "zod";
import { activationMinutes } from "../delegation/just-in-time-access-policy.ts";
import { documentProblem, type Problem, type Read, readAllowed } from "../documents/problem.ts";
import { failed, success } from "../values/result.ts";
import { schemaId } from "../values/schema-id.ts";
import { MOST_JOBS } from "./targets.ts";
import { HEALTH_SIGNS, type Waves } from "./waves.ts";

/** The file of waves, at the estate's root. */
export const WAVES_FILE = "waves.yaml";

/** How many customers are deployed at the same time where a step does not say. */
const DEFAULT_CONCURRENCY = 10;

const text = z.string().min(1);

const stepSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,49}$/, "lower-case letters, digits and hyphens, a letter first; 50 at most")
      .describe("A name for reports and for `--wave`."),
    tag: z
      .record(text, z.string())
      .refine((tags) => Object.keys(tags).length > 0, {
        error: "one tag or more",
        params: { problem: "names no tag" },
      })
      .meta({ minProperties: 1 })
      .optional()
      .describe("Customers with all of these tags."),
    percentage: z
      .number()
      .gt(0)
      .max(100)
      .optional()
      .describe("Customers up to this share of all: by a number that follows from the id of each."),
    maximumConcurrency: z
      .number()
      .int()
      .min(1)
      .max(MOST_JOBS)
      .default(DEFAULT_CONCURRENCY)
      .describe("Most customers that are deployed at the same time."),
    failureTolerance: z
      .number()
      .int()
      .min(0)
      .default(0)
      .describe("Most customers that may fail. When more have failed, no other one begins."),
    pause: text
      .refine((value) => activationMinutes(value) !== undefined, "an ISO 8601 duration, such as PT4H or P1D")
      .optional()
      .describe("Time from the last apply of the step before, such as PT4H or P1D."),
    approval: z
      .boolean()
      .default(false)
      .describe("Whether a person has to say that the step may begin (`--approved`)."),
  })
  .refine(({ tag, percentage }) => (tag === undefined) !== (percentage === undefined), {
    error: "tag or percentage: one of both",
    params: { problem: "does not take customers in exactly one way" },
  });

/** `waves.yaml`: data, never a program. */
const wavesSchema = z
  .strictObject({
    version: z.literal(1).describe("The form of the file."),
    steps: z
      .array(stepSchema)
      .min(1)
      .describe("In their order: each takes customers that no step before it took."),
    healthy: z
      .array(z.enum(HEALTH_SIGNS))
      .min(1)
      .default(["applied"])
      .describe("What every customer of a step must show before the next step begins."),
  })
  .meta({
    title: "Waves of a Lighthouse Keeper estate",
    description:
      "waves.yaml at the root: in which steps keeper fleet hands customers to the engine that deploys them.",
  });

/** Reads the parsed YAML of `waves.yaml`. */
export function parseWaves(document: unknown): Read<Waves> {
  const read = readAllowed(wavesSchema, document);
  if (!read.ok) return read;
  const { steps, healthy } = read.value;
  const problems = orderProblems(steps);
  if (problems.length > 0) return failed(problems);
  return success({
    healthy: HEALTH_SIGNS.filter((sign) => sign === "applied" || healthy.includes(sign)),
    steps: steps.map(({ pause, ...step }) => ({
      ...step,
      pauseMinutes: pause === undefined ? 0 : (activationMinutes(pause) ?? 0),
    })),
  });
}

/** What is wrong with steps one after the other, though each is right by itself. */
function orderProblems(steps: readonly z.infer<typeof stepSchema>[]): Problem[] {
  const problems: Problem[] = [];
  const refuse = (path: readonly (string | number)[], problem: string, received: unknown, allowed: string) =>
    problems.push(documentProblem("value-not-allowed", ["steps", ...path], problem, received, allowed));
  let most = 0;
  for (const [index, { name, percentage, pause }] of steps.entries()) {
    if (steps.findIndex((each) => each.name === name) < index)
      refuse([index, "name"], "is the name of a step before it", name, "a name of its own");
    if (name === "next") refuse([index, "name"], "is a word of --wave", name, "another name");
    if (index === 0 && pause !== undefined)
      refuse([0, "pause"], "is a pause after no step", pause, "no pause in the first step");
    if (percentage === undefined) continue;
    if (percentage <= most)
      refuse(
        [index, "percentage"],
        "is not above that of the steps before it, so the step takes no customer",
        percentage,
        `a number above ${most}`,
      );
    most = Math.max(most, percentage);
  }
  const last = steps.at(-1);
  if (last?.percentage !== 100)
    refuse(
      [steps.length - 1],
      "is the last one and does not take all customers that are left",
      last?.percentage ?? "a tag",
      "percentage: 100 in the last step",
    );
  return problems;
}

/** The JSON Schema (draft 2020-12) of `waves.yaml`. */
export function wavesJsonSchema(): object {
  return { $id: schemaId("waves"), ...z.toJSONSchema(wavesSchema, { io: "input" }) };
}
