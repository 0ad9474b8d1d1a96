import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { PROVIDER_LOCK_FILE } from "../formats/stack/manifest.ts";

/** The estate's committed `.terraform.lock.hcl`, so that review and apply use one provider; undefined without one. */
export function readProviderLock(root: string): string | undefined {
  const path = join(root, PROVIDER_LOCK_FILE);
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
    ? readFileSync(path, "utf8")
    : undefined;
}
