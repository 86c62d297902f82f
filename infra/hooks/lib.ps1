# Shared by the hooks: sentences, tools, the signed-in account, requests to Microsoft Graph. Dot-sourced, never run.
#Requires -Version 7.4

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'
# Exit codes are checked where a command is run, so that a refusal can be an answer.
$PSNativeCommandUseErrorActionPreference = $false
$ProgressPreference = 'SilentlyContinue'

$graph = 'https://graph.microsoft.com/v1.0'

function Stop-Hook([string] $Sentence) {
    [Console]::Error.WriteLine($Sentence)
    exit 1
}

# A variable of the environment, or an empty text.
function Get-Given([string] $Name) {
    "$([Environment]::GetEnvironmentVariable($Name))"
}

function Get-Setting([string] $Name, [int] $Default) {
    $text = Get-Given $Name
    if (-not $text) { return $Default }
    $number = 0
    if (-not [int]::TryParse($text, [ref] $number) -or $number -lt 0) {
        Stop-Hook "$Name is '$text'. It must be a whole number that is not negative."
    }
    $number
}

# Ends with a sentence that says how to install the tool, if it is missing.
function Confirm-Tool([string] $Tool) {
    if (Get-Command $Tool -CommandType Application -ErrorAction Ignore) { return }

    $name, $winget, $brew, $link = switch ($Tool) {
        az { 'The Azure CLI (az)', 'Microsoft.AzureCLI', 'azure-cli', 'https://aka.ms/azure-cli' }
        azd { 'The Azure Developer CLI (azd)', 'Microsoft.Azd', 'azure/azd/azd', 'https://aka.ms/azd' }
    }
    $how = if ($IsWindows) { "winget install $winget" } elseif ($IsMacOS) { "brew install $brew" } else { $link }
    Stop-Hook "$name is missing. Install it: $how"
}

# Runs az and returns its output; ends if az fails, which has then said why.
function Invoke-Az {
    $output = & az @args
    if ($LASTEXITCODE -ne 0) { exit 1 }
    $output
}

# Rows of --output tsv that are not empty.
function Get-AzRows {
    Invoke-Az @args --output tsv | Where-Object { $_ }
}

function Test-Id([string] $Text) {
    $Text -match '^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$'
}

# A folder for the bodies of requests and for key values. It is in the user's own temporary folder, and closed to others where that is shared.
function New-WorkFolder {
    [IO.Directory]::CreateTempSubdirectory('funcgateway-').FullName
}

# The account of the Azure CLI: tenant, type (user or servicePrincipal), name.
function Get-Account {
    $rows = @(& az account show --query '[tenantId, user.type, user.name]' --output tsv 2> $null)
    if ($LASTEXITCODE -ne 0) { Stop-Hook 'The Azure CLI is not signed in. Run: az login' }
    @{ Tenant = $rows[0]; Type = $rows[1]; Name = $rows[2] }
}

# Returns the account, or ends with a sentence if the Azure CLI would work in another tenant than the environment's.
function Confirm-Tenant {
    $wanted = Get-Given AZURE_TENANT_ID
    $subscription = Get-Given AZURE_SUBSCRIPTION_ID
    if (-not $wanted -and -not $subscription) {
        Stop-Hook 'Neither AZURE_TENANT_ID nor AZURE_SUBSCRIPTION_ID is set, so the tenant is not known. Run azd up, which asks for a subscription, or: azd env set AZURE_SUBSCRIPTION_ID <id>'
    }
    if ($subscription -and -not (Test-Id $subscription)) {
        Stop-Hook "AZURE_SUBSCRIPTION_ID is '$subscription'. It must be the id of a subscription, a GUID."
    }
    if ($wanted -and -not (Test-Id $wanted)) {
        Stop-Hook "AZURE_TENANT_ID is '$wanted'. It must be the id of a tenant, a GUID."
    }

    $account = Get-Account
    if (-not $wanted) {
        $wanted = Get-AzRows account list --query "[?id=='$($subscription.ToLowerInvariant())'].tenantId" | Select-Object -First 1
        if (-not $wanted) {
            Stop-Hook "The Azure CLI does not list the subscription $subscription for $($account.Name). Sign in with an account that may use it: az login"
        }
    }
    if ($account.Tenant -ne $wanted) {
        Stop-Hook "The Azure CLI is signed in to the tenant $($account.Tenant), and this environment belongs to the tenant $wanted. Nothing was changed. Run: az login --tenant $wanted"
    }
    $account
}

# Adds to the account its object id and the collection of Graph that it is in.
function Add-ObjectId($Account) {
    if ($Account.Type -eq 'user') {
        $Account.Kind = 'users'
        $Account.Id = Invoke-Az ad signed-in-user show --query id --output tsv
        return
    }
    # A managed identity has no client id here, but a word such as systemAssignedIdentity.
    if (-not (Test-Id $Account.Name)) {
        Stop-Hook "The Azure CLI is signed in as $($Account.Name) ($($Account.Type)), which the hooks cannot find in the directory. Sign in as a user or as a service principal, or set GATEWAY_ENTRA: azd env set GATEWAY_ENTRA skip"
    }
    $Account.Kind = 'servicePrincipals'
    $Account.Id = Invoke-Az ad sp show --id $Account.Name --query id --output tsv
}

# Sends a body to Graph. Through a file: az is a batch file on Windows, which loses the quotes of JSON on its command line.
function Send-Graph([string] $Method, [string] $Path, $Body, [string[]] $Options = @('--output', 'none')) {
    $file = Join-Path $work 'body.json'
    [IO.File]::WriteAllText($file, (ConvertTo-Json $Body -Depth 20))
    & az rest --method $Method --url "$graph/$Path" --headers Content-Type=application/json --body "@$file" @Options
}

# Reads from Graph. Through a file: the output of az is not UTF-8 in every console.
function Read-Graph([string] $Path) {
    $file = Join-Path $work 'answer.json'
    & az rest --method get --url "$graph/$Path" --output-file $file --output none
    if ($LASTEXITCODE -ne 0) { exit 1 }
    [IO.File]::ReadAllText($file) | ConvertFrom-Json
}
