/**
 * Operations that one side allows and the other does not: those that match `pattern` and none of `except`, without
 * regard to case. `*` stands for any characters.
 */
export interface Operations {
  readonly pattern: string;
  readonly except: readonly string[];
  /** One operation of them, in lower case; null where the search for one was given up and they are assumed to exist. */
  readonly example: string | null;
  /** `data` for data actions, which only roles handed to managed identities can bring. */
  readonly plane: "control" | "data";
  /** The condition that these operations stand under, or null. */
  readonly condition: string | null;
}
