import { pathToFileURL } from "node:url";

/** Imports a module; TypeScript too. Gives its exports. */
type Load = (file: string) => Promise<{ readonly default?: unknown }>;

let loading: Promise<Load> | undefined;

/**
 * Imports a TypeScript or JavaScript definition file and returns its default export.
 *
 * @throws The file's own exceptions, and syntax errors.
 */
export async function importDefault(file: string): Promise<unknown> {
  loading ??= loader();
  const load = await loading;
  return (await load(file)).default;
}

async function loader(): Promise<Load> {
  if (isConfined()) return confinedLoader();
  await enableTypeScript();
  return (file) => import(pathToFileURL(file).href);
}

/** Whether Node's permission model is on. */
function isConfined(): boolean {
  return "permission" in process && process.permission !== undefined;
}

/** A loader that needs no worker thread and writes no cache: under the permission model tsx cannot run. */
async function confinedLoader(): Promise<Load> {
  const { createJiti } = await import("jiti");
  const jiti = createJiti(import.meta.url, { fsCache: false, moduleCache: true, interopDefault: false });
  return (file) => jiti.import(file);
}

async function enableTypeScript(): Promise<void> {
  // a process that runs from sources already has a TypeScript hook; a second one would load modules twice
  if (import.meta.url.endsWith(".ts")) return;
  const { register } = await import("tsx/esm/api");
  register();
  // tsx enables source maps, with which cdktf spends a third of a synthesis on unused stack traces
  process.setSourceMapsEnabled(false);
}
