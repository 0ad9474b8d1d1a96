import type { NewFile } from "./write-new-files.ts";

/*
 * The files of a new estate that hold no definitions.
 */

/** `cdktf.json`, complete: where something is missing, the first cdktf command writes the file anew. */
export function cdktfJson(projectId: string): NewFile {
  const content = {
    language: "typescript",
    app: "node node_modules/azure-lighthouse-keeper/dist/cli/main.js synth",
    projectId,
    sendCrashReports: "false",
    terraformProviders: [],
    terraformModules: [],
    context: {},
  };
  return { path: "cdktf.json", text: `${JSON.stringify(content, undefined, 2)}\n` };
}

/** `tsconfig.json`: the compiler reviews offers and customers in TypeScript, and writes nothing. */
export const TSCONFIG: NewFile = {
  path: "tsconfig.json",
  text: `{
  "compilerOptions": {
    "module": "nodenext",
    "target": "es2023",
    "strict": true,
    "noEmit": true,
    "allowImportingTsExtensions": true,
    "skipLibCheck": true
  },
  "include": ["offers", "customers", "estate.ts"]
}
`,
};

/** Lines that a file of settings for git needs. */
export interface NeededLines {
  readonly path: string;
  readonly lines: readonly string[];
}

/** What git must not keep: what is made, Terraform's state, and lists of customers. */
export const GITIGNORE: NeededLines = {
  path: ".gitignore",
  lines: ["node_modules/", "cdktf.out/", "base.out/", "state/", "*.tfstate*", ".terraform/", "/azure/"],
};

/** Files whose bytes git must not change. A signature covers the signed bytes, line ends included. */
export const GITATTRIBUTES: NeededLines = {
  path: ".gitattributes",
  lines: [
    "approvals/** -text",
    "acceptances/** -text",
    "allowed_signers text eol=lf",
    "*.ts text eol=lf",
    "*.yaml text eol=lf",
  ],
};

/** Adds the lines that a text misses, each on a line of its own. Undefined where it misses none. */
export function withLines(text: string, { lines }: NeededLines): string | undefined {
  const present = new Set(text.split(/\r?\n/).map((line) => line.trim()));
  const missing = lines.filter((line) => !present.has(line));
  if (missing.length === 0) return undefined;
  const lead = text === "" || text.endsWith("\n") ? text : `${text}\n`;
  return `${lead}${missing.join("\n")}\n`;
}

/** Scripts of an estate: `npm run` finds the commands of installed packages only. */
const SCRIPTS: Readonly<Record<string, string>> = {
  check: "keeper check",
  synth: "keeper synth",
  review: "keeper review",
  types: "tsc",
};

/**
 * Adds what an estate needs to the content of a `package.json`: `"type": "module"`, and scripts. Present values stay
 * unchanged. Undefined where nothing is missing.
 */
export function withEstate(manifest: Readonly<Record<string, unknown>>): object | undefined {
  const { type, scripts = {} } = manifest;
  const isOpen = typeof scripts === "object" && scripts !== null && !Array.isArray(scripts);
  const present = isOpen ? scripts : {};
  const missing = Object.entries(SCRIPTS).filter(([name]) => isOpen && !Object.hasOwn(present, name));
  if (type !== undefined && missing.length === 0) return undefined;
  const added = missing.length === 0 ? {} : { scripts: { ...present, ...Object.fromEntries(missing) } };
  return { ...manifest, ...(type === undefined ? { type: "module" } : {}), ...added };
}

/** The `package.json` of a folder that has none. It is never published. */
export const NEW_PACKAGE: Readonly<Record<string, unknown>> = { private: true };
