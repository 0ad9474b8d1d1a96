import { forTerminal } from "../escape.ts";

/** Longest text of a user that a comment repeats, in characters. */
const LONGEST = 300;

/**
 * Text inside a comment on a pull request: nothing in it starts markup or HTML, mentions anybody, links anywhere, refers
 * to an issue or a commit, hides, or changes the direction of reading. Long text is shortened, with its length.
 */
export function forComment(text: string): string {
  const characters = [...text];
  const short =
    characters.length > LONGEST
      ? `${characters.slice(0, LONGEST).join("")}… (${characters.length} characters)`
      : text;
  // platforms look for mentions, references and links in the text that entities come out as: a word joiner parts those
  return forTerminal(short)
    .replace(/[&<>\\`*_{}[\]()|#!~$^"'+=-]/g, (character) => `&#${character.charCodeAt(0)};`)
    .replaceAll("&#35;", "&#35;&#8288;")
    .replaceAll("@", "&#64;&#8288;")
    .replaceAll("://", ":&#8288;//")
    .replace(/\bwww\./gi, (match) => `${match.slice(0, 3)}&#8288;.`)
    .replace(
      /(?<![;\w])[0-9a-f]{7,40}(?!&#45;|\w)/gi,
      (match) => `${match.slice(0, 4)}&#8288;${match.slice(4)}`,
    );
}
