import { problemText } from "../documents/problem-text.ts";
import { type AzureDirectory, subscriptionsWithoutTenant } from "../emulator/directory.ts";
import { EmulatedAzure } from "../emulator/emulated-azure.ts";
import { savedFromLists } from "../emulator/listed-azure.ts";
import { isSavedAzure, type SavedAzure } from "../emulator/store.ts";
import { findEstate } from "../estate/find-estate.ts";
import { readEstate } from "../estate/read-estate.ts";
import { catalogueFile, readRoleCatalogue } from "../estate/role-catalogue-file.ts";
import { openSandboxFolder, readAzureFile, type SandboxFolder } from "../estate/sandbox-folder.ts";
import { estateDirectory } from "../sandbox/estate-directory.ts";
import { parseAzureDirectory } from "../sandbox/parse-directory.ts";
import { type Pace, type Sandbox, type SandboxProvider, startSandbox } from "../sandbox/sandbox.ts";
import { SandboxClock } from "../sandbox/sandbox-clock.ts";
import { failure, type Outcome } from "../values/failure.ts";
import type { Guid } from "../values/guid.ts";
import { attempt, attemptAsync, mapResult, success, take } from "../values/result.ts";
import { listedInSources, listedOn } from "./listed-sources.ts";
import type { TemplateInput } from "./template-values.ts";
import type { World } from "./world.ts";

/** Content of a sandbox, and how long it is kept. */
export interface SandboxRequest {
  readonly provider: SandboxProvider;
  /** How long the stand-in waits. */
  readonly pace: Pace;
  /** A file with the emulated tenants and subscriptions. @default - those of the estate's definitions */
  readonly azure: string | undefined;
  /** What is delegated from the start. @default - nothing */
  readonly from: SandboxSources | undefined;
  /** A folder that keeps everything between runs. @default - a temporary one */
  readonly state: string | undefined;
  /** The clock: milliseconds since 1970. */
  readonly now: () => number;
}

/** Sources of what a sandbox's Azure has from the start. */
export interface SandboxSources {
  /** Folders with Azure's lists; plans or states of Terraform in JSON. At least one. */
  readonly names: readonly string[];
  /** Subscriptions to take from them. @default - all */
  readonly subscriptions?: ReadonlySet<Guid>;
  /** What templates among the sources are deployed with. @default - templates are refused */
  readonly templates?: TemplateInput;
}

/** Interval of saving the emulated Azure, in milliseconds: a killed sandbox loses no more. */
const KEEP_EVERY = 500;

/** Duration of an operation in Azure, in milliseconds. Shorter than the first pause before it is polled. */
const OPERATION_DURATION = { fast: 20, azure: 100 } satisfies Record<Pace, number>;

/** Starts a sandbox, uses it, and ends it. */
export function runSandbox<T>(
  request: SandboxRequest,
  world: World,
  use: (sandbox: Sandbox) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const { folder } = world;
  return attemptAsync(async function* () {
    const estate = findEstate(folder, undefined);
    const root = estate.ok ? estate.value.root : undefined;
    if (!estate.ok && request.azure === undefined) return yield* take(estate);
    const directory = yield* take(await directoryOf(request.azure, root, folder));
    const catalogue = yield* take(readRoleCatalogue(catalogueFile(root)));
    const place = yield* take(openSandboxFolder(folder, request.state, root));
    try {
      const saved = yield* take(savedAzure(request.from, place, directory, folder));
      const clock = new SandboxClock(request.now);
      const azure = new EmulatedAzure(directory, {
        catalogue,
        now: () => clock.now(),
        operationDuration: OPERATION_DURATION[request.pace],
        ...(saved === undefined ? {} : { saved }),
      });
      return yield* take(await useSandbox(azure, clock, place, request, use));
    } finally {
      place.release();
    }
  });
}

async function directoryOf(
  file: string | undefined,
  root: string | undefined,
  folder: string,
): Promise<Outcome<AzureDirectory>> {
  if (file !== undefined || root === undefined) return directoryIn(file ?? "", folder);
  const read = await readEstate({ root, records: root }, "complete", false);
  return mapResult(read, ({ offers, customers, defaults }) =>
    estateDirectory({
      offers: offers.map((each) => each.value),
      customers: customers.map((each) => each.value),
      defaults: defaults.value,
    }),
  );
}

function directoryIn(file: string, folder: string): Outcome<AzureDirectory> {
  const read = readAzureFile(folder, file);
  if (!read.ok) return read;
  const parsed = parseAzureDirectory(read.value);
  if (parsed.ok) return success(parsed.value);
  const problems = parsed.error.map((each) => problemText(each, "the file"));
  const fix = "correct it; docs/sandbox.md shows the whole form";
  return failure("unreadable-input", `${file} describes no Azure: ${problems.join("; ")}`, fix);
}

/** Start of the sandbox's Azure. It is what its folder keeps from the last run, or Azure's lists, or nothing. */
function savedAzure(
  from: SandboxSources | undefined,
  { kept }: SandboxFolder,
  directory: AzureDirectory,
  folder: string,
): Outcome<SavedAzure | undefined> {
  if (kept !== undefined && from !== undefined) {
    const problem = "the folder of --state already keeps an Azure, and --from fills a new one";
    return failure("bad-arguments", problem, "name another folder for --state, or leave --from out");
  }
  if (from !== undefined) return delegatedIn(from, directory, folder);
  if (kept === undefined || isSavedAzure(kept)) return success(kept);
  const problem = "azure.json in the sandbox's folder is not what a sandbox keeps";
  return failure("unreadable-input", problem, "delete it, with the folder's state, to begin anew");
}

/** What sources hold. Refuses lists that `keeper review` refuses, and subscriptions whose tenant is unknown. */
function delegatedIn(
  { names, subscriptions, templates }: SandboxSources,
  directory: AzureDirectory,
  folder: string,
): Outcome<SavedAzure> {
  return attempt(function* () {
    const listed = yield* take(listedInSources(names, folder, templates));
    const saved = savedFromLists(subscriptions === undefined ? listed : listedOn(subscriptions, listed));
    const [unknown] = subscriptionsWithoutTenant(directory, saved.listed);
    if (unknown === undefined) return saved;
    const problem = `${names.join(", ")} names the subscription ${unknown}, which no customer lists, without its tenant`;
    const fix =
      "fetch the lists with api-version 2022-10-01, or list the subscription in its customer's file";
    return yield* take(failure("unreadable-input", problem, fix));
  });
}

async function useSandbox<T>(
  azure: EmulatedAzure,
  clock: SandboxClock,
  place: SandboxFolder,
  { provider, pace, now }: SandboxRequest,
  use: (sandbox: Sandbox) => Promise<Outcome<T>>,
): Promise<Outcome<T>> {
  const running = await startSandbox(azure, place.path, { provider, pace, clock, now: now() });
  const keeping = setInterval(() => place.keep(azure.save()), KEEP_EVERY);
  try {
    return await use(running);
  } finally {
    clearInterval(keeping);
    await running.close();
    place.keep(azure.save());
  }
}
