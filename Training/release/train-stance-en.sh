#!/usr/bin/env bash
# Trains Models/stance-en, evaluates it, and writes its card and metrics.json: news quotations (Data/newswire) with authored
# ones (Data/authored) and both distilled (Training/distillation) as auxiliary examples, and the large model's word vectors, by
# recipes/stance-en.json.
#
# usage: Training/release/train-stance-en.sh [--newswire FILE ... | --from DIR] [--output DIR]
#   --newswire FILE ...  JSON Lines that hold the texts of Data/newswire; a directory stands for its .jsonl files
#   --from DIR           local clones of the three repositories that Training/newswire/sources.json names
#   (neither)            fetches these repositories
#   --output DIR         where the model goes (default: Models/stance-en)
#
# Build first (make build); pip: numpy, scikit-learn. 17 minutes on two cores, 9 GB of memory. The same texts give
# the same bytes on the same kind of machine; verify.sh says what may differ elsewhere.
set -euo pipefail
caller=$PWD
cd "$(dirname "$0")/../.."
output=Models/stance-en
texts=()
while [ $# -gt 0 ]; do
    case $1 in
        --newswire)
            shift
            [ $# -gt 0 ] || { echo "--newswire needs a file" >&2; exit 64; }
            texts=(--texts)
            while [ $# -gt 0 ] && [ "${1#--}" = "$1" ]; do
                path=$(cd "$caller" && realpath "$1")
                if [ -d "$path" ]; then texts+=("$path"/*.jsonl); else texts+=("$path"); fi
                shift
            done ;;
        --from) texts=(--from "$(cd "$caller" && realpath "$2")"); shift 2 ;;
        --output) output=$(cd "$caller" && realpath -m "$2"); shift 2 ;;
        *) sed -n '2,/^set/s/^# \{0,1\}//p' "$0" | sed '/^set/d' >&2; exit 64 ;;
    esac
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

Training/newswire/rebuild "$work/news" "${texts[@]}"
mkdir "$work/distilled"
Training/distillation/distil.py newswire "$work/news/train.jsonl" --output "$work/distilled/newswire.jsonl"
Training/distillation/distil.py authored Data/authored/train.jsonl --output "$work/distilled/authored.jsonl"
data=(--train "$work/news/train.jsonl"
    --auxiliary Data/authored/train.jsonl "$work/distilled/newswire.jsonl" "$work/distilled/authored.jsonl"
    --group-field id --weight-field weight --soft-labels probability_ --recipe Training/recipes/stance-en.json
    --word-vectors Training/distillation/words.vec.gz)
.build/release/stance-train train "${data[@]}" --output "$work/stance-en"
.build/release/stance-train cross-validate "${data[@]}" --predictions "$work/held-out.jsonl" >/dev/null
Training/release/evaluate.py "$work/stance-en" --news "$work/news" --held-out "$work/held-out.jsonl"

# Only a model that is whole and measured takes the released one's place.
mkdir -p "$(dirname "$output")"
rm -rf "$output.new"
cp -r "$work/stance-en" "$output.new"
rm -rf "$output"
mv "$output.new" "$output"
echo "model        $output"
