import type { Readable, Writable } from "node:stream";
import { failure, type Outcome } from "../values/failure.ts";
import { success } from "../values/result.ts";

/** Asks a person, a question at a time. */
export interface Prompter {
  /**
   * Asks for a line of text; undefined where the person leaves it empty.
   *
   * @param problemOf why an answer cannot be taken; undefined where it can
   * @throws {@link Cancelled}
   */
  text(question: string, problemOf: (answer: string) => string | undefined): Promise<string | undefined>;
  /** Asks for one of these values. @throws {@link Cancelled} */
  choice<T extends string>(question: string, values: readonly (readonly [T, label: string])[]): Promise<T>;
}

/** The person ended the questions (Ctrl-C, Escape). */
export class Cancelled extends Error {}

/** Answers to questions, or a failure where the person ended them. */
export async function answered<T>(ask: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return success(await ask());
  } catch (error) {
    if (!(error instanceof Cancelled)) throw error;
    return failure(
      "bad-arguments",
      "the questions were not answered, and nothing was written",
      "run it again",
    );
  }
}

/** A person at a terminal: answers come from `input`, questions go to `output`. */
export async function terminalPrompter(streams: {
  readonly input: Readable;
  readonly output: Writable;
}): Promise<Prompter> {
  const { isCancel, select, text } = await import("@clack/prompts");
  return {
    async text(message, problemOf) {
      const validate = (answer: string | undefined) => {
        const given = (answer ?? "").trim();
        return given === "" ? undefined : problemOf(given);
      };
      const answer = await text({ ...streams, message, placeholder: "Enter: fill in later", validate });
      if (isCancel(answer)) throw new Cancelled();
      const given = (answer ?? "").trim();
      return given === "" ? undefined : given;
    },
    async choice<T extends string>(message: string, values: readonly (readonly [T, string])[]) {
      const options = values.map(([value, label]) => ({ value: value as string, label }));
      const answer = await select({ ...streams, message, options });
      if (isCancel(answer)) throw new Cancelled();
      // one of the options, which are the values
      return answer as T;
    },
  };
}
