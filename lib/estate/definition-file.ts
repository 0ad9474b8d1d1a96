/** A file that may hold a definition, relative to the estate's root with forward slashes. */
export interface DefinitionFile {
  readonly file: string;
  /** File name without extension; by convention the definition's id. */
  readonly stem: string;
  readonly language: "module" | "yaml" | "json";
}

const LANGUAGES: Readonly<Record<string, DefinitionFile["language"]>> = {
  ts: "module",
  mts: "module",
  js: "module",
  mjs: "module",
  yaml: "yaml",
  yml: "yaml",
  json: "json",
};

/** Endings of files that may hold a definition, without the period. */
export const DEFINITION_ENDINGS: readonly string[] = Object.keys(LANGUAGES);

/** Recognizes a definition file by its name; undefined for all other files. */
export function definitionFile(folder: string, name: string): DefinitionFile | undefined {
  const match = /^([^.].*)\.(\w+)$/.exec(name);
  const [stem, extension] = [match?.[1], match?.[2]?.toLowerCase()];
  if (stem === undefined || extension === undefined || /\.d\.m?ts$/.test(name)) return undefined;
  const language = Object.hasOwn(LANGUAGES, extension) ? LANGUAGES[extension] : undefined;
  if (language === undefined) return undefined;
  return { file: folder === "." ? name : `${folder}/${name}`, stem, language };
}
