import {
  type Registration,
  registrationAssignmentResourceId,
  registrationDefinitionResourceId,
} from "../delegation/registration.ts";
import { scopeId } from "../delegation/scope.ts";
import { bashChecks } from "./bash-checks.ts";
import type { OnboardedSubscription } from "./onboarded-subscription.ts";
import { READ_BACK_FILE } from "./read-back.ts";
import { bashWord } from "./shell-text.ts";

/** The bash script that ends the delegations of one subscription. It reads back that nothing of them is left. */
export function removeScript(onboarded: OnboardedSubscription): string {
  const { subscription } = onboarded;
  const titles = subscription.registrations.map(({ definition }) => definition.name);
  return `#!/usr/bin/env bash
# Ends the provider's access to one subscription: what template.json created, and nothing else.
#   bash remove.sh            checks, asks, removes, and reads back that nothing of it is left
#   bash remove.sh --check    only checks; changes nothing
#   --yes                     does not ask
#   --read-back ${READ_BACK_FILE}  writes what it read back into that file, for the provider
${bashChecks(onboarded)}
# Notes what was there before and is not there now.
READ=''
note() { READ="$READ\${READ:+,}
    { \\"id\\": \\"$1\\", \\"before\\": $2, \\"after\\": false }"; }

# Removes a resource, and waits until Azure no longer has it.
remove() {
  local what=$1 url="$2?$API" left round
  left=$(read_azure "$url" name)
  if [ -z "$left" ]; then
    say "ok: $what is not there"
    note "$2" false
    return 0
  fi
  az rest --method delete --url "$url" --output none ||
    stop "$what could not be removed; Azure's reason is above" 'ask an Owner of the subscription, with that text'
  for round in $(seq 60); do
    left=$(read_azure "$url" name)
    if [ -z "$left" ]; then
      say "ok: $what is removed"
      note "$2" true
      return 0
    fi
    sleep "\${KEEPER_PAUSE:-5}"
  done
  stop "$what is still there" 'wait some minutes, and run this script again'
}

YES=no ONLY=all FILE=''
while [ $# -gt 0 ]; do
  case $1 in
    --yes) YES=yes ;;
    --read-back)
      [ $# -gt 1 ] || stop '--read-back names no file' 'write: --read-back ${READ_BACK_FILE}'
      FILE=$2
      shift
      ;;
    --check) ONLY=check ;;
    *) stop "there is no option $1" 'read the first lines of this script' ;;
  esac
  shift
done

check
if [ "$ONLY" = check ]; then exit 0; fi
say ${bashWord(`This ends all access by these delegations of the subscription ${subscription.name} (${subscription.id}):`)}
${titles.map((title) => `say ${bashWord(`  ${title}`)}`).join("\n")}
confirm 'Remove them?'
${subscription.registrations.map(removal).join("\n")}
say 'ok: nothing of these delegations is left'
if [ -n "$FILE" ]; then
  printf '{\\n  "version": 1,\\n  "tenant": "%s",\\n  "subscription": "%s",\\n  "at": "%s",\\n  "resources": [%s\\n  ]\\n}\\n' \\
    "$TENANT" "$SUBSCRIPTION" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$READ" > "$FILE" ||
    stop "$FILE cannot be written; nothing of the delegations is left all the same" 'run this script again, with another file'
  say "ok: $FILE says what was read back"
fi
`;
}

/** Assignments first: Azure refuses to delete a definition that is still assigned. */
function removal({ definition, assignments }: Registration): string {
  const { id, name, subscriptionId } = definition;
  return [
    ...assignments.map(
      (each) =>
        `remove ${bashWord(`the assignment of ${name}`)} "${registrationAssignmentResourceId(scopeId(each.scope), each.id)}"`,
    ),
    `remove ${bashWord(`the definition ${name}`)} "${registrationDefinitionResourceId(subscriptionId, id)}"`,
  ].join("\n");
}
