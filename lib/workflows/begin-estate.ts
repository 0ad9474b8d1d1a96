import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { customerTemplate, customerYamlTemplate } from "../definitions/customer-template.ts";
import {
  ESTATE_TEMPLATE,
  EXAMPLE_CUSTOMER,
  EXAMPLE_OFFER,
  EXAMPLE_OFFER_START,
  exampleCustomerStart,
} from "../definitions/estate-template.ts";
import { offerTemplate, offerYamlTemplate } from "../definitions/offer-template.ts";
import { reasonOfText } from "../documents/decode-text.ts";
import type { DocumentKind } from "../documents/document-kind.ts";
import { parseJson } from "../documents/json.ts";
import { OWN, readTextFile } from "../documents/read-file.ts";
import type { Platform } from "../estate/shipped-pipelines.ts";
import {
  cdktfJson,
  GITATTRIBUTES,
  GITIGNORE,
  NEW_PACKAGE,
  type NeededLines,
  TSCONFIG,
  withEstate,
  withLines,
} from "../estate/starting-files.ts";
import { writeFileAtomically } from "../estate/write-file.ts";
import { type NewFile, writeNewFiles } from "../estate/write-new-files.ts";
import { DEFAULT_POLICY } from "../gate/policy.ts";
import { POLICY_FILE } from "../gate/policy-file.ts";
import { policyTemplate } from "../gate/policy-template.ts";
import { failure, type Outcome, reasonOf } from "../values/failure.ts";
import { isObject } from "../values/json-object.ts";
import { attempt, success, take } from "../values/result.ts";
import { schemaBeside } from "./editor-schema.ts";
import { pipelinesFor } from "./new-pipelines.ts";
import type { World } from "./world.ts";

/** The estate to begin. */
export interface NewEstate {
  /** Relative to the working folder. It is made where it does not exist. */
  readonly folder: string;
  /** Whether the example is written as YAML rather than TypeScript. */
  readonly yaml: boolean;
  /** Whose pipelines are added; undefined for none. */
  readonly platform: Platform | undefined;
}

/** A file of a new estate and what became of it. */
export interface StartedFile {
  readonly path: string;
  /** `extended`: lines or scripts were added, and nothing was changed. `kept`: it was there and lacks nothing. */
  readonly done: "written" | "extended" | "kept";
}

/** A new estate. */
export interface BegunEstate {
  readonly files: readonly StartedFile[];
  /** The example customer; undefined where the estate has definitions of its own. */
  readonly example: string | undefined;
}

/**
 * Writes what an estate needs and the folder lacks. These are settings, an example that breaks no rule, and a policy.
 * Does not change existing files; a second run changes nothing.
 */
export function beginEstate(request: NewEstate, { folder }: Pick<World, "folder">): Outcome<BegunEstate> {
  return attempt(function* () {
    const root = resolve(folder, request.folder);
    yield* take(madeFolder(root));
    // all is read before anything is written
    const extensions = yield* take(extensionsOf(root));
    const example = hasDefinitions(root) ? [] : exampleFiles(root, request.yaml);
    const pipelines = request.platform === undefined ? [] : yield* take(pipelinesFor(request.platform, root));
    const whole = [cdktfJson(randomUUID()), TSCONFIG, ...settings(root), ...example, ...pipelines];
    const missing = whole.filter(({ path }) => !existsSync(join(root, path)));
    yield* take(writeNewFiles(root, missing));
    yield* take(writeExtensions(root, extensions));
    const done = whole.map(({ path }): StartedFile => {
      return { path, done: missing.some((each) => each.path === path) ? "written" : "kept" };
    });
    return {
      files: [...done, ...extensions.map(({ path, done: how }): StartedFile => ({ path, done: how }))],
      example: example.length > 0 ? EXAMPLE_CUSTOMER : undefined,
    };
  });
}

function madeFolder(root: string): Outcome<undefined> {
  try {
    mkdirSync(root, { recursive: true });
    return success(undefined);
  } catch (error) {
    return failure(
      "output-not-writable",
      `${root} cannot be made: ${reasonOf(error)}`,
      "name another folder",
    );
  }
}

