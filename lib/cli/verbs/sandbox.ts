import type { AzureDirectory } from "../../emulator/directory.ts";
import { EmulatedAzure } from "../../emulator/emulated-azure.ts";
import { isSavedAzure } from "../../emulator/store.ts";
import { findEstate } from "../../estate/find-estate.ts";
import { readEstate } from "../../estate/read-estate.ts";
import { catalogueFile, readRoleCatalogue } from "../../estate/role-catalogue-file.ts";
import { openSandboxFolder, readAzureFile, type SandboxFolder } from "../../estate/sandbox-folder.ts";
import { shellLines } from "../../sandbox/environment.ts";
import { estateDirectory } from "../../sandbox/estate-directory.ts";
import { parseAzureDirectory } from "../../sandbox/parse-directory.ts";
import { runCommand } from "../../sandbox/run-command.ts";
import { type SandboxProvider, startSandbox } from "../../sandbox/sandbox.ts";
import { type Failure, failure, type Outcome } from "../../values/failure.ts";
import { success } from "../../values/result.ts";
import type { CommandContext } from "../command-context.ts";
import { printFailure } from "../print.ts";

/** What `keeper sandbox` is asked for. */
export interface SandboxRequest {
  /** The command to run inside; empty to stay up until interrupted. */
  readonly command: readonly string[];
  readonly provider: SandboxProvider;
  /** A file with the emulated tenants and subscriptions. @default - those of the estate's definitions */
  readonly azure: string | undefined;
  /** A folder that keeps everything between runs. @default - a temporary one */
  readonly state: string | undefined;
}

/** How often what Azure holds is kept, in milliseconds: a killed sandbox loses no more. */
const KEEP_EVERY = 500;

const NOTICES: Readonly<Record<SandboxProvider, string>> = {
  "stand-in":
    "sandbox: a stand-in for azurerm, not azurerm itself, and an emulated Azure; nothing real is touched\n",
  azurerm: "sandbox: azurerm itself, and an emulated Azure; nothing real is touched\n",
};

const UNREADABLE_KEPT: Failure = {
  kind: "unreadable-input",
  problem: "azure.json in the sandbox's folder is not what a sandbox keeps",
  fix: "delete it, with the folder's state, to begin anew",
};

/** `keeper sandbox [-- command]`: ends with the command's own exit code; without one, with 0 when interrupted. */
export async function sandbox(request: SandboxRequest, commandContext: CommandContext): Promise<number> {
  const { terminal, folder } = commandContext;
  const estate = findEstate(folder, undefined);
  if (!estate.ok && request.azure === undefined) return printFailure(estate.error, false, terminal);
  const root = estate.ok ? estate.value.root : undefined;
  const directory = await directoryOf(request.azure, root, folder);
  if (!directory.ok) return printFailure(directory.error, false, terminal);
  const catalogue = readRoleCatalogue(catalogueFile(root));
  if (!catalogue.ok) return printFailure(catalogue.error, false, terminal);
  const place = openSandboxFolder(folder, request.state, root);
  if (!place.ok) return printFailure(place.error, false, terminal);
  try {
    const { kept } = place.value;
    if (kept !== undefined && !isSavedAzure(kept)) return printFailure(UNREADABLE_KEPT, false, terminal);
    const saved = kept === undefined ? {} : { saved: kept };
    const azure = new EmulatedAzure(directory.value, { catalogue: catalogue.value, now: Date.now, ...saved });
    return await inside(azure, place.value, request, commandContext);
  } finally {
    place.value.release();
  }
}

async function directoryOf(
  file: string | undefined,
  root: string | undefined,
  folder: string,
): Promise<Outcome<AzureDirectory>> {
  if (file !== undefined || root === undefined) return directoryIn(file ?? "", folder);
  const context = await readEstate({ root, records: root }, "complete", false);
  if (!context.ok) return context;
  const { offers, customers, defaults } = context.value;
  const value = estateDirectory({
    offers: offers.map((each) => each.value),
    customers: customers.map((each) => each.value),
    defaults: defaults.value,
  });
  return success(value);
}

function directoryIn(file: string, folder: string): Outcome<AzureDirectory> {
  const read = readAzureFile(folder, file);
  if (!read.ok) return read;
  const parsed = parseAzureDirectory(read.value);
  if (parsed.ok) return success(parsed.value);
  const fix = "correct it; docs/sandbox.md shows the whole form";
  return failure("unreadable-input", `${file} describes no Azure: ${parsed.error.join("; ")}`, fix);
}

async function inside(
  azure: EmulatedAzure,
  place: SandboxFolder,
  request: SandboxRequest,
  commandContext: CommandContext,
): Promise<number> {
  const { terminal, folder, environment } = commandContext;
  const running = await startSandbox(azure, place.path, request.provider, Date.now());
  const keeping = setInterval(() => place.keep(azure.save()), KEEP_EVERY);
  try {
    const [command, ...words] = request.command;
    if (command === undefined) {
      terminal.out(NOTICES[request.provider]);
      terminal.out(
        `${shellLines(running.environment)}# until interrupted; who has access now: ${running.address}/sandbox/access\n`,
      );
      await commandContext.interrupted();
      return 0;
    }
    terminal.err(NOTICES[request.provider]);
    const end = await runCommand([command, ...words], folder, environment, running.environment);
    if (end.kind === "ended") return end.code;
    const problem = `${JSON.stringify(command)} could not be started: ${end.problem}`;
    return printFailure(
      { kind: "bad-arguments", problem, fix: "name a command that is on PATH" },
      false,
      terminal,
    );
  } finally {
    clearInterval(keeping);
    await running.close();
    place.keep(azure.save());
  }
}
