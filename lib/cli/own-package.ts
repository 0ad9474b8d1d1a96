import { readFileSync } from "node:fs";
import { type RulePages, rulePages } from "../report/rule-page.ts";
import type { Outcome } from "../values/failure.ts";
import type { CommandContext } from "./command-context.ts";

/** What keeper's own `package.json` says of itself. */
export interface OwnPackage {
  readonly version: string;
  /** Address of the README of this version. A release writes it. @default - none: it was not released */
  readonly homepage?: string;
}

let known: OwnPackage | undefined;

/** Keeper's own `package.json`. Read once: it does not change while keeper runs. */
export function ownPackage(): OwnPackage {
  known ??= JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8")) as OwnPackage;
  return known;
}

/** Address of the rules' pages: `KEEPER_HELP_URI`, or pages beside the README of this version. */
export function servedRulePages({ environment }: Pick<CommandContext, "environment">): Outcome<RulePages> {
  return rulePages({ template: environment["KEEPER_HELP_URI"], homepage: ownPackage().homepage });
}
