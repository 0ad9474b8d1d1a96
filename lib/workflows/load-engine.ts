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

/** How to install an engine. npm refuses cdktn's provider beside the newest cdktn without more words, which the page has. */
const INSTALLING = {
  cdktf: `run npm install ${ENGINE_PACKAGES.cdktf.map((each) => JSON.stringify(each)).join(" ")}`,
  cdktn: 'follow "From cdktf to cdktn" in node_modules/azure-lighthouse-keeper/docs/engines.md',
} satisfies Record<keyof typeof ENGINE_PACKAGES, string>;

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
    if (isUnbuilt(error))
      return failure(
        "engine-missing",
        "the constructs for cdktn are made by the build, and there is none here",
        "run npm run build, then dist/cli/main.js synth --engine cdktn",
      );
    const name = missingPackage(error, engine);
    if (name === undefined) throw error;
    return failure(
      "engine-missing",
      `synthesis needs the package ${name}, which is not installed`,
      `${INSTALLING[engine]}; or write the stacks without it: keeper synth --engine json`,
    );
  }
}

/**
 * Loads the constructs on cdktn. The build makes them from the same source, with cdktn packages in their imports
 * (scripts/build.ts).
 */
function onCdktn(): Promise<Constructs> {
  return import(new URL("../constructs-cdktn/synthesize.js", import.meta.url).href);
}

/** Whether keeper was started from its sources, which the build has not copied for cdktn. */
function isUnbuilt(error: unknown): boolean {
  return error instanceof Error && /^Cannot find module '[^']*constructs-cdktn/.test(error.message);
}

function missingPackage(error: unknown, engine: keyof typeof ENGINE_PACKAGES): string | undefined {
  if (!(error instanceof Error) || !("code" in error) || error.code !== "ERR_MODULE_NOT_FOUND")
    return undefined;
  const [, name] = /^Cannot find package '([^']+)'/.exec(error.message) ?? [];
  return ENGINE_PACKAGES[engine].some((each) => each.startsWith(`${name}@`)) ? name : undefined;
}
