import { pathToFileURL } from "node:url";

let ready: Promise<void> | undefined;

/**
 * Imports a definition file written in TypeScript or JavaScript and gives its default export.
 *
 * @throws Whatever the file throws, and syntax errors.
 */
export async function importDefault(file: string): Promise<unknown> {
  ready ??= enableTypeScript();
  await ready;
  const module: { readonly default?: unknown } = await import(pathToFileURL(file).href);
  return module.default;
}

async function enableTypeScript(): Promise<void> {
  // where tsx or a test runner started this process, TypeScript is understood already; a second hook would load twice
  if (import.meta.url.endsWith(".ts")) return;
  const { register } = await import("tsx/esm/api");
  register();
  // tsx turns source maps on; cdktf then spends a third of a synthesis on stack traces that nobody reads
  process.setSourceMapsEnabled(false);
}
