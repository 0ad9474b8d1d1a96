import type { Arguments } from "./arguments.ts";

/*
 * .NET changes case character by character, JavaScript by word and language. Where both differ, the call is refused.
 */

/** A string argument in lower case. */
export function lowerCase(args: Arguments, index: number): string {
  return args.made(mapped(args, index, (each) => each.toLowerCase()));
}

/** A string argument in upper case. */
export function upperCase(args: Arguments, index: number): string {
  return args.made(mapped(args, index, (each) => each.toUpperCase()));
}

/** A string argument for a comparison that ignores case. */
export function insensitive(args: Arguments, index: number): string {
  return upperCase(args, index);
}

function mapped(args: Arguments, index: number, map: (character: string) => string): string {
  return [...args.text(index)]
    .map((each) => {
      const other = map(each);
      if (other.length !== each.length)
        args.refuse(`is not evaluated for the character ${JSON.stringify(each)}`);
      return other;
    })
    .join("");
}
