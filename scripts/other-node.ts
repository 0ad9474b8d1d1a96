import { spawnSync } from "node:child_process";

/**
 * Path of the program of another version of Node, which npm downloads where it is not in its cache. Throws where npm fails or
 * gives another version.
 *
 * @param version as far as it matters: `22`, `20.19`
 */
export function nodeOf(version: string): string {
  const script = "JSON.stringify([process.execPath, process.versions.node])";
  const words = ["exec", "--yes", `--package=node@${version}`, "--", "node", "-p", script];
  const { status, stdout } = spawnSync("npm", words, {
    cwd: import.meta.dirname,
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`npm ${words.join(" ")} ended with ${status}`);
  const [path, found]: [string, string] = JSON.parse(stdout);
  if (!`${found}.`.startsWith(`${version}.`)) throw new Error(`npm gave Node ${found}, not ${version}`);
  return path;
}
