import { findingJson } from "../../report/finding-json.ts";
import { AT_ONCE, atOnceText, revokeText } from "../../report/revoke-text.ts";
import { hasErrors } from "../../rules/check.ts";
import { take } from "../../values/result.ts";
import { principalToRevoke } from "../../workflows/principal-to-revoke.ts";
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

/** `keeper revoke`: marks a principal; ends with 1 where the mark may not be everywhere, or breaks a rule that stops synthesis. */
export function revokePrincipal(
  principal: string,
  { reason, customer: customers = [], json = false }: RevokeOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, json, async function* () {
    const world = worldOf(commandContext);
    const found = yield* take(await principalToRevoke(principal, world));
    const isEverywhere = customers.length === 0;
    const atOnce = isEverywhere ? AT_ONCE[found.principal.type](found.principal.objectId) : [];
    // first: it needs no deployment, so nothing that is refused later may withhold it
    if (isEverywhere && !json) terminal.out(atOnceText(found));
    const pages = yield* take(servedRulePages(commandContext));
    const done = await revoke(found, { reason, customers }, world);
    if (!done.ok && json) {
      const { kind, problem, fix } = done.error;
      printJson({ failure: { kind, problem, fix }, principal: found.principal, atOnce }, terminal);
      return 2;
    }
    const { catalogue, ...revoked } = yield* take(done);
    if (json)
      printJson(
        {
          ...revoked,
          atOnce,
          findings: revoked.findings.map((finding) => findingJson(finding, pages)),
        },
        terminal,
      );
    else terminal.out(revokeText(revoked, catalogue));
    const isMarked = revoked.unmarked.length === 0 && (!isEverywhere || revoked.unreadOffers.length === 0);
    return isMarked && !hasErrors(revoked.findings) ? 0 : 1;
  });
}
