#!/usr/bin/env bash
# Trains and measures the released model again, and compares: Models/stance-en, its card and metrics.json, and README.md.
#
# usage: Training/release/verify.sh [the options of train-stance-en.sh, but --output]
#
# On the same kind of machine and with all texts, the model has the same bytes and every figure but the speed is the same. On
# another one sums may round otherwise: the digests may differ there, and every figure that has an interval must lie within the released one's.
# Exit codes: 0 as released, 1 not.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
"$(dirname "$0")/train-stance-en.sh" "$@" --output "$work/stance-en" >"$work/log" || { cat "$work/log"; exit 1; }
"$(dirname "$0")/compare.py" "$work/stance-en"
