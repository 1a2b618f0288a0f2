#!/usr/bin/env bash
# The penalty of release/train-offline.sh, chosen by macro-F1 on Data/authored/dev.jsonl. Build first: make build.
#
# usage: Training/experiments/choose-offline-l2.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
model=$(mktemp -d)
trap 'rm -rf "$model"' EXIT

for l2 in 0.1 0.3 1 3 10 30; do
    .build/release/stance-train --train Data/authored/train.jsonl --class-weights balanced --l2 "$l2" \
        --output "$model/m" >/dev/null
    printf 'l2 %-5s' "$l2"
    .build/release/stance-eval --model "$model/m" --test Data/authored/dev.jsonl | grep macro-F1
done
