import { findEstate, inSandbox } from "../estate/find-estate.ts";
import type { CheckResult } from "../rules/check.ts";
import type { Outcome } from "../values/failure.ts";
import { attemptAsync, take } from "../values/result.ts";
import { checkedEstate, withLines } from "./checked-estate.ts";
import type { World } from "./world.ts";

/** Checks every rule about every definition. Writes nothing. @param sandbox the sandbox's folder, inside one */
export function checkEstate(sandbox: string | undefined, world: World): Promise<Outcome<CheckResult>> {
  return attemptAsync(async function* () {
    const folders = inSandbox(yield* take(findEstate(world.folder, undefined)), sandbox);
    const { result } = yield* take(await checkedEstate(folders, "complete", world));
    return await withLines(result, folders.root);
  });
}
