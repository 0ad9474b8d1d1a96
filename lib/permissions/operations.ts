/**
 * Operations that one side allows and the other does not: those that match `pattern` and none of `except`. `*` stands
 * for any characters. `example` is one operation of them, in lower case.
 */
export interface Operations {
  readonly pattern: string;
  readonly except: readonly string[];
  readonly example: string;
  /** `data` for data actions, which only roles handed to managed identities can bring. */
  readonly plane: "control" | "data";
  /** The condition that these operations stand under, or null. */
  readonly condition: string | null;
}
