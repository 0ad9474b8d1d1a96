import { REGIONS } from "../delegation/deployment-needs.ts";
import {
  type Registration,
  registrationAssignmentResourceId,
  registrationDefinitionResourceId,
} from "../delegation/registration.ts";
import { scopeId } from "../delegation/scope.ts";
import { bashChecks } from "./bash-checks.ts";
import {
  ELIGIBLE_QUERY,
  eligibleLines,
  STANDING_QUERY,
  standingLines,
  TENANT_QUERY,
} from "./expected-lines.ts";
import type { OnboardedSubscription } from "./onboarded-subscription.ts";
import { bashWord } from "./shell-text.ts";

/** The bash script that checks and deploys the template beside it. Afterwards it reads back what Azure has. */
export function deployScript(onboarded: OnboardedSubscription): string {
  const { customer, subscription } = onboarded;
  return `#!/usr/bin/env bash
# Delegates one subscription, as README.md beside this script describes.
#   bash deploy.sh            checks, asks, deploys template.json, and reads back what Azure has then
#   bash deploy.sh --check    only checks; changes nothing
#   bash deploy.sh --verify   only reads back; changes nothing
#   --yes                     does not ask
#   --location <region>       where Azure records the deployment (default: ${REGIONS[customer.cloud]})
${bashChecks(onboarded)}
# Compares what Azure has with what the template says.
compare() {
  local what=$1 found=$2 wanted=$3
  found=$(printf '%s' "$found" | tr '[:upper:]' '[:lower:]' | sed 's/[[:space:]]*$//; /^$/d' | sort)
  wanted=$(printf '%s' "$wanted" | sed 's/[[:space:]]*$//; /^$/d' | sort)
  if [ "$found" = "$wanted" ]; then return 0; fi
  printf '%s\\n' "differs: $what" "  in Azure: \${found:-nothing}" "  in the template: \${wanted:-nothing}" >&2
  DIFFERS=yes
}

verify() {
  local found
  DIFFERS=no
${subscription.registrations.map(verification).join("\n")}
  [ "$DIFFERS" = no ] || stop 'Azure does not have what the template says' \\
    'run this script again; if it still differs, send the lines above to the provider'
  say 'ok: Azure has exactly what the template says'
}

YES=no ONLY=all LOCATION=${REGIONS[customer.cloud]}
while [ $# -gt 0 ]; do
  case $1 in
    --yes) YES=yes ;;
    --check | --verify) ONLY=\${1#--} ;;
    --location) LOCATION=\${2:-}; shift ;;
    *) stop "there is no option $1" 'read the first lines of this script' ;;
  esac
  shift
done

cd "$(dirname "$0")"
check
if [ "$ONLY" = check ]; then exit 0; fi
if [ "$ONLY" = all ]; then
  say ${bashWord(`This delegates the subscription ${subscription.name} (${subscription.id}):`)}
${subscription.registrations.map(({ definition }) => `  say ${bashWord(`  ${definition.name}, to ${definition.managingTenant.name} (tenant ${definition.managingTenant.id})`)}`).join("\n")}
  confirm 'Deploy it?'
  az provider register --namespace Microsoft.ManagedServices --subscription "$SUBSCRIPTION" --wait > /dev/null
  az deployment sub create --name ${bashWord(`lighthouse-${subscription.id}`)} --location "$LOCATION" \\
    --subscription "$SUBSCRIPTION" --template-file template.json --output none ||
    stop 'Azure refused the deployment; its reason is above' 'ask an Owner of the subscription, or the provider, with that text'
fi
verify
`;
}

function verification({ definition, assignments }: Registration): string {
  const { id, name, subscriptionId } = definition;
  const own = registrationDefinitionResourceId(subscriptionId, id);
  return [
    comparison(`${name}: managing tenant and state`, own, TENANT_QUERY, [
      `${definition.managingTenant.id}\tsucceeded`,
    ]),
    comparison(`${name}: standing access`, own, STANDING_QUERY, standingLines(definition)),
    comparison(`${name}: access on request`, own, ELIGIBLE_QUERY, eligibleLines(definition)),
    ...assignments.map((each) => {
      const where = registrationAssignmentResourceId(scopeId(each.scope), each.id);
      const query = "properties.registrationDefinitionId";
      return comparison(`${name}: what is delegated`, where, query, [own.toLowerCase()]);
    }),
  ].join("\n");
}

/** Two commands. A failure of the first ends the script, which a failure inside the second would not. */
function comparison(what: string, id: string, query: string, wanted: readonly string[]): string {
  return `  found=$(read_azure "${id}?$API" ${bashWord(query)})
  compare ${bashWord(what)} "$found" ${lines(wanted)}`;
}

/** Lines as one word: `$'…'` writes tabs and line breaks. All are GUIDs, words and commas. */
function lines(texts: readonly string[]): string {
  return `$'${texts.join("\\n").replaceAll("\t", "\\t")}'`;
}
