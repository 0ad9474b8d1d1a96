import { existsSync } from "node:fs";
import paths, { join, resolve } from "node:path";
import { delegationKey, type NotAdopted, type SourcedDelegation } from "../adoption/adoption.ts";
import { type AdoptedFile, definitionFiles } from "../adoption/definition-files.ts";
import { knownEstate } from "../adoption/known-estate.ts";
import { withoutImports } from "../adoption/new-customers.ts";
import { parseEstate } from "../definitions/estate-schema.ts";
import { armGuid } from "../delegation/arm-guid.ts";
import { UNKNOWN_TYPE } from "../delegation/principal.ts";
import {
  type AdoptionFolders,
  sharedNames,
  type WrittenFile,
  writeAdoptedFiles,
} from "../estate/adopted-files.ts";
import { writeAnswers } from "../estate/adoption-answers.ts";
import { findEstate } from "../estate/find-estate.ts";
import { lockWithEntries } from "../estate/import-marks.ts";
import { readEstate } from "../estate/read-estate.ts";
import { readRoleCatalogue, SHIPPED_CATALOGUE } from "../estate/role-catalogue-file.ts";
import { cdktfJson } from "../estate/starting-files.ts";
import { writeRecord } from "../estate/updated-record.ts";
import { checkRules } from "../rules/check.ts";
import type { Estate } from "../rules/estate.ts";
import type { Finding } from "../rules/finding.ts";
import { RULES } from "../rules/rules.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { groupBy } from "../values/group-by.ts";
import type { Guid } from "../values/guid.ts";
import { listed } from "../values/listed.ts";
import { slashPath } from "../values/path-below.ts";
import { attemptAsync, mapResult, success, take } from "../values/result.ts";
import type { CheckedAdoption } from "./adoption-check.ts";
import { adoptedVersions, lockEntries } from "./adoption-lock.ts";
import { adoptionRemarks, type LocatedRemark } from "./adoption-remarks.ts";
import { type AskAdopter, answeredAdoption } from "./answered-adoption.ts";
import { brokenRules } from "./broken-rules.ts";
import { type CustomerEdit, customerEdits } from "./customer-edits.ts";
import { type LoadedSources, loadSources } from "./load-sources.ts";
import { locatedInSources } from "./source-lines.ts";
import { type DeploymentChoices, templateInput } from "./template-values.ts";
import { unknownPrincipalTypes } from "./unknown-principal-types.ts";
import type { World } from "./world.ts";

/** What to adopt, and where to write it. */
export interface AdoptRequest {
  /** Folders with Azure's lists; plans or states of Terraform in JSON; ARM templates. At least one. */
  readonly sources: readonly string[];
  /** What templates among them are deployed with. */
  readonly deployment: DeploymentChoices;
  /** Folder of the definitions. @default - the estate's root, or the working folder outside an estate */
  readonly output: string | undefined;
  readonly yaml: boolean;
  /** @default - the answer of a person, or the provider */
  readonly deployedBy: "provider" | "customer" | undefined;
  /** Whether files with another text are replaced. */
  readonly force: boolean;
  /** Whether Microsoft Graph is never asked for types of principals. */
  readonly offline: boolean;
  /** The clock: milliseconds since 1970. */
  readonly now: () => number;
  /** Managing tenants to adopt. @default - those of the estate and of the snapshot, or the only one */
  readonly tenants: readonly Guid[];
}

/** A part of a source that was not adopted, with its line where known. */
export interface LocatedNotAdopted extends NotAdopted {
  readonly line: number | undefined;
}

/** Result of an adoption. */
export interface Adoption {
  /** Folder of the definitions, relative to the working folder. */
  readonly output: string;
  readonly files: readonly WrittenFile[];
  readonly offers: CheckedAdoption["offers"];
  readonly customers: CheckedAdoption["customers"];
  readonly reusedOffers: readonly string[];
  /** Number of definitions that were adopted, and that the estate defines already. */
  readonly adopted: number;
  readonly alreadyDefined: number;
  readonly notAdopted: readonly LocatedNotAdopted[];
  readonly findings: readonly Finding[];
  /** What the sources say in an odd way of what was adopted. */
  readonly remarks: readonly LocatedRemark[];
  /** Principals whose type must be looked up: name and object id, each once. */
  readonly unknownTypes: readonly {
    readonly name: string;
    readonly objectId: Guid;
    readonly tenantId: Guid;
  }[];
  /** Additions to files of customers that the estate defines. A person makes those that are not written. */
  readonly edits: readonly (Omit<CustomerEdit, "edited"> & { readonly isWritten: boolean })[];
  /** What other Terraform configurations still manage, of everything that is defined now. */
  readonly otherStates: readonly OtherState[];
}

