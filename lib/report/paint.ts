/** The code of a colour of a terminal (SGR). */
export const [RED, GREEN, YELLOW] = ["31", "32", "33"] as const;

/** Colours a text that is already escaped and wrapped, or leaves it unchanged. @param code as {@link RED} */
export type Paint = (code: string, text: string) => string;

/** The paint of an output. @param colour whether the output has colours */
export function painter(colour: boolean): Paint {
  return (code, text) => (colour ? `\u001b[${code}m${text}\u001b[0m` : text);
}
