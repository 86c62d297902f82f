# Before provisioning: the Entra application that admin tokens are issued for, with the four app roles of the admin API.
# May be run again: it finds the application that it registered, and changes only what differs.
# GATEWAY_ENTRA=skip leaves Entra alone, for a pipeline without directory rights; GATEWAY_ENTRA_AUDIENCE is then used as it is.
#Requires -Version 7.4

. "$PSScriptRoot/lib.ps1"
. "$PSScriptRoot/entra.ps1"

# Returns the client id if GATEWAY_ENTRA_AUDIENCE names an application of this tenant.
function Find-Given([string] $Audience, $Account) {
    $by = if ($Audience.Contains(':')) { '--identifier-uri' } else { '--app-id' }
    $found = Get-AzRows ad app list $by $Audience --query '[].appId' | Select-Object -First 1
    if (-not $found) {
        Stop-Hook "GATEWAY_ENTRA_AUDIENCE is '$Audience', and the tenant $($Account.Tenant) has no application with this client id or identifier URI. Set it to the client id of one, or have one registered: azd env set GATEWAY_ENTRA_AUDIENCE `"`""
    }
    $found
}

# Returns the tag. Anybody in the tenant can register an application with any name and any tag, and make somebody else its owner.
# So the tag ends in random characters, which are stored before the application is registered and which nobody knows until then.
function New-Tag([string] $Marker) {
    $tag = Get-Given GATEWAY_ENTRA_TAG
    if ($tag) { return $tag }

    $name = Get-Given AZURE_ENV_NAME
    if (-not (Get-Given GATEWAY_URL) -and (Invoke-Az group exists --name "rg-$name" --subscription (Get-Given AZURE_SUBSCRIPTION_ID) --output tsv) -eq 'true') {
        Stop-Hook "The resource group rg-$name is there, so this environment was deployed before, and its values are not on this machine. Nothing was changed. Fetch them: azd env refresh --environment $name. If the group is of something else, choose another name: azd env new <name>"
    }
    $tag = "$Marker$([Guid]::NewGuid().ToString('N'))"
    & azd env set GATEWAY_ENTRA_TAG $tag --environment $name | Out-Null
    if ($LASTEXITCODE -ne 0) { exit 1 }
    $tag
}

# Returns the client id if this environment has registered an application and was interrupted before it could store its id.
function Find-Tagged([string] $Tag, $Account) {
    $found = @(Get-AzRows ad app list --filter "tags/any(t:t eq '$Tag')" --query '[].appId')
    $owned = @($found | Where-Object { Test-Owned $_ $Account })
    if ($owned.Count -gt 1) {
        Stop-Hook "More than one application with the tag '$Tag' belongs to $($Account.Name): $owned. Set the client id of the right one: azd env set GATEWAY_ENTRA_AUDIENCE <client id>"
    }
    $owned
}

# The tag goes with the request that creates the application, so that an interruption leaves none that cannot be found again.
function Register-Application([string] $Tag, [string] $Name) {
    $clientId = Send-Graph post applications @{ displayName = $Name; signInAudience = 'AzureADMyOrg'; tags = @($Tag) } @('--query', 'appId', '--output', 'tsv')
    if ($LASTEXITCODE -ne 0) { exit 1 }
    $clientId
}

# Graph answers from several places, and a new application is not at once in all of them.
function Wait-Application([string] $ClientId) {
    $attempts = Get-Setting GATEWAY_ENTRA_ATTEMPTS 20
    $pause = Get-Setting GATEWAY_ENTRA_PAUSE_SECONDS 3
    for ($attempt = 1; ; $attempt++) {
        $answer = & az ad app show --id $ClientId --query id --output tsv 2>&1
        if ($LASTEXITCODE -eq 0) { return }
        if ($attempt -ge $attempts) {
            [Console]::Error.WriteLine("$answer")
            Stop-Hook "Entra: the application $ClientId was registered and cannot be read yet. Run the same command again in a minute."
        }
        Start-Sleep -Seconds $pause
    }
}

function Send-Change($Application, $Body) {
    Send-Graph patch "applications/$($Application.id)" $Body
    if ($LASTEXITCODE -ne 0) { exit 1 }
}

# Two requests: an application can only be pre-authorised for a scope that is already there.
function Update-Application($Application) {
    $clientId = $Application.appId
    $changed = @()
    $body = @{}
    $api = @{}
    if ($Application.identifierUris -notcontains "api://$clientId") {
        $body.identifierUris = @(@($Application.identifierUris) + "api://$clientId")
        $changed += 'identifier URI'
    }
    if (-not (Test-AppRoles $Application)) {
        # Without origin, which Graph gives and does not take.
        $kept = @($Application.appRoles | Where-Object value -CNotIn $appRoles.value | Select-Object id, value, displayName, description, allowedMemberTypes, isEnabled)
        $body.appRoles = @($kept + $appRoles)
        $changed += 'app roles'
    }
    if ($Application.api.requestedAccessTokenVersion -ne 2) {
        $api.requestedAccessTokenVersion = 2
        $changed += 'token version'
    }
    $scope = Get-ScopeId $Application
    if (-not $scope) {
        $scope = $scopeId
        $api.oauth2PermissionScopes = @(@($Application.api.oauth2PermissionScopes | Where-Object value -CNE access) + @{
                id = $scopeId; value = 'access'; type = 'User'; isEnabled = $true
                adminConsentDisplayName = "Use the gateway's admin API"
                adminConsentDescription = "Use the gateway's admin API as the signed-in person, within their app roles."
            })
        $changed += 'scope'
    }
    if ($api.Count -gt 0) { $body.api = $api }
    if ($body.Count -gt 0) { Send-Change $Application $body }

    $preauthorized = @(Get-Preauthorized $Application)
    if ($preauthorized -notcontains $scope) {
        $others = @($Application.api.preAuthorizedApplications | Where-Object appId -NE $azureCli)
        $entry = @{ appId = $azureCli; delegatedPermissionIds = @($preauthorized + $scope) }
        Send-Change $Application @{ api = @{ preAuthorizedApplications = @($others + $entry) } }
        $changed += 'Azure CLI pre-authorised'
    }

    # The service principal carries the role assignments.
    if (-not (Get-PrincipalId $Application)) {
        Invoke-Az ad sp create --id $clientId --output none
        $changed += 'service principal'
    }

    if ($changed) {
        "Entra: the application $clientId is up to date. Changed: $($changed -join ', ')."
    }
    else {
        "Entra: the application $clientId is up to date, nothing to change."
    }
}

# An application of the operator's own is checked, never changed.
function Show-Missing($Application, $Account) {
    $clientId = $Application.appId
    $scope = Get-ScopeId $Application
    $console = "$(Get-Given GATEWAY_URL)/ui"
    $missing = @(
        if ($Application.identifierUris -notcontains "api://$clientId") { "identifier URI api://$clientId" }
        $enabled = @($Application.appRoles | Where-Object isEnabled | ForEach-Object value)
        $appRoles.value | Where-Object { $_ -cnotin $enabled } | ForEach-Object { "app role $_" }
        $version = $Application.api.requestedAccessTokenVersion
        if ($version -ne 2) { "requestedAccessTokenVersion 2 (it is $($version ?? 'null'))" }
        if (-not $scope) { 'scope access' }
        if (-not $scope -or (Get-Preauthorized $Application) -notcontains $scope) { "pre-authorisation of the Azure CLI, $azureCli, for the scope access" }
        if (-not (Get-PrincipalId $Application)) { 'service principal' }
        if ($console -ne '/ui' -and $Application.spa.redirectUris -cnotcontains $console) { "redirect address $console of the kind single-page application" }
    )
    "Entra: the application $clientId of GATEWAY_ENTRA_AUDIENCE is not one that this environment registered and $($Account.Name) owns, so it is left as it is."
    if ($missing) {
        'Entra: it lacks:'
        $missing | ForEach-Object { "  $_" }
    }
    else {
        'Entra: it has all that the gateway needs.'
    }
}

# The settings alone would leave an app that does not start: the Functions host loads the backend from this package.
function Confirm-Scheduler {
    $package = 'Microsoft.Azure.Functions.Worker.Extensions.DurableTask.AzureManaged'
    $project = Join-Path $PSScriptRoot '../../src/FuncGateway.Functions/FuncGateway.Functions.csproj'
    if ((Get-Given GATEWAY_DURABLE_TASK_SCHEDULER) -ceq 'true' -and -not (Select-String -LiteralPath $project -Pattern $package -SimpleMatch -Quiet)) {
        Stop-Hook "GATEWAY_DURABLE_TASK_SCHEDULER is true, and the app is built without the package $package. Nothing was changed. Add it: dotnet add src/FuncGateway.Functions package $package"
    }
}

Confirm-Scheduler

$audience = Get-Given GATEWAY_ENTRA_AUDIENCE
if ((Get-Given GATEWAY_ENTRA) -eq 'skip') {
    "Entra: skipped, the audience is '$audience'."
    exit 0
}

Confirm-Tool az
Confirm-Tool azd
$account = Confirm-Tenant
$marker = Get-Marker
Add-ObjectId $account
$work = New-WorkFolder
try {
    if ($audience) {
        $application = Get-Application (Find-Given $audience $account)
        if (Test-Ours $application $account) { Update-Application $application } else { Show-Missing $application $account }
        exit 0
    }

    $name = "FuncGateway ($(Get-Given AZURE_ENV_NAME))"
    $tag = New-Tag $marker
    $clientId = Find-Tagged $tag $account
    $registered = -not $clientId
    if ($registered) {
        $clientId = Register-Application $tag $name
        "Entra: registered the application $name, client id $clientId."
    }
    # Stored before anything else can fail.
    & azd env set GATEWAY_ENTRA_AUDIENCE $clientId --environment (Get-Given AZURE_ENV_NAME)
    if ($LASTEXITCODE -ne 0) { exit 1 }
    Wait-Application $clientId
    $application = Get-Application $clientId
    # Graph makes a person the owner of what they register, and not every service principal.
    if ($registered -and -not (Test-Owned $application.id $account)) {
        Invoke-Az ad app owner add --id $application.id --owner-object-id $account.Id --output none
    }
    Update-Application $application
}
finally {
    Remove-Item -LiteralPath $work -Recurse -Force
}
