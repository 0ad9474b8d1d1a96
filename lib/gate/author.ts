import { failure, type Outcome } from "../values/failure.ts";
import { GUID_PATTERN } from "../values/guid.ts";
import { success } from "../values/result.ts";

/** Platforms whose immutable ids of users are known. */
export const PLATFORMS = ["github", "azure-devops"] as const;

/** See {@link PLATFORMS}. */
export type Platform = (typeof PLATFORMS)[number];

/** The author of a change, as the platform names the account that opened it. */
export interface Author {
  /** Undefined where the platform gives none. */
  readonly name: string | undefined;
  /** Immutable id of the account: digits on GitHub, a GUID on Azure DevOps. Undefined where it is not given. */
  readonly id: string | undefined;
}

/** What a command line says of the author. Texts as they are written; an empty one counts as not given. */
export interface AuthorWords {
  readonly name: string | undefined;
  readonly id: string | undefined;
  readonly platform: Platform | undefined;
}

/**
 * Variables and templates that a pipeline did not fill in, anywhere in a name. Their forms are `$NAME`, `${…}`, `$(…)`,
 * `%NAME%`, `#{…}#`, `#NAME#`, `<%…%>`, `<…>`, `{{…}}`, `[…]`, `__NAME__` and `@@NAME@@`.
 */
const TEMPLATE =
  /\$[\w({[]|%[^%\s]+%|![^!\s]+!|#\{|#[^#\s]+#|<%|%>|^<.*>$|\{\{|\}\}|\{%|^\{.*\}$|__[^_].*__|@@|^\[/;

/** Output of programs for a missing value, and words that stand in its place. GitHub shows deleted users as ghost. */
const UNFILLED_WORDS: ReadonlySet<string> = new Set(
  (
    "null undefined none nil nan void n/a na unknown unset empty missing false true anonymous nobody " +
    "author username user todo tbd fixme changeme placeholder ghost - -- . ?"
  ).split(" "),
);

const UNFILLED_PHRASES: ReadonlySet<string> = new Set([
  "not set",
  "not available",
  "your name",
  "the author",
  "(null)",
  "(none)",
  "(unknown)",
]);

/** Control characters, surrogate halves, invisible and direction marks. */
const UNSEEN = /[\p{Cc}\p{Cs}\p{Cf}\u2028\u2029]/u;

/** GitHub login, of an enterprise with its short code, or of an app with `[bot]`. */
const GITHUB_NAME = /^[a-z\d][a-z\d-]*(?:_[a-z\d]+)?(?:\[bot\])?$/i;

const GITHUB_ID = /^[1-9]\d{0,18}$/;

/** The GUID of nothing. */
const NIL = /^[0-]+$/;

/** Whether an immutable id has a platform's form. Any platform's form counts where none is named. */
export function isPlatformId(id: string, platform?: Platform): boolean {
  const isDigits = GITHUB_ID.test(id);
  const isGuid = GUID_PATTERN.test(id) && !NIL.test(id);
  if (platform === undefined) return isDigits || isGuid;
  return platform === "github" ? isDigits : isGuid;
}

/** Whether a name is that of an app or service, which cannot approve. */
export function isMachineName(name: string): boolean {
  return name.normalize("NFKC").trim().toLowerCase().endsWith("[bot]");
}

/**
 * Reads the author of a change. Refuses what a pipeline did not fill in, also where it has the form of a name: any
 * approver differs from it. With a platform, name and id are required.
 */
export function readAuthor({ name, id, platform }: AuthorWords): Outcome<Author> {
  const given = { name: filled(name), id: filled(id) };
  const problem = nameProblem(given.name, platform) ?? idProblem(given, platform);
  if (problem === undefined) return success(given);
  return failure("bad-arguments", problem, "pass the name and the id of the account that opened the change");
}

function filled(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === "" ? undefined : text.trim();
}

function nameProblem(name: string | undefined, platform: Platform | undefined): string | undefined {
  if (name === undefined)
    return platform === undefined ? undefined : `--platform ${platform} needs --author, which is missing`;
  const shown = `--author ${JSON.stringify(name)}`;
  if (UNSEEN.test(name)) return `${shown} has invisible characters`;
  // full-width characters read as the others do
  const plain = name.normalize("NFKC").trim().toLowerCase();
  if (TEMPLATE.test(plain)) return `${shown} is a variable without its value`;
  if (UNFILLED_WORDS.has(plain) || UNFILLED_PHRASES.has(plain))
    return `${shown} is a word for a missing name`;
  if (platform === "github" && !GITHUB_NAME.test(name)) return `${shown} is not a name of a GitHub account`;
  return undefined;
}

function idProblem({ name, id }: Author, platform: Platform | undefined): string | undefined {
  if (id === undefined)
    return platform === undefined ? undefined : `--platform ${platform} needs --author-id, which is missing`;
  if (name === undefined) return "--author-id needs --author, which is missing";
  if (isPlatformId(id, platform)) return undefined;
  const form = { github: "digits", "azure-devops": "a GUID" };
  const wanted = platform === undefined ? `${form.github} or ${form["azure-devops"]}` : form[platform];
  return `--author-id ${JSON.stringify(id)} is no immutable id of an account: expected ${wanted}`;
}
