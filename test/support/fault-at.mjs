/*
 * Loaded before keeper (`node --import`). The query of this module's URL has "fault" and "below". At the change of files
 * with the number in "fault", below the folder "below", the process is killed ("kill 7"), or the disk is full from there
 * on ("full 7"). Removing stays possible on a full disk.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const { searchParams } = new URL(import.meta.url);
const [mode = "", number = ""] = (searchParams.get("fault") ?? "").split(" ");
const below = searchParams.get("below") ?? "";
const NEEDS_SPACE = ["mkdirSync", "writeFileSync"];
let changes = 0;

/** Makes the fault, where it is this change's turn; in the middle of a file that is being written. */
function fault(name, [path, text]) {
  changes++;
  if (mode === "kill" && changes === Number(number)) {
    if (name === "writeFileSync")
      original.writeFileSync(path, String(text).slice(0, String(text).length / 2));
    process.kill(process.pid, "SIGKILL");
    // a signal takes a moment
    for (;;);
  }
  if (mode === "full" && changes >= Number(number) && NEEDS_SPACE.includes(name) && !fs.existsSync(path))
    throw Object.assign(new Error(`ENOSPC: no space left on device, ${name} '${path}'`), { code: "ENOSPC" });
}

const original = { ...fs };
for (const name of [...NEEDS_SPACE, "renameSync", "rmSync", "rmdirSync", "unlinkSync"]) {
  fs[name] = (...words) => {
    if (String(words[0]).startsWith(below)) fault(name, words);
    return original[name](...words);
  };
}
syncBuiltinESMExports();
