#!/usr/bin/env bash
# Accuracy on public text-classification sets, every option at its default.
#
# usage: Training/experiments/public-benchmarks.sh DIR     (holds NAME.train.tsv and NAME.test.tsv; build first: make build)
set -euo pipefail
cd "$(dirname "$0")/../.."
folder=${1:?name the folder that holds NAME.train.tsv and NAME.test.tsv}
model=$(mktemp -d)
trap 'rm -rf "$model"' EXIT

echo '| set | training, file to model | accuracy | 95 % interval | macro-F1 |'
echo '| --- | --- | --- | --- | --- |'
for train in "$folder"/*.train.tsv; do
    name=$(basename "$train" .train.tsv)
    start=$(date +%s.%N)
    .build/release/stance-train --train "$train" --output "$model/m" >/dev/null
    seconds=$(echo "$(date +%s.%N) $start" | awk '{ printf "%.1f s", $1 - $2 }')
    .build/release/stance-eval --model "$model/m" --test "$folder/$name.test.tsv" --format json >"$model/report.json"
    python3 - "$name" "$seconds" "$model/report.json" <<'PYTHON'
import json, sys
name, seconds, path = sys.argv[1:]
report = json.load(open(path))
accuracy, f1 = report["accuracy"], report["macroF1"]
print(f"| {name} | {seconds} | {accuracy['value']:.4f} | {accuracy['low']:.3f} to {accuracy['high']:.3f} | {f1['value']:.4f} |")
PYTHON
done
