#!/usr/bin/env bash
# Trains Models/stance-en from Data/authored/train.jsonl alone, and prints what it reaches on the corpus's own dev and
# test parts and on the challenge set. The same machine gives the same bytes. The penalty was chosen on the dev part
# (experiments/choose-stance-en-l2.sh): with so few examples a heavy one pays.
#
# usage: Training/train-stance-en.sh [OUTPUT]     (default: Models/stance-en; build first: make build)
set -euo pipefail
cd "$(dirname "$0")/.."
output=${1:-Models/stance-en}

.build/release/stance-train --train Data/authored/train.jsonl --class-weights balanced --l2 3 \
    --output "$output"
for test in Data/authored/dev.jsonl Data/authored/test.jsonl Data/challenge.jsonl; do
    printf '\n%s: ' "$test"
    .build/release/stance-eval --model "$output" --test "$test"
done
