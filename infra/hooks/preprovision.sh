#!/bin/sh
# Before provisioning: the Entra application that admin tokens are issued for, with the four app roles of the admin API.
# May be run again: it finds the application that it registered, and changes only what differs.
# GATEWAY_ENTRA=skip leaves Entra alone, for a pipeline without directory rights; GATEWAY_ENTRA_AUDIENCE is then used as it is.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/lib.sh"
. "$here/entra.sh"

role_properties='id: id, value: value, displayName: displayName, description: description, allowedMemberTypes: allowedMemberTypes, isEnabled: isEnabled'
scheduler_package=Microsoft.Azure.Functions.Worker.Extensions.DurableTask.AzureManaged

# Sets client_id if GATEWAY_ENTRA_AUDIENCE names an application of this tenant.
find_given() {
  case $GATEWAY_ENTRA_AUDIENCE in
    *:*) by=--identifier-uri ;;
    *) by=--app-id ;;
  esac
  client_id=$(az ad app list "$by" "$GATEWAY_ENTRA_AUDIENCE" --query '[].appId' --output tsv)
  if [ -z "$client_id" ]; then
    fail "GATEWAY_ENTRA_AUDIENCE is '$GATEWAY_ENTRA_AUDIENCE', and the tenant $tenant has no application with this client id or identifier URI. Set it to the client id of one, or have one registered: azd env set GATEWAY_ENTRA_AUDIENCE \"\""
  fi
}

# Sets tag. Anybody in the tenant can register an application with any name and any tag, and make somebody else its owner. So
# the tag ends in random characters, which are stored before the application is registered and which nobody knows until then.
make_tag() {
  tag=${GATEWAY_ENTRA_TAG:-}
  if [ -n "$tag" ]; then
    return
  fi
  if [ -z "${GATEWAY_URL:-}" ] && [ "$(az group exists --name "rg-$AZURE_ENV_NAME" --subscription "$AZURE_SUBSCRIPTION_ID" --output tsv)" = true ]; then
    fail "The resource group rg-$AZURE_ENV_NAME is there, so this environment was deployed before, and its values are not on this machine. Nothing was changed. Fetch them: azd env refresh --environment $AZURE_ENV_NAME. If the group is of something else, choose another name: azd env new <name>"
  fi
  tag="$marker$(head -c 64 /dev/urandom | base64 | tr -dc 'A-Za-z0-9' | head -c 24)"
  azd env set GATEWAY_ENTRA_TAG "$tag" --environment "$AZURE_ENV_NAME"
}

# Sets client_id if this environment has registered an application and was interrupted before it could store its id.
find_tagged() {
  owned=''
  found=$(az ad app list --filter "tags/any(t:t eq '$tag')" --query '[].appId' --output tsv)
  for each in $found; do
    if is_owned "$each"; then
      owned="$owned $each"
    fi
  done

  client_id=${owned# }
  case $client_id in
    *' '*)
      fail "More than one application with the tag '$tag' belongs to $account_name: $client_id. Set the client id of the right one: azd env set GATEWAY_ENTRA_AUDIENCE <client id>"
      ;;
  esac
}

# The tag goes with the request that creates the application, so that an interruption leaves none that cannot be found again.
register() {
  client_id=$(send post applications --query appId --output tsv << END
{"displayName": "FuncGateway ($AZURE_ENV_NAME)", "signInAudience": "AzureADMyOrg", "tags": ["$tag"]}
END
)
  echo "Entra: registered the application FuncGateway ($AZURE_ENV_NAME), client id $client_id."
}

# Graph answers from several places, and a new application is not at once in all of them.
wait_until_found() {
  attempts=${GATEWAY_ENTRA_ATTEMPTS:-20}
  pause=${GATEWAY_ENTRA_PAUSE_SECONDS:-3}
  whole_number GATEWAY_ENTRA_ATTEMPTS "$attempts"
  whole_number GATEWAY_ENTRA_PAUSE_SECONDS "$pause"
  attempt=1
  until read_application "$client_id" 2> "$work/error"; do
    if [ "$attempt" -ge "$attempts" ]; then
      cat "$work/error" >&2
      fail "Entra: the application $client_id was registered and cannot be read yet. Run the same command again in a minute."
    fi
    attempt=$((attempt + 1))
    sleep "$pause"
  done
}

