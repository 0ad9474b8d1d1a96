import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

/** The estate's committed `.terraform.lock.hcl`, so that review and apply use one provider; undefined without one. */
export function readProviderLock(root: string): string | undefined {
  const path = join(root, ".terraform.lock.hcl");
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true
    ? readFileSync(path, "utf8")
    : undefined;
}
