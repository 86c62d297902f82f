# Gives a person or an application one of the gateway's app roles: infra/hooks/assign-role.ps1 Approver someone@example.com
#Requires -Version 7.4

. "$PSScriptRoot/lib.ps1"
. "$PSScriptRoot/entra.ps1"

# The environment has the value in hooks only, so azd is asked for it. It writes its error to the output as well.
function Get-FromAzd([string] $Name) {
    Confirm-Tool azd
    $value = & azd env get-value $Name 2> $null
    if ($LASTEXITCODE -eq 0) { "$value" } else { '' }
}

# Returns the collection of Graph that the person is in, and their object id.
function Find-Person([string] $Person, $Account) {
    $user = & az ad user show --id $Person --query id --output tsv 2>&1
    if ($LASTEXITCODE -eq 0) { return 'users', "$user" }
    $application = ''
    if (Test-Id $Person) {
        $application = & az ad sp show --id $Person --query id --output tsv 2>&1
        if ($LASTEXITCODE -eq 0) { return 'servicePrincipals', "$application" }
    }
    [Console]::Error.WriteLine("$user`n$application")
    Stop-Hook "There is no '$Person' in the tenant $($Account.Tenant). Give the user principal name or the object id of a person, or the client id of an application."
}

if ($args.Count -ne 2) {
    Stop-Hook "Usage: assign-role.ps1 ROLE PERSON, with $($args.Count) arguments instead of 2. ROLE is one of $appRoleNames. PERSON is a user principal name, an object id, or the client id of an application."
}
$role, $person = $args
if ($role -cnotin $appRoles.value) {
    Stop-Hook "There is no role '$role'. There are $appRoleNames."
}

Confirm-Tool az
$account = Get-Account
$audience = Get-Given GATEWAY_ENTRA_AUDIENCE
if (-not $audience) { $audience = Get-FromAzd GATEWAY_ENTRA_AUDIENCE }
if (-not $audience) {
    Stop-Hook 'GATEWAY_ENTRA_AUDIENCE is not set in this environment of azd. Run azd provision first, in the folder of the project.'
}

$work = New-WorkFolder
try {
    $kind, $id = Find-Person $person $account
    if ($kind -eq 'servicePrincipals' -and @($appRoles | Where-Object value -CEQ $role)[0].allowedMemberTypes -notcontains 'Application') {
        Stop-Hook "The role $role is for people only, and '$person' is an application."
    }
    Add-Role $role (Get-Application $audience) $kind $id $person
}
finally {
    Remove-Item -LiteralPath $work -Recurse -Force
}
