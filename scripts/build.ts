import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
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
compile("tsconfig.build.json", output);
copyConstructsForCdktn();

const { dependencies, peerDependencies }: Readonly<Record<string, Readonly<Record<string, string>>>> =
  JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: { "cli/main": "lib/cli/main.ts", "testing/index": "lib/testing/index.ts" },
  // as deep as every module of lib/: what is looked for beside them is found from here too
  outdir: output,
  chunkNames: "cli/[name]-[hash]",
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
copyTypesOfTests();
writeFileSync(
  join(output, "cli", "LICENSES.txt"),
  [...bundledPackages(metafile), ...PACKAGES_OF_PAGES].map(licenseOf).join("\n"),
);

/**
 * The constructs for cdktn: those for cdktf, with the packages of its continuation in their imports. As deep as they are,
 * so that what they import of other rooms is found.
 */
function copyConstructsForCdktn(): void {
  const [from, to] = [join(output, "constructs"), join(output, "constructs-cdktn")];
  mkdirSync(to);
  for (const file of readdirSync(from)) {
    const text = readFileSync(join(from, file), "utf8");
    const moved = text.replace(/(from ")cdktf"/g, '$1cdktn"').replace(/(from ")@cdktf\//g, "$1@cdktn/");
    writeFileSync(join(to, file), moved);
  }
}

/** The types of the door for tests: those of its own folder name no other, so that the rest is not published. */
function copyTypesOfTests(): void {
  const types = mkdtempSync(join(tmpdir(), "keeper-types-"));
  try {
    compile("tsconfig.build-testing.json", types);
    for (const file of [
      "index.d.ts",
      "access-of-stack.d.ts",
      "load-estate.d.ts",
      "matchers.d.ts",
      "under-test.d.ts",
    ])
      copyFileSync(join(types, "testing", file), join(output, "testing", file));
  } finally {
    rmSync(types, { recursive: true, force: true });
  }
}

function compile(project: string, folder: string): void {
  const compiler = join(root, "node_modules/typescript/bin/tsc");
  const words = [compiler, "-p", join(root, project), "--outDir", folder];
  if (spawnSync(process.execPath, words, { stdio: "inherit" }).status !== 0) process.exit(1);
}

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
