import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";
import { REPOSITORY } from "../estates.ts";

/*
 * A filesystem mirror of providers, as `terraform providers mirror` fills one. Under azurerm's address and version it
 * holds the stand-in as a plugin: what is tested with it is how a provider is found, installed and started.
 */

/** The version that the mirror has. */
export const MIRRORED_VERSION = "4.81.0";

const SYSTEMS: Readonly<Record<string, string>> = { win32: "windows" };
const PROCESSORS: Readonly<Record<string, string>> = { x64: "amd64" };

/** Fills a folder with a mirror. Returns the Terraform CLI configuration that names it and nothing else. */
export async function writeMirror(folder: string): Promise<string> {
  const system = SYSTEMS[process.platform] ?? process.platform;
  const target = `${system}_${PROCESSORS[process.arch] ?? process.arch}`;
  const place = join(folder, "registry.terraform.io/hashicorp/azurerm", MIRRORED_VERSION, target);
  mkdirSync(place, { recursive: true });
  const program = join(folder, "plugin.mjs");
  await bundle(program);
  writeFileSync(
    join(place, `terraform-provider-azurerm_v${MIRRORED_VERSION}`),
    `#!/bin/sh\nexec ${quoted(process.execPath)} ${quoted(program)}\n`,
    { mode: 0o755 },
  );
  return `provider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(folder)}\n  }\n}\n`;
}

/** Bundles the plugin into one file, because Terraform starts it several times for each command. */
async function bundle(outfile: string): Promise<void> {
  // the stand-in finds its schema beside its own source
  const source = pathToFileURL(join(REPOSITORY, "lib/stand-in/server.ts")).href;
  await build({
    entryPoints: [join(import.meta.dirname, "plugin.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    define: { "import.meta.url": JSON.stringify(source) },
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    logLevel: "error",
  });
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
