import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build, type Metafile } from "esbuild";

/*
 * `npm run build`: what is published. The doors are compiled module by module, with their types. The command line is
 * bundled with the packages that it uses, so that an installation brings none of them. A verb stays a file of its own,
 * loaded when it is run.
 */

/** Packages inside the program of a page, which the bundle holds as text (scripts/docs/page-script.ts). */
const PACKAGES_OF_PAGES = ["node_modules/preact"];

const root = join(import.meta.dirname, "..");
const output = process.argv[2] ?? join(root, "dist");

rmSync(output, { recursive: true, force: true });
const tsc = spawnSync(
  process.execPath,
  [
    join(root, "node_modules/typescript/bin/tsc"),
    "-p",
    join(root, "tsconfig.build.json"),
    "--outDir",
    output,
  ],
  { stdio: "inherit" },
);
if (tsc.status !== 0) process.exit(1);

const { dependencies, peerDependencies }: Readonly<Record<string, Readonly<Record<string, string>>>> =
  JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { main: "lib/cli/main.ts" },
  // as deep as every module of lib/: what is looked for beside them is found from here too
  outdir: join(output, "cli"),
  bundle: true,
  splitting: true,
  metafile: true,
  format: "esm",
  platform: "node",
  target: "node20",
  // packages in CommonJS require Node's own modules
  banner: {
    js: 'import { createRequire as requireFrom } from "node:module"; const require = requireFrom(import.meta.url);',
  },
  external: Object.keys({ ...dependencies, ...peerDependencies }),
  logLevel: "warning",
});
writeFileSync(
  join(output, "cli", "LICENSES.txt"),
  [...bundledPackages(metafile), ...PACKAGES_OF_PAGES].map(licenseOf).join("\n"),
);

/** Folders of the packages in the bundle, sorted: each is handed on with ours, so its license is too. */
function bundledPackages({ inputs }: Metafile): readonly string[] {
  const folders = Object.keys(inputs).flatMap(
    (input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input) ?? [],
  );
  return [...new Set(folders)].sort();
}

function licenseOf(folder: string): string {
  const file = readdirSync(join(root, folder)).find((each) => /^licen[cs]e/i.test(each));
  if (file === undefined) throw new Error(`${folder} has no license file`);
  const name = folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
  return `${name}\n\n${readFileSync(join(root, folder, file), "utf8")}`;
}
