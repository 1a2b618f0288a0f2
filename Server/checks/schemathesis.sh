#!/usr/bin/env bash
# Checks the description, then asks schemathesis (from pip) to break what it describes: no 5xx, every answer as described.
# `make server` first; loopback only, a few minutes.
#
#     Server/checks/schemathesis.sh [EXAMPLES]
set -euo pipefail
cd "$(dirname "$0")/../.."
server=${STANCE_SERVER:-Server/.build/release/stance-server}
address_file=$(mktemp)
"$server" --port 0 --log-level error > "$address_file" &
pid=$!
trap 'kill $pid; wait $pid || true; rm -f "$address_file"' EXIT
for _ in $(seq 100); do [ -s "$address_file" ] && break; sleep 0.1; done
address=$(head -1 "$address_file")
curl -fsS "$address/openapi.json" | python3 -m openapi_spec_validator -
schemathesis run "$address/openapi.json" --max-examples "${1:-200}" --seed 8 --workers 2 --checks all --no-color
kill -0 $pid
