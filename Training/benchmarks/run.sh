#!/usr/bin/env bash
# Speed of Stance beside what else people use, all on this machine and in one run: medians, ratios, peak memory.
#
# usage: Training/benchmarks/run.sh [TEXTS] [--quick]
# TEXTS is a folder of .jsonl (`text`) and .tsv (column `text`) files, as the corpora are laid out; default: Data/. Tables of
# training need TEXTS/banking77.train.tsv and TEXTS/banking77.test.tsv at any depth, and train.jsonl in a folder newswire.
# Installs the peers (apt: fasttext, liblinear-tools; pip: scikit-learn), builds, prints Markdown, writes run.json beside itself.
set -euo pipefail
cd "$(dirname "$0")/../.."
SUDO=$(test "$(id -u)" = 0 || echo sudo)
command -v fasttext liblinear-train > /dev/null || { $SUDO apt-get update -q && $SUDO apt-get install -y -q fasttext liblinear-tools; } >&2
# Python's own packages may belong to the system; then scikit-learn goes into an environment beside the build.
if ! python3 -c 'import sklearn' 2> /dev/null; then
    python3 -c 'import ensurepip' 2> /dev/null || { $SUDO apt-get update -q && $SUDO apt-get install -y -q python3-venv; } >&2
    python3 -m venv .build/benchmarks >&2
    export PATH="$PWD/.build/benchmarks/bin:$PATH"
    pip install --quiet scikit-learn >&2
fi
make build >&2
exec env LC_ALL=C.UTF-8 OPENBLAS_NUM_THREADS=1 python3 Training/benchmarks/speed.py "$@"
