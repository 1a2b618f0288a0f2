#!/usr/bin/env bash
# Trains a model from Data/authored/train.jsonl alone, without a network, and prints what it reaches on the corpus's own test part
# and on the challenge set: the whole line at work, and how far invented quotations carry. The released model knows real news
# too (train-stance-en.sh). The penalty was chosen on the dev part (experiments/choose-offline-l2.sh).
#
# usage: Training/release/train-offline.sh [OUTPUT]     (default: .build/stance-authored; build first: make build)
set -euo pipefail
cd "$(dirname "$0")/../.."
output=${1:-.build/stance-authored}

.build/release/stance-train --train Data/authored/train.jsonl --class-weights balanced --l2 3 --output "$output"
for test in Data/authored/dev.jsonl Data/authored/test.jsonl Data/challenge.jsonl; do
    printf '\n%s: ' "$test"
    .build/release/stance-eval --model "$output" --test "$test"
done
