/*
 * What stands in for GitHub and Azure DevOps: answers that a test gives, artifacts in folders, and a list of all calls.
 */

/** The repository's name on the platform. */
export const REPO = "o/r";

/** The pull request's number. */
export const PULL = "7";

/** Answers as the platform's API and the artifact store do, and writes down what it is asked. */
export const PLATFORM = `
  import { appendFileSync, cpSync, readFileSync } from "node:fs";
  const [folder, ...words] = process.argv.slice(2);
  const { answers, artifacts } = JSON.parse(readFileSync(folder + "/platform.json", "utf8"));
  const after = (...flags) => words.find((_, index) => flags.includes(words[index - 1]));
  if (words[0] === "run") {
    cpSync(artifacts[after("--name")], after("--dir"), { recursive: true });
  } else {
    const path = words.find((word) => /^(repos\\/|https:\\/|meta$)/.test(word));
    const input = after("--input", "--data")?.replace("@", "");
    const method = after("--method", "--request") ?? (input === undefined ? "GET" : "POST");
    const body = input && JSON.parse(readFileSync(input, "utf8"));
    const fields = words.filter((_, index) => words[index - 1] === "-f");
    appendFileSync(folder + "/calls", JSON.stringify({ method, path, fields, body }) + "\\n");
    if (path === "meta") {
      console.log("github.com ssh-ed25519 AAAA");
      process.exit(0);
    }
    const answer = Object.entries(answers).find(([part]) => path.includes(part))?.[1];
    if (answer === undefined && method === "GET") throw new Error("404: " + path);
    console.log(JSON.stringify(words.includes("--slurp") ? [answer] : (answer ?? {})));
  }
`;

/** What the platform was asked for. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly fields: readonly string[];
  readonly body?: {
    readonly body?: string;
    readonly content?: string;
    readonly comments?: readonly { readonly content: string }[];
  };
}

/** The text of a comment that a call makes or changes. */
export const commentOf = ({ body }: Call): string[] =>
  [body?.body, body?.content, body?.comments?.[0]?.content].flatMap((text) => text ?? []);
