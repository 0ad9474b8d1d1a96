import { REGIONS } from "../delegation/deployment-needs.ts";
import {
  type Registration,
  registrationAssignmentResourceId,
  registrationDefinitionResourceId,
} from "../delegation/registration.ts";
import { scopeId } from "../delegation/scope.ts";
import { eligibleLines, standingLines } from "./expected-lines.ts";
import type { OnboardedSubscription } from "./onboarded-subscription.ts";
import { powerShellChecks } from "./powershell-checks.ts";
import { powerShellWord } from "./shell-text.ts";

/** The PowerShell script that does what the bash script of a deployment does. */
export function deployPowerShell(onboarded: OnboardedSubscription): string {
  const { customer, subscription } = onboarded;
  return `# Delegates one subscription, as README.md beside this script describes.
#   ./deploy.ps1            checks, asks, deploys template.json, and reads back what Azure has then
#   ./deploy.ps1 -Check     only checks; changes nothing
#   ./deploy.ps1 -Verify    only reads back; changes nothing
#   -Yes                    does not ask
#   -Location <region>      where Azure records the deployment
param([switch] $Check, [switch] $Verify, [switch] $Yes, [string] $Location = '${REGIONS[customer.cloud]}')

${powerShellChecks(onboarded)}
$script:Differs = $false

# Compares what Azure has with what the template says.
function Compare-Lines([string] $What, [string[]] $Found, [string[]] $Wanted) {
  $Have = ($Found | ForEach-Object { $_.ToLowerInvariant() } | Sort-Object) -join "\`n"
  $Want = ($Wanted | Sort-Object) -join "\`n"
  if ($Have -ceq $Want) { return }
  Write-Host "differs: $What"
  Write-Host "  in Azure:\`n$Have\`n  in the template:\`n$Want"
  $script:Differs = $true
}

function Get-StandingLines($Properties) {
  foreach ($Each in @(Get-Part $Properties 'authorizations')) {
    if ($null -eq $Each) { continue }
    $Roles = @(Get-Part $Each 'delegatedRoleDefinitionIds' | Where-Object { $_ } | Sort-Object) -join ','
    @($Each.principalId, $Each.roleDefinitionId, $Roles) -join "\`t"
  }
}

function Get-EligibleLines($Properties) {
  foreach ($Each in @(Get-Part $Properties 'eligibleAuthorizations')) {
    if ($null -eq $Each) { continue }
    $Policy = Get-Part $Each 'justInTimeAccessPolicy'
    $Approvers = @(Get-Part $Policy 'managedByTenantApprovers' | Where-Object { $_ } | ForEach-Object { $_.principalId } | Sort-Object) -join ','
    @($Each.principalId, $Each.roleDefinitionId, (Get-Part $Policy 'multiFactorAuthProvider'), (Get-Part $Policy 'maximumActivationDuration'), $Approvers) -join "\`t"
  }
}

function Test-Deployed {
${subscription.registrations.map(verification).join("\n")}
  if ($script:Differs) {
    Stop-Here 'Azure does not have what the template says' 'run this script again; if it still differs, send the lines above to the provider'
  }
  Write-Host 'ok: Azure has exactly what the template says'
}

Test-Ready
if ($Check) { exit 0 }
if (-not $Verify) {
  Write-Host ${powerShellWord(`This delegates the subscription ${subscription.name} (${subscription.id}):`)}
${subscription.registrations.map(({ definition }) => `  Write-Host ${powerShellWord(`  ${definition.name}, to ${definition.managingTenant.name} (tenant ${definition.managingTenant.id})`)}`).join("\n")}
  Confirm-Change 'Deploy it?'
  Register-AzResourceProvider -ProviderNamespace Microsoft.ManagedServices | Out-Null
  New-AzSubscriptionDeployment -Name 'lighthouse-${subscription.id}' -Location $Location -TemplateFile (Join-Path $PSScriptRoot 'template.json') | Out-Null
}
Test-Deployed
`;
}

function verification({ definition, assignments }: Registration): string {
  const { id, name, subscriptionId, managingTenant } = definition;
  const own = registrationDefinitionResourceId(subscriptionId, id);
  return `  $Definition = Get-Part (Read-Azure "${own}?$Api") 'properties'
  Compare-Lines ${powerShellWord(`${name}: managing tenant and state`)} @("$(Get-Part $Definition 'managedByTenantId')\`t$(Get-Part $Definition 'provisioningState')") @(${lines([`${managingTenant.id}\tsucceeded`])})
  Compare-Lines ${powerShellWord(`${name}: standing access`)} @(Get-StandingLines $Definition) @(${lines(standingLines(definition))})
  Compare-Lines ${powerShellWord(`${name}: access on request`)} @(Get-EligibleLines $Definition) @(${lines(eligibleLines(definition))})
${assignments
  .map(
    (each) =>
      `  Compare-Lines ${powerShellWord(`${name}: what is delegated`)} @("$(Get-Part (Get-Part (Read-Azure "${registrationAssignmentResourceId(scopeId(each.scope), each.id)}?$Api") 'properties') 'registrationDefinitionId')") @('${own.toLowerCase()}')`,
  )
  .join("\n")}`;
}

/** Texts in double quotes: GUIDs, words, commas and tabs. */
function lines(texts: readonly string[]): string {
  return texts.map((text) => `"${text.replaceAll("\t", "`t")}"`).join(", ");
}
