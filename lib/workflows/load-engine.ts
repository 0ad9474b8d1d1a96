import { tmpdir } from "node:os";
import type { SynthesizedStack } from "../constructs/synthesize.ts";
import type { Engine } from "../delegation/engine.ts";
import { temporaryFolder } from "../estate/temporary-folder.ts";
import { encodeStack, type StackContent } from "../formats/stack/encode.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { success } from "../values/result.ts";

/** Packages that only a synthesis with these engines needs, with the versions that were tried. */
export const ENGINE_PACKAGES = {
  cdktf: ["cdktf@~0.21.0", "constructs@^10.4.2", "@cdktf/provider-azurerm@^14.23.1"],
  cdktn: ["cdktn@~0.24.0", "constructs@~10.6.0", "@cdktn/provider-azurerm@^16.1.0"],
} as const satisfies Record<Exclude<Engine, "json">, readonly string[]>;

/** What writes stacks, one at a time. */
export interface StackWriter {
  write(content: StackContent): SynthesizedStack;
  /** Removes what it kept on the disk. */
  end(): void;
}

type Constructs = typeof import("../constructs/synthesize.ts");

/**
 * Loads what writes the stacks. An installation for reviews omits the packages of cdktf: that is the failure
 * `engine-missing`, with the command that installs them.
 */
export async function loadEngine(engine: Engine): Promise<Outcome<StackWriter>> {
  if (engine === "json")
    return success({
      write: (content) => ({ name: content.customer.id, text: encodeStack(content) }),
      end: () => {},
    });
  try {
    const { Synthesizer } = await (engine === "cdktf" ? import("../constructs/synthesize.ts") : onCdktn());
    const scratch = temporaryFolder(tmpdir(), "keeper");
    const synthesizer = new Synthesizer(scratch.path);
    return success({ write: (content) => synthesizer.synthesize(content), end: () => scratch.remove() });
  } catch (error) {
    const name = missingPackage(error, engine);
    if (name === undefined) throw error;
    return failure(
      "engine-missing",
      `synthesis needs the package ${name}, which is not installed`,
      `run npm install ${ENGINE_PACKAGES[engine].map((each) => JSON.stringify(each)).join(" ")}; or write the stacks without it: keeper synth --engine json`,
    );
  }
}

/** The build makes these modules from the same source, with cdktn's packages in their imports (scripts/build.ts). */
function onCdktn(): Promise<Constructs> {
  return import(new URL("../constructs-cdktn/synthesize.js", import.meta.url).href);
}

function missingPackage(error: unknown, engine: keyof typeof ENGINE_PACKAGES): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || error.code !== "ERR_MODULE_NOT_FOUND")
    return undefined;
  const [, name] = /^Cannot find package '([^']+)'/.exec(error.message) ?? [];
  return ENGINE_PACKAGES[engine].some((each) => each.startsWith(`${name}@`)) ? name : undefined;
}
