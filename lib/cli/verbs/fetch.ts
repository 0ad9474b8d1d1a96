import { httpConnection } from "../../azure/connection.ts";
import { fetchText, hasGaps } from "../../report/fetch-text.ts";
import { take } from "../../values/result.ts";
import { fetchSnapshot } from "../../workflows/fetch.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { printJson, runVerb } from "../print.ts";

/** The options of `keeper fetch`. */
export interface FetchOptions {
  readonly subscription?: string[];
  readonly tenant?: string[];
  readonly output?: string;
  readonly withPeople?: boolean;
  readonly activityLog?: boolean;
  readonly json?: boolean;
}

/** `keeper fetch`: reads delegations from Azure into a folder. Ends with 1 where something could not be read. */
export function fetchFromAzure(
  customers: readonly string[],
  {
    subscription = [],
    tenant = [],
    output,
    withPeople = false,
    activityLog = false,
    json = false,
  }: FetchOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, json, async function* () {
    const request = {
      customers,
      subscriptions: subscription,
      tenants: tenant,
      output,
      withPeople,
      withActivityLog: activityLog,
    };
    const connection = httpConnection(Date.now);
    const fetched = yield* take(await fetchSnapshot(request, worldOf(commandContext), connection));
    if (json) printJson(fetched, terminal);
    else terminal.out(fetchText(fetched));
    return hasGaps(fetched.snapshot) ? 1 : 0;
  });
}
