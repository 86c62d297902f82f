# The Entra application that admin tokens are issued for: finding it, its state, its app roles. Dot-sourced after lib.ps1, never run.

# Of the Azure CLI, the same in every tenant. The Azure Developer CLI signs in with the same id.
$azureCli = '04b07795-8ddb-461a-bbee-02f9e1bf7b46'
$scopeId = '37eb2219-ef3f-444f-b6f0-a2755456f31a'

$appRoles = @(Get-Content -Raw -LiteralPath (Join-Path $PSScriptRoot 'app-roles.json') | ConvertFrom-Json)
$appRoleNames = $appRoles.value -join ', '

# Returns what the tag of everything that this environment registers begins with.
function Get-Marker {
    $name = Get-Given AZURE_ENV_NAME
    if (-not $name) {
        Stop-Hook 'AZURE_ENV_NAME is not set. Run this through azd: azd up, azd provision, or azd hooks run <hook>'
    }
    if ($name -notmatch '^[A-Za-z0-9._()-]+$') {
        Stop-Hook "AZURE_ENV_NAME is '$name'. The name of an environment consists of letters, digits, '-', '_', '.', '(' and ')'."
    }
    $subscription = Get-Given AZURE_SUBSCRIPTION_ID
    if (-not $subscription) {
        Stop-Hook 'AZURE_SUBSCRIPTION_ID is not set. Run azd up, which asks for a subscription, or: azd env set AZURE_SUBSCRIPTION_ID <id>'
    }
    "funcgateway:$($subscription.ToLowerInvariant()):${name}:"
}

function Test-Owned([string] $Id, $Account) {
    @(Get-AzRows ad app owner list --id $Id --query "[?id=='$($Account.Id)'].id").Count -gt 0
}

# True if the application, which the environment names as its own, was registered by a hook, so that a hook may change it.
function Test-Ours($Application, $Account) {
    $marker = Get-Marker
    @($Application.tags | Where-Object { $_.StartsWith($marker, [StringComparison]::Ordinal) }).Count -gt 0 -and (Test-Owned $Application.id $Account)
}

# The application as Graph has it.
function Get-Application([string] $Id) {
    Read-Graph "applications/$(Invoke-Az ad app show --id $Id --query id --output tsv)"
}

function Test-AppRoles($Application) {
    foreach ($wanted in $appRoles) {
        $same = @($Application.appRoles | Where-Object {
                $_.isEnabled -and $_.value -ceq $wanted.value -and
                (($_.allowedMemberTypes | Sort-Object) -join '+') -eq (($wanted.allowedMemberTypes | Sort-Object) -join '+')
            })
        if ($same.Count -eq 0) { return $false }
    }
    $true
}

# The id of the enabled scope "access", or nothing.
function Get-ScopeId($Application) {
    $Application.api.oauth2PermissionScopes | Where-Object { $_.value -ceq 'access' -and $_.isEnabled } | Select-Object -First 1 -ExpandProperty id
}

function Get-Preauthorized($Application) {
    @($Application.api.preAuthorizedApplications | Where-Object appId -EQ $azureCli | ForEach-Object delegatedPermissionIds)
}

# The id of the application's service principal, or nothing.
function Get-PrincipalId($Application) {
    Get-AzRows ad sp list --filter "appId eq '$($Application.appId)'" --query '[].id' | Select-Object -First 1
}

# Gives a role of the application. Kind is users or servicePrincipals.
function Add-Role([string] $Role, $Application, [string] $Kind, [string] $Id, [string] $Who) {
    $clientId = $Application.appId
    $roleId = $Application.appRoles | Where-Object { $_.isEnabled -and $_.value -ceq $Role } | Select-Object -First 1 -ExpandProperty id
    if (-not $roleId) {
        Stop-Hook "The application $clientId has no role $Role. Run azd provision, which adds it; an application that you registered yourself needs the roles of infra/hooks/app-roles.json."
    }
    $principalId = Get-PrincipalId $Application
    if (-not $principalId) {
        Stop-Hook "The application $clientId has no service principal, which carries the roles. Run azd provision, or: az ad sp create --id $clientId"
    }

    # The filter keeps the answer on one page for people with many applications.
    $filter = if ($Kind -eq 'users') { "?`$filter=resourceId eq $principalId" } else { '' }
    $assignments = (Read-Graph "$Kind/$Id/appRoleAssignments$filter").value
    if ($assignments | Where-Object { $_.resourceId -eq $principalId -and $_.appRoleId -eq $roleId }) {
        "Entra: $Who has the role $Role already."
        return
    }

    Send-Graph post "servicePrincipals/$principalId/appRoleAssignedTo" @{ principalId = $Id; resourceId = $principalId; appRoleId = $roleId }
    if ($LASTEXITCODE -ne 0) {
        Stop-Hook "Entra: $Who did not get the role $Role. An owner of the application $clientId or a Cloud Application Administrator can give it: infra/hooks/assign-role.ps1 $Role $Id"
    }
    "Entra: $Who has the role $Role now. A token from before does not contain it: sign in again."
}
