#!/usr/bin/env python3
"""Writes the auxiliary examples that a large model's opinions make: what `stance-train --auxiliary` reads.

usage: Training/distillation/distil.py newswire|authored TEXTS.jsonl --output FILE.jsonl [--three-quarters]      (pip: numpy)

TEXTS.jsonl has the `id` and `text` of the quotations annotated in Data/NAME/train.jsonl. Each comes once with the teachers'
probabilities (logits/NAME.npz, which teacher.py wrote; their mean logits), and once for each of its variants (transfer.py), with the
`id` of the quotation that it was made of, or the `id`s of both, so that `--group-field id` keeps it out of the folds in which one of
them is held out. `weight` is 0.6 for all. Of a text that is missing nothing is written; how many are, is said.

With --three-quarters nothing is written that holds words of the last quarter of the news, and the teacher that never saw it
speaks alone: to measure with.
"""
import argparse, json, sys
from pathlib import Path

import numpy as np

import transfer

HERE, WEIGHT = Path(__file__).resolve().parent, 0.6


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("name", choices=transfer.ANNOTATIONS)
    parser.add_argument("texts", metavar="TEXTS.jsonl")
    parser.add_argument("--output", required=True)
    parser.add_argument("--three-quarters", action="store_true")
    options = parser.parse_args()
    records = transfer.joined(options.name, options.texts)
    made = transfer.examples(records, transfer.read_neighbours(HERE / "neighbours.tsv.gz"))
    teachers = np.load(HERE / "logits" / f"{options.name}.npz")
    speaking = ["blind"] if options.three_quarters else ["blind", "all"]
    logits = np.mean([teachers[name].astype(np.float64) for name in speaking], axis=0) / transfer.LOGIT_SCALE
    missing = sum("text" not in r for r in records)
    if missing:
        print(f"{options.texts}: {missing} of {len(records)} texts are missing; they and their variants are left out", file=sys.stderr)
    if len(made) != len(logits) or not missing and str(teachers["digest"]) != transfer.digest(text for _, text in made):
        sys.exit(f"the variants are not those that the teachers saw: run teacher.py label again for {options.name}")
    shares = np.exp(logits - logits.max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    left_out = options.three_quarters and options.name == "newswire"
    with open(options.output, "w", encoding="utf8") as out:
        for (places, text), row in zip(made, shares):
            if text is None or left_out and any(transfer.is_held_out(records[place]) for place in places):
                continue
            ids = [records[place]["id"] for place in places]
            out.write(json.dumps({
                "id": ids[0] if len(ids) == 1 else ids, "text": text, "weight": WEIGHT,
                **{f"probability_{label}": round(p, 5) for label, p in zip(transfer.LABELS, row)}}) + "\n")


main()