/** Resources that the state of another Terraform configuration holds, by definition. */
export interface OtherState {
  /** The source, as the user named it. */
  readonly file: string;
  /** Addresses of each definition and its assignments, to be removed from that state together. */
  readonly addresses: readonly (readonly string[])[];
}

/** Writes definitions of what exists. No delegation in Azure is read or changed; files are written together. */
export function adopt(request: AdoptRequest, world: World, ask: AskAdopter): Promise<Outcome<Adoption>> {
  return attemptAsync(async function* () {
    const root = outputRoot(request.output, world.folder);
    const templates = yield* take(await templateInput(request.sources, request.deployment, world));
    const sources = yield* take(loadSources(request.sources, world.folder, templates));
    const estate = yield* take(await estateAt(root, world));
    const offers = estate.offers.map(({ value }) => value);
    const ownTenants = new Set(offers.map(({ managingTenant }) => managingTenant.tenantId));
    const tenants = yield* take(managingTenants(request.tenants, sources, ownTenants));
    const { subscriptions, tenantsShown, cloud = "public" } = sources;
    const types = request.offline
      ? new Map()
      : await unknownPrincipalTypes(
          sources.delegations,
          offers,
          { tenants, cloud },
          world.environment,
          request.now,
        );
    const known = knownEstate(offers, estate.customers, estate.catalogue, types);
    const input = {
      found: sources.delegations,
      selection: { known, tenants, subscriptions, tenantsShown },
      settings: { known, cloud, subscriptions },
      estate,
      yaml: request.yaml,
    };
    const { checked, answers } = yield* take(await answeredAdoption(input, request, root, ask));
    const files = filesOf(checked, request, estate, root);
    const edits = customerEdits(root, checked.extensions, offerFiles(checked, files, estate));
    const edited = edits.flatMap((each) => each.edited ?? []);
    const entries = lockEntries(checked, edits, estate);
    const folders = yield* take(foldersOf(root));
    const written = yield* take(
      writeAdoptedFiles(folders, { files, edited }, request.force, () => lockWithEntries(root, entries)),
    );
    // what exists is recorded as it was found
    yield* take(writeRecord(folders, adoptedVersions(checked, edits, estate), estate.catalogue));
    if (answers !== undefined) yield* take(writeAnswers(root, answers));
    return {
      output: slashPath(paths, world.folder, root) || ".",
      files: written,
      offers: checked.offers,
      customers: checked.customers.map(withoutImports),
      reusedOffers: checked.reusedOffers,
      adopted: checked.selected.delegations.length - leftToPersons(checked, edits),
      alreadyDefined: checked.selected.defined.length,
      notAdopted: locatedInSources([...sources.notAdopted, ...checked.selected.notAdopted], world.folder),
      findings: checked.findings,
      remarks: adoptionRemarks(checked, [sources, templates.values], estate.catalogue, world.folder),
      unknownTypes: unknownTypes(checked),
      edits: edits.map(({ edited: file, ...edit }) => ({ ...edit, isWritten: file !== undefined })),
      otherStates: otherStates(sources.delegations, checked.selected),
    };
  });
}

/** Files of offers, those that are written and those of the estate. */
function offerFiles(
  { offers }: CheckedAdoption,
  files: readonly AdoptedFile[],
  estate: Estate,
): ReadonlyMap<string, string> {
  const written = new Map(files.map(({ path }) => [path.replace(/\.[a-z]+$/, ""), path]));
  return new Map([
    ...estate.offers.map(({ value, file }) => [value.id, file] as const),
    ...offers.map(({ id }) => [id, written.get(`offers/${id}`) ?? ""] as const),
  ]);
}

/** The folders of an estate, also of one that has no `cdktf.json` yet. */
function foldersOf(root: string): Outcome<AdoptionFolders> {
  return existsSync(join(root, "cdktf.json"))
    ? findEstate(root, undefined)
    : success({ root, output: join(root, "cdktf.out") });
}

