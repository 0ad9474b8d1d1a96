import { parse } from "yaml";
import * as z from "zod";

/*
 * No linter for Azure DevOps' pipelines comes from the npm registry. This one knows as much of Microsoft's YAML schema
 * reference (learn.microsoft.com/azure/devops/pipelines/yaml-schema) as the shipped pipelines use, and nothing more: a
 * property that it does not know is a finding, and so is a reference to what no stage, job or step makes.
 */

const JOB_NAME = z.string().regex(/^[A-Za-z_]\w*$/);
const settableVariables = z.union([z.literal("none"), z.array(z.string())]);
const target = z.strictObject({ commands: z.enum(["any", "restricted"]).optional(), settableVariables });
const anyStep = {
  condition: z.string().optional(),
  displayName: z.string().optional(),
  env: z.record(z.string(), z.string()).optional(),
  name: z.string().regex(/^\w+$/).optional(),
  target: target.optional(),
};
const inputs = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const step = z.union([
  z.strictObject({ bash: z.string(), ...anyStep }),
  z.strictObject({ script: z.string(), ...anyStep }),
  z.strictObject({ task: z.string().regex(/^\w+@\d+$/), inputs, ...anyStep }),
  z.strictObject({ publish: z.string(), artifact: z.string(), ...anyStep }),
  z.strictObject({ download: z.literal("current"), artifact: z.string(), ...anyStep }),
  z.strictObject({ checkout: z.literal("none"), ...anyStep }),
  z.strictObject({
    checkout: z.literal("self"),
    persistCredentials: z.boolean(),
    fetchDepth: z.int(),
    ...anyStep,
  }),
]);
const variables = z.union([
  z.record(z.string(), z.string()),
  z.array(
    z.union([z.strictObject({ group: z.string() }), z.strictObject({ name: z.string(), value: z.string() })]),
  ),
]);
const anyJob = {
  dependsOn: JOB_NAME.optional(),
  condition: z.string().optional(),
  timeoutInMinutes: z.int().optional(),
  variables: variables.optional(),
};
const job = z.strictObject({
  job: JOB_NAME,
  ...anyJob,
  strategy: z.strictObject({ maxParallel: z.string(), matrix: z.string() }).optional(),
  steps: z.array(step).min(1),
});
const deployment = z.strictObject({
  // "deploy" is a keyword (jobs.deployment)
  deployment: JOB_NAME.refine((name) => name !== "deploy"),
  ...anyJob,
  environment: z.string(),
  strategy: z.strictObject({
    runOnce: z.strictObject({ deploy: z.strictObject({ steps: z.array(step).min(1) }) }),
  }),
});
const stage = z.strictObject({
  stage: JOB_NAME,
  dependsOn: z.union([JOB_NAME, z.array(JOB_NAME).min(1)]).optional(),
  condition: z.string().optional(),
  lockBehavior: z.enum(["sequential", "runLatest"]).optional(),
  jobs: z.array(z.union([job, deployment])).min(1),
});
const parameters = z
  .array(
    z.strictObject({
      name: z.string().regex(/^[a-z]\w*$/),
      displayName: z.string().optional(),
      type: z.literal("boolean"),
      default: z.boolean(),
    }),
  )
  .min(1);
/** A template of stages, which pipelines extend. */
const template = z.strictObject({ parameters: parameters.optional(), stages: z.array(stage).min(1) });
const pipeline = z.strictObject({
  trigger: z.union([
    z.literal("none"),
    z.strictObject({ branches: z.strictObject({ include: z.array(z.string()) }) }),
  ]),
  pr: z.literal("none").optional(),
  schedules: z
    .array(
      z.strictObject({
        cron: z.string().regex(/^(?:[\d*,/-]+ ){4}[\d*,/-]+$/),
        displayName: z.string(),
        branches: z.strictObject({ include: z.array(z.string()) }),
        always: z.boolean(),
      }),
    )
    .min(1)
    .optional(),
  pool: z.strictObject({ vmImage: z.string() }),
  parameters: parameters.optional(),
  extends: z.strictObject({
    template: z.string().regex(/^templates\/[\w-]+\.yml$/),
    parameters: z.record(z.string(), z.string()).optional(),
  }),
});

type Step = z.infer<typeof step>;
type Stage = z.infer<typeof stage>;
type Job = Stage["jobs"][number];

