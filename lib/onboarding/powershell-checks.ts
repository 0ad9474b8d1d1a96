import { DELEGATIONS_VERSION } from "../delegation/azure-limits.ts";
import { AZURE_CLOUD_NAMES } from "../delegation/cloud.ts";
import { NEEDED_OPERATIONS, PERMISSIONS_VERSION } from "../delegation/deployment-needs.ts";
import type { OnboardedSubscription } from "./onboarded-subscription.ts";
import { powerShellWord } from "./shell-text.ts";

/** Begins every PowerShell script: how it ends, and the checks before anything is changed. */
export function powerShellChecks({ customer, subscription }: OnboardedSubscription): string {
  return `Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

$Tenant = ${powerShellWord(customer.tenantId)}
$Subscription = ${powerShellWord(subscription.id)}
$Api = 'api-version=${DELEGATIONS_VERSION}'

# Ends the script: what is wrong, and what to do or whom to ask.
function Stop-Here([string] $What, [string] $Do) {
  Write-Host "stopped: $What"
  Write-Host "  do: $Do"
  exit 1
}

# What Azure answers to GET; nothing where the resource does not exist. Any other failure ends the script.
function Read-Azure([string] $Path) {
  $Answer = Invoke-AzRestMethod -Method GET -Path $Path
  if ($Answer.StatusCode -eq 404) { return $null }
  if ($Answer.StatusCode -ne 200) {
    Stop-Here "Azure cannot be read: $($Answer.Content)" 'try again later; nothing more was changed'
  }
  return $Answer.Content | ConvertFrom-Json
}

# A property, or nothing where the object does not have it.
function Get-Part($Object, [string] $Name) {
  if ($null -eq $Object -or $null -eq $Object.PSObject.Properties[$Name]) { return $null }
  return $Object.$Name
}

# Whether one of the caller's roles allows an operation, as Azure joins them: actions without notActions.
function Test-Allowed($Permissions, [string] $Operation) {
  foreach ($Role in $Permissions) {
    $Actions = @(Get-Part $Role 'actions' | Where-Object { $_ -and $Operation -like $_ })
    $Excluded = @(Get-Part $Role 'notActions' | Where-Object { $_ -and $Operation -like $_ })
    if ($Actions.Count -gt 0 -and $Excluded.Count -eq 0) { return $true }
  }
  return $false
}

function Test-Ready {
  if ($null -eq (Get-Command Invoke-AzRestMethod -ErrorAction SilentlyContinue)) {
    Stop-Here 'Azure PowerShell (the Az module) is not installed' 'run this script in the Cloud Shell of the Azure portal, or install Az'
  }
  $Context = Get-AzContext
  if ($null -eq $Context -or $Context.Environment.Name -ne '${AZURE_CLOUD_NAMES[customer.cloud]}') {
    Stop-Here 'you are not signed in to ${AZURE_CLOUD_NAMES[customer.cloud]}' "run: Connect-AzAccount -Environment ${AZURE_CLOUD_NAMES[customer.cloud]} -Tenant $Tenant"
  }
  $Found = Get-AzSubscription -SubscriptionId $Subscription -TenantId $Tenant -ErrorAction SilentlyContinue
  if ($null -eq $Found) {
    Stop-Here "you do not see the subscription $Subscription in the tenant $Tenant" "run: Connect-AzAccount -Tenant $Tenant; if that is not enough, ask an Owner of the subscription for access"
  }
  if ($Found.HomeTenantId -ne $Tenant) {
    Stop-Here "the subscription $Subscription belongs to the tenant $($Found.HomeTenantId), not to $Tenant" 'ask the provider for a package for that tenant'
  }
  Set-AzContext -Subscription $Subscription -Tenant $Tenant -Scope Process | Out-Null
  Write-Host 'ok: the right tenant and subscription'
  if ($Context.Account.Id -like '*#EXT#*') {
    Write-Host 'note: you are a guest of this tenant. Azure has refused guests here; if it does, ask a member who is an Owner.'
  }
  $Permissions = (Read-Azure "/subscriptions/$Subscription/providers/Microsoft.Authorization/permissions?api-version=${PERMISSIONS_VERSION}").value
  $Operations = @(
${NEEDED_OPERATIONS.map((each) => `    '${each}'\n`).join("")}  )
  foreach ($Operation in $Operations) {
    if (-not (Test-Allowed $Permissions $Operation)) {
      Stop-Here "your roles on the subscription do not allow $Operation" 'ask an Owner of the subscription to run this script, or to give you the role Owner on it for that time'
    }
  }
  Write-Host 'ok: your roles allow it'
}

# Asks before the first change, unless -Yes was given.
function Confirm-Change([string] $Question) {
  if ($Yes) { return }
  $Reply = Read-Host "$Question [y/N]"
  if ($Reply -ne 'y') { Stop-Here 'nothing was changed' 'run the script again when you are ready' }
}
`;
}
