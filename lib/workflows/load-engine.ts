import { failure, type Outcome } from "../values/failure.ts";
import { success } from "../values/result.ts";

/** Packages that only a synthesis needs, with the versions that the package's `peerDependencies` allow. */
export const ENGINE_PACKAGES = [
  "cdktf@~0.21.0",
  "constructs@^10.4.2",
  "@cdktf/provider-azurerm@^14.23.1",
] as const;

/**
 * Loads the constructs on cdktf. An installation for reviews omits their packages: that is the failure
 * `engine-missing`, with the command that installs them.
 */
export async function loadEngine(): Promise<Outcome<typeof import("../constructs/synthesize.ts")>> {
  try {
    return success(await import("../constructs/synthesize.ts"));
  } catch (error) {
    const name = missingPackage(error);
    if (name === undefined) throw error;
    return failure(
      "engine-missing",
      `synthesis needs the package ${name}, which is not installed`,
      `run npm install ${ENGINE_PACKAGES.map((each) => JSON.stringify(each)).join(" ")}`,
    );
  }
}

function missingPackage(error: unknown): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || error.code !== "ERR_MODULE_NOT_FOUND")
    return undefined;
  const [, name] = /^Cannot find package '([^']+)'/.exec(error.message) ?? [];
  return ENGINE_PACKAGES.find((each) => each.startsWith(`${name}@`)) === undefined ? undefined : name;
}
