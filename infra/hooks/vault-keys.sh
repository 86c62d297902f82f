#!/bin/sh
# After provisioning: the gateway's own two keys, 32 random bytes each. Made once; an existing key is never touched,
# because every session id and every waiting approval depends on it.
set -eu

vault=${GATEWAY_VAULT_NAME:?main.bicep puts it out; run this through azd}
attempts=${GATEWAY_VAULT_ATTEMPTS:-20}
pause=${GATEWAY_VAULT_PAUSE_SECONDS:-15}

umask 077
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The role on the vault was assigned a moment ago and may take minutes to hold.
list_names() {
  attempt=1
  until az keyvault secret list --vault-name "$vault" --query '[].name' --output tsv > "$work/names" 2> "$work/error"; do
    if [ "$attempt" -ge "$attempts" ]; then
      cat "$work/error" >&2
      echo "Vault: $vault could not be read after $attempts attempts. Not yours to read, or not reachable from here: docs/operate/network-isolation.md." >&2
      exit 1
    fi
    attempt=$((attempt + 1))
    sleep "$pause"
  done
}

# Through a file: a value on the command line could be read in the list of processes.
make_key() {
  if grep -qx "$1" "$work/names"; then
    echo "Vault: $1 is there."
    return
  fi
  head -c 32 /dev/urandom | base64 | tr -d '\n' > "$work/$1"
  az keyvault secret set --vault-name "$vault" --name "$1" --file "$work/$1" --encoding utf-8 --output none
  echo "Vault: $1 made."
}

list_names
make_key session-key
make_key approval-key
