#!/bin/sh
# After provisioning: lets people sign in to the console. Adds the console's address to those that the Entra application may redirect to; the others stay.
# GATEWAY_ENTRA=skip leaves Entra alone: docs/operate/console.md says what to set by hand.
set -eu

console=${GATEWAY_URL:?main.bicep puts it out; run this through azd}/ui
app_id=${GATEWAY_ENTRA_AUDIENCE:-}

if [ "${GATEWAY_ENTRA:-}" = skip ] || [ -z "$app_id" ]; then
  echo "Entra: skipped. Sign-in to the console needs $console as a redirect address of the kind single-page application."
  exit 0
fi

present=$(az ad app show --id "$app_id" --query 'spa.redirectUris' --output tsv)
if printf '%s\n' "$present" | grep -qxF "$console"; then
  echo "Entra: the console at $console may sign people in."
  exit 0
fi

# One address a line, as JSON strings. Entra accepts neither quotes nor spaces in them.
all=$(printf '%s\n%s\n' "$present" "$console" | sed -n 's/..*/"&"/p' | paste -sd, -)
object_id=$(az ad app show --id "$app_id" --query id --output tsv)
az rest --method patch --url "https://graph.microsoft.com/v1.0/applications/$object_id" --headers 'Content-Type=application/json' \
  --body "{\"spa\":{\"redirectUris\":[$all]}}" --output none
echo "Entra: the console at $console may now sign people in."
