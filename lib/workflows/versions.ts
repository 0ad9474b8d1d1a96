import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseJson } from "../documents/json.ts";
import { OWN, readJsonFile } from "../documents/read-file.ts";
import { findEstate } from "../estate/find-estate.ts";
import { catalogueFile, readRoleCatalogue, SHIPPED_CATALOGUE } from "../estate/role-catalogue-file.ts";
import { captureCommand } from "../sandbox/capture-command.ts";
import { isObject } from "../values/json-object.ts";
import type { World } from "./world.ts";

/** Versions for a bug report: what takes part in a deployment beside keeper and Node. */
export interface Versions {
  /** Terraform, or what TERRAFORM_BINARY_NAME names in its place; no version where it does not start. */
  readonly terraform: { readonly program: string; readonly version: string | null };
  /** Installed packages of the engine, by name; null where one is not installed. */
  readonly packages: Readonly<Record<(typeof ENGINE)[number], string | null>>;
  /** The role catalogue in force; no date where it cannot be read. */
  readonly roleCatalogue: { readonly from: "estate" | "package"; readonly date: string | null };
}

const ENGINE = [
  "cdktf",
  "cdktf-cli",
  "constructs",
  "@cdktf/provider-azurerm",
  "cdktn",
  "cdktn-cli",
  "@cdktn/provider-azurerm",
] as const;

/** Reads the versions. What is missing or cannot be read is null: a bug report must be possible in any state. */
export async function readVersions({
  folder,
  environment,
}: Pick<World, "folder" | "environment">): Promise<Versions> {
  const estate = findEstate(folder, undefined);
  const file = catalogueFile(estate.ok ? estate.value.root : undefined);
  const catalogue = readRoleCatalogue(file);
  const packages = ENGINE.map((name) => [name, installedVersion(name, [import.meta.dirname, folder])]);
  return {
    terraform: await terraformVersion(folder, environment),
    packages: Object.fromEntries(packages),
    roleCatalogue: {
      from: file === SHIPPED_CATALOGUE ? "package" : "estate",
      date: catalogue.ok ? catalogue.value.date : null,
    },
  };
}

async function terraformVersion(
  folder: string,
  environment: World["environment"],
): Promise<Versions["terraform"]> {
  const program = environment["TERRAFORM_BINARY_NAME"] || "terraform";
  // it would ask a server whether there is a newer one
  const quiet = { ...environment, CHECKPOINT_DISABLE: "1" };
  const end = await captureCommand([program, "version", "-json"], folder, quiet);
  const printed = end.kind === "ended" ? parseJson(end.output) : undefined;
  const version = printed?.ok === true && isObject(printed.value) ? printed.value["terraform_version"] : null;
  return { program, version: typeof version === "string" ? version : null };
}

/** The version of a package in the first of these folders that has it. Node's own lookup. */
function installedVersion(name: string, folders: readonly string[]): string | null {
  for (const folder of folders) {
    const manifest = nearestManifest(name, folder);
    const read = manifest === undefined ? undefined : readJsonFile(manifest, "package-json", OWN);
    if (read?.ok !== true || !isObject(read.value)) continue;
    const { version } = read.value;
    if (typeof version === "string") return version;
  }
  return null;
}

function nearestManifest(name: string, folder: string): string | undefined {
  const manifest = join(folder, "node_modules", name, "package.json");
  if (existsSync(manifest)) return manifest;
  const parent = dirname(folder);
  return parent === folder ? undefined : nearestManifest(name, parent);
}
