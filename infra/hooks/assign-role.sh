#!/bin/sh
# Gives a person one of the gateway's app roles:  azd env exec -- infra/hooks/assign-role.sh Approver someone@example.com
set -eu

role=${1:?which role: Admin, PolicyManager, Approver or Viewer}
person=${2:?who: a user principal name or object id}
app_id=${GATEWAY_ENTRA_AUDIENCE:?entra-app.sh sets it; run this through azd}
graph=https://graph.microsoft.com/v1.0

role_id=$(az ad app show --id "$app_id" --query "appRoles[?value=='$role'].id" --output tsv)
if [ -z "$role_id" ]; then
  echo "There is no role '$role'. There are Admin, PolicyManager, Approver, Viewer." >&2
  exit 1
fi

person_id=$(az ad user show --id "$person" --query id --output tsv)
principal_id=$(az ad sp list --filter "appId eq '$app_id'" --query '[].id' --output tsv)
assigned=$(az rest --method get --url "$graph/servicePrincipals/$principal_id/appRoleAssignedTo" \
  --query "value[?principalId=='$person_id' && appRoleId=='$role_id'].id" --output tsv)
if [ -z "$assigned" ]; then
  az rest --method post --url "$graph/servicePrincipals/$principal_id/appRoleAssignedTo" --headers 'Content-Type=application/json' \
    --body "{\"principalId\":\"$person_id\",\"resourceId\":\"$principal_id\",\"appRoleId\":\"$role_id\"}" --output none
fi

echo "$person is $role."
