import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The platforms that pipelines are shipped for. */
export const PLATFORMS = ["github", "azure-devops"] as const;

/** A platform that pipelines are shipped for. */
export type Platform = (typeof PLATFORMS)[number];

/** A shipped file, and its path in a repository that uses it, with forward slashes. */
export interface ShippedFile {
  readonly path: string;
  readonly text: string;
}

/** Folders of the package, and of a repository that uses them. GitHub reads workflows from one folder alone. */
const FOLDERS = {
  github: { from: "github-actions", to: ".github/workflows" },
  "azure-devops": { from: "azure-devops", to: "pipelines" },
} as const satisfies Record<Platform, { readonly from: string; readonly to: string }>;

/** Reads the shipped pipelines of a platform, sorted by path. */
export function shippedPipelines(platform: Platform): ShippedFile[] {
  const { from, to } = FOLDERS[platform];
  const folder = join(import.meta.dirname, "..", "..", "pipelines", from);
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".yml"))
    .map((name) => name.replaceAll("\\", "/"))
    .sort()
    .map((name) => ({ path: `${to}/${name}`, text: readFileSync(join(folder, name), "utf8") }));
}

/** Root of the repository that a folder is in. It is the nearest folder upwards with `.git`; undefined without one. */
export function repositoryRoot(folder: string): string | undefined {
  if (existsSync(join(folder, ".git"))) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : repositoryRoot(parent);
}
