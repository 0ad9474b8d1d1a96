import { join } from "node:path";
import { OWN, readTextFile } from "../documents/read-file.ts";
import { PROVIDER_LOCK_FILE } from "../formats/stack/manifest.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { success } from "../values/result.ts";

/**
 * Reads the estate's committed `.terraform.lock.hcl`, so that plan and apply use one provider. Undefined without one.
 */
export function readProviderLock(root: string): Outcome<string | undefined> {
  const lock = readTextFile(join(root, PROVIDER_LOCK_FILE), "provider-lock", OWN);
  if (lock.ok) return lock;
  if (lock.error.isAbsent) return success(undefined);
  const problem = `${PROVIDER_LOCK_FILE} cannot be read: ${lock.error.reason}`;
  return failure(
    "unreadable-input",
    problem,
    `restore ${PROVIDER_LOCK_FILE} from version control, or remove it`,
  );
}
