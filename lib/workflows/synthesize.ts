import type { Engine } from "../delegation/engine.ts";
import { findEstate, inSandbox } from "../estate/find-estate.ts";
import type { Selection } from "../estate/read-estate.ts";
import { type CheckResult, hasErrors } from "../rules/check.ts";
import type { Outcome } from "../values/failure.ts";
import { attemptAsync, take } from "../values/result.ts";
import { checkedForSynthesis } from "./checked-estate.ts";
import { type Synthesis, synthesizeEstate } from "./synthesize-estate.ts";
import { versionsToRecord } from "./versions-to-record.ts";
import type { World } from "./world.ts";

/** Request for a synthesis. */
export interface SynthesisRequest {
  readonly selection: Selection;
  /** Customers and resource addresses whose resources exist and are to be imported. */
  readonly imports: ReadonlySet<string>;
  /** What writes the stacks. @default - what `estate.ts` says */
  readonly engine?: Engine | undefined;
  /** The output folder that the cdktf CLI requests. @default - the output folder of cdktf.json */
  readonly output: string | undefined;
  /** The sandbox's folder; undefined outside one. */
  readonly sandbox: string | undefined;
}

/** Findings of the rules and, where none is an error, the written output. */
export interface SynthesisResult {
  readonly result: CheckResult;
  readonly synthesis: Outcome<Synthesis> | undefined;
}

/** Checks definitions and, where no rule finds an error, writes their stacks. */
export function synthesize(request: SynthesisRequest, world: World): Promise<Outcome<SynthesisResult>> {
  const { selection, imports, engine, output, sandbox } = request;
  return attemptAsync(async function* () {
    const folders = inSandbox(yield* take(findEstate(world.folder, output)), sandbox);
    const { estate, result } = yield* take(await checkedForSynthesis(folders, selection, world));
    if (hasErrors(result.findings)) return { result, synthesis: undefined };
    const added = yield* take(await versionsToRecord(folders, estate, world));
    return {
      result,
      synthesis: await synthesizeEstate(
        folders,
        estate,
        imports,
        engine ?? estate.defaults.value.engine,
        added,
        world.progress,
      ),
    };
  });
}
