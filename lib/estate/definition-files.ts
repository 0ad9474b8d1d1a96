import { readdirSync } from "node:fs";
import paths, { join } from "node:path";
import { reasonOfText, type TextProblem } from "../documents/decode-text.ts";
import { parseJson } from "../documents/json.ts";
import { ownBelow, readTextFile } from "../documents/read-file.ts";
import { parseYaml } from "../documents/yaml.ts";
import { compareText } from "../values/compare-text.ts";
import { reasonOf } from "../values/failure.ts";
import { slashPath } from "../values/path-below.ts";
import { failed, type Result, success } from "../values/result.ts";
import { type DefinitionFile, definitionFile } from "./definition-file.ts";
import { loadModule } from "./load-module.ts";
import { ModulesEnded } from "./module-host.ts";

/** Why a file could not be read, the fix, and the place: offset or line. */
export interface RawProblem {
  /** A clause whose subject is the file. */
  readonly problem: string;
  readonly fix: string;
  readonly offset?: number;
  readonly line?: number;
  /** The faulty part, where it is not the whole file. */
  readonly part?: TextProblem;
}

/** Content of a file before validation. */
export type RawDefinition = Result<unknown, RawProblem>;

/** Endings that keeper does not read, but that authors may use for a definition. */
const UNREAD = /\.(?:cts|cjs|tsx|jsx|jsonc|json5|toml|hcl|tf)$/i;

/** Files in a folder that look like definitions, but that keeper does not read. By name. */
export function listUnreadFiles(root: string, folder: string): string[] {
  return filesIn(root, folder)
    .filter((name) => UNREAD.test(name) && !name.startsWith("."))
    .map((name) => (folder === "." ? name : `${folder}/${name}`))
    .sort(compareText);
}

/** The definition files directly in a folder of the estate, by name. Shared parts of offers lie in subfolders. */
export function listDefinitionFiles(root: string, folder: string): DefinitionFile[] {
  return filesIn(root, folder)
    .flatMap((name) => definitionFile(folder, name) ?? [])
    .sort((a, b) => compareText(a.file, b.file));
}

function filesIn(root: string, folder: string): string[] {
  try {
    const entries = readdirSync(join(root, folder), { withFileTypes: true });
    return entries.filter((entry) => !entry.isDirectory()).map(({ name }) => name);
  } catch (error) {
    // a new estate has no customers yet
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
    throw error;
  }
}

/**
 * Reads one file.
 *
 * @throws {@link ModulesEnded} where the process that loads definitions ended; nothing else because of its content
 */
export async function readDefinitionFile(
  root: string,
  { file, language }: DefinitionFile,
): Promise<RawDefinition> {
  const path = join(root, file);
  try {
    if (language !== "module") return readData(path, root, language);
    const value = await loadModule(path, root);
    if (value !== undefined) return success(value);
    return failed({
      problem: "has no default export",
      fix: `add export default ${definingCall(file)}({ … })`,
    });
  } catch (error) {
    // nothing that is read from now on would be a definition's
    if (error instanceof ModulesEnded) throw error;
    return failed(whyNotLoaded(error, root, file));
  }
}

function readData(path: string, root: string, language: "json" | "yaml"): RawDefinition {
  const text = readTextFile(path, "definition", ownBelow(root));
  if (!text.ok)
    return failed({
      problem: `cannot be read: ${text.error.reason}`,
      fix: "make it a regular file of UTF-8 text",
    });
  const document = language === "json" ? parseJson(text.value) : parseYaml(text.value);
  if (document.ok) return document;
  const [part] = document.error;
  const fix = `correct the ${language === "json" ? "JSON" : "YAML"} here`;
  if (part.path.length > 0) return failed({ problem: part.problem, fix, part });
  const { offset } = part;
  return failed({
    problem: `cannot be read: ${reasonOfText(document.error)}`,
    fix,
    ...(offset === undefined ? {} : { offset }),
  });
}

/** Function that a file's default export calls, by the folder of the file. */
function definingCall(file: string): string {
  if (file.startsWith("offers/")) return "defineOffer";
  return file.startsWith("customers/") ? "defineCustomer" : "defineEstate";
}

function whyNotLoaded(error: unknown, root: string, file: string): RawProblem {
  const text = reasonOf(error);
  // the parser's message ends with a line of its own: the file, which may be an imported one, and the place in it
  const syntax = /^ParseError: (.+?)\s*\n\s*(.+):(\d+):\d+$/.exec(text.trim());
  if (syntax !== null) return syntaxProblem(syntax, root, file);
  const first = text.split("\n").find((line) => line.trim() !== "");
  const problem = `cannot be loaded: ${first ?? "no reason given"}`;
  if (RESTRICTED.test(text))
    return { problem, fix: "read nothing outside the estate and its packages, write nothing, start nothing" };
  // a package, and no file of the estate
  const [, missing] =
    /^Cannot find (?:module|package) '((?:@[^/']+\/)?[^'./\\:][^'/\\:]*)/.exec(first ?? "") ?? [];
  if (missing !== undefined)
    return { problem, fix: `run npm install; if package.json does not name it, npm install ${missing}` };
  return { problem, fix: "correct the code that runs while the file is loaded" };
}

/** Words of Node's permission model. */
const RESTRICTED = /^Access to this API has been restricted/;

function syntaxProblem(
  [, reason, path = "", digits]: RegExpExecArray,
  root: string,
  file: string,
): RawProblem {
  const line = Number(digits);
  const place = slashPath(paths, root, path);
  if (place === file)
    return { problem: `cannot be loaded: ${reason}`, fix: "correct the TypeScript on this line", line };
  return {
    problem: `cannot be loaded: ${place}:${line}: ${reason}`,
    fix: "correct the TypeScript on that line",
  };
}
