import {
  type Registration,
  registrationAssignmentResourceId,
  registrationDefinitionResourceId,
} from "../delegation/registration.ts";
import { scopeId } from "../delegation/scope.ts";
import type { OnboardedSubscription } from "./onboarded-subscription.ts";
import { powerShellChecks } from "./powershell-checks.ts";
import { READ_BACK_FILE } from "./read-back.ts";
import { powerShellWord } from "./shell-text.ts";

/** The PowerShell script that does what the bash script of a removal does. */
export function removePowerShell(onboarded: OnboardedSubscription): string {
  const { subscription } = onboarded;
  return `# Ends the provider's access to one subscription: what template.json created, and nothing else.
#   ./remove.ps1          checks, asks, removes, and reads back that nothing of it is left
#   ./remove.ps1 -Check   only checks; changes nothing
#   -Yes                  does not ask
#   -ReadBack ${READ_BACK_FILE}  writes what it read back into that file, for the provider
param([switch] $Check, [switch] $Yes, [string] $ReadBack)

${powerShellChecks(onboarded)}
$Read = New-Object System.Collections.ArrayList

# Removes a resource, and waits until Azure no longer has it.
function Remove-Delegation([string] $What, [string] $Path) {
  if ($null -eq (Read-Azure $Path)) {
    Write-Host "ok: $What is not there"
    [void] $Read.Add(@{ id = $Path.Split('?')[0]; before = $false; after = $false })
    return
  }
  $Answer = Invoke-AzRestMethod -Method DELETE -Path $Path
  if ($Answer.StatusCode -notin 200, 202, 204) {
    Stop-Here "$What could not be removed: $($Answer.Content)" 'ask an Owner of the subscription, with that text'
  }
  foreach ($Round in 1..60) {
    if ($null -eq (Read-Azure $Path)) {
      Write-Host "ok: $What is removed"
      [void] $Read.Add(@{ id = $Path.Split('?')[0]; before = $true; after = $false })
      return
    }
    Start-Sleep -Seconds 5
  }
  Stop-Here "$What is still there" 'wait some minutes, and run this script again'
}

Test-Ready
if ($Check) { exit 0 }
Write-Host ${powerShellWord(`This ends all access by these delegations of the subscription ${subscription.name} (${subscription.id}):`)}
${subscription.registrations.map(({ definition }) => `Write-Host ${powerShellWord(`  ${definition.name}`)}`).join("\n")}
Confirm-Change 'Remove them?'
${subscription.registrations.map(removal).join("\n")}
Write-Host 'ok: nothing of these delegations is left'
if ($ReadBack) {
  $Now = (Get-Date).ToUniversalTime().ToString('yyyy-MM-ddTHH:mm:ssZ')
  $Report = @{ version = 1; tenant = $Tenant; subscription = $Subscription; at = $Now; resources = @($Read) }
  $Place = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($ReadBack)
  [IO.File]::WriteAllText($Place, (ConvertTo-Json $Report -Depth 4))
  Write-Host "ok: $ReadBack says what was read back"
}
`;
}

/** Assignments first: Azure refuses to delete a definition that is still assigned. */
function removal({ definition, assignments }: Registration): string {
  const { id, name, subscriptionId } = definition;
  return [
    ...assignments.map(
      (each) =>
        `Remove-Delegation ${powerShellWord(`the assignment of ${name}`)} "${registrationAssignmentResourceId(scopeId(each.scope), each.id)}?$Api"`,
    ),
    `Remove-Delegation ${powerShellWord(`the definition ${name}`)} "${registrationDefinitionResourceId(subscriptionId, id)}?$Api"`,
  ].join("\n");
}
