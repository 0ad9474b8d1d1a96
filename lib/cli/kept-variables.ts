import { CONTINUOUS_INTEGRATION_VARIABLES } from "./command-context.ts";

/*
 * Definitions are programs of whoever wrote the change. The verbs that run them in keeper's own process start that
 * process once more, without the variables that may hold credentials.
 */

/** Verbs that run definitions in their own process, and need no variable but those that are kept. */
const VERBS: readonly string[] = ["adopt", "check", "consent", "export", "new", "status", "synth"];

/** Whether a command line is run without the environment. @param words those after `keeper` */
export function runsWithoutEnvironment([verb = ""]: readonly string[]): boolean {
  return VERBS.includes(verb);
}

/** Variables that keeper, cdktf's constructs, git, Node and the terminal need. None holds a credential. */
const KEPT: ReadonlySet<string> = new Set([
  ...CONTINUOUS_INTEGRATION_VARIABLES,
  "KEEPER_CUSTOMERS",
  "KEEPER_IMPORT",
  "KEEPER_SANDBOX",
  // what the cdktf CLI hands to its app
  "CDKTF_OUTDIR",
  "CDKTF_CONTEXT_JSON",
  "SYNTH_HCL_OUTPUT",
  ...["HOME", "LANG", "LC_ALL", "NODE_OPTIONS", "PATH", "TEMP", "TMP", "TMPDIR", "USERPROFILE"],
  ...["PATHEXT", "SYSTEMROOT", "TERRAFORM_BINARY_NAME"],
  ...["COLORTERM", "FORCE_COLOR", "NO_COLOR", "TERM"],
]);

/** The variables that definitions may see. Windows writes some names in other cases. */
export function keptVariables(
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string | undefined>> {
  const kept = Object.entries(environment).filter(([name]) => KEPT.has(name.toUpperCase()));
  return Object.fromEntries(kept);
}
