import { spawnSync } from "node:child_process";
import { chmodSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Command } from "commander";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Language, Parser } from "web-tree-sitter";
import { complete } from "../../lib/cli/completion/complete.ts";
import { COMPLETION_SCRIPTS, type Shell } from "../../lib/cli/completion/scripts.ts";
import { keeperCommand } from "../../lib/cli/program.ts";
import { change, KEEPER, keeper, REPOSITORY, sampleCopy, temporaryFolder } from "../support/estates.ts";

const KNOWN = { customers: ["fabrikam", "fourth-coffee"], offers: ["managed-operations"] };

let bin = "";
beforeAll(() => {
  bin = temporaryFolder(afterAll);
  const source = "--conditions=keeper-source --import tsx";
  change(bin, {
    keeper: `#!/bin/sh\nexec '${process.execPath}' ${source} '${REPOSITORY}/lib/cli/main.ts' "$@"\n`,
    // no shell may ask a registry for a command
    npx: "#!/bin/sh\necho asked-npx > /dev/stderr\nexit 1\n",
  });
  for (const name of ["keeper", "npx"]) chmodSync(join(bin, name), 0o755);
});

function program(): Command {
  const unused = () => {
    throw new Error("nothing is run for a completion");
  };
  return keeperCommand(
    {
      folder: "/",
      environment: {},
      keeper: KEEPER,
      today: unused,
      platform: "linux",
      interrupted: unused,
      terminal: {
        colour: false,
        columns: undefined,
        out: unused,
        err: unused,
        confirm: unused,
        progress: unused,
      },
    },
    unused,
  );
}

const offered = (...words: string[]) => {
  const { candidates, files } = complete(program(), words.slice(0, -1), words.at(-1) ?? "", KNOWN);
  return [...candidates.map(({ word }) => word), ...(files ? [":files"] : [])];
};

test.each([
  [["ch"], ["check"]],
  [["no-such", ""], []],
  [["check", "--fo"], ["--format"]],
  [
    ["check", "--format", "j"],
    ["json", "junit"],
  ],
  [["check", "--format=ju"], ["--format=junit"]],
  [["check", "--format", "=", "ju"], ["junit"]],
  [["check", "--output", ""], [":files"]],
  [["check", "--watch", "--wa"], []],
  [["synth", "fabrikam", "fo"], ["fourth-coffee"]],
  [["new", "cus"], ["customer"]],
  [
    ["new", "customer", "x", "--deployed-by", ""],
    ["provider", "customer"],
  ],
  [["new", "customer", "x", "--offer", "m", "--off"], ["--offer"]],
  [["new", "customer", "x", "--tenant-id", ""], []],
  [["review", "--customer", "fabrikam", "fo"], ["fourth-coffee"]],
  [
    ["review", "--customer", "fabrikam", "--he"],
    ["--head", "--help"],
  ],
  [["review", ""], [":files"]],
  [["access", "--customer", "fab"], ["fabrikam"]],
  [["help", "rep"], ["repair"]],
  [["sandbox", "--", "check", ""], [":files"]],
  [["synth", "--", "--j"], []],
  [["roles", "--role", "x", "upd"], ["update"]],
])("keeper completes %j", (words, expected) => {
  expect(offered(...words)).toEqual(expected);
});

test("every visible verb and option of the command line is offered", () => {
  const visit = (command: Command, path: readonly string[]) => {
    const inner = command.createHelp().visibleCommands(command);
    for (const each of inner) expect(offered(...path, "")).toContain(each.name());
    for (const { long } of command.createHelp().visibleOptions(command))
      expect(offered(...path, "--")).toContain(long);
    for (const each of inner) if (each.name() !== "help") visit(each, [...path, each.name()]);
  };
  visit(program(), []);
});

test("ids come from the names of files: no definition runs, and no name reaches the shell that is not an id", async () => {
  const ran = 'import { writeFileSync } from "node:fs"; writeFileSync("ran", ""); export default {};';
  const estate = sampleCopy({
    "customers/zz.ts": ran,
    "customers/zy$(touch x).yaml": "",
    "customers/zx y.ts": ran,
  });
  const { code, out } = await keeper(estate, ["__complete", "synth", "=z"]);
  expect([code, out]).toEqual([0, "zz\t\n"]);
  expect(await keeper("/", ["__complete", "synth", "="])).toEqual({
    code: 0,
    out: "",
    err: "",
  });
});

