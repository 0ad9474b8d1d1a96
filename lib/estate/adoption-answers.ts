import { existsSync } from "node:fs";
import { join } from "node:path";
import { OWN, readJsonFile } from "../documents/read-file.ts";
import { stableJson } from "../values/canonical-json.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { isObject } from "../values/json-object.ts";
import { success } from "../values/result.ts";
import { writeFileAtomically } from "./write-file.ts";

/** File of the answers in the estate's root. Committed, so that the next adoption asks nothing twice. */
const ANSWERS_FILE = "adopt-answers.json";

/** What a person answered in earlier adoptions. */
export interface AdoptionAnswers {
  /** @default - not asked yet */
  readonly deployedBy?: "provider" | "customer";
  /** Whether near-equal sets of authorizations are one offer. By the id of that offer. */
  readonly oneOffer: Readonly<Record<string, boolean>>;
}

/** Reads the answers of an estate; none where there is no file. A file that cannot be read is a failure. */
export function readAnswers(root: string): Outcome<AdoptionAnswers> {
  const path = join(root, ANSWERS_FILE);
  if (!existsSync(path)) return success({ oneOffer: {} });
  const file = readJsonFile(path, "definition", OWN);
  const answers = file.ok ? answersIn(file.value) : undefined;
  if (answers === undefined)
    return failure(
      "unreadable-input",
      `${ANSWERS_FILE} cannot be read: it is not a file of answers`,
      "restore it from version control, or remove it and answer again",
    );
  return success(answers);
}

function answersIn(value: unknown): AdoptionAnswers | undefined {
  if (!isObject(value) || value["version"] !== 1) return undefined;
  const { deployedBy, oneOffer } = value;
  if (!isObject(oneOffer)) return undefined;
  const known = Object.entries(oneOffer).filter(
    (each): each is [string, boolean] => typeof each[1] === "boolean",
  );
  if (known.length < Object.keys(oneOffer).length) return undefined;
  if (deployedBy === undefined) return { oneOffer: Object.fromEntries(known) };
  if (deployedBy !== "provider" && deployedBy !== "customer") return undefined;
  return { deployedBy, oneOffer: Object.fromEntries(known) };
}

/** Writes the answers of an estate, in one step. */
export function writeAnswers(root: string, answers: AdoptionAnswers): Outcome<undefined> {
  try {
    writeFileAtomically(join(root, ANSWERS_FILE), stableJson({ version: 1, ...answers }));
    return success(undefined);
  } catch (error) {
    const problem = `${ANSWERS_FILE} cannot be written: ${reasonOf(error)}`;
    return failure("output-not-writable", problem, "free the folder or the disk");
  }
}
