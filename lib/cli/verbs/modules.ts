import { serveModules } from "../../estate/module-host.ts";
import type { ExitCode } from "../command-context.ts";

/** `keeper modules`: what keeper starts in a process of its own to load definitions. */
export async function modules(): Promise<ExitCode> {
  await serveModules();
  return 0;
}
