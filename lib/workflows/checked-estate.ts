import type { EstateFolders } from "../estate/find-estate.ts";
import { readEstate, type Selection } from "../estate/read-estate.ts";
import { type CheckResult, checkRules } from "../rules/check.ts";
import { concerningSynthesis } from "../rules/concerning-synthesis.ts";
import type { Estate } from "../rules/estate.ts";
import type { Finding } from "../rules/finding.ts";
import { RULES } from "../rules/rules.ts";
import type { Outcome } from "../values/failure.ts";
import { attemptAsync, mapResult, take } from "../values/result.ts";
import type { World } from "./world.ts";

/** An estate, and what the rules found in it. */
export interface CheckedEstate {
  readonly estate: Estate;
  readonly result: CheckResult;
}

/** Reads an estate and checks every rule that the selection allows. */
export async function checkedEstate(
  folders: EstateFolders,
  selection: Selection,
  { continuousIntegration, progress }: World,
): Promise<Outcome<CheckedEstate>> {
  const read = await readEstate(folders, selection, continuousIntegration, (done, of) =>
    progress("reading-customers", done, of),
  );
  return mapResult(read, (estate) => ({ estate, result: checkRules(estate, RULES) }));
}

/** As {@link checkedEstate}, with the findings that concern a synthesis of the selection. Findings have their lines. */
export function checkedForSynthesis(
  folders: EstateFolders,
  selection: Selection,
  world: World,
): Promise<Outcome<CheckedEstate>> {
  return attemptAsync(async function* () {
    const { estate, result } = yield* take(await checkedEstate(folders, selection, world));
    return { estate, result: await withLines(concerningSynthesis(result, estate), folders.root) };
  });
}

/** Findings with the lines of their places, where those can be known. */
export async function withLines(result: CheckResult, root: string): Promise<CheckResult> {
  if (result.findings.length === 0) return result;
  // loaded only where there is something to locate: it brings a TypeScript parser along
  const { locator } = await import("../estate/locate.ts");
  const lineOf = locator(root);
  const located = (finding: Finding): Finding => {
    const line = lineOf(finding.at);
    return line === undefined ? finding : { ...finding, at: { ...finding.at, line } };
  };
  return { ...result, findings: result.findings.map(located) };
}
