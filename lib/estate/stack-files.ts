import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { STACK_FILE } from "../formats/stack/manifest.ts";

/** What lies in a stack's folder. */
export interface StackFiles {
  /** Names of everything in it. */
  readonly names: readonly string[];
  /** What `cdk.tf.json` says; throws where it cannot be read. */
  readonly text: () => string;
}

/** Reads a stack's folder. @param place the folder's path; throws where it cannot be listed */
export type StackReader = (place: string) => StackFiles;

/** Reads a stack's folder when it is asked for. */
export const readStackFiles: StackReader = (place) => ({
  names: readdirSync(place),
  text: () => readFileSync(join(place, STACK_FILE), "utf8"),
});
