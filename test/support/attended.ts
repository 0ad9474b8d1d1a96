import { runKeeper } from "../../lib/cli/program.ts";
import { Cancelled, type Prompter } from "../../lib/cli/prompter.ts";
import { KEEPER } from "./estates.ts";

/** Runs keeper for a person who gives these answers in this order; the last may be to give up. */
export async function attended(
  estate: string,
  words: readonly string[],
  answers: readonly (string | undefined | Cancelled)[],
  environment: Readonly<Record<string, string>> = {},
) {
  const asked: string[] = [];
  const problems: (string | undefined)[] = [];
  const next = (question: string) => {
    asked.push(question);
    const answer = answers[asked.length - 1];
    if (answer instanceof Cancelled) throw answer;
    return answer;
  };
  const prompter: Prompter = {
    text: async (question, problemOf) => {
      const answer = next(question);
      if (answer !== undefined) problems.push(problemOf(answer));
      return answer;
    },
    choice: async (question, values) => {
      const answer = next(question);
      const [value] = values.find(([each]) => each === answer) ?? [];
      if (value === undefined)
        throw new Error(`${answer} is none of ${values.map(([each]) => each).join(", ")}`);
      return value;
    },
  };
  let [out, err] = ["", ""];
  const code = await runKeeper(words, {
    folder: estate,
    environment,
    keeper: KEEPER,
    today: () => "2026-11-23",
    platform: "linux",
    interrupted: () => Promise.resolve(),
    terminal: {
      colour: false,
      columns: 80,
      out: (text) => (out += text),
      err: (text) => (err += text),
      confirm: () => Promise.resolve(undefined),
      progress: () => {},
      prompter: async () => prompter,
    },
  });
  return { code, out, err, asked, problems };
}
