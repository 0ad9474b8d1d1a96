/*
 * Loaded before keeper (`node --import`). The query of this module's URL has "folder" and "signal". When a temporary folder
 * whose name begins with "folder" has been made, the whole process group receives the signal, as the terminal sends it.
 */
import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import { basename } from "node:path";

const { searchParams } = new URL(import.meta.url);
const begin = searchParams.get("folder") ?? "";
const { mkdtempSync } = fs;

fs.mkdtempSync = (...words) => {
  const folder = mkdtempSync(...words);
  if (basename(folder).startsWith(begin)) {
    fs.writeSync(2, `made ${folder}\n`);
    process.kill(0, searchParams.get("signal") ?? "");
  }
  return folder;
};
syncBuiltinESMExports();
