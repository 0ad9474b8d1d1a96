import { join } from "node:path";
import { OWN, readTextFile } from "../documents/read-file.ts";
import { listDefinitionFiles } from "../estate/definition-files.ts";
import type { NewFile } from "../estate/write-new-files.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { success } from "../values/result.ts";
import { fixOfName } from "./meant-name.ts";

/** An offer's own id as a property: in TypeScript, YAML or JSON. */
const OWN_ID = (id: string) =>
  new RegExp(`^(\\s*"?id"?\\s*:\\s*["']?)${id}(?=["']?\\s*,?\\s*(?:(?:#|//).*)?$)`, "gm");

/**
 * Copies an offer's file under a new id, with its comments, versions and imports. Its file is found by its name.
 * Fails where the id does not stand there exactly once.
 */
export function copiedOffer(root: string, from: string, id: string): Outcome<NewFile> {
  const files = listDefinitionFiles(root, "offers");
  const source = files.find(({ stem }) => stem === from);
  if (source === undefined)
    return failure(
      "bad-arguments",
      `no file in offers/ is named after the offer ${JSON.stringify(from)}`,
      fixOfName(
        from,
        files.map(({ stem }) => stem),
        "write an offer first: keeper new offer <id>",
      ),
    );
  const read = readTextFile(join(root, source.file), "definition", OWN);
  if (!read.ok) return failure("unreadable-input", `${source.file} ${read.error.reason}`, "correct the file");
  const found = read.value.match(OWN_ID(from)) ?? [];
  if (found.length !== 1)
    return failure(
      "bad-arguments",
      `${source.file} does not say id: ${from} once, in a line of its own`,
      `copy the file by hand, and write the id ${id}`,
    );
  const ending = source.file.slice(source.file.lastIndexOf("."));
  return success({ path: `offers/${id}${ending}`, text: read.value.replace(OWN_ID(from), `$1${id}`) });
}
