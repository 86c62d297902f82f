#!/bin/sh
# Gives a person or an application one of the gateway's app roles: infra/hooks/assign-role.sh Approver someone@example.com
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/lib.sh"
. "$here/entra.sh"

# The environment has the value in hooks only, so azd is asked for it. It writes its error to the output as well.
from_azd() {
  need azd
  azd env get-value "$1" 2> /dev/null > "$work/value" || : > "$work/value"
  cat "$work/value"
}

# Sets kind and id.
find_person() {
  kind=users
  if id=$(az ad user show --id "$1" --query id --output tsv 2> "$work/error"); then
    return
  fi
  kind=servicePrincipals
  if is_id "$1" && id=$(az ad sp show --id "$1" --query id --output tsv 2>> "$work/error"); then
    return
  fi
  cat "$work/error" >&2
  fail "There is no '$1' in the tenant $tenant. Give the user principal name or the object id of a person, or the client id of an application."
}

if [ $# -ne 2 ]; then
  fail "Usage: assign-role.sh ROLE PERSON, with $# arguments instead of 2. ROLE is one of $app_role_names. PERSON is a user principal name, an object id, or the client id of an application."
fi
role=$1
case $role in
  Admin | PolicyManager | Approver | Viewer) ;;
  *) fail "There is no role '$role'. There are $app_role_names." ;;
esac

need az
make_work_folder
read_account
audience=${GATEWAY_ENTRA_AUDIENCE:-$(from_azd GATEWAY_ENTRA_AUDIENCE)}
if [ -z "$audience" ]; then
  fail 'GATEWAY_ENTRA_AUDIENCE is not set in this environment of azd. Run azd provision first, in the folder of the project.'
fi

find_person "$2"
if [ "$kind" = servicePrincipals ] && has "$app_roles" "$role:User"; then
  fail "The role $role is for people only, and '$2' is an application."
fi
client_id=$(az ad app show --id "$audience" --query appId --output tsv)
assign "$role" "$kind" "$id" "$2"
