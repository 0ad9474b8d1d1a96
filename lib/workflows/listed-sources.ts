import { resolve } from "node:path";
import type { FoundDelegations } from "../access/found-delegation.ts";
import { parseRegistrationDefinitionId } from "../delegation/registration.ts";
import { refused } from "../documents/refused-document.ts";
import { listedResources } from "../formats/arm/encode-found.ts";
import { type ListedResources, readArmLists, readListedResources } from "../formats/arm/lists.ts";
import { asciiLowerCase } from "../values/ascii-lower-case.ts";
import type { Outcome } from "../values/failure.ts";
import type { Guid } from "../values/guid.ts";
import { attempt, mapResult, take } from "../values/result.ts";
import { holdsLists, loadArmLists } from "./load-lists.ts";
import { loadFile } from "./load-terraform.ts";
import type { TemplateInput } from "./template-values.ts";

/** Resources that one source shows, as Azure's lists have them. */
interface ListedSource {
  readonly isList: boolean;
  readonly resources: ListedResources;
  /** Subscriptions whose delegations it shows completely. */
  readonly read: ReadonlySet<Guid>;
}

/**
 * What sources show together, in the form of Azure's lists. Sources are folders with lists, plans or states of any
 * Terraform configuration, and templates. Azure's lists win over plans and states, and earlier sources over later ones.
 * Refuses lists that `keeper review` refuses.
 */
export function listedInSources(
  names: readonly string[],
  folder: string,
  input?: TemplateInput,
): Outcome<ListedResources> {
  return attempt(function* () {
    const sources: ListedSource[] = [];
    for (const name of names) sources.push(yield* take(listedInSource(name, resolve(folder, name), input)));
    return merged(sources);
  });
}

function listedInSource(name: string, path: string, input: TemplateInput | undefined): Outcome<ListedSource> {
  if (holdsLists(path)) return listedInFolder(name, path);
  return mapResult(loadFile(name, path, input), (found) => ({
    isList: false,
    resources: listedResources(withTenants(found)),
    read: new Set<Guid>(),
  }));
}

function listedInFolder(name: string, path: string): Outcome<ListedSource> {
  return attempt(function* () {
    const { lists, snapshot } = yield* take(loadArmLists(name, path));
    const access = readArmLists(lists);
    const resources = readListedResources(lists);
    if (!access.ok) return yield* take(refused<ListedSource>(name, "lists", access.error));
    if (!resources.ok) return yield* take(refused<ListedSource>(name, "lists", resources.error));
    const tenants = new Map(
      (snapshot?.subscriptions ?? []).flatMap(({ id, tenantId }): [Guid, Guid][] =>
        tenantId === undefined ? [] : [[id.toLowerCase(), tenantId.toLowerCase()]],
      ),
    );
    return { isList: true, resources: { ...resources.value, tenants }, read: lists.read ?? new Set() };
  });
}

/** Delegations with the tenant that the document shows elsewhere for their subscription. */
function withTenants({ delegations, subscriptions }: FoundDelegations): FoundDelegations["delegations"] {
  return delegations.map((each) => ({
    ...each,
    customerTenantId: each.customerTenantId ?? subscriptions.get(each.definition.subscriptionId)?.tenantId,
  }));
}

/** Definitions by id, each with its assignments from the source that shows it. */
function merged(sources: readonly ListedSource[]): ListedResources {
  const lists = sources.filter(({ isList }) => isList);
  const read = new Set(lists.flatMap((each) => [...each.read]));
  const seen = new Set<string>();
  const parts = [...lists, ...sources.filter(({ isList }) => !isList)].map(({ isList, resources }) => {
    const definitions = resources.definitions.filter(
      ({ id }) => !seen.has(asciiLowerCase(id)) && (isList || !read.has(subscriptionOf(id))),
    );
    const own = new Set(definitions.map(({ id }) => asciiLowerCase(id)));
    for (const id of own) seen.add(id);
    const assignments = resources.assignments.filter(({ properties }) =>
      own.has(asciiLowerCase(properties.registrationDefinitionId)),
    );
    return { definitions, assignments };
  });
  return {
    definitions: parts.flatMap(({ definitions }) => definitions),
    assignments: parts.flatMap(({ assignments }) => assignments),
    // earlier sources win
    tenants: new Map([...lists].reverse().flatMap(({ resources }) => [...(resources.tenants ?? [])])),
  };
}

/** The subscription of a definition's ARM id. */
function subscriptionOf(id: string): Guid {
  return parseRegistrationDefinitionId(id)?.subscriptionId ?? "";
}

/** The resources on some subscriptions. */
export function listedOn(
  subscriptions: ReadonlySet<Guid>,
  { definitions, assignments, ...rest }: ListedResources,
): ListedResources {
  return {
    ...rest,
    definitions: definitions.filter(({ id }) => subscriptions.has(subscriptionOf(id))),
    assignments: assignments.filter(({ properties }) =>
      subscriptions.has(subscriptionOf(properties.registrationDefinitionId)),
    ),
  };
}
