import type { BuiltInRole, PermissionBlock } from "../../lib/roles/role-catalogue.ts";

/*
 * The same answers by brute force: every string up to a length, matched by a regular expression. It shares no line with
 * what it judges.
 */

function matches(pattern: string, operation: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\/]/g, "\\$&").replace(/\*/g, "[^]*");
  return new RegExp(`^${escaped}$`, "i").test(operation);
}

function blockAllows({ actions, notActions }: PermissionBlock, operation: string): boolean {
  return (
    actions.some((each) => matches(each, operation)) && !notActions.some((each) => matches(each, operation))
  );
}

/** Whether one of the unconditional blocks of these roles allows an operation. */
export function oracleAllows(roles: readonly BuiltInRole[], operation: string): boolean {
  return roles.some(({ permissions }) =>
    permissions.some((block) => block.condition === null && blockAllows(block, operation)),
  );
}

/** Whether a pattern of an answer, less its exceptions, holds an operation. */
export function oracleHolds(
  { pattern, except }: { readonly pattern: string; readonly except: readonly string[] },
  operation: string,
): boolean {
  return matches(pattern, operation) && !except.some((each) => matches(each, operation));
}

/** Every string over these characters up to a length. */
export function everyString(characters: string, length: number): string[] {
  let layer = [""];
  const all = [""];
  for (let at = 0; at < length; at++) {
    layer = layer.flatMap((text) => [...characters].map((character) => text + character));
    all.push(...layer);
  }
  return all;
}
