import { pathToFileURL } from "node:url";

let ready: Promise<void> | undefined;

/**
 * Imports a TypeScript or JavaScript definition file and returns its default export.
 *
 * @throws The file's own exceptions, and syntax errors.
 */
export async function importDefault(file: string): Promise<unknown> {
  ready ??= enableTypeScript();
  await ready;
  const module: { readonly default?: unknown } = await import(pathToFileURL(file).href);
  return module.default;
}

async function enableTypeScript(): Promise<void> {
  // a process that runs from sources already has a TypeScript hook; a second one would load modules twice
  if (import.meta.url.endsWith(".ts")) return;
  const { register } = await import("tsx/esm/api");
  register();
  // tsx enables source maps, with which cdktf spends a third of a synthesis on unused stack traces
  process.setSourceMapsEnabled(false);
}
