import { AZURE_TROUBLES } from "./azure-troubles.ts";
import { AGAIN, IMPORT, type Trouble } from "./trouble.ts";

/** Every trouble that the documents and `keeper explain` know: Terraform's messages, then Azure's codes. */
export const TROUBLES: readonly Trouble[] = [
  {
    messages: ["already exists - … needs to be imported"],
    cause:
      "the resource exists, and is not in Terraform's state: a lost state, a lost answer, an interruption",
    fix: "import it",
    command: IMPORT,
    section: "import",
  },
  {
    messages: ["is tainted, so must be replaced", "replaced because it is tainted"],
    cause: "the resource was created, and could not be read back; `keeper review` reports INTERRUPTION",
    fix: "do not apply the replacement; untaint the resource, and deploy again",
    command: "terraform -chdir=cdktf.out/stacks/<customer> untaint <address>",
    section: "untaint",
  },
  {
    messages: ["HTTP response was nil; connection may have been reset", "EOF"],
    cause: "the answer was lost; Azure may have made the change",
    fix: `${AGAIN}, import`,
    command: IMPORT,
    section: "import",
  },
  {
    messages: ["context canceled"],
    cause: "Ctrl-C, or a cancelled pipeline: Terraform ended at once, and Azure completes what it began",
    fix: `${AGAIN}, import`,
    command: IMPORT,
    section: "import",
  },
  {
    messages: ["context deadline exceeded"],
    cause: "an operation took longer than 30 minutes, or failed while an assignment was deleted",
    fix: `${AGAIN}, import`,
    command: IMPORT,
    section: "import",
  },
  {
    messages: ["Cannot import non-existent remote object"],
    cause: "`KEEPER_IMPORT`, or a pinned GUID, names a resource that does not exist",
    fix: "name only the addresses that `already exists` named; remove the pin",
    section: "import",
  },
  {
    messages: ["polling failed", "OperationFailed"],
    cause: "Azure began, and failed",
    fix: `${AGAIN}, delete what is left, by the id in the message, and deploy`,
    // az managedservices calls an API that Azure refuses where a definition has eligible authorizations
    command: 'az rest --method delete --url "<id>?api-version=2022-10-01"',
  },
  {
    messages: ["is not in the tenant of …"],
    cause: "the guard found that the subscription belongs to another tenant",
    fix: "correct the customer's `subscriptions` or `tenantId`",
  },
  {
    messages: ["Provider configuration not present"],
    cause: "a subscription was removed while it still held a delegation",
    fix: "list it again with `scopes: []`, deploy, then remove it",
  },
  ...AZURE_TROUBLES,
];

/**
 * The troubles whose message a pasted text contains, in the order of the table. Empty where it contains none. Line
 * breaks and frames of Terraform, colours and case do not matter. A part of a message of 8 characters or more finds it
 * too.
 */
export function findTroubles(pasted: string): readonly Trouble[] {
  const text = plain(pasted);
  const found = TROUBLES.filter(({ messages }) => messages.some((message) => contains(text, message)));
  if (found.length > 0 || text.length < LEAST_PART || text.length > LONGEST_PART) return found;
  return TROUBLES.filter(({ messages }) => messages.some((message) => asWords(text).test(plain(message))));
}

/** Characters of the shortest part of a message that finds it. */
const LEAST_PART = 8;

/** Characters of the longest message: a longer text is no part of one. */
const LONGEST_PART = Math.max(...TROUBLES.flatMap(({ messages }) => messages.map(({ length }) => length)));

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one
const COLOURS = /\u001b\[[\d;]*m/g;

/** A message without colours, frames and line breaks, in lower case. */
function plain(text: string): string {
  return text
    .replaceAll(COLOURS, "")
    .replaceAll(/[\s\u2500-\u257f]+/g, " ")
    .trim()
    .toLowerCase();
}

/** Whether a text contains a message. It must have the parts between `…`, in their order, each as whole words. */
function contains(text: string, message: string): boolean {
  let rest = text;
  for (const part of message.split("…").map(plain).filter(Boolean)) {
    const place = asWords(part).exec(rest);
    if (place === null) return false;
    rest = rest.slice(place.index + place[0].length);
  }
  return true;
}

/** Finds a part that no letter, digit or `_` precedes or follows. EOF is not in "typeof". */
function asWords(part: string): RegExp {
  const exact = part.replaceAll(/[\\^$.*+?()[\]{}|]/g, "\\$&");
  return new RegExp(`(?<![\\p{L}\\p{N}_])${exact}(?![\\p{L}\\p{N}_])`, "u");
}
