const GUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const ACTION = /^\S+$/;
const NAME = /^\S(.*\S)?$/;

/** Whether a text is a GUID in its usual form, in either case. */
export function isGuid(text: string): boolean {
  return GUID.test(text);
}

/** Whether a text is a day of the calendar written YYYY-MM-DD. */
export function isCatalogueDate(text: string): boolean {
  const [, year = "", month = "", day = ""] = DATE.exec(text) ?? [];
  // Date.UTC rolls an impossible day over into the next month, which shows when it is written back
  const rolled = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return day !== "" && rolled.toISOString().startsWith(text);
}

/** Whether a text can be an action or a pattern of actions: not empty, no white space. */
export function isAction(text: string): boolean {
  return ACTION.test(text);
}

/** Whether a text can be a role's name: one line, not empty, no outer white space. */
export function isRoleName(text: string): boolean {
  return NAME.test(text);
}
