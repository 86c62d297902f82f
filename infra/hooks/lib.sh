# Shared by the hooks: sentences, tools, the signed-in account, requests to Microsoft Graph. Sourced, never run.
# shellcheck disable=SC2034,SC2154 # variables that one file sets and another reads

# Addresses from Entra are split into words, and must not be matched against files.
set -f

graph=https://graph.microsoft.com/v1.0

fail() {
  printf '%s\n' "$*" >&2
  exit 1
}

# need TOOL: ends with a sentence that says how to install the tool, if it is missing.
need() {
  if command -v "$1" > /dev/null 2>&1; then
    return
  fi

  case $1 in
    az) name='The Azure CLI (az)' winget=Microsoft.AzureCLI brew=azure-cli link=https://aka.ms/azure-cli ;;
    azd) name='The Azure Developer CLI (azd)' winget=Microsoft.Azd brew=azure/azd/azd link=https://aka.ms/azd ;;
    *) name=$1 winget=cURL.cURL brew=$1 link="the packages of this system, for example: apt-get install $1" ;;
  esac
  case $(uname -s) in
    Darwin) fail "$name is missing. Install it: brew install $brew" ;;
    MINGW* | MSYS* | CYGWIN*) fail "$name is missing. Install it: winget install $winget" ;;
    *) fail "$name is missing. Install it: $link" ;;
  esac
}

is_id() {
  printf '%s\n' "$1" | grep -Eqx '[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}'
}

# whole_number NAME VALUE
whole_number() {
  case $2 in
    '' | *[!0-9]*) fail "$1 is '$2'. It must be a whole number that is not negative." ;;
  esac
}

lower() {
  printf '%s\n' "$1" | tr '[:upper:]' '[:lower:]'
}

# A folder for the bodies of requests and for key values, readable by this user only, and gone at the end.
make_work_folder() {
  umask 077
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  trap 'exit 1' HUP INT TERM
}

# Sets tenant, account_type (user or servicePrincipal) and account_name of the Azure CLI.
read_account() {
  account=$(az account show --query '[tenantId, user.type, user.name]' --output tsv 2> /dev/null) ||
    fail 'The Azure CLI is not signed in. Run: az login'
  {
    IFS= read -r tenant
    IFS= read -r account_type
    IFS= read -r account_name
  } << END
$account
END
}

# Ends with a sentence if the Azure CLI would work in another tenant than the environment's.
check_tenant() {
  wanted=${AZURE_TENANT_ID:-}
  subscription=${AZURE_SUBSCRIPTION_ID:-}
  if [ -z "$wanted" ] && [ -z "$subscription" ]; then
    fail 'Neither AZURE_TENANT_ID nor AZURE_SUBSCRIPTION_ID is set, so the tenant is not known. Run azd up, which asks for a subscription, or: azd env set AZURE_SUBSCRIPTION_ID <id>'
  fi
  if [ -n "$subscription" ] && ! is_id "$subscription"; then
    fail "AZURE_SUBSCRIPTION_ID is '$subscription'. It must be the id of a subscription, a GUID."
  fi
  if [ -n "$wanted" ] && ! is_id "$wanted"; then
    fail "AZURE_TENANT_ID is '$wanted'. It must be the id of a tenant, a GUID."
  fi

  read_account
  if [ -z "$wanted" ]; then
    wanted=$(az account list --query "[?id=='$(lower "$subscription")'].tenantId" --output tsv)
    if [ -z "$wanted" ]; then
      fail "The Azure CLI does not list the subscription $subscription for $account_name. Sign in with an account that may use it: az login"
    fi
  fi
  if [ "$(lower "$tenant")" != "$(lower "$wanted")" ]; then
    fail "The Azure CLI is signed in to the tenant $tenant, and this environment belongs to the tenant $wanted. Nothing was changed. Run: az login --tenant $wanted"
  fi
}

# Sets me, the object id of the signed-in account, and my_kind, the collection of Graph that it is in.
find_me() {
  case $account_type in
    user)
      my_kind=users
      me=$(az ad signed-in-user show --query id --output tsv)
      ;;
    *)
      # A managed identity has no client id here, but a word such as systemAssignedIdentity.
      is_id "$account_name" ||
        fail "The Azure CLI is signed in as $account_name ($account_type), which the hooks cannot find in the directory. Sign in as a user or as a service principal, or set GATEWAY_ENTRA: azd env set GATEWAY_ENTRA skip"
      my_kind=servicePrincipals
      me=$(az ad sp show --id "$account_name" --query id --output tsv)
      ;;
  esac
}

# send METHOD PATH [OPTION...]: sends the JSON of standard input to Graph.
# Through a file: nothing is quoted for a command line, and nothing shows up in the list of processes.
send() {
  method=$1
  url=$graph/$2
  shift 2
  cat > "$work/body.json"
  az rest --method "$method" --url "$url" --headers Content-Type=application/json --body "@$work/body.json" "$@"
}
