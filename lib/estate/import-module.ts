import { pathToFileURL } from "node:url";
import type { TransformOptions } from "jiti";
import { plainTypeScript } from "./plain-typescript.ts";

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
  const settings = { fsCache: false, interopDefault: false };
  const babel = createJiti(import.meta.url, settings);
  const jiti = createJiti(import.meta.url, {
    ...settings,
    transform: (module) => ({
      code: (isTypeScript(module) && translated(module.source)) || babel.transform(module),
    }),
  });
  return (file) => jiti.import(file);
}

/** Whether a module is TypeScript without JSX that may wait for its imports. */
function isTypeScript({ async: waits, ts, jsx }: TransformOptions): boolean {
  return waits === true && ts === true && jsx !== true;
}

const translations = new Map<string, string | undefined>();

/** As {@link plainTypeScript}. A module that several files import at the same time is translated once. */
function translated(source: string): string | undefined {
  if (!translations.has(source)) translations.set(source, plainTypeScript(source));
  return translations.get(source);
}
