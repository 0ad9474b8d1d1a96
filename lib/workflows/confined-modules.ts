import { loadModulesWith } from "../estate/load-module.ts";
import { moduleProcesses } from "../estate/module-host.ts";
import { confined, workTreeFolders } from "../repository/confinement.ts";

/**
 * Loads definitions from now on in a process without environment variables. Where Node has the permission model, that
 * process reads the estate and its packages only. It then writes nothing, and starts no process.
 *
 * @param keeper the command that starts this keeper again
 */
export function confineModules(keeper: readonly string[]): void {
  loadModulesWith(moduleProcesses((root) => [...confined(keeper, workTreeFolders(root)), "modules"]));
}
