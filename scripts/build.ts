import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/*
 * `npm run build`: what is published. The doors are compiled module by module, with their types. The command line is
 * bundled, zod with it: a hundred and fifty small modules, and a hundred of zod's, take longer to load than most verbs
 * to run. A verb stays a file of its own, loaded when it is asked for.
 */

/** Packages that the command line brings along; the others stay what npm installs. */
const BUNDLED = ["zod"];

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

const { dependencies }: { readonly dependencies: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(join(root, "package.json"), "utf8"),
);
await build({
  absWorkingDir: root,
  entryPoints: { main: "lib/cli/main.ts" },
  // as deep as every module of lib/: what is looked for beside them is found from here too
  outdir: join(output, "cli"),
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  external: Object.keys(dependencies).filter((name) => !BUNDLED.includes(name)),
  logLevel: "warning",
});
writeFileSync(join(output, "cli", "LICENSES.txt"), BUNDLED.map(licenseOf).join("\n"));

/** The license of a package that is handed on with ours. */
function licenseOf(name: string): string {
  const folder = join(root, "node_modules", name);
  const file = readdirSync(folder).find((each) => /^licen[cs]e/i.test(each));
  if (file === undefined) throw new Error(`${name} has no license file`);
  return `${name}\n\n${readFileSync(join(folder, file), "utf8")}`;
}
