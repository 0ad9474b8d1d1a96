import type { Argument, Command, Option } from "commander";
import { markdownTable, prose } from "./markdown.ts";

/** Pages that say more about a verb, by its name; paths are from `docs/reference/`. */
const FURTHER: Readonly<Record<string, string>> = {
  check: "../rules/README.md",
  explain: "../troubleshooting.md",
  init: "../how-to/start.md",
  new: "../how-to/onboard.md",
  completion: "../how-to/install.md#shell-completion",
  sandbox: "../sandbox.md",
  adopt: "../adopt.md",
  export: "../export.md",
  consent: "../consent.md",
  fetch: "../fetch.md",
  publish: "../how-to/publish.md",
  upgrade: "../how-to/publish.md#upgrade",
  accept: "../how-to/accept.md",
  leave: "../how-to/leave.md",
  revoke: "../how-to/revoke.md",
  preflight: "../preflight.md",
  status: "../status.md",
  graph: "../graph.md",
  drift: "../drift.md",
  history: "../history.md",
  review: "../how-to/review.md",
  access: "../access.md",
  advise: "../how-to/advise.md",
  gate: "../how-to/gate.md",
  approve: "../how-to/gate.md#approve",
};

/** Makes `docs/reference/verbs.md` from the command line's own definition. */
export function verbsPage(program: Command): string {
  const verbs = visible(program);
  const index = verbs.map((verb) => [
    `[\`keeper ${verb.name()}\`](#keeper-${verb.name()})`,
    prose(verb.description()),
  ]);
  return [
    "# Verbs",
    "`npm run docs` generates this page from the definition of the command line.",
    "In your own repository a verb is `npx --no keeper <verb>`, in this one `npm run -s keeper -- <verb>`. " +
      "Exit codes: 0 done, 1 findings, 2 could not run or print. A reader that stops early (`| head`) changes none. " +
      "`keeper <verb> --help` prints what this page says.",
    markdownTable(["verb", "does"], index).trimEnd(),
    ...verbs.flatMap((verb) => sections(verb, "keeper", 2)),
  ]
    .join("\n\n")
    .concat("\n");
}

function visible(command: Command): readonly Command[] {
  return command.createHelp().visibleCommands(command);
}

function sections(command: Command, parent: string, level: number): string[] {
  const name = `${parent} ${command.name()}`;
  const further = level === 2 ? FURTHER[command.name()] : undefined;
  const after = textAfterHelp(command);
  return [
    `${"#".repeat(level)} ${name}`,
    `${capitalized(prose(command.description()))}.${further === undefined ? "" : ` [More](${further}).`}`,
    `\`\`\`text\n${`${name} ${command.usage()}`.trim()}\n\`\`\``,
    ...table("argument", command.registeredArguments.map(argumentRow)),
    ...table("option", command.createHelp().visibleOptions(command).filter(isOwn).map(optionRow)),
    ...(after === "" ? [] : [`\`\`\`text\n${after}\n\`\`\``]),
    ...visible(command).flatMap((each) => sections(each, name, level + 1)),
  ];
}

/** Whether an option is the verb's: every verb has --help. */
function isOwn({ long }: Option): boolean {
  return long !== "--help";
}

function table(what: string, rows: readonly (readonly string[])[]): string[] {
  return rows.length === 0 ? [] : [markdownTable([what, "meaning"], rows).trimEnd()];
}

function argumentRow(argument: Argument): string[] {
  const name = `${argument.name()}${argument.variadic ? "…" : ""}`;
  return [
    `\`${argument.required ? `<${name}>` : `[${name}]`}\``,
    meaning(argument.description, argument.argChoices, argument.defaultValue),
  ];
}

function optionRow(option: Option): string[] {
  const required = option.mandatory ? " (required)" : "";
  return [
    `\`${option.flags}\`${required}`,
    meaning(option.description, option.argChoices, option.defaultValue),
  ];
}

function meaning(description: string, choices: readonly string[] | undefined, preset: unknown): string {
  const oneOf = choices === undefined ? "" : `; one of ${choices.map((each) => `\`${each}\``).join(", ")}`;
  const without = preset === undefined ? "" : `; default \`${String(preset)}\``;
  return `${prose(description)}${oneOf}${without}`;
}

/** What the verb's help prints after its options: examples, exit codes. */
function textAfterHelp(command: Command): string {
  let printed = "";
  command.configureOutput({
    writeOut: (text) => {
      printed += text;
    },
  });
  command.outputHelp();
  return printed.slice(command.helpInformation().length).trim();
}

function capitalized(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}
