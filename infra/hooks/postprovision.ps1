# After provisioning: the gateway's own two keys, the console's address for sign-in, and the role Admin for whoever deploys.
# May be run again: azd hooks run postprovision
#Requires -Version 7.4

. "$PSScriptRoot/lib.ps1"
. "$PSScriptRoot/entra.ps1"

# The names, or nothing if the vault is closed to this machine. The role on the vault was assigned a moment ago and may take minutes to hold.
function Get-SecretNames([string] $Vault, $Account) {
    $attempts = Get-Setting GATEWAY_VAULT_ATTEMPTS 20
    $pause = Get-Setting GATEWAY_VAULT_PAUSE_SECONDS 15
    $errors = Join-Path $work 'error'
    for ($attempt = 1; ; $attempt++) {
        $names = & az keyvault secret list --vault-name $Vault --query '[].name' --output tsv 2> $errors
        if ($LASTEXITCODE -eq 0) { return , @($names) }
        # A vault in a network stays closed to this machine, unless its address was let in a moment ago.
        if (-not (Get-Given GATEWAY_OPERATOR_IP) -and (Select-String -LiteralPath $errors -Pattern 'ForbiddenByConnection|ForbiddenByFirewall|Public network access is disabled' -Quiet)) {
            return $null
        }
        if ($attempt -ge $attempts) {
            [Console]::Error.WriteLine((Get-Content -Raw -LiteralPath $errors))
            Stop-Hook "Vault: $Vault could not be read in $attempts attempts. $($Account.Name) may not read it, or it is not reachable from here: docs/operate/network-isolation.md. Then run: azd hooks run postprovision"
        }
        Write-Host "Vault: $Vault cannot be read yet, attempt $attempt of $attempts."
        Start-Sleep -Seconds $pause
    }
}

# Made once: every session id and every waiting approval depends on the keys.
function New-Key([string] $Vault, [string] $Name, [string[]] $Present) {
    if ($Present -ccontains $Name) {
        "Vault: $Name is there."
        return
    }
    # Through a file: a value on the command line could be read in the list of processes.
    $file = Join-Path $work $Name
    [IO.File]::WriteAllText($file, [Convert]::ToBase64String([Security.Cryptography.RandomNumberGenerator]::GetBytes(32)))
    Invoke-Az keyvault secret set --vault-name $Vault --name $Name --file $file --encoding utf-8 --output none
    "Vault: $Name made."
}

function Add-Redirect($Application, [string] $Console) {
    if ($Application.spa.redirectUris -ccontains $Console) {
        "Entra: the console at $Console may sign people in."
        return
    }
    Send-Graph patch "applications/$($Application.id)" @{ spa = @{ redirectUris = @(@($Application.spa.redirectUris) + $Console) } }
    if ($LASTEXITCODE -ne 0) { exit 1 }
    "Entra: the console at $Console may sign people in now."
}

$vault = Get-Given GATEWAY_VAULT_NAME
$url = Get-Given GATEWAY_URL
$audience = Get-Given GATEWAY_ENTRA_AUDIENCE
$console = "$url/ui"
if (-not $vault -or -not $url) {
    Stop-Hook 'GATEWAY_VAULT_NAME or GATEWAY_URL is not set; provisioning puts them out. Run this through azd: azd hooks run postprovision'
}

Confirm-Tool az
$account = Confirm-Tenant
$work = New-WorkFolder
try {
    $present = Get-SecretNames $vault $account
    if ($null -eq $present) {
        "Vault: $vault does not let this machine in, so its keys were not looked at. In a new environment they are missing, and the gateway does not start: docs/operate/network-isolation.md"
    }
    else {
        New-Key $vault session-key $present
        New-Key $vault approval-key $present
    }

    if ((Get-Given GATEWAY_ENTRA) -eq 'skip') {
        "Entra: skipped. Sign-in to the console needs $console as a redirect address of the kind single-page application."
        exit 0
    }
    if (-not $audience) {
        Stop-Hook 'GATEWAY_ENTRA_AUDIENCE is not set; the hook preprovision sets it. Run: azd provision'
    }

    Add-ObjectId $account
    $application = Get-Application $audience
    if (Test-Ours $application $account) {
        Add-Redirect $application $console
        Add-Role Admin $application $account.Kind $account.Id $account.Name
        exit 0
    }
    if ($application.spa.redirectUris -cnotcontains $console) {
        "Entra: the application $($application.appId) is left as it is, and lacks the redirect address $console of the kind single-page application. Add it for sign-in to the console."
    }
    "Entra: roles of the application $($application.appId) are yours to give: infra/hooks/assign-role.ps1 Admin $($account.Id)"
}
finally {
    Remove-Item -LiteralPath $work -Recurse -Force
}