# Two requests: an application can only be pre-authorised for a scope that is already there.
bring_up_to_date() {
  changed='' body='' api=''
  if ! has "$uris" "api://$client_id"; then
    # shellcheck disable=SC2086 # one word for each address
    body="\"identifierUris\": [$(strings $uris "api://$client_id")]"
    changed="$changed, identifier URI"
  fi
  if ! has_app_roles; then
    # Without origin, which Graph gives and does not take.
    kept=$(elements "appRoles[?value!='Admin' && value!='PolicyManager' && value!='Approver' && value!='Viewer'].{$role_properties}")
    body="$body${body:+, }\"appRoles\": [$kept$(sed -e '1s/^\[//' -e '$s/\]$//' "$here/app-roles.json")]"
    changed="$changed, app roles"
  fi
  if [ "$token_version" != 2 ]; then
    api='"requestedAccessTokenVersion": 2'
    changed="$changed, token version"
  fi
  if [ -z "$scope" ]; then
    scope=$scope_id
    api="$api${api:+, }\"oauth2PermissionScopes\": [$(elements "api.oauth2PermissionScopes[?value!='access']"){\"id\": \"$scope_id\", \"value\": \"access\", \"type\": \"User\", \"isEnabled\": true, \"adminConsentDisplayName\": \"Use the gateway's admin API\", \"adminConsentDescription\": \"Use the gateway's admin API as the signed-in person, within their app roles.\"}]"
    changed="$changed, scope"
  fi
  if [ -n "$api" ]; then
    body="$body${body:+, }\"api\": {$api}"
  fi
  if [ -n "$body" ]; then
    printf '{%s}\n' "$body" | send patch "applications/$object_id" --output none
  fi

  if ! has "$preauthorized" "$scope"; then
    others=$(elements "api.preAuthorizedApplications[?appId!='$azure_cli']")
    # shellcheck disable=SC2086 # one word for each id
    send patch "applications/$object_id" --output none << END
{"api": {"preAuthorizedApplications": [$others{"appId": "$azure_cli", "delegatedPermissionIds": [$(strings $preauthorized "$scope")]}]}}
END
    changed="$changed, Azure CLI pre-authorised"
  fi

  # The service principal carries the role assignments.
  find_principal
  if [ -z "$principal_id" ]; then
    az ad sp create --id "$client_id" --output none
    changed="$changed, service principal"
  fi

  if [ -n "$changed" ]; then
    echo "Entra: the application $client_id is up to date. Changed: ${changed#, }."
  else
    echo "Entra: the application $client_id is up to date, nothing to change."
  fi
}

# An application of the operator's own is checked, never changed.
check_only() {
  missing=$(
    has "$uris" "api://$client_id" || echo "  identifier URI api://$client_id"
    for role in $app_roles; do
      case " $roles " in
        *" ${role%:*}:"*) ;;
        *) echo "  app role ${role%:*}" ;;
      esac
    done
    [ "$token_version" = 2 ] || echo "  requestedAccessTokenVersion 2 (it is $token_version)"
    [ -n "$scope" ] || echo '  scope access'
    if [ -z "$scope" ] || ! has "$preauthorized" "${scope%% *}"; then
      echo "  pre-authorisation of the Azure CLI, $azure_cli, for the scope access"
    fi
    find_principal
    [ -n "$principal_id" ] || echo '  service principal'
    if [ -n "${GATEWAY_URL:-}" ] && ! has "$redirects" "$GATEWAY_URL/ui"; then
      echo "  redirect address $GATEWAY_URL/ui of the kind single-page application"
    fi
  )
  echo "Entra: the application $client_id of GATEWAY_ENTRA_AUDIENCE is not one that this environment registered and $account_name owns, so it is left as it is."
  if [ -n "$missing" ]; then
    printf 'Entra: it lacks:\n%s\n' "$missing"
  else
    echo 'Entra: it has all that the gateway needs.'
  fi
}

# The settings alone would leave an app that does not start: the Functions host loads the backend from this package.
check_scheduler() {
  if [ "${GATEWAY_DURABLE_TASK_SCHEDULER:-}" = true ] && ! grep -q "$scheduler_package" "$here/../../src/FuncGateway.Functions/FuncGateway.Functions.csproj"; then
    fail "GATEWAY_DURABLE_TASK_SCHEDULER is true, and the app is built without the package $scheduler_package. Nothing was changed. Add it: dotnet add src/FuncGateway.Functions package $scheduler_package"
  fi
}

check_scheduler

if [ "${GATEWAY_ENTRA:-}" = skip ]; then
  echo "Entra: skipped, the audience is '${GATEWAY_ENTRA_AUDIENCE:-}'."
  exit 0
fi

need az
need azd
check_tenant
set_marker
find_me
make_work_folder

if [ -n "${GATEWAY_ENTRA_AUDIENCE:-}" ]; then
  find_given
  read_application "$client_id"
  if is_ours; then
    bring_up_to_date
  else
    check_only
  fi
else
  make_tag
  find_tagged
  registered=
  if [ -z "$client_id" ]; then
    register
    registered=yes
  fi
  # Stored before anything else can fail.
  azd env set GATEWAY_ENTRA_AUDIENCE "$client_id" --environment "$AZURE_ENV_NAME"
  wait_until_found
  # Graph makes a person the owner of what they register, and not every service principal.
  if [ -n "$registered" ] && ! is_owned "$object_id"; then
    az ad app owner add --id "$object_id" --owner-object-id "$me" --output none
  fi
  bring_up_to_date
fi
