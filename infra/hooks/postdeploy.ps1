# After deployment: waits until the gateway answers, and says where it is. GATEWAY_HEALTH_ATTEMPTS=0 does not wait.
#Requires -Version 7.4

. "$PSScriptRoot/lib.ps1"

# Returns the status of /healthz, and 000 if nothing answers.
function Get-Health([string] $Url) {
    try {
        (Invoke-WebRequest -Uri "$Url/healthz" -SkipHttpErrorCheck -TimeoutSec 30).StatusCode
    }
    catch {
        '000'
    }
}

function Wait-Healthy([string] $Url, [int] $Attempts) {
    $pause = Get-Setting GATEWAY_HEALTH_PAUSE_SECONDS 10
    for ($attempt = 1; ($status = Get-Health $Url) -ne 200; $attempt++) {
        if ($attempt -ge $Attempts) { Stop-Waiting $Url $Attempts $status }
        "Health: $Url/healthz answers $status, attempt $attempt of $Attempts."
        Start-Sleep -Seconds $pause
    }
    "Health: $Url/healthz answers 200."
}

function Stop-Waiting([string] $Url, [int] $Attempts, [string] $Status) {
    $why = switch ($Status) {
        '000' { 'Nothing answers there. ' }
        '403' { '403 comes from an IP restriction that this machine is not part of, or from an app that is stopped. To deploy without waiting: azd env set GATEWAY_HEALTH_ATTEMPTS 0. ' }
        default { '' }
    }
    Stop-Hook "Health: $Url/healthz does not answer 200 after $Attempts attempts, the last status is $Status. ${why}See docs/operate/troubleshooting.md"
}

$url = Get-Given GATEWAY_URL
if (-not $url) {
    Stop-Hook 'GATEWAY_URL is not set; provisioning puts it out. Run this through azd: azd hooks run postdeploy'
}

$attempts = Get-Setting GATEWAY_HEALTH_ATTEMPTS 30
if ($attempts -gt 0) { Wait-Healthy $url $attempts }

''
"Console  $url/ui"
"MCP      $url/mcp/<server>"
"Next     fgw login --url $url"
