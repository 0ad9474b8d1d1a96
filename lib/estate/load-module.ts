import { importDefault } from "./import-module.ts";

/**
 * Loads a definition in TypeScript or JavaScript and returns its default export.
 *
 * @param root the estate's root; absolute
 * @throws the file's own exceptions, and syntax errors
 */
export type ModuleLoader = (file: string, root: string) => Promise<unknown>;

let loader: ModuleLoader = (file) => importDefault(file);

/** Selects how definitions are loaded from now on. @default - in this process */
export function loadModulesWith(selected: ModuleLoader): void {
  loader = selected;
}

/** As {@link ModuleLoader}, in the way that was selected last. */
export function loadModule(file: string, root: string): Promise<unknown> {
  return loader(file, root);
}