/** What a shell offers, a word each, in a sample estate. */
function ask(shell: string, words: readonly string[], script: string): string[] {
  const estate = sampleCopy({ script });
  const environment = { PATH: `${bin}:${process.env["PATH"] ?? ""}`, HOME: estate };
  const { status, stdout, stderr } = spawnSync(shell, words, {
    cwd: estate,
    encoding: "utf8",
    env: environment,
  });
  expect([status, stderr]).toEqual([0, ""]);
  return stdout.split("\n").filter((line) => line !== "");
}

test("bash completes verbs, values, values behind = and files", { tags: ["bash"] }, () => {
  const bash = (...words: readonly string[]) => {
    const typed = words.map((word) => `'${word}'`).join(" ");
    const call = `COMP_WORDS=(keeper ${typed}); COMP_CWORD=${words.length}; __keeper; printf '%s\\n' "\${COMPREPLY[@]}"`;
    return ask("bash", ["-c", `source ./script; ${call}`], COMPLETION_SCRIPTS.bash);
  };
  expect(bash("dri")).toEqual(["drift"]);
  expect(bash("check", "--format", "=", "j")).toEqual(["json", "junit"]);
  expect(bash("check", "--format", "=")).toContain("sarif");
  expect(bash("check", "--output", "cdk")).toEqual(["cdktf.json"]);
  expect(bash("synth", "fab")).toEqual(["fabrikam"]);
});

test("zsh completes verbs with their meaning, values and files", { tags: ["zsh"] }, () => {
  const zsh = (...words: readonly string[]) => {
    const typed = words.map((word) => `'${word}'`).join(" ");
    // zsh's own functions, which only a terminal has: they print what they are given
    const stubs = "compdef() {}; _describe() { print -l -- ${(P)4} }; _files() { print -- FILES }";
    const call = `words=(keeper ${typed}); CURRENT=${words.length + 1}; _keeper`;
    return ask("zsh", ["-f", "-c", `${stubs}; source ./script; ${call}`], COMPLETION_SCRIPTS.zsh);
  };
  expect(zsh("dri")).toEqual([expect.stringMatching(/^drift:show how Azure differs/)]);
  expect(zsh("check", "--format", "j")).toEqual(["json", "junit"]);
  expect(zsh("check", "--output", "")).toEqual(["FILES"]);
});

test("fish completes verbs with their meaning, values and files", { tags: ["fish"] }, () => {
  const fish = (line: string) =>
    ask("fish", ["--no-config", "-c", `source ./script; complete -C '${line}'`], COMPLETION_SCRIPTS.fish);
  expect(fish("keeper dri")).toEqual([expect.stringMatching(/^drift\tshow how Azure differs/)]);
  expect(fish("keeper check --format j")).toEqual(["json", "junit"]);
  expect(fish("keeper check --output cdktf.js")).toEqual([expect.stringMatching(/^cdktf\.json/)]);
});

test("PowerShell's published grammar parses its script", async () => {
  await Parser.init();
  const parser = new Parser();
  const grammar = createRequire(import.meta.url).resolve(
    "tree-sitter-powershell/tree-sitter-powershell.wasm",
  );
  parser.setLanguage(await Language.load(readFileSync(grammar)));
  const hasError = (text: string) => parser.parse(text)?.rootNode.hasError;
  expect(hasError(COMPLETION_SCRIPTS.powershell)).toBe(false);
  expect(hasError(COMPLETION_SCRIPTS.powershell.slice(0, -3))).toBe(true);
});

test.each<Shell>(["bash", "zsh", "fish", "powershell", "pwsh"])(
  "keeper completion %s prints the script",
  async (shell) => {
    const { code, out } = await keeper(temporaryFolder(), ["completion", shell]);
    expect([code, out]).toEqual([0, COMPLETION_SCRIPTS[shell]]);
  },
);
