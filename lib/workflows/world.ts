import { findEstate } from "../estate/find-estate.ts";
import { GitRepository } from "../repository/git.ts";
import type { Outcome } from "../values/failure.ts";

/** Long work that reports progress. */
export type Stage = "reading-customers" | "reading-subscriptions" | "reading-history" | "synthesizing";

/** Input of a use case beside its request. */
export interface World {
  /** The working folder: paths of a request are relative to it. */
  readonly folder: string;
  /** Environment variables, for the programs that are started: git, and commands in a sandbox. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The command that starts this keeper again: a program and its first arguments. */
  readonly keeper: readonly string[];
  readonly continuousIntegration: boolean;
  /** The day of the run, YYYY-MM-DD: one for the whole run, also around midnight. */
  readonly today: string;
  /** Called from time to time in long work, with the numbers done and in total. */
  readonly progress: (stage: Stage, done: number, of: number) => void;
}

/** Where to look for sides. */
export interface Place {
  /** The working folder. */
  readonly folder: string;
  /** The root of the estate that the working folder is in; undefined outside an estate. */
  readonly root: string | undefined;
  /** The repository of the estate or the working folder, opened when it is first needed. */
  readonly repository: () => Outcome<GitRepository>;
}

/** The place that a run starts in. */
export function placeOf({ folder, environment }: Pick<World, "folder" | "environment">): Place {
  const estate = findEstate(folder, undefined);
  const root = estate.ok ? estate.value.root : undefined;
  let opened: Outcome<GitRepository> | undefined;
  return {
    folder,
    root,
    repository: () => {
      opened ??= GitRepository.of(root ?? folder, environment);
      return opened;
    },
  };
}