/** How many delegations are only in additions that a person makes. */
function leftToPersons({ extensions }: CheckedAdoption, edits: readonly CustomerEdit[]): number {
  const left = new Set(edits.flatMap(({ customer, edited }) => (edited === undefined ? [customer] : [])));
  const taken = extensions
    .filter(({ combined }) => left.has(combined.id))
    .map(({ extension }) => extension.taken);
  return taken.flat(2).length;
}

function outputRoot(output: string | undefined, folder: string): string {
  if (output !== undefined) return resolve(folder, output);
  const estate = findEstate(folder, undefined);
  return estate.ok ? estate.value.root : folder;
}

/** The estate in a folder; without one, an empty estate. It must break no rule: what it delegates must be known. */
async function estateAt(root: string, { continuousIntegration }: World): Promise<Outcome<Estate>> {
  if (!existsSync(join(root, "cdktf.json")))
    return mapResult(readRoleCatalogue(SHIPPED_CATALOGUE), emptyEstate);
  const read = await readEstate({ root, records: root }, "complete", false);
  if (!read.ok) return read;
  const sound = brokenRules(checkRules(read.value, RULES).findings);
  return sound.ok ? success({ ...read.value, continuousIntegration }) : sound;
}

function emptyEstate(catalogue: Estate["catalogue"]): Estate {
  const defaults = parseEstate(undefined);
  if (!defaults.ok) throw new Error("the defaults of the defaults cannot be read");
  return {
    offers: [],
    customers: [],
    deviations: [],
    defaults: { value: defaults.value, file: "estate.ts" },
    unreadable: [],
    controlFiles: [],
    catalogue,
    lock: {},
    published: new Map(),
    deployed: new Map(),
    continuousIntegration: false,
    isComplete: true,
    others: new Set(),
  };
}

/** The provider's own tenants: named ones, else those that are known, else the only one. */
function managingTenants(
  named: readonly Guid[],
  { delegations, askedTenants }: LoadedSources,
  known: ReadonlySet<Guid>,
): Outcome<ReadonlySet<Guid>> {
  if (named.length > 0) return success(new Set(named.map((id) => id.toLowerCase())));
  const own = new Set([...known, ...askedTenants]);
  if (own.size > 0) return success(own);
  const found = new Map(
    delegations.map(({ definition, managingTenantName }) => [
      definition.managingTenantId.toLowerCase(),
      managingTenantName,
    ]),
  );
  if (found.size < 2) return success(new Set(found.keys()));
  const names = [...found]
    .map(([id, name]) => (name === undefined ? id : `${JSON.stringify(name)} (${id})`))
    .sort();
  const problem = `the sources show delegations to several managing tenants: ${listed(names, 5)}`;
  return failure("bad-arguments", problem, "name your own with --tenant <id>");
}

function filesOf(
  { offers, customers }: CheckedAdoption,
  { yaml }: AdoptRequest,
  estate: Estate,
  root: string,
): AdoptedFile[] {
  if (customers.length === 0 && offers.length === 0) return [];
  const knownOffers = new Map(estate.offers.map(({ value, file }) => [value.id, file]));
  const form = { yaml, knownOffers, sharedNames: sharedNames(root) };
  const files = definitionFiles(offers, customers.map(withoutImports), form);
  if (existsSync(join(root, "cdktf.json"))) return files;
  return [...files, cdktfJson(armGuid("keeper adopt", ...files.map(({ path }) => path)))];
}

function unknownTypes({ offers }: CheckedAdoption): Adoption["unknownTypes"] {
  const all = offers.flatMap(({ managingTenant: { tenantId, principals } }) =>
    Object.entries(principals).flatMap(([key, { type, objectId, displayName }]) =>
      type === UNKNOWN_TYPE ? [{ name: displayName ?? key, objectId, tenantId }] : [],
    ),
  );
  return [...new Map(all.map((each) => [`${each.tenantId} ${each.objectId}`, each])).values()];
}

/** What states of other configurations hold of the delegations that are defined now. */
function otherStates(
  delegations: readonly SourcedDelegation[],
  selected: CheckedAdoption["selected"],
): OtherState[] {
  const taken = new Set([...selected.delegations, ...selected.defined].map(delegationKey));
  const held = delegations.filter(
    (each) => taken.has(delegationKey(each)) && (each.otherAddresses ?? []).length > 0,
  );
  return [...groupBy(held, ({ at }) => at.file)].map(([file, own]) => ({
    file,
    addresses: own.map(({ otherAddresses = [] }) => otherAddresses),
  }));
}
