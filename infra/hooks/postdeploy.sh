#!/bin/sh
# After deployment: waits until the gateway answers, and says where it is. GATEWAY_HEALTH_ATTEMPTS=0 does not wait.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
. "$here/lib.sh"

url=${GATEWAY_URL:-}
attempts=${GATEWAY_HEALTH_ATTEMPTS:-30}
pause=${GATEWAY_HEALTH_PAUSE_SECONDS:-10}

# Prints the status of /healthz, and 000 if nothing answers.
ask() {
  curl --silent --output /dev/null --write-out '%{http_code}' --max-time 30 "$url/healthz" || true
}

wait_until_healthy() {
  attempt=1
  while status=$(ask) && [ "$status" != 200 ]; do
    if [ "$attempt" -ge "$attempts" ]; then
      give_up
    fi
    echo "Health: $url/healthz answers $status, attempt $attempt of $attempts."
    attempt=$((attempt + 1))
    sleep "$pause"
  done
  echo "Health: $url/healthz answers 200."
}

give_up() {
  case $status in
    000) why='Nothing answers there.' ;;
    403) why='403 comes from an IP restriction that this machine is not part of, or from an app that is stopped. To deploy without waiting: azd env set GATEWAY_HEALTH_ATTEMPTS 0.' ;;
    *) why='' ;;
  esac
  fail "Health: $url/healthz does not answer 200 after $attempts attempts, the last status is $status. ${why:+$why }See docs/operate/troubleshooting.md"
}

if [ -z "$url" ]; then
  fail 'GATEWAY_URL is not set; provisioning puts it out. Run this through azd: azd hooks run postdeploy'
fi

whole_number GATEWAY_HEALTH_ATTEMPTS "$attempts"
whole_number GATEWAY_HEALTH_PAUSE_SECONDS "$pause"
if [ "$attempts" -gt 0 ]; then
  need curl
  wait_until_healthy
fi

cat << END

Console  $url/ui
MCP      $url/mcp/<server>
Next     fgw login --url $url
END
