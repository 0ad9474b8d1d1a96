import { join, resolve } from "node:path";
import { reasonOfText } from "../documents/decode-text.ts";
import { parseJson } from "../documents/json.ts";
import { refused } from "../documents/refused-document.ts";
import { readEstate } from "../estate/read-estate.ts";
import { type PlanActions, readPlanActions } from "../formats/terraform/plan-actions.ts";
import { captureCommand } from "../sandbox/capture-command.ts";
import type { Sandbox } from "../sandbox/sandbox.ts";
import { compareText } from "../values/compare-text.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attemptAsync, take } from "../values/result.ts";
import { runSandbox } from "./sandbox.ts";
import { synthesize } from "./synthesize.ts";
import type { World } from "./world.ts";

/** What to prove: that the stacks of adopted customers import what a source shows, and change nothing. */
export interface ProofRequest {
  /** A folder with Azure's lists: the emulated Azure begins with it. */
  readonly source: string;
  /** The estate's folder. */
  readonly folder: string;
  /** The clock: milliseconds since 1970. */
  readonly now: () => number;
}

/** What Terraform plans for one customer. */
export interface ProvenCustomer extends PlanActions {
  readonly customer: string;
}

/**
 * Plans the stack of every customer that imports something, with real Terraform, against an emulated Azure that holds
 * what the source shows. Applies nothing.
 */
export function proveAdoption(request: ProofRequest, world: World): Promise<Outcome<ProvenCustomer[]>> {
  return attemptAsync(async function* () {
    const root = resolve(world.folder, request.folder);
    const customers = yield* take(await importingCustomers(root));
    if (customers.length === 0)
      return yield* take(failure("bad-arguments", "no customer imports anything", "adopt a source first"));
    const from = resolve(world.folder, request.source);
    const settings = { provider: "stand-in", pace: "fast", azure: undefined, state: undefined } as const;
    const inside: World = { ...world, folder: root };
    return yield* take(
      await runSandbox({ ...settings, from, now: request.now }, inside, (sandbox) =>
        plannedIn(sandbox, customers, inside),
      ),
    );
  });
}

/** Ids of the customers with a scope that is still to be imported. */
async function importingCustomers(root: string): Promise<Outcome<string[]>> {
  return attemptAsync(async function* () {
    const { customers } = yield* take(await readEstate({ root, records: root }, "complete", false));
    const imports = customers.filter(({ value }) =>
      value.delegations.some(({ scopes }) => scopes.some((scope) => scope.import === true)),
    );
    return imports.map(({ value }) => value.id).sort(compareText);
  });
}

function plannedIn(
  { environment }: Sandbox,
  customers: readonly string[],
  world: World,
): Promise<Outcome<ProvenCustomer[]>> {
  return attemptAsync(async function* () {
    const folder = environment["KEEPER_SANDBOX"] ?? "";
    const request = { selection: customers, imports: new Set<string>(), output: undefined, sandbox: folder };
    const { synthesis } = yield* take(await synthesize(request, world));
    if (synthesis === undefined)
      return yield* take(failure("unreadable-input", "the definitions break rules", "run keeper check"));
    yield* take(synthesis);
    const proven: ProvenCustomer[] = [];
    for (const customer of customers) {
      const stack = join(folder, "cdktf.out", "stacks", customer);
      const all = { ...world.environment, ...environment };
      proven.push({ customer, ...(yield* take(await plannedStack(stack, customer, all))) });
    }
    return proven;
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
  const program = environment["TERRAFORM_BINARY_NAME"] ?? "terraform";
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
