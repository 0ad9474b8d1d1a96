import { GUID_PATTERN } from "../values/guid.ts";

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const ACTION = /^\S+$/;
/** Longest action, in characters. Built-in roles reach 120; patterns of any length would stop every comparison. */
const LONGEST_ACTION = 500;

/** Longest name of a role, in characters, as Azure has it for custom roles. */
const LONGEST_NAME = 512;

const NAME = /^\S(.*\S)?$/;

/** Whether a text is a GUID with hyphens, in either case. */
export function isGuid(text: string): boolean {
  return GUID_PATTERN.test(text);
}

/** Whether a text is an existing calendar day, written YYYY-MM-DD. */
export function isCatalogueDate(text: string): boolean {
  const [, year = "", month = "", day = ""] = DATE.exec(text) ?? [];
  // Date.UTC moves an impossible day into the next month, so the round trip differs
  const rolled = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return day !== "" && rolled.toISOString().startsWith(text);
}

/** Whether a text can be an action or a pattern: not empty, no white space. */
export function isAction(text: string): boolean {
  return text.length <= LONGEST_ACTION && text.isWellFormed() && ACTION.test(text);
}

/** Whether a text can be a role's name. A name is one line, not empty, without leading or trailing white space. */
export function isRoleName(text: string): boolean {
  return text.length <= LONGEST_NAME && text.isWellFormed() && NAME.test(text);
}
