import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { ID_PATTERN } from "../delegation/identifiers.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { nearest } from "../values/nearest.ts";
import { success } from "../values/result.ts";
import { knownIds } from "./known-ids.ts";
import type { World } from "./world.ts";

/**
 * Fails where a side's name is a customer's id, or nearly one, and no file. Example: `keeper access fabrikam`. The fix
 * is the line that was meant.
 */
export function sideIsNoCustomer(
  side: string | undefined,
  verb: "access" | "review",
  { folder }: Pick<World, "folder">,
): Outcome<undefined> {
  if (side === undefined || !ID_PATTERN.test(side) || existsSync(resolve(folder, side)))
    return success(undefined);
  const meant = nearest(side, knownIds(folder).customers);
  if (meant === undefined) return success(undefined);
  const fix = `keeper ${verb} ${verb === "access" ? ". " : ""}--customer ${meant}`;
  return failure("bad-arguments", `${side} is not a side: no file or folder is called so`, fix);
}
