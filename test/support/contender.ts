import { closeSync, existsSync, openSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { holdOutputFolder } from "../../lib/estate/output-hold.ts";

/*
 * One of several processes that want the same folders, one folder after the other, all at the same time. Whoever holds
 * a folder has a token there that nobody else may find. Ends with 1 where two processes held one folder.
 */

const [root = "", contenders = "", ...folders] = process.argv.slice(2);

for (const name of folders) {
  const folder = join(root, name);
  const arrived = join(root, `${name}: contenders`);
  writeFileSync(join(arrived, String(process.pid)), "");
  while (readdirSync(arrived).length < Number(contenders)) pause(0.2);
  const held = holdOutputFolder(folder, 30_000);
  if (!held.ok) throw new Error(`${name}: ${held.error.problem}`);
  const token = join(folder, "token");
  closeSync(openSync(token, "wx"));
  pause(Math.random() * 3);
  if (!existsSync(token)) throw new Error(`${name}: the token of this process is gone`);
  rmSync(token);
  held.value();
}
process.stdout.write("held every folder alone");

function pause(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
