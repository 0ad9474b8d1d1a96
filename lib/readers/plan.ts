import type { CustomerAccess } from "../delegation/access-side.ts";
import { compareText, type Guid } from "../delegation/identifiers.ts";
import { assembleAccess, type ReadAssignment, type ReadDefinition } from "./assemble.ts";
import { definitionValues } from "./lighthouse-values.ts";
import { type PlanDocument, planSchema, type ResourceChange } from "./plan-schema.ts";
import { type DocumentProblem, documentProblem, type Read, readAllowed } from "./problem.ts";
import { readDefinitionId, readScope } from "./scope-spelling.ts";

/** What a Terraform plan of one customer does to access. */
export interface ReadPlan {
  /** What there is, as Terraform found it. */
  readonly before: CustomerAccess;
  readonly after: CustomerAccess;
  /** ARM names of what is deleted and created again. */
  readonly replaced: {
    readonly registrationDefinitionIds: readonly Guid[];
    readonly registrationAssignmentIds: readonly Guid[];
  };
  /** Addresses of what is taken over from Azure. */
  readonly imported: readonly string[];
  /** Addresses that changed. */
  readonly moved: readonly { readonly from: string; readonly to: string }[];
  /** Addresses of what somebody changed outside Terraform since the last apply. */
  readonly drifted: readonly string[];
}

type DefinitionChange = Extract<ResourceChange, { type: "azurerm_lighthouse_definition" }>;
type AssignmentChange = Extract<ResourceChange, { type: "azurerm_lighthouse_assignment" }>;
type Moment = "before" | "after";

/**
 * What `terraform show -json` says of a saved plan. Refused as a whole where any part of it is not known, where it
 * failed or leaves something out, and where what decides access is known only after apply.
 *
 * @param customer a customer's id: a plan does not name its stack
 */
export function readPlan(customer: string, document: unknown): Read<ReadPlan> {
  const read = readAllowed(planSchema, document);
  if (!read.ok) return read;
  const plan = read.value;
  const problems = [...planProblems(plan)];
  const before = accessAt("before", customer, plan, problems);
  const after = accessAt("after", customer, plan, problems);
  if (problems.length > 0 || before === undefined || after === undefined) return { ok: false, problems };
  // a plan removes what it removes: no subscription vanishes from it unseen
  const subscriptionIds = [...new Set([...before.subscriptionIds, ...after.subscriptionIds])].sort(
    compareText,
  );
  const managed = managedChanges(plan);
  const replaced = managed.filter(({ change }) => change.actions.length > 1);
  return {
    ok: true,
    value: {
      before: { ...before, subscriptionIds },
      after: { ...after, subscriptionIds },
      replaced: {
        registrationDefinitionIds: replaced.flatMap((each) =>
          each.type === "azurerm_lighthouse_definition"
            ? lower(each.change.before?.lighthouse_definition_id)
            : [],
        ),
        registrationAssignmentIds: replaced.flatMap((each) =>
          each.type === "azurerm_lighthouse_assignment" ? lower(each.change.before?.name) : [],
        ),
      },
      imported: managed.filter(({ change }) => change.importing !== undefined).map(({ address }) => address),
      moved: managed.flatMap(({ address, previous_address: from }) =>
        from === undefined ? [] : [{ from, to: address }],
      ),
      drifted: (plan.resource_drift ?? []).map(({ address }) => address).sort(compareText),
    },
  };
}

function lower(id: string | null | undefined): Guid[] {
  return typeof id === "string" ? [id.toLowerCase()] : [];
}

function managedChanges({ resource_changes = [] }: PlanDocument): (DefinitionChange | AssignmentChange)[] {
  return resource_changes.filter(
    (each): each is DefinitionChange | AssignmentChange => each.mode === "managed",
  );
}

function* planProblems(plan: PlanDocument): Generator<DocumentProblem> {
  const addresses = managedChanges(plan).map(({ address }) => address);
  const repeated = addresses.find((address, index) => addresses.indexOf(address) !== index);
  if (repeated !== undefined)
    yield documentProblem("duplicate", ["resource_changes"], "changes it twice", repeated);
  const changes = managedChanges(plan).some(({ change }) => change.actions[0] !== "no-op");
  if (changes && !plan.applyable)
    yield documentProblem("document-unfinished", ["applyable"], "is a plan that cannot be applied", false);
  for (const { key, provider } of unpinnedProviders(plan))
    yield documentProblem(
      "part-unknown",
      ["configuration", "provider_config", key],
      "is pinned to no subscription",
      provider,
    );
  yield* strayProviders(plan);
}

/** Every provider of a keeper stack is pinned by constants to the subscription that its alias names. */
function unpinnedProviders({ configuration: { provider_config = {} } }: PlanDocument) {
  return Object.entries(provider_config)
    .filter(([key, { alias, expressions = {} }]) => {
      if (alias === undefined) return key !== "azurerm" || Object.keys(expressions).length > 0;
      const id = String(constant(expressions.subscription_id));
      return key !== `azurerm.${alias}` || alias !== `subscription_${id}`;
    })
    .map(([key, provider]) => ({ key, provider }));
}

function constant(expression: unknown): unknown {
  return typeof expression === "object" && expression !== null && "constant_value" in expression
    ? expression.constant_value
    : undefined;
}

