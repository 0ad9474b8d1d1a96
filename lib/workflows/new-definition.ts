import { existsSync } from "node:fs";
import { join } from "node:path";
import { customerTemplate, customerYamlTemplate } from "../definitions/customer-template.ts";
import { offerTemplate, offerYamlTemplate } from "../definitions/offer-template.ts";
import { ID_PATTERN, isDeviceName } from "../delegation/identifiers.ts";
import { DEFINITION_ENDINGS } from "../estate/definition-file.ts";
import { findEstate } from "../estate/find-estate.ts";
import { type NewFile, writeNewFiles } from "../estate/write-new-files.ts";
import { failure, type Outcome } from "../values/failure.ts";
import { attemptAsync, success, take } from "../values/result.ts";
import { allTogether } from "./all-together.ts";
import { copiedOffer } from "./copied-offer.ts";
import { type CustomerAnswers, customerStart, readOffersToTake } from "./customer-answers.ts";
import { schemaBeside } from "./editor-schema.ts";
import { isWhole, type OfferAnswers, offerStart } from "./offer-answers.ts";
import type { World } from "./world.ts";

/** The definition to begin. */
export type NewDefinition =
  | {
      readonly kind: "offer";
      readonly id: string;
      readonly yaml: boolean;
      /** Id of an offer to copy. @default - a starting file with places to fill in */
      readonly from?: string | undefined;
      /** What is known of the offer already. A copy has none. */
      readonly answers: OfferAnswers;
    }
  | {
      readonly kind: "customer";
      readonly id: string;
      /** Whether it is written as YAML rather than TypeScript. */
      readonly yaml: boolean;
      /** What is known of the customer already. */
      readonly answers: CustomerAnswers;
    };

/** A definition that was begun. */
export interface BegunDefinition {
  /** Paths of what was written, from the estate's root. The definition is the first. */
  readonly files: readonly string[];
  /** Whether nothing in angle brackets has to be filled in. */
  readonly isComplete: boolean;
}

/** Whether a definition of this id can be begun: known before anything is asked. */
export function canBegin(request: NewDefinition, { folder }: Pick<World, "folder">): Outcome<undefined> {
  const { kind, id } = request;
  if (!ID_PATTERN.test(id) || isDeviceName(id)) return badId(request);
  const estate = findEstate(folder, undefined);
  return estate.ok ? notThere(estate.value.root, kind, id) : estate;
}

/** Writes a commented starting file. Never overwrites a definition. */
export function beginDefinition(request: NewDefinition, world: World): Promise<Outcome<BegunDefinition>> {
  const { kind, id, yaml } = request;
  return attemptAsync(async function* () {
    const mayBegin = canBegin(request, world);
    const { root } = yield* take(findEstate(world.folder, undefined));
    if (request.kind === "offer" && request.from !== undefined) {
      yield* take(mayBegin);
      const copy = yield* take(copiedOffer(root, request.from, id));
      yield* take(writeNewFiles(root, [copy]));
      return { files: [copy.path], isComplete: true };
    }
    const schema = yaml ? schemaBeside(root, kind) : { path: "", files: [] };
    const start = await startingText(request, root, schema.path);
    yield* take(allTogether([mayBegin, start]));
    const { text, isComplete } = yield* take(start);
    const definition: NewFile = { path: `${kind}s/${id}.${yaml ? "yaml" : "ts"}`, text };
    const files = [definition, ...schema.files];
    yield* take(writeNewFiles(root, files));
    return { files: files.map(({ path }) => path), isComplete };
  });
}

function notThere(root: string, kind: NewDefinition["kind"], id: string): Outcome<undefined> {
  const present = DEFINITION_ENDINGS.map((ending) => `${kind}s/${id}.${ending}`).find((file) =>
    existsSync(join(root, file)),
  );
  if (present === undefined) return success(undefined);
  return failure("file-exists", `${present} exists`, "choose another id, or edit that file");
}

function badId({ kind, id }: NewDefinition): Outcome<never> {
  const problem = `${JSON.stringify(id)} cannot be the id of ${kind === "offer" ? "an offer" : "a customer"}`;
  const fix =
    "use 2 to 50 characters: a lower-case letter, then lower-case letters, digits and hyphens; no device of Windows";
  return failure("bad-arguments", problem, fix);
}

interface StartingText extends Pick<BegunDefinition, "isComplete"> {
  readonly text: string;
}

function startingText(request: NewDefinition, root: string, schema: string): Promise<Outcome<StartingText>> {
  return attemptAsync(async function* () {
    const { id, yaml } = request;
    if (request.kind === "offer") {
      const start = yield* take(offerStart(id, request.answers));
      const text = yaml ? offerYamlTemplate(id, schema, start) : offerTemplate(id, start);
      return { text, isComplete: isWhole(request.answers) };
    }
    const offers = yield* take(await readOffersToTake(root));
    const start = yield* take(customerStart(id, request.answers, offers));
    const { name, tenantId, subscriptions } = start;
    return {
      text: yaml ? customerYamlTemplate(start, schema) : customerTemplate(start),
      isComplete: name !== undefined && tenantId !== undefined && Object.keys(subscriptions).length > 0,
    };
  });
}
