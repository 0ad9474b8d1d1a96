import { leaveText } from "../../report/leave-text.ts";
import { leavingCertificate } from "../../report/leaving-certificate.ts";
import { take } from "../../values/result.ts";
import { leave } from "../../workflows/leave.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { printJson, runVerb } from "../print.ts";

/** The options of `keeper leave`. */
export interface LeaveOptions {
  readonly subscription?: string[];
  readonly from?: string;
  readonly readBack?: string[];
  readonly output: string;
  readonly certificate?: string;
  readonly json?: boolean;
}

/** `keeper leave`: one step of a customer's departure. Ends with 1 where the next step has to wait. */
export function leaveCustomer(
  customer: string,
  { subscription = [], from, readBack = [], output, certificate, json = false }: LeaveOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, json, async function* () {
    const request = {
      customer,
      subscriptions: subscription,
      from,
      readBack,
      output,
      certificate: certificate === undefined ? undefined : { file: certificate, text: leavingCertificate },
    };
    const leaving = yield* take(await leave(request, worldOf(commandContext)));
    if (json) printJson(leaving, terminal);
    else terminal.out(leaveText(leaving));
    return leaving.edit === "none" ? 1 : 0;
  });
}