function settings(root: string): NewFile[] {
  const schema = schemaBeside(root, "policy");
  return [
    { path: "estate.ts", text: ESTATE_TEMPLATE },
    { path: POLICY_FILE, text: policyTemplate(DEFAULT_POLICY, schema.path) },
    ...schema.files,
  ];
}

function exampleFiles(root: string, yaml: boolean): NewFile[] {
  const ending = yaml ? "yaml" : "ts";
  const schemas = { offer: schemaBeside(root, "offer"), customer: schemaBeside(root, "customer") };
  const start = exampleCustomerStart(yaml);
  const offer = yaml
    ? offerYamlTemplate(EXAMPLE_OFFER, schemas.offer.path, EXAMPLE_OFFER_START)
    : offerTemplate(EXAMPLE_OFFER, EXAMPLE_OFFER_START);
  const customer = yaml ? customerYamlTemplate(start, schemas.customer.path) : customerTemplate(start);
  return [
    { path: `offers/${EXAMPLE_OFFER}.${ending}`, text: offer },
    { path: `customers/${EXAMPLE_CUSTOMER}.${ending}`, text: customer },
    ...(yaml ? [...schemas.offer.files, ...schemas.customer.files] : []),
  ];
}

function hasDefinitions(root: string): boolean {
  return ["offers", "customers"].some(
    (folder) => existsSync(join(root, folder)) && readdirSync(join(root, folder)).length > 0,
  );
}

/** A file that may exist already, and the text that it gets. */
interface Extension extends StartedFile {
  readonly text: string;
}

function extensionsOf(root: string): Outcome<readonly Extension[]> {
  return attempt(function* () {
    const manifest = yield* take(extendedManifest(root));
    const ignored = yield* take(extendedLines(root, GITIGNORE));
    return [manifest, ignored, yield* take(extendedLines(root, GITATTRIBUTES))];
  });
}

function extendedLines(root: string, needed: NeededLines): Outcome<Extension> {
  return extended(root, needed.path, "git-settings", (text) => success(withLines(text ?? "", needed)));
}

function extendedManifest(root: string): Outcome<Extension> {
  return extended(root, "package.json", "package-json", (text) => {
    const manifest = text === undefined ? success(NEW_PACKAGE) : parseJson(text);
    if (!manifest.ok || !isObject(manifest.value)) {
      const reason = manifest.ok ? "it is not an object" : reasonOfText(manifest.error);
      return failure("unreadable-input", `package.json cannot be read: ${reason}`, "correct package.json");
    }
    const content = withEstate(manifest.value);
    // as npm does: in the indentation that the file has
    const indent = /^[ \t]+(?=")/m.exec(text ?? "")?.[0] ?? "  ";
    return success(content === undefined ? undefined : `${JSON.stringify(content, undefined, indent)}\n`);
  });
}

function extended(
  root: string,
  path: string,
  kind: DocumentKind,
  extend: (text: string | undefined) => Outcome<string | undefined>,
): Outcome<Extension> {
  const read = readTextFile(join(root, path), kind, OWN);
  if (!read.ok && !read.error.isAbsent)
    return failure(
      "unreadable-input",
      `${path} cannot be read: ${read.error.reason}`,
      "make it readable, or move it",
    );
  const before = read.ok ? read.value : undefined;
  return attempt(function* () {
    const text = yield* take(extend(before));
    if (text === undefined) return { path, done: "kept", text: before ?? "" };
    return { path, done: before === undefined ? "written" : "extended", text };
  });
}

function writeExtensions(root: string, extensions: readonly Extension[]): Outcome<undefined> {
  try {
    for (const { path, done, text } of extensions)
      if (done !== "kept") writeFileAtomically(join(root, path), text);
    return success(undefined);
  } catch (error) {
    return failure(
      "output-not-writable",
      `a file cannot be written: ${reasonOf(error)}`,
      "free the folder or the disk, and run it again",
    );
  }
}
