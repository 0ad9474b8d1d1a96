import { isObject } from "../values/json-object.ts";
import { isAction } from "./catalogue-values.ts";

/**
 * Actions of one list, grouped by resource provider. The rest of each action follows in one text, separated by spaces:
 * `{"Microsoft.Support": "*", "Microsoft.Sql": "servers/read servers/write"}`. An action without a provider, such as
 * `*`, has the empty key. The grouping makes the file a quarter smaller and keeps it readable.
 */
export type PackedActions = Readonly<Record<string, string>>;

/** Packs a sorted list of actions. */
export function packActions(actions: readonly string[]): PackedActions {
  const groups: Map<string, string[]> = new Map();
  for (const action of actions) {
    const slash = Math.max(action.indexOf("/"), 0);
    const provider = action.slice(0, slash);
    const rest = provider === "" ? action : action.slice(slash + 1);
    const group = groups.get(provider);
    if (group === undefined) groups.set(provider, [rest]);
    else group.push(rest);
  }
  return Object.fromEntries([...groups].map(([provider, rests]) => [provider, rests.join(" ")]));
}

/** Reverses `packActions`; undefined where the value does not have that shape. */
export function unpackActions(packed: unknown): readonly string[] | undefined {
  if (!isObject(packed)) return undefined;
  const actions: string[] = [];
  for (const [provider, rests] of Object.entries(packed)) {
    if (typeof rests !== "string") return undefined;
    for (const rest of rests.split(" ")) {
      // an empty rest is valid with a provider ("Microsoft.Sql/") and no action without one
      const action = provider === "" ? rest : `${provider}/${rest}`;
      if (!isAction(action)) return undefined;
      actions.push(action);
    }
  }
  return actions;
}
