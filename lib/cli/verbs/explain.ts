import { explanationText } from "../../report/explanation-text.ts";
import { explanations, findExplanations } from "../../report/explanations.ts";
import { shorten } from "../../report/phrases.ts";
import { RULES } from "../../rules/rules.ts";
import { failure } from "../../values/failure.ts";
import { take } from "../../values/result.ts";
import { command } from "../../values/shell-word.ts";
import type { CommandContext, ExitCode } from "../command-context.ts";
import { runVerb } from "../print.ts";

/** `keeper explain`: meaning of a report's code or word, or of a Terraform message. Says what to do. */
export function explain(words: string, { terminal }: CommandContext): Promise<ExitCode> {
  return runVerb(terminal, false, async function* () {
    const { found, similar } = findExplanations(words, explanations(RULES));
    if (found.length === 0)
      return yield* take(
        failure(
          "bad-arguments",
          `nothing is called ${JSON.stringify(shorten(words))}`,
          similar === undefined
            ? "name it as a report prints it, such as LH025 or approvals-missing, or paste the message of Terraform"
            : `did you mean ${similar}? Run ${command("keeper", "explain", similar)}`,
        ),
      );
    terminal.out(explanationText(found, terminal.columns));
    return 0;
  });
}
