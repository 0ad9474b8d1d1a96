/*
 * Loaded before keeper (`node --import`). The query of this module's URL has "file" and "signal". When a file of that name has
 * come to its place, the whole process group receives the signal, once, as the terminal sends it.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";

const { searchParams } = new URL(import.meta.url);
const file = searchParams.get("file") ?? "";
const { renameSync } = fs;
let isSent = false;

fs.renameSync = (from, to) => {
  renameSync(from, to);
  if (isSent || !String(to).endsWith(file)) return;
  isSent = true;
  fs.writeSync(2, `edited ${file}\n`);
  process.kill(0, searchParams.get("signal") ?? "");
};
syncBuiltinESMExports();
