import { join } from "node:path";
import { build } from "esbuild";

/**
 * The module with a page's bundled program as text: its hash stands in the page, so its bytes are part of the source.
 *
 * @param page folder in `pages/`
 * @param constant what the module exports
 */
export async function pageScriptModule(root: string, page: string, constant: string): Promise<string> {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [join("pages", page, "main.tsx")],
    tsconfig: join(root, "pages", "tsconfig.json"),
    bundle: true,
    write: false,
    minify: true,
    format: "iife",
    platform: "browser",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
  });
  const text = outputFiles.map((file) => file.text).join("");
  if (/<\/script|<!--/i.test(text)) throw new Error("the page's program would end its own element");
  return `// Written by npm run docs from pages/${page}/. Do not edit.\n\n/** The page's program, bundled: pages/${page}/main.tsx with preact. */\nexport const ${constant}: string = ${JSON.stringify(text)};\n`;
}
