#!/usr/bin/env bash
# Measures the service beside a bare route of its own and beside the command line, with wrk from apt; all ratios are of one run.
# `make build server` first; loopback only. The mixed load takes MINUTES (default 10).
#
#     Server/checks/load.sh [MINUTES]
set -euo pipefail
cd "$(dirname "$0")/../.."
server=${STANCE_SERVER:-Server/.build/release/stance-server}
stance=${STANCE:-.build/release/stance}
work=$(mktemp -d)
"$server" --port 0 --log-level error > "$work/address" &
pid=$!
trap 'kill $pid; wait $pid || true; rm -rf "$work"' EXIT
for _ in $(seq 100); do [ -s "$work/address" ] && break; sleep 0.1; done
address=$(head -1 "$work/address")

python3 - "$work" <<'PYTHON'
import json, random, sys
work = sys.argv[1]
with open("Data/challenge.jsonl") as file: texts = [json.loads(line)["text"] for line in file]
rng = random.Random(8)
post = 'wrk.method = "POST"\nwrk.headers["Content-Type"] = "application/json"\n'
def lua(path, bodies):
    """A script for wrk that sends bodies in turn."""
    with open(path, "w") as file:
        quoted = ",\n".join("[==[" + body + "]==]" for body in bodies)
        # The requests are put together before the clock runs: it is the service that is measured.
        file.write(f"{post}bodies = {{\n{quoted}\n}}\nlocal requests, n = {{}}, 0\n"
                   "init = function()\n"
                   "for i, body in ipairs(bodies) do requests[i] = wrk.format(nil, nil, nil, body) end end\n"
                   "request = function() n = n % #requests + 1; return requests[n] end\n")
singles = [json.dumps({"text": text}) for text in rng.sample(texts, min(500, len(texts)))]
batches = [json.dumps({"texts": rng.choices(texts, k=1000)}) for _ in range(4)]
article = json.dumps({"text": open("Data/demo-article.txt").read()})
lua(f"{work}/one.lua", singles)
lua(f"{work}/batch.lua", batches)
with open(f"{work}/mixed.lua", "w") as file:
    quoted = ",\n".join("[==[" + body + "]==]" for body in singles[:90] + batches[:2] + [json.dumps({"texts": 1})] * 3)
    file.write(f"""{post}bodies = {{
{quoted}
}}
article = [==[{article}]==]
local n = 0
request = function()
  n = n + 1
  if n % 10 == 0 then return wrk.format("POST", "/v1/analyze", nil, article) end
  if n % 10 == 1 then return wrk.format("GET", "/metrics", nil, nil) end
  return wrk.format("POST", "/v1/classify", nil, bodies[n % #bodies + 1])
end
""")
with open(f"{work}/lines.txt", "w") as file:
    for _ in range(60): file.writelines(" ".join(text.split()) + "\n" for text in rng.choices(texts, k=1000))
PYTHON

rate() { awk '/Requests\/sec/ { print $2 }' "$1"; }
memory() { awk '{ print int($2 * 4096 / 1000000) }' "/proc/$pid/statm"; }

echo "== one quotation a request beside /healthz: 64 connections, seven pairs of 8 s, in turn"
wrk -t1 -c64 -d4s -s "$work/one.lua" "$address/v1/classify" > /dev/null
for run in 1 2 3 4 5 6 7; do
    wrk -t1 -c64 -d8s --latency "$address/healthz" > "$work/bare.$run"
    wrk -t1 -c64 -d8s --latency -s "$work/one.lua" "$address/v1/classify" > "$work/one.$run"
    awk -v bare="$(rate "$work/bare.$run")" -v one="$(rate "$work/one.$run")" -v p99="$(awk '/99%/ { print $2 }' "$work/one.$run")" \
        'BEGIN { printf "bare %d/s  classify %d/s  share %.3f  p99 %s\n", bare, one, one / bare, p99 }'
    grep -E "Non-2xx|Socket errors" "$work/one.$run" || true
done

echo "== batches of 1000 beside the command line: 4 connections, three pairs, in turn"
for run in 1 2 3; do
    wrk -t1 -c4 -d8s --timeout 30s -s "$work/batch.lua" "$address/v1/classify" > "$work/batch.$run"
    start=$(date +%s.%N)
    "$stance" classify --format jsonl "$work/lines.txt" > /dev/null
    end=$(date +%s.%N)
    awk -v batch="$(rate "$work/batch.$run")" -v time="$(echo "$end - $start" | bc)" \
        'BEGIN { tool = 60000 / time; printf "command line %d/s  batches %d/s  share %.3f\n", tool, batch * 1000, batch * 1000 / tool }'
    grep -E "Non-2xx|Socket errors" "$work/batch.$run" || true
done

minutes=${1:-10}
echo "== mixed load (quotations, batches, articles, wrong requests, metrics): 32 connections, $minutes minutes"
wrk -t1 -c32 -d20s --timeout 30s -s "$work/mixed.lua" "$address" > /dev/null
first=$(memory)
for minute in $(seq "$minutes"); do
    wrk -t1 -c32 -d60s --timeout 30s -s "$work/mixed.lua" "$address" > "$work/mixed.$minute"
    echo "minute $minute: $(rate "$work/mixed.$minute") requests/s, $(memory) MB"
done
echo "memory: $first MB after 20 s, $(memory) MB at the end"
curl -fsS "$address/metrics" | grep 'status="5' || echo "no 5xx"
