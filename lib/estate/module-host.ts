import { type ChildProcess, spawn } from "node:child_process";
import { reasonOf } from "../values/failure.ts";
import { importDefault } from "./import-module.ts";
import type { ModuleLoader } from "./load-module.ts";
import { type PortableValue, portable, revived } from "./portable-value.ts";

/*
 * Definitions are programs of the author of the change. They run in a process of their own, without environment variables,
 * and hand their values over as data.
 */

/** Early end of the process that loads definitions, before it answered. A definition ended it, or waits forever. */
export class ModulesEnded extends Error {
  /** Whether the process said why on the error stream. */
  readonly isExplained: boolean;

  constructor(isExplained: boolean) {
    super("the process that loads definitions ended too early");
    this.isExplained = isExplained;
  }
}

/** Exit code of a keeper that has said why it could not run. */
const SAID_WHY = 2;

interface Question {
  readonly id: number;
  readonly file: string;
}

type Answer =
  | { readonly id: number; readonly loaded: PortableValue }
  | { readonly id: number; readonly error: string };

/**
 * Loads the definitions of each estate in a process of its own. What definitions print goes to the error stream.
 *
 * @param command the command of a process that calls {@link serveModules}, by the estate's root
 */
export function moduleProcesses(command: (root: string) => readonly string[]): ModuleLoader {
  const processes = new Map<string, ModuleProcess>();
  return (file, root) => {
    const own = processes.get(root) ?? new ModuleProcess(command(root), root);
    processes.set(root, own);
    return own.load(file);
  };
}

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

class ModuleProcess {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  #ended: ModulesEnded | undefined;

  constructor([program = "", ...words]: readonly string[], root: string) {
    this.#child = spawn(program, words, {
      cwd: root,
      env: {},
      stdio: ["ignore", 2, 2, "ipc"],
      serialization: "advanced",
    });
    this.#child.on("message", (message) => this.#answer(message as Answer));
    this.#child.on("error", () => this.#end(false));
    this.#child.on("exit", (code) => this.#end(code === SAID_WHY));
    endWithThis(this.#child);
    this.#rest();
  }

  /** Lets this process end though the other one runs. */
  #rest(): void {
    this.#child.unref();
    this.#child.channel?.unref();
  }

  load(file: string): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (this.#ended !== undefined) return reject(this.#ended);
      const id = this.#asked++;
      this.#waiting.set(id, { resolve, reject });
      this.#child.ref();
      this.#child.channel?.ref();
      const question: Question = { id, file };
      // a process that has ended is reported by its event
      this.#child.send(question, () => {});
    });
  }

  #answer(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    if (waiting === undefined) return;
    this.#waiting.delete(answer.id);
    if (this.#waiting.size === 0) this.#rest();
    if ("error" in answer) waiting.reject(new Error(answer.error));
    else waiting.resolve(revived(answer.loaded));
  }

  #end(isExplained: boolean): void {
    this.#ended ??= new ModulesEnded(isExplained);
    for (const { reject } of this.#waiting.values()) reject(this.#ended);
    this.#waiting.clear();
  }
}

/** Every process that loads definitions and still runs. */
const children = new Set<ChildProcess>();

/** Ends a process when this one ends. One listener does for all of them. */
function endWithThis(child: ChildProcess): void {
  if (!process.listeners("exit").includes(endAll)) process.once("exit", endAll);
  children.add(child);
  child.once("exit", () => children.delete(child));
}

function endAll(): void {
  for (const child of children) child.kill("SIGKILL");
}

/**
 * Answers the process that started this one: loads the files that it names. Ends when that process ends. While a file is
 * loaded, only the file itself keeps this process running: one that waits for ever ends it.
 */
export function serveModules(): Promise<void> {
  let loading = 0;
  process.on("message", (question: Question) => {
    loading++;
    process.channel?.unref();
    void answerTo(question).then((answer) => {
      loading--;
      if (loading === 0) process.channel?.ref();
      process.send?.(answer);
    });
  });
  return new Promise((resolve) => {
    process.once("disconnect", () => resolve());
  });
}

async function answerTo({ id, file }: Question): Promise<Answer> {
  try {
    return { id, loaded: portable(await importDefault(file)) };
  } catch (error) {
    return { id, error: reasonOf(error) };
  }
}
