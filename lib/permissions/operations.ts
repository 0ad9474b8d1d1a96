/**
 * A set of operations: those that match `pattern` and none of `except`, compared case-insensitively.
 * `*` matches any characters.
 */
export interface Operations {
  readonly pattern: string;
  readonly except: readonly string[];
  /** One operation of the set, in lower case; null where the search was given up and the set is assumed not empty. */
  readonly example: string | null;
  /** `data` for data actions; only delegated roles of managed identities have them. */
  readonly plane: "control" | "data";
  /** The condition on these operations; null for none. */
  readonly condition: string | null;
}
