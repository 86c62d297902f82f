#!/bin/sh
# Before provisioning: the Entra application that admin tokens are issued for, with the four app roles of the admin API.
# Safe to run again: it finds the application it made and brings it to the same state.
# GATEWAY_ENTRA=skip leaves Entra alone (a pipeline without directory rights); GATEWAY_ENTRA_AUDIENCE is then used as it is.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
graph=https://graph.microsoft.com/v1.0
scope_id=37eb2219-ef3f-444f-b6f0-a2755456f31a
# The Azure CLI's own application id, the same everywhere: lets "az account get-access-token" ask for our tokens.
azure_cli=04b07795-8ddb-461b-bbee-02f9e1bf7b46
name="FuncGateway (${AZURE_ENV_NAME:?azd sets it; run this through azd})"

if [ "${GATEWAY_ENTRA:-}" = skip ]; then
  echo "Entra: skipped, the audience is '${GATEWAY_ENTRA_AUDIENCE:-}'."
  exit 0
fi

app_id=${GATEWAY_ENTRA_AUDIENCE:-}
if [ -z "$app_id" ]; then
  app_id=$(az ad app list --filter "displayName eq '$name'" --query '[].appId' --output tsv)
fi

case $app_id in
  *[[:space:]]*)
    echo "Entra: more than one application is named '$name'. Set GATEWAY_ENTRA_AUDIENCE to the client id of the right one." >&2
    exit 1
    ;;
  '')
    app_id=$(az ad app create --display-name "$name" --sign-in-audience AzureADMyOrg --query appId --output tsv)
    echo "Entra: made the application '$name', client id $app_id."
    ;;
esac

az ad app update --id "$app_id" --identifier-uris "api://$app_id" --app-roles "@$here/app-roles.json" --output none

# Two steps: an application can only be pre-authorised for a scope that is already there.
object_id=$(az ad app show --id "$app_id" --query id --output tsv)
scope="{\"id\":\"$scope_id\",\"value\":\"access\",\"type\":\"User\",\"isEnabled\":true,\"adminConsentDisplayName\":\"Use the gateway's admin API\",\"adminConsentDescription\":\"Use the gateway's admin API as the signed-in person, within their app roles.\"}"
az rest --method patch --url "$graph/applications/$object_id" --headers 'Content-Type=application/json' \
  --body "{\"api\":{\"requestedAccessTokenVersion\":2,\"oauth2PermissionScopes\":[$scope]}}" --output none
az rest --method patch --url "$graph/applications/$object_id" --headers 'Content-Type=application/json' \
  --body "{\"api\":{\"preAuthorizedApplications\":[{\"appId\":\"$azure_cli\",\"delegatedPermissionIds\":[\"$scope_id\"]}]}}" --output none

# The service principal carries the role assignments.
principal_id=$(az ad sp list --filter "appId eq '$app_id'" --query '[].id' --output tsv)
if [ -z "$principal_id" ]; then
  az ad sp create --id "$app_id" --output none
fi

azd env set GATEWAY_ENTRA_AUDIENCE "$app_id"
echo "Entra: application $app_id has the roles Admin, PolicyManager, Approver, Viewer. Assign them with infra/hooks/assign-role.sh."
