/** A file that may hold a definition, relative to the estate's root with forward slashes. */
export interface DefinitionFile {
  readonly file: string;
  /** Its name without its ending: by habit the definition's id. */
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

/** The definition file that a name in a folder of the estate is; undefined where keeper reads no such file. */
export function definitionFile(folder: string, name: string): DefinitionFile | undefined {
  const match = /^([^.].*)\.(\w+)$/.exec(name);
  const [stem, ending] = [match?.[1], match?.[2]?.toLowerCase()];
  if (stem === undefined || ending === undefined || /\.d\.m?ts$/.test(name)) return undefined;
  const language = Object.hasOwn(LANGUAGES, ending) ? LANGUAGES[ending] : undefined;
  if (language === undefined) return undefined;
  return { file: folder === "." ? name : `${folder}/${name}`, stem, language };
}
