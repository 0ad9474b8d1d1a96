import type { DriftFinding, DriftKind } from "../../drift/finding.ts";
import type { DriftContext } from "./context.ts";

/** The three ways out of every finding. Each is possible, or has the reason why not. */
export type MainWay = "adopt" | "restore" | "remove";

/**
 * What to do about a finding. `restore`: change Azure back. `adopt`: change the definitions. `remove`: end the access.
 * `allow`: let the difference be until a day. `read`: find out. `ask`: another person decides.
 */
export interface WayOut extends Way {
  readonly way: MainWay | "allow" | "read" | "ask";
}

/** A way out without its name. */
export interface Way {
  /** A sentence without final period. */
  readonly text: string;
  /** Commands to type, in order; empty where there are none. */
  readonly commands: readonly string[];
  /** Whether it is possible; if not, the text says why. */
  readonly isPossible: boolean;
}

/** The ways out of a finding: the three, and others before and after them. */
export interface WaysOut extends Readonly<Record<MainWay, Way>> {
  readonly before?: readonly WayOut[];
  readonly after?: readonly WayOut[];
}

/** What gives the ways out of the findings of each kind. */
export type WaysOfKinds<K extends DriftKind> = {
  readonly [Kind in K]: (finding: DriftFinding & { readonly kind: Kind }, context: DriftContext) => WaysOut;
};

/** A possible way out. */
export function possible(text: string, ...commands: readonly string[]): Way {
  return { text, commands, isPossible: true };
}

/** An impossible way out. @param why a clause without final period */
export function impossible(why: string): Way {
  return { text: `not possible: ${why}`, commands: [], isPossible: false };
}

/** A question to the person who decides. */
export function ask(text: string, ...commands: readonly string[]): WayOut {
  return { way: "ask", ...possible(text, ...commands) };
}

/** A way to find out. */
export function read(text: string, ...commands: readonly string[]): WayOut {
  return { way: "read", ...possible(text, ...commands) };
}
