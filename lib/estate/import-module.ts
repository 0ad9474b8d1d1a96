import { pathToFileURL } from "node:url";

let importFile: Promise<(file: string) => Promise<unknown>> | undefined;

/**
 * Imports a TypeScript or JavaScript definition file and returns its default export.
 *
 * @throws The file's own exceptions, and syntax errors.
 */
export async function importDefault(file: string): Promise<unknown> {
  importFile ??= typeScriptImport();
  const module = await (await importFile)(file);
  return (module as { readonly default?: unknown }).default;
}

async function typeScriptImport(): Promise<(file: string) => Promise<unknown>> {
  // a process that runs from sources already has a TypeScript hook; a second one would load modules twice
  if (import.meta.url.endsWith(".ts")) return (file) => import(pathToFileURL(file).href);
  const { createJiti } = await import("jiti");
  // without a cache on disk: the code that runs is the code that was read, and no files are left
  const jiti = createJiti(import.meta.url, { fsCache: false, interopDefault: false });
  return (file) => jiti.import(file);
}
