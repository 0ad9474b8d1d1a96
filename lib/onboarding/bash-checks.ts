import { DELEGATIONS_VERSION } from "../delegation/azure-limits.ts";
import { AZURE_CLOUD_NAMES } from "../delegation/cloud.ts";
import { NEEDED_OPERATIONS, PERMISSIONS_VERSION } from "../delegation/deployment-needs.ts";
import type { OnboardedSubscription } from "./onboarded-subscription.ts";
import { bashWord } from "./shell-text.ts";

/** Begins every script: its settings, how it ends, and the checks before anything is changed. */
export function bashChecks({ customer, subscription }: OnboardedSubscription): string {
  return `set -euf -o pipefail
export LC_ALL=C AZURE_CORE_ONLY_SHOW_ERRORS=true

TENANT=${bashWord(customer.tenantId)}
SUBSCRIPTION=${bashWord(subscription.id)}
SUBSCRIPTION_SCOPE="/subscriptions/$SUBSCRIPTION"
API='api-version=${DELEGATIONS_VERSION}'

say() { printf '%s\\n' "$1"; }

# Ends the script: what is wrong, and what to do or whom to ask.
stop() {
  printf 'stopped: %s\\n  do: %s\\n' "$1" "$2" >&2
  exit 1
}

# Prints what Azure answers to GET; nothing where the resource does not exist. Any other failure ends the script.
read_azure() {
  local answer
  if answer=$(az rest --method get --url "$1" --query "$2" --output tsv 2>&1); then
    printf '%s' "$answer"
  elif [[ "$answer" == *NotFound* && "$answer" != *SubscriptionNotFound* ]]; then
    return 0
  else
    stop "Azure cannot be read: \${answer:0:2000}" 'try again later; nothing more was changed'
  fi
}

# Whether one of the caller's roles allows an operation, as Azure joins them: actions without notActions.
may() {
  local wanted=$1 role pattern allowed
  while read -r role; do
    allowed=no
    for pattern in \${role%%|*}; do if [[ "$wanted" == $pattern ]]; then allowed=yes; fi; done
    for pattern in \${role#*|}; do if [[ "$wanted" == $pattern ]]; then allowed=no; fi; done
    if [ "$allowed" = yes ]; then return 0; fi
  done <<< "$PERMISSIONS"
  return 1
}

check() {
  command -v az > /dev/null || stop 'the Azure CLI (az) is not installed' \\
    'run this script in the Cloud Shell of the Azure portal, or install the Azure CLI'
  local cloud found
  cloud=$(az cloud show --query name --output tsv) || stop 'the Azure CLI does not say its cloud' 'run: az cloud list'
  [ "$cloud" = ${AZURE_CLOUD_NAMES[customer.cloud]} ] || stop "the Azure CLI is set to $cloud" \\
    'run: az cloud set --name ${AZURE_CLOUD_NAMES[customer.cloud]}'
  found=$(az account show --subscription "$SUBSCRIPTION" --query tenantId --output tsv 2> /dev/null) || stop \\
    "you are not signed in to the tenant $TENANT, or you do not see the subscription $SUBSCRIPTION" \\
    "run: az login --tenant $TENANT; if that is not enough, ask an Owner of the subscription for access"
  [ "$found" = "$TENANT" ] || stop "the subscription $SUBSCRIPTION belongs to the tenant $found, not to $TENANT" \\
    'ask the provider for a package for that tenant'
  say 'ok: the right tenant and subscription'
  if az ad signed-in-user show --query userPrincipalName --output tsv 2> /dev/null | grep -q '#EXT#'; then
    say 'note: you are a guest of this tenant. Azure has refused guests here; if it does, ask a member who is an Owner.'
  fi
  local url="$SUBSCRIPTION_SCOPE/providers/Microsoft.Authorization/permissions?api-version=${PERMISSIONS_VERSION}"
  PERMISSIONS=$(az rest --method get --url "$url" --output tsv \\
    --query "value[].join('|', [join(' ', actions), join(' ', notActions)])") ||
    stop 'your rights on the subscription cannot be read; the reason is above' 'try again later; nothing was changed'
  PERMISSIONS=$(printf '%s' "$PERMISSIONS" | tr '[:upper:]' '[:lower:]')
  local operation
  for operation in ${NEEDED_OPERATIONS.map((each) => each.toLowerCase()).join(" \\\n    ")}; do
    may "$operation" || stop "your roles on the subscription do not allow $operation" \\
      'ask an Owner of the subscription to run this script, or to give you the role Owner on it for that time'
  done
  say 'ok: your roles allow it'
}

# Asks before the first change, unless --yes was given.
confirm() {
  [ "$YES" = yes ] && return 0
  [ -t 0 ] || stop 'there is no terminal to ask a question' 'read README.md first, then run the script again with --yes'
  local reply
  read -r -p "$1 [y/N] " reply
  [ "$reply" = y ] || [ "$reply" = Y ] || stop 'nothing was changed' 'run the script again when you are ready'
}
`;
}
