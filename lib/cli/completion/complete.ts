import type { Argument, Command, Option } from "commander";
import type { KnownIds } from "../../workflows/known-ids.ts";

/** A word that may stand where the cursor is, with a few words about it. */
export interface Candidate {
  readonly word: string;
  readonly about: string;
}

/** What a shell offers for the word under the cursor. */
export interface Completion {
  readonly candidates: readonly Candidate[];
  /** Whether the shell completes names of files, too. */
  readonly files: boolean;
}

const NOTHING: Completion = { candidates: [], files: false };

/** Arguments and option values that are ids, by their names in the command line's definition. */
const IDS: readonly (readonly [RegExp, keyof KnownIds])[] = [
  [/^customers?$/, "customers"],
  [/^(?:offer\/plan@version|id\[\/plan\]|offer)$/, "offers"],
];

/** Arguments and values of options that are paths. */
const PATHS = /^(?:file|folder|path|source|side|before|after)$/;

/** A typed command line, as far as it goes before the cursor. */
interface Typed {
  readonly command: Command;
  /** Whether all that follows are arguments. */
  readonly isEnded: boolean;
  readonly positionals: number;
  /** The option whose value is next. */
  readonly pending: Option | undefined;
  /** Whether the pending option may also have had its last value. */
  readonly isOptional: boolean;
  readonly given: ReadonlySet<Option>;
}

/**
 * Completes a command line by its own definition.
 *
 * @param words the words between `keeper` and the cursor's
 * @param current the word under the cursor, as far as it is typed
 */
export function complete(
  program: Command,
  words: readonly string[],
  current: string,
  known: KnownIds,
): Completion {
  const typed = typedSoFar(program, withoutEquals(words));
  const { command, isEnded, pending, isOptional } = typed;
  if (pending !== undefined && !(isOptional && current.startsWith("-")))
    return startingWith(valuesOf(pending, known), current);
  const [, name = "", value] = /^(--[^=]+)=(.*)$/s.exec(current) ?? [];
  if (!isEnded && value !== undefined) return ofJoined(command, name, value, known);
  if (!isEnded && current.startsWith("-")) return startingWith(optionsOf(typed), current);
  return startingWith(argumentsOf(program, typed, known), current);
}

/** Bash breaks words at `=`: `--format=json` comes as three of them. */
function withoutEquals(words: readonly string[]): readonly string[] {
  return words.filter((word, index) => word !== "=" || !(words[index - 1] ?? "").startsWith("--"));
}

function typedSoFar(program: Command, words: readonly string[]): Typed {
  let typed: Typed = {
    command: program,
    isEnded: false,
    positionals: 0,
    pending: undefined,
    isOptional: false,
    given: new Set(),
  };
  for (const word of words) typed = after(typed, word);
  return typed;
}

function after(typed: Typed, word: string): Typed {
  const { command, isEnded, pending, isOptional, positionals } = typed;
  if (isEnded) return { ...typed, positionals: positionals + 1 };
  if (word === "--") return { ...typed, isEnded: true, pending: undefined };
  if (pending !== undefined && !(isOptional && word.startsWith("-")))
    return pending.variadic ? { ...typed, isOptional: true } : { ...typed, pending: undefined };
  if (word.startsWith("-")) return afterOption({ ...typed, pending: undefined }, word);
  const inner = positionals === 0 ? commandNamed(command, word) : undefined;
  if (inner !== undefined) return { ...typed, command: inner, given: new Set() };
  return { ...typed, positionals: positionals + 1 };
}

function afterOption(typed: Typed, word: string): Typed {
  const [name = "", value] = word.split("=", 2);
  const option = optionNamed(typed.command, name);
  if (option === undefined) return typed;
  const takesValue = option.required || option.optional;
  const pending = takesValue && value === undefined ? option : undefined;
  return { ...typed, pending, isOptional: option.optional, given: new Set([...typed.given, option]) };
}

function commandNamed(command: Command, name: string): Command | undefined {
  return command.commands.find((each) => each.name() === name);
}

function optionNamed(command: Command, name: string): Option | undefined {
  return visibleOptions(command).find(({ long, short }) => name === long || name === short);
}

function visibleOptions(command: Command): readonly Option[] {
  return command.createHelp().visibleOptions(command);
}

function ofJoined(command: Command, name: string, value: string, known: KnownIds): Completion {
  const option = optionNamed(command, name);
  if (option === undefined) return NOTHING;
  const { candidates } = startingWith(valuesOf(option, known), value);
  return { candidates: candidates.map((each) => ({ ...each, word: `${name}=${each.word}` })), files: false };
}

function optionsOf({ command, given }: Typed): Completion {
  const left = visibleOptions(command).filter(
    (option) => !given.has(option) || option.variadic || option.parseArg !== undefined,
  );
  return {
    candidates: left.map(({ long, short, description }) => ({
      word: long ?? short ?? "",
      about: description,
    })),
    files: false,
  };
}

function argumentsOf(
  program: Command,
  { command, positionals, isEnded }: Typed,
  known: KnownIds,
): Completion {
  const isHelp = command.parent === program && command.name() === "help";
  const commands =
    isEnded || positionals > 0 ? [] : visibleCommands(isHelp ? program : command).map(ofCommand);
  const listed = command.registeredArguments;
  const last = listed.at(-1);
  const argument = listed[positionals] ?? (last?.variadic === true ? last : undefined);
  const values = argument === undefined ? NOTHING : valuesOfArgument(argument, isEnded, known);
  return { candidates: [...commands, ...values.candidates], files: values.files };
}

function visibleCommands(command: Command): readonly Command[] {
  return command.createHelp().visibleCommands(command);
}

function ofCommand(command: Command): Candidate {
  return { word: command.name(), about: command.description() };
}

function valuesOfArgument(argument: Argument, isEnded: boolean, known: KnownIds): Completion {
  // what runs inside a sandbox
  if (argument.name() === "command" && isEnded) return { candidates: [], files: true };
  return valuesNamed(argument.name(), argument.argChoices, known);
}

function valuesOf({ flags, argChoices }: Option, known: KnownIds): Completion {
  const [, placeholder = ""] = /[<[]([^>]+?)(?:\.\.\.)?[>\]]$/.exec(flags) ?? [];
  const name = flags.includes("--customer ") ? "customer" : placeholder;
  return valuesNamed(name, argChoices, known);
}

function valuesNamed(name: string, choices: readonly string[] | undefined, known: KnownIds): Completion {
  if (choices !== undefined)
    return { candidates: choices.map((word) => ({ word, about: "" })), files: false };
  const [, ids] = IDS.find(([pattern]) => pattern.test(name)) ?? [];
  if (ids === undefined) return { candidates: [], files: PATHS.test(name) };
  return { candidates: known[ids].map((word) => ({ word, about: "" })), files: false };
}

function startingWith({ candidates, files }: Completion, start: string): Completion {
  return { candidates: candidates.filter(({ word }) => word.startsWith(start)), files };
}
