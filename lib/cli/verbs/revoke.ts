import { findingJson } from "../../report/finding-json.ts";
import { AT_ONCE, type AtOnce, atOnceText } from "../../report/revoke-at-once.ts";
import { notReadText, revokeText } from "../../report/revoke-text.ts";
import { hasErrors } from "../../rules/check.ts";
import { attemptAsync, take } from "../../values/result.ts";
import { actingAtOnce, principalToRevoke } from "../../workflows/principal-to-revoke.ts";
import { type JudgedRevocation, revoke } from "../../workflows/revoke.ts";
import { type CommandContext, type ExitCode, worldOf } from "../command-context.ts";
import { servedRulePages } from "../own-package.ts";
import { printJson, runVerb } from "../print.ts";
import { principalEnd } from "./drift.ts";

/** The options of `keeper revoke`. */
export interface RevokeOptions {
  readonly reason: string;
  /** Ids of the only customers at which it is revoked. @default - everywhere */
  readonly customer?: readonly string[];
  /** Folder of a snapshot: what Azure grants the principal, and which subscriptions were not read. @default - Azure is not read */
  readonly from?: string;
  readonly json?: boolean;
}

/**
 * `keeper revoke`: marks a principal as revoked. Ends with 1 where the mark may not be everywhere. Ends with 1 too
 * where it breaks a rule that stops synthesis.
 */
export function revokePrincipal(
  principal: string,
  { reason, customer: customers = [], from, json = false }: RevokeOptions,
  commandContext: CommandContext,
): Promise<ExitCode> {
  const { terminal } = commandContext;
  return runVerb(terminal, json, async function* () {
    const world = worldOf(commandContext);
    const found = await principalToRevoke(principal, world);
    // in the provider's tenant it would end at all customers
    const acting = customers.length === 0 ? actingAtOnce(found, principal) : undefined;
    const atOnce = atOnceOf(acting);
    // first: it needs no deployment, so nothing that is refused later may withhold it
    if (acting !== undefined && !json) terminal.out(atOnceText(acting));
    const done = await attemptAsync(async function* () {
      const pages = yield* take(servedRulePages(commandContext));
      return { ...(yield* take(await revoke(yield* take(found), { reason, customers }, world))), pages };
    });
    if (!done.ok && json) {
      const { kind, problem, fix } = done.error;
      printJson({ failure: { kind, problem, fix }, principal: acting?.principal ?? null, atOnce }, terminal);
      return 2;
    }
    const { catalogue, pages, ...revoked } = yield* take(done);
    const seen = await seenInAzure(revoked.principal.objectId, customers, from, commandContext);
    if (json) {
      const findings = revoked.findings.map((finding) => findingJson(finding, pages));
      printJson({ ...revoked, atOnce, findings, azure: seen.json }, terminal);
    } else terminal.out(revokeText(revoked, catalogue, terminal.columns) + seen.text);
    return exitCode(revoked);
  });
}

function exitCode({ unmarked, unreadOffers, findings, at }: Omit<JudgedRevocation, "catalogue">): ExitCode {
  const isMarked = unmarked.length === 0 && (at.length > 0 || unreadOffers.length === 0);
  return isMarked && !hasErrors(findings) ? 0 : 1;
}

function atOnceOf(acting: AtOnce | undefined): readonly string[] {
  return acting === undefined ? [] : AT_ONCE[acting.principal.type](acting.principal.objectId);
}

/** What a snapshot shows of the principal before any deployment. Includes what the snapshot did not read. */
async function seenInAzure(
  objectId: string,
  customers: readonly string[],
  from: string | undefined,
  commandContext: CommandContext,
): Promise<{ readonly json: unknown; readonly text: string }> {
  if (from === undefined) return { json: null, text: notReadText() };
  const { principalEndJson, principalEndText } = await import("../../report/drift/principal-end.ts");
  const seen = await principalEnd(objectId, customers, { from, defined: "." }, commandContext);
  if (!seen.ok) return { json: { notRead: seen.error.problem }, text: notReadText(seen.error.problem) };
  const { end, context } = seen.value;
  return {
    json: JSON.parse(principalEndJson(end, context)),
    text: `\nIn Azure, before any deployment:\n${principalEndText(end, context)}`,
  };
}
