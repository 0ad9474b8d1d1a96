import { EXAMPLE_OFFER_START } from "../definitions/estate-template.ts";
import { OFFER_PLACEHOLDERS, type OfferStart, offerYamlTemplate } from "../definitions/offer-template.ts";
import { parseOffer } from "../definitions/parse-offer.ts";
import { parseYaml } from "../documents/yaml.ts";
import { listDefinitionFiles } from "../estate/definition-files.ts";
import { findEstate } from "../estate/find-estate.ts";
import type { Outcome } from "../values/failure.ts";
import { mapResult, success } from "../values/result.ts";
import { unusableAnswer } from "./unusable-answer.ts";
import type { World } from "./world.ts";

/** What is known of an offer before its file is written. Each as typed on a command line. */
export interface OfferAnswers {
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  /** Id of the managing tenant. */
  readonly tenantId?: string | undefined;
  readonly tenantName?: string | undefined;
  /** Object id of the group that gets access. */
  readonly groupId?: string | undefined;
  readonly groupName?: string | undefined;
}

/** Ids of the offers that can be copied, by the names of their files. */
export function offersToCopy({ folder }: Pick<World, "folder">): Outcome<readonly string[]> {
  return mapResult(findEstate(folder, undefined), ({ root }) =>
    listDefinitionFiles(root, "offers").map(({ stem }) => stem),
  );
}

/** Turns answers into a starting file's content with places to fill in. If not, reports the unusable answers. */
export function offerStart(id: string, answers: OfferAnswers): Outcome<OfferStart> {
  // read as keeper will read it, with what is not known yet filled in: so no other law is written here
  const parsed = parseYaml(offerYamlTemplate(id, "", filled(answers, EXAMPLE_OFFER_START)));
  const read = parsed.ok ? parseOffer(parsed.value) : parsed;
  return mapResult(read.ok ? success(undefined) : unusableAnswer(read.error), () =>
    filled(answers, OFFER_PLACEHOLDERS),
  );
}

function filled(answers: OfferAnswers, others: OfferStart): OfferStart {
  const { managingTenant, group } = others;
  return {
    name: answers.name ?? others.name,
    description: answers.description ?? others.description,
    managingTenant: {
      tenantId: answers.tenantId ?? managingTenant.tenantId,
      name: answers.tenantName ?? managingTenant.name,
    },
    group: {
      objectId: answers.groupId ?? group.objectId,
      displayName: answers.groupName ?? group.displayName,
    },
  };
}

/** Whether nothing of an offer is left to fill in. */
export function isWhole(answers: OfferAnswers): boolean {
  const { name, description, tenantId, tenantName, groupId, groupName } = answers;
  return [name, description, tenantId, tenantName, groupId, groupName].every((each) => each !== undefined);
}
