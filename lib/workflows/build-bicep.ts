import { resolve } from "node:path";
import { captureCommand } from "../sandbox/capture-command.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attemptAsync, success, take } from "../values/result.ts";
import type { World } from "./world.ts";

/** Whether a source is a file in Bicep, which is built before it is read. */
export function isBicep(name: string): boolean {
  return name.toLowerCase().endsWith(".bicep");
}

/** The templates that Bicep builds from sources, as JSON by the paths of the sources. */
export function builtTemplates(
  names: readonly string[],
  world: World,
): Promise<Outcome<ReadonlyMap<string, string>>> {
  return attemptAsync(async function* () {
    const built = new Map<string, string>();
    for (const name of names.filter(isBicep))
      built.set(resolve(world.folder, name), yield* take(await builtTemplate(name, world)));
    return built;
  });
}

async function builtTemplate(name: string, { folder, environment }: World): Promise<Outcome<string>> {
  const file = resolve(folder, name);
  const own = await captureCommand(["bicep", "build", file, "--stdout"], folder, environment);
  if (own.kind === "ended") return textOf(name, "bicep build", own);
  // without this question az would install Bicep by itself
  const version = await captureCommand(["az", "bicep", "version"], folder, environment);
  if (version.kind === "notStarted" || version.code !== 0)
    return failure(
      "unreadable-input",
      `${name} cannot be built: neither bicep nor az bicep is installed here`,
      `run az bicep install; or run bicep build ${name} where it is installed, and adopt the JSON that it writes`,
    );
  const built = await captureCommand(
    ["az", "bicep", "build", "--file", file, "--stdout"],
    folder,
    environment,
  );
  if (built.kind === "ended") return textOf(name, "az bicep build", built);
  return failure(
    "unreadable-input",
    `${name} cannot be built: ${built.problem}`,
    "run az bicep build by hand",
  );
}

function textOf(
  name: string,
  command: string,
  { code, output, errors }: { readonly code: number; readonly output: string; readonly errors: string },
): Outcome<string> {
  if (code === 0) return success(output);
  const [problem = "it gives no reason"] = errors.split(/\r?\n/).filter((line) => line.includes("Error"));
  return failure("unreadable-input", `${command} refuses ${name}: ${problem.trim()}`, `correct ${name}`);
}
