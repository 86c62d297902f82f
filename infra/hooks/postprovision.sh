#!/bin/sh
# After provisioning: the gateway's own two keys, the console's address for sign-in, and the role Admin for whoever deploys.
# May be run again: azd hooks run postprovision
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/lib.sh"
. "$here/entra.sh"

vault=${GATEWAY_VAULT_NAME:-}
console=${GATEWAY_URL:-}/ui
attempts=${GATEWAY_VAULT_ATTEMPTS:-20}
pause=${GATEWAY_VAULT_PAUSE_SECONDS:-15}

# The role on the vault was assigned a moment ago and may take minutes to hold.
list_secrets() {
  attempt=1
  until az keyvault secret list --vault-name "$vault" --query '[].name' --output tsv > "$work/names" 2> "$work/error"; do
    # A vault in a network stays closed to this machine, unless its address was let in a moment ago.
    if [ -z "${GATEWAY_OPERATOR_IP:-}" ] && grep -Eq 'ForbiddenByConnection|ForbiddenByFirewall|Public network access is disabled' "$work/error"; then
      closed=yes
      return
    fi
    if [ "$attempt" -ge "$attempts" ]; then
      cat "$work/error" >&2
      fail "Vault: $vault could not be read in $attempts attempts. $account_name may not read it, or it is not reachable from here: docs/operate/network-isolation.md. Then run: azd hooks run postprovision"
    fi
    echo "Vault: $vault cannot be read yet, attempt $attempt of $attempts."
    attempt=$((attempt + 1))
    sleep "$pause"
  done
}

# Made once: every session id and every waiting approval depends on the keys.
make_key() {
  if grep -qxF "$1" "$work/names"; then
    echo "Vault: $1 is there."
    return
  fi
  # Through a file: a value on the command line could be read in the list of processes.
  head -c 32 /dev/urandom | base64 | tr -d '\n' > "$work/$1"
  az keyvault secret set --vault-name "$vault" --name "$1" --file "$work/$1" --encoding utf-8 --output none
  echo "Vault: $1 made."
}

add_redirect() {
  if has "$redirects" "$console"; then
    echo "Entra: the console at $console may sign people in."
    return
  fi
  # shellcheck disable=SC2086 # one word for each address
  send patch "applications/$object_id" --output none << END
{"spa": {"redirectUris": [$(strings $redirects "$console")]}}
END
  echo "Entra: the console at $console may sign people in now."
}

if [ -z "$vault" ] || [ -z "${GATEWAY_URL:-}" ]; then
  fail 'GATEWAY_VAULT_NAME or GATEWAY_URL is not set; provisioning puts them out. Run this through azd: azd hooks run postprovision'
fi

whole_number GATEWAY_VAULT_ATTEMPTS "$attempts"
whole_number GATEWAY_VAULT_PAUSE_SECONDS "$pause"

need az
check_tenant
make_work_folder

closed=
list_secrets
if [ -n "$closed" ]; then
  echo "Vault: $vault does not let this machine in, so its keys were not looked at. In a new environment they are missing, and the gateway does not start: docs/operate/network-isolation.md"
else
  make_key session-key
  make_key approval-key
fi

if [ "${GATEWAY_ENTRA:-}" = skip ]; then
  echo "Entra: skipped. Sign-in to the console needs $console as a redirect address of the kind single-page application."
  exit 0
fi
if [ -z "${GATEWAY_ENTRA_AUDIENCE:-}" ]; then
  fail 'GATEWAY_ENTRA_AUDIENCE is not set; the hook preprovision sets it. Run: azd provision'
fi

set_marker
find_me
read_application "$GATEWAY_ENTRA_AUDIENCE"
if is_ours; then
  add_redirect
  assign Admin "$my_kind" "$me" "$account_name"
else
  has "$redirects" "$console" ||
    echo "Entra: the application $client_id is left as it is, and lacks the redirect address $console of the kind single-page application. Add it for sign-in to the console."
  echo "Entra: roles of the application $client_id are yours to give: infra/hooks/assign-role.sh Admin $me"
fi
