import { join, resolve } from "node:path";
import { reasonOfText } from "../documents/decode-text.ts";
import { parseJson } from "../documents/json.ts";
import { refused } from "../documents/refused-document.ts";
import { readEstate } from "../estate/read-estate.ts";
import { type PlanActions, readPlanActions } from "../formats/terraform/plan-actions.ts";
import { checkRules } from "../rules/check.ts";
import type { Estate } from "../rules/estate.ts";
import { RULES } from "../rules/rules.ts";
import { captureCommand } from "../sandbox/capture-command.ts";
import { insideSandbox } from "../sandbox/environment.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { listed } from "../values/listed.ts";
import { attemptAsync, success, take } from "../values/result.ts";
import { unreadableFiles } from "./broken-rules.ts";
import { loadSources } from "./load-sources.ts";
import { runSandbox } from "./sandbox.ts";
import { type ShownImports, shownImports } from "./shown-imports.ts";
import { synthesize } from "./synthesize.ts";
import { type DeploymentChoices, type TemplateInput, templateInput } from "./template-values.ts";
import type { World } from "./world.ts";

/** Request for a proof. The stacks of adopted customers must import what sources show, and change nothing. */
export interface ProofRequest {
  /** Everything that can be adopted from: the emulated Azure begins with what they show together. */
  readonly sources: readonly string[];
  /** What templates among them are deployed with. */
  readonly deployment: DeploymentChoices;
  /** The estate's folder. */
  readonly folder: string;
  /** The clock: milliseconds since 1970. */
  readonly now: () => number;
}

/** What is proved of one customer: what Terraform plans, and how its imports are shown. */
export interface ProvenCustomer extends PlanActions, ShownImports {}

/** Result of a proof. */
export interface Proof {
  readonly customers: readonly ProvenCustomer[];
  /** Customers that import only what none of the sources shows: nothing is proved of them. */
  readonly otherCustomers: readonly string[];
}

/**
 * Compares the imports of every customer with what sources show, and plans its stack. The plan uses real Terraform,
 * against an emulated Azure that holds what the sources show. Where an import is in no source, nothing is planned.
 * Applies nothing.
 */
export function proveAdoption(request: ProofRequest, world: World): Promise<Outcome<Proof>> {
  return attemptAsync(async function* () {
    const root = resolve(world.folder, request.folder);
    const estate = yield* take(await readEstate({ root, records: root }, "complete", false));
    // without this, a file that cannot be read would look like nothing to import
    yield* take(unreadableFiles(checkRules(estate, RULES).findings));
    const templates = yield* take(await templateInput(request.sources, request.deployment, world));
    const { delegations } = yield* take(loadSources(request.sources, world.folder, templates));
    const { customers, otherCustomers } = shownImports(estate, delegations);
    if (customers.length === 0) return yield* take(nothingToProve(otherCustomers));
    const planned = customers.filter(({ notShown }) => notShown.length === 0);
    const plans = yield* take(await plansOf(planned, estate, { ...request, folder: root, templates }, world));
    return {
      customers: customers.map((each) => ({
        ...each,
        ...(plans.get(each.customer) ?? { imported: [], changed: [] }),
      })),
      otherCustomers,
    };
  });
}

function nothingToProve(others: readonly string[]): Outcome<never> {
  if (others.length === 0)
    return failure("bad-arguments", "no customer imports anything", "adopt a source first");
  const problem = `the sources show nothing that ${listed(others, 5)} import`;
  return failure("bad-arguments", problem, "pass the sources that were adopted");
}

type Plans = ReadonlyMap<string, PlanActions>;

async function plansOf(
  customers: readonly ShownImports[],
  estate: Estate,
  { sources, folder, now, templates }: ProofRequest & { readonly templates: TemplateInput },
  world: World,
): Promise<Outcome<Plans>> {
  if (customers.length === 0) return success(new Map());
  const ids = new Set(customers.map(({ customer }) => customer));
  const subscriptions = estate.customers
    .filter(({ value }) => ids.has(value.id))
    .flatMap(({ value }) => Object.values(value.subscriptions));
  const from = {
    names: sources.map((name) => resolve(world.folder, name)),
    subscriptions: new Set(subscriptions),
    templates,
  };
  const settings = { provider: "stand-in", pace: "fast", azure: undefined, state: undefined } as const;
  const inside: World = { ...world, folder };
  return runSandbox({ ...settings, from, now }, inside, (sandbox) => plannedIn(sandbox, [...ids], inside));
}

function plannedIn(
  { environment }: Sandbox,
  customers: readonly string[],
  world: World,
): Promise<Outcome<Plans>> {
  return attemptAsync(async function* () {
    const folder = environment["KEEPER_SANDBOX"] ?? "";
    const request = { selection: customers, imports: new Set<string>(), output: undefined, sandbox: folder };
    const { synthesis } = yield* take(await synthesize(request, world));
    if (synthesis === undefined)
      return yield* take(failure("unreadable-input", "the definitions break rules", "run keeper check"));
    yield* take(synthesis);
    const plans = new Map<string, PlanActions>();
    for (const customer of customers) {
      const stack = join(folder, "cdktf.out", "stacks", customer);
      const all = insideSandbox(world.environment, environment);
      plans.set(customer, yield* take(await plannedStack(stack, customer, all)));
    }
    return plans;
  });
}

type Environment = Readonly<Record<string, string | undefined>>;

function plannedStack(
  stack: string,
  customer: string,
  environment: Environment,
): Promise<Outcome<PlanActions>> {
  return attemptAsync(async function* () {
    const terraform = async (...words: readonly string[]) => terraformIn(stack, words, environment);
    yield* take(await terraform("init", "-input=false", "-no-color"));
    yield* take(await terraform("plan", "-input=false", "-no-color", "-out=proof.tfplan"));
    const shown = parseJson(yield* take(await terraform("show", "-json", "proof.tfplan")));
    if (!shown.ok)
      return yield* take(
        failure(
          "unreadable-input",
          `the plan of ${customer} ${reasonOfText(shown.error)}`,
          "update Terraform",
        ),
      );
    const actions = readPlanActions(shown.value);
    return actions.ok
      ? actions.value
      : yield* take(refused<PlanActions>(`the plan of ${customer}`, "terraform", actions.error));
  });
}

async function terraformIn(
  stack: string,
  words: readonly string[],
  environment: Environment,
): Promise<Outcome<string>> {
  // an unset variable of a pipeline is empty
  const program = environment["TERRAFORM_BINARY_NAME"] || "terraform";
  const end = await captureCommand([program, ...words], stack, environment);
  if (end.kind === "notStarted")
    return failure(
      "engine-missing",
      `${program} could not be started: ${end.problem}`,
      "install Terraform, and try again",
    );
  if (end.code === 0) return { ok: true, value: end.output };
  const problem = `terraform ${words[0]} failed in ${stack}: ${end.errors.trim().slice(-2_000)}`;
  return failure("unreadable-input", problem, "see what Terraform says");
}
