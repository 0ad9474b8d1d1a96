import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { SIGNATURE_NAMESPACE } from "../../lib/gate/approval-file.ts";
import { type Files, REPOSITORY, sampleCopy } from "./estates.ts";
import { git } from "./git.ts";

/** A git repository with a copy of the sample estate in its first commit. */
export class ScratchRepository {
  readonly root: string;
  /** The first commit. */
  readonly base: string;

  constructor(files: Files = {}, folder?: string) {
    this.root = sampleCopy(
      { ".gitignore": "cdktf.out\nbase.out\nstate\nnode_modules\n*.key*\n", ...files },
      folder,
    );
    this.git("init", "-q", "-b", "main");
    this.base = this.commit();
  }

  git(...words: string[]): string {
    return git(this.root, ...words);
  }

  /** Writes files, commits everything, and gives the commit. */
  commit(files: Files = {}): string {
    for (const [path, text] of Object.entries(files)) {
      const file = join(this.root, path);
      mkdirSync(dirname(file), { recursive: true });
      if (text === undefined) rmSync(file);
      else writeFileSync(file, text);
    }
    this.git("add", "-A");
    this.git("commit", "-q", "--allow-empty", "-m", "a change");
    return this.git("rev-parse", "HEAD");
  }

  /** Replaces text in a file, which must be there. */
  edit(path: string, from: string, to: string): void {
    const file = join(this.root, path);
    const text = readFileSync(file, "utf8");
    if (!text.includes(from)) throw new Error(`${path} has no ${from}`);
    writeFileSync(file, text.replaceAll(from, to));
  }

  /** Keeps the synthesized output under another name. */
  keepOutput(name: string): void {
    cpSync(join(this.root, "cdktf.out"), join(this.root, name), { recursive: true });
  }

  /** A key outside the commits, and its line for `allowed_signers`. */
  key(name: string): string {
    const file = join(this.root, `${name}.key`);
    execFileSync("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-C", name, "-f", file]);
    return `${name} ${readFileSync(`${file}.pub`, "utf8").split(" ").slice(0, 2).join(" ")}\n`;
  }

  /** Signs a file with a key, beside it. */
  sign(path: string, name: string): void {
    const words = ["-Y", "sign", "-q", "-n", SIGNATURE_NAMESPACE, "-f", `${name}.key`, path];
    execFileSync("ssh-keygen", words, { cwd: this.root, stdio: "pipe" });
  }
}

const MODULE = { "package.json": `{ "type": "module" }\n` };

/** A repository with its packages beside it, as a platform team has them. */
export function installedRepository(files: Files = {}, folder?: string): ScratchRepository {
  const repository = new ScratchRepository({ ...MODULE, ...files }, folder);
  install(repository.root);
  return repository;
}

/** An estate with its packages beside it, in no repository of its own. */
export function installedEstate(files: Files = {}, folder?: string): string {
  const estate = sampleCopy({ ...MODULE, ...files }, folder);
  install(estate);
  return estate;
}

function install(root: string): void {
  mkdirSync(join(root, "node_modules"));
  symlinkSync(REPOSITORY, join(root, "node_modules", "azure-lighthouse-keeper"));
}
