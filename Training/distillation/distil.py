#!/usr/bin/env python3
"""Writes the auxiliary examples that a large model's opinions make: what `stance-train --auxiliary` reads.

usage: Training/distillation/distil.py LABELLED.jsonl LOGITS --output FILE.jsonl [--three-quarters]      (pip: numpy)

LABELLED.jsonl has `id`, `text` and `label`; LOGITS (`logits/NAME.npz`) is what teacher.py wrote for it. Each quotation comes once with the
teacher's probabilities, and once for each of its variants (transfer.py), with the `id` of the quotation that it was made of, so that
`--group-field id` keeps it out of the fold in which that quotation is held out (but not a spliced clause of another). `weight` is 0.6 for all. With
--three-quarters nothing is written that holds words of the quarter that the teacher never sees: to measure with.
"""
import argparse, json, sys
from pathlib import Path

import numpy as np

import transfer

HERE, WEIGHT = Path(__file__).resolve().parent, 0.6


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("labelled")
    parser.add_argument("logits")
    parser.add_argument("--output", required=True)
    parser.add_argument("--three-quarters", action="store_true")
    options = parser.parse_args()
    records = transfer.read([options.labelled])
    made = transfer.variants(records, transfer.read_neighbours(HERE / "neighbours.tsv.gz"))
    texts = [r["text"] for r in records] + [text for _, text in made]
    sources = list(range(len(records))) + [place for place, _ in made]
    teacher = np.load(options.logits)
    if str(teacher["digest"]) != transfer.digest(texts):
        sys.exit(f"{options.logits} is of other texts than {options.labelled}: run teacher.py label again")
    logits = teacher["logits"].astype(np.float64) / transfer.LOGIT_SCALE
    shares = np.exp(logits - logits.max(1, keepdims=True))
    shares /= shares.sum(1, keepdims=True)
    rows = range(len(texts))
    if options.three_quarters:
        whole = len(records) + sum(transfer.count_of(r) for r in records)
        rows = [row for row in rows[:whole] if not transfer.is_held_out(records[sources[row]])]
    with open(options.output, "w", encoding="utf8") as out:
        for row in rows:
            out.write(json.dumps({
                "id": records[sources[row]]["id"], "text": texts[row], "weight": WEIGHT,
                **{f"probability_{label}": round(p, 5) for label, p in zip(transfer.LABELS, shares[row])}}) + "\n")


main()
