import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { REPOSITORY } from "./estates.ts";

/** The text of a document of this repository. */
export function documentText(file: string): string {
  return readFileSync(join(REPOSITORY, file), "utf8");
}

/** Every document that people read: Markdown in the root, in docs/ without its site, and in pipelines/. */
export function documents(): string[] {
  const below = ["docs", "pipelines"].flatMap((folder) =>
    readdirSync(join(REPOSITORY, folder), { recursive: true, encoding: "utf8" }).map(
      (name) => `${folder}/${name.replaceAll("\\", "/")}`,
    ),
  );
  return [...readdirSync(REPOSITORY), ...below].filter(
    (file) => file.endsWith(".md") && !file.includes("node_modules/") && !file.startsWith("docs/site/"),
  );
}

/** The examples of a document by their paths: a comment names the file, the fence below it holds the text. */
export function examplesOf(file: string): ReadonlyMap<string, string> {
  const found = documentText(file).matchAll(/<!-- example: (\S+) -->\n( *)```\w+\n([\s\S]*?)\n\2```/g);
  return new Map(
    [...found].map(([, path = "", indent = "", text = ""]) => [
      path,
      `${text.replaceAll(new RegExp(`^${indent}`, "gm"), "")}\n`,
    ]),
  );
}
