# The Entra application that admin tokens are issued for: finding it, its state, its app roles. Sourced after lib.sh, never run.
# shellcheck disable=SC2034,SC2154 # variables that one file sets and another reads

# Of the Azure CLI, the same in every tenant. The Azure Developer CLI signs in with the same id.
azure_cli=04b07795-8ddb-461a-bbee-02f9e1bf7b46
scope_id=37eb2219-ef3f-444f-b6f0-a2755456f31a

# The roles of app-roles.json, and who may have them.
app_roles='Admin:Application+User PolicyManager:Application+User Approver:User Viewer:Application+User'
app_role_names='Admin, PolicyManager, Approver, Viewer'

# Sets marker, with which the tag of what this environment registers begins.
set_marker() {
  case ${AZURE_ENV_NAME:-} in
    '') fail 'AZURE_ENV_NAME is not set. Run this through azd: azd up, azd provision, or azd hooks run <hook>' ;;
    *[!A-Za-z0-9._\(\)-]*) fail "AZURE_ENV_NAME is '$AZURE_ENV_NAME'. The name of an environment consists of letters, digits, '-', '_', '.', '(' and ')'." ;;
  esac
  if [ -z "${AZURE_SUBSCRIPTION_ID:-}" ]; then
    fail 'AZURE_SUBSCRIPTION_ID is not set. Run azd up, which asks for a subscription, or: azd env set AZURE_SUBSCRIPTION_ID <id>'
  fi
  marker="funcgateway:$(lower "$AZURE_SUBSCRIPTION_ID"):$AZURE_ENV_NAME:"
}

# Exits rather than returns if the owners cannot be read: that must not count as "not owned".
is_owned() {
  mine=$(az ad app owner list --id "$1" --query "[?id=='$me'].id" --output tsv) || exit
  [ -n "$mine" ]
}

# read_application ID: sets what the hooks compare. One request, one line for each property.
read_application() {
  state=$(az ad app show --id "$1" --output tsv --query "[id, appId, join(' ', identifierUris), to_string(api.requestedAccessTokenVersion), join(' ', appRoles[?isEnabled && value].join(':', [value, join('+', sort(allowedMemberTypes))])), join(' ', api.oauth2PermissionScopes[?value=='access' && isEnabled].id), join(' ', api.preAuthorizedApplications[?appId=='$azure_cli'].delegatedPermissionIds[]), join(' ', spa.redirectUris), to_string(length(tags[?starts_with(@, '$marker')]))]") || return
  {
    IFS= read -r object_id
    IFS= read -r client_id
    IFS= read -r uris
    IFS= read -r token_version
    IFS= read -r roles
    IFS= read -r scope
    IFS= read -r preauthorized
    IFS= read -r redirects
    IFS= read -r tagged
  } << END
$state
END
}

# True if the application, which the environment names as its own, was registered by a hook, so that a hook may change it.
is_ours() {
  [ "$tagged" != 0 ] && is_owned "$object_id"
}

# has LIST WORD
has() {
  case " $1 " in
    *" $2 "*) return 0 ;;
    *) return 1 ;;
  esac
}

has_app_roles() {
  for role in $app_roles; do
    has "$roles" "$role" || return 1
  done
}

# The elements of a JSON array without the brackets, followed by a comma if there are any.
elements() {
  az ad app show --id "$object_id" --output json --query "$1" > "$work/elements.json"
  sed -e '1s/^ *\[//' -e '$s/\] *$//' "$work/elements.json" > "$work/elements"
  if grep -q '[^[:space:]]' "$work/elements"; then
    cat "$work/elements"
    printf ','
  fi
}

# Words as JSON strings, with commas between them. Entra accepts neither quotes nor spaces in addresses and ids.
strings() {
  printf '%s\n' "$@" | sed 's/.*/"&"/' | paste -sd, -
}

# Sets principal_id, empty if the application has no service principal.
find_principal() {
  principal_id=$(az ad sp list --filter "appId eq '$client_id'" --query '[].id' --output tsv)
}

# assign ROLE KIND ID WHO: gives the role of the application. KIND is users or servicePrincipals.
assign() {
  role_id=$(az ad app show --id "$client_id" --query "appRoles[?value=='$1' && isEnabled].id" --output tsv)
  if [ -z "$role_id" ]; then
    fail "The application $client_id has no role $1. Run azd provision, which adds it; an application that you registered yourself needs the roles of infra/hooks/app-roles.json."
  fi
  find_principal
  if [ -z "$principal_id" ]; then
    fail "The application $client_id has no service principal, which carries the roles. Run azd provision, or: az ad sp create --id $client_id"
  fi

  # The filter keeps the answer on one page for people with many applications.
  filter=
  if [ "$2" = users ]; then
    filter="?\$filter=resourceId eq $principal_id"
  fi
  present=$(az rest --method get --url "$graph/$2/$3/appRoleAssignments$filter" \
    --query "value[?resourceId=='$principal_id' && appRoleId=='$role_id'].id" --output tsv)
  if [ -n "$present" ]; then
    echo "Entra: $4 has the role $1 already."
    return
  fi

  send post "servicePrincipals/$principal_id/appRoleAssignedTo" --output none << END ||
{"principalId": "$3", "resourceId": "$principal_id", "appRoleId": "$role_id"}
END
    fail "Entra: $4 did not get the role $1. An owner of the application $client_id or a Cloud Application Administrator can give it: infra/hooks/assign-role.sh $1 $3"
  echo "Entra: $4 has the role $1 now. A token from before does not contain it: sign in again."
}
