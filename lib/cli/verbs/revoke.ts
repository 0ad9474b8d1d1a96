import { findingJson } from "../../report/finding-json.ts";
import { AT_ONCE, revokeText } from "../../report/revoke-text.ts";
import { hasErrors } from "../../rules/check.ts";
import { take } from "../../values/result.ts";
import { revoke } from "../../workflows/revoke.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { servedRulePages } from "../own-package.ts";
import { printJson, runVerb } from "../print.ts";

/** The options of `keeper revoke`. */
export interface RevokeOptions {
  readonly reason: string;
  /** Ids of the only customers at which it is revoked. @default - everywhere */
  readonly customer?: readonly string[];
  readonly json?: boolean;
}

/** `keeper revoke`: marks a principal; ends with 1 where the mark is not everywhere, or breaks a rule that stops synthesis. */
export function revokePrincipal(
  principal: string,
  { reason, customer: customers = [], json = false }: RevokeOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, json, async function* () {
    const pages = yield* take(servedRulePages(commandContext));
    const { catalogue, ...revoked } = yield* take(
      await revoke({ principal, reason, customers }, worldOf(commandContext)),
    );
    const { type, objectId } = revoked.principal;
    if (json)
      printJson(
        {
          ...revoked,
          atOnce: customers.length === 0 ? AT_ONCE[type](objectId) : [],
          findings: revoked.findings.map((finding) => findingJson(finding, pages)),
        },
        terminal,
      );
    else terminal.out(revokeText(revoked, catalogue));
    return revoked.unmarked.length > 0 || hasErrors(revoked.findings) ? 1 : 0;
  });
}