/** Resources that another subscription's provider would look after. */
function* strayProviders({ configuration: { root_module } }: PlanDocument): Generator<DocumentProblem> {
  for (const { address, provider_config_key, expressions, type, name } of root_module.resources ?? []) {
    const guarded = type === "azurerm_subscription" ? name.replace("subscription_", "") : undefined;
    const id = guarded ?? readScope(String(constant(expressions?.["scope"])))?.scope.subscriptionId;
    if (provider_config_key === `azurerm.subscription_${id}`) continue;
    const path = ["configuration", "root_module", "resources", address, "provider_config_key"];
    yield documentProblem(
      "part-unknown",
      path,
      "is not the provider of its subscription",
      provider_config_key,
    );
  }
}

function accessAt(
  moment: Moment,
  customer: string,
  plan: PlanDocument,
  problems: DocumentProblem[],
): CustomerAccess | undefined {
  const changes = plan.resource_changes ?? [];
  const definitions = new Map<string, ReadDefinition>();
  const found = problems.length;
  changes.forEach((each, index) => {
    if (each.type !== "azurerm_lighthouse_definition" || each.change[moment] === null) return;
    const path = ["resource_changes", index, "change", moment];
    const definition = definitionAt(each, moment, path, problems);
    if (definition !== undefined) definitions.set(each.address, definition);
  });
  const assignments: ReadAssignment[] = [];
  changes.forEach((each, index) => {
    if (each.type !== "azurerm_lighthouse_assignment" || each.change[moment] === null) return;
    const path = ["resource_changes", index, "change", moment];
    const assignment = assignmentAt(each, moment, { plan, definitions, path, problems });
    if (assignment !== undefined) assignments.push(assignment);
  });
  if (problems.length > found) return undefined;
  const all = [...definitions.values()];
  return assembleAccess(customer, subscriptionsOf(plan, all), all, assignments);
}

function subscriptionsOf(plan: PlanDocument, definitions: readonly ReadDefinition[]): Guid[] {
  const guarded = (plan.configuration.root_module.resources ?? []).flatMap(({ type, name }) =>
    type === "azurerm_subscription" ? [name.replace("subscription_", "")] : [],
  );
  return [...guarded, ...definitions.map(({ subscriptionId }) => subscriptionId)];
}

function definitionAt(
  { change, address }: DefinitionChange,
  moment: Moment,
  path: readonly (string | number)[],
  problems: DocumentProblem[],
): ReadDefinition | undefined {
  const unknown =
    moment === "after" ? unknownPaths(change.after_unknown).filter((each) => each !== "id") : [];
  if (unknown.length > 0) {
    problems.push(
      documentProblem(
        "value-unknown",
        path,
        `${unknown.join(", ")} of ${address} is known only after apply`,
        unknown,
      ),
    );
    return undefined;
  }
  const read = readAllowed(definitionValues, change[moment]);
  if (!read.ok) {
    problems.push(...read.problems.map((each) => ({ ...each, path: [...path, ...each.path] })));
    return undefined;
  }
  const scope = readScope(read.value.scope);
  if (scope !== undefined && scope.scope.resourceGroup === undefined)
    return { subscriptionId: scope.scope.subscriptionId, values: read.value };
  problems.push(documentProblem("part-unknown", [...path, "scope"], "is no subscription", read.value.scope));
  return undefined;
}

function assignmentAt(
  { change, address }: AssignmentChange,
  moment: Moment,
  {
    plan,
    definitions,
    path,
    problems,
  }: {
    readonly plan: PlanDocument;
    readonly definitions: ReadonlyMap<string, ReadDefinition>;
    readonly path: readonly (string | number)[];
    readonly problems: DocumentProblem[];
  },
): ReadAssignment | undefined {
  const { name, scope: written, lighthouse_definition_id: id } = change[moment] ?? {};
  const scope = readScope(written ?? "");
  if (name === undefined || scope === undefined) {
    problems.push(
      documentProblem("value-unknown", path, `name or scope of ${address} is not known`, change[moment]),
    );
    return undefined;
  }
  const definition =
    typeof id === "string" ? byArmId(id, definitions) : definitions.get(referenceOf(address, plan) ?? "");
  const here = definition?.subscriptionId === scope.scope.subscriptionId;
  if (definition !== undefined && here) return { id: name, scope: scope.id, definition };
  const problem = `the definition of ${address} is not in this plan, or in another subscription`;
  problems.push(documentProblem("reference-unresolved", path, problem, id ?? "known after apply"));
  return undefined;
}

function byArmId(id: string, definitions: ReadonlyMap<string, ReadDefinition>): ReadDefinition | undefined {
  const read = readDefinitionId(id);
  return [...definitions.values()].find(
    ({ subscriptionId, values }) =>
      subscriptionId === read?.subscriptionId &&
      values.lighthouse_definition_id.toLowerCase() === read.registrationDefinitionId,
  );
}

/** The address that an assignment's configuration refers to: a definition's id and nothing else. */
function referenceOf(address: string, plan: PlanDocument): string | undefined {
  const configured = plan.configuration.root_module.resources?.find((each) => each.address === address);
  const expression = configured?.expressions?.["lighthouse_definition_id"];
  if (typeof expression !== "object" || expression === null || !("references" in expression))
    return undefined;
  const references = expression["references"];
  if (!Array.isArray(references) || references.length !== 2) return undefined;
  const [attribute, resource] = references;
  return typeof resource === "string" && attribute === `${resource}.id` ? resource : undefined;
}

/** Where Terraform marks something as unknown, as dotted paths. */
function unknownPaths(value: unknown, path: string = ""): string[] {
  if (value === true) return [path];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    unknownPaths(inner, path === "" ? key : `${path}.${key}`),
  );
}