/** What is wrong with a pipeline that extends a template; empty where nothing is. */
export function lintAzurePipeline(text: string): string[] {
  const parsed = pipeline.safeParse(parse(text));
  return parsed.success ? [] : issuesOf(parsed.error);
}

function issuesOf({ issues }: z.ZodError): string[] {
  return issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
}

/** What is wrong with a template of stages; empty where nothing is. */
export function lintAzureTemplate(text: string): string[] {
  const parsed = template.safeParse(parse(text));
  if (!parsed.success) return issuesOf(parsed.error);
  const { stages } = parsed.data;
  return stages.flatMap((each, index) => [
    ...[each.dependsOn ?? []].flat().flatMap((name) =>
      unknownNames(
        name,
        stages.slice(0, index).map(({ stage: known }) => known),
      ),
    ),
    ...unreached(each),
    ...each.jobs.flatMap((one, at) => unknownNames(one.dependsOn, each.jobs.slice(0, at).map(nameOf))),
    ...unknownArtifacts(each, stages.slice(0, index)),
    ...unknownOutputs(each, stages.slice(0, index)),
  ]);
}

const nameOf = (each: Job) => ("job" in each ? each.job : each.deployment);
const stepsOf = (each: Job) => ("job" in each ? each.steps : each.strategy.runOnce.deploy.steps);

function unknownNames(name: string | undefined, known: readonly string[]): string[] {
  return name === undefined || known.includes(name) ? [] : [`dependsOn: nothing before is called ${name}`];
}

/** Outputs of stages that a stage reads without depending on them: there they are empty. */
function unreached({ stage: name, dependsOn, ...rest }: Stage): string[] {
  const read = JSON.stringify(rest).matchAll(/(?:stageD|(?<!\w)d)ependencies\.(\w+)\./g);
  const known = [dependsOn ?? []].flat();
  const missing = [...read].flatMap(([, from = ""]) => (known.includes(from) ? [] : [from]));
  return [...new Set(missing)].map((from) => `${name} reads ${from} and does not depend on it`);
}

function unknownArtifacts({ jobs }: Stage, before: readonly Stage[]): string[] {
  const steps = (stages: readonly Job[]) => stages.flatMap(stepsOf);
  const published = steps(before.flatMap((each) => each.jobs)).flatMap((each) =>
    "publish" in each ? each.artifact : [],
  );
  return steps(jobs)
    .flatMap((each) => ("download" in each ? each.artifact : []))
    .filter((artifact) => !published.includes(artifact))
    .map((artifact) => `download: no stage before publishes ${artifact}`);
}

/** References to variables of steps: of the same job, and of jobs of the stages before. */
function unknownOutputs(checked: Stage, before: readonly Stage[]): string[] {
  const outputs = new Set(
    before.flatMap(({ stage: name, jobs }) =>
      jobs.flatMap((each) =>
        stepsOf(each)
          .flatMap(variablesOf)
          // an output of a deployment job has the job's name once more before the step's
          .map((set) => `${name}.${nameOf(each)}.${"deployment" in each ? `${nameOf(each)}.` : ""}${set}`),
      ),
    ),
  );
  const text = JSON.stringify(checked);
  const named = [
    ...text.matchAll(/stageDependencies\.(\w+)\.(\w+)\.outputs\['([\w.]+)'\]/g),
    ...text.matchAll(/(?<!\w)dependencies\.(\w+)\.outputs\['([\w.]+)'\]/g),
  ].map((found) => found.slice(1).join("."));
  const own = checked.jobs.flatMap((each) => {
    const set = stepsOf(each).flatMap(variablesOf);
    const used = JSON.stringify(each).matchAll(/\$\((\w+\.\w+)\)|variables\['(\w+\.\w+)'\]/g);
    return [...used]
      .flatMap(([, macro, expression]) => macro ?? expression ?? [])
      .filter((name) => !/^(System|Agent|Build|Pipeline)\./.test(name) && !set.includes(name));
  });
  return [...named.filter((name) => !outputs.has(name)), ...own].map((name) => `no step sets ${name}`);
}

/** `step.variable` for each variable that a step may set for others. */
function variablesOf({ name, target: to }: Step): string[] {
  if (name === undefined || to === undefined || to.settableVariables === "none") return [];
  return to.settableVariables.map((variable) => `${name}.${variable}`);
}
