#!/usr/bin/env python3
"""How much chance decides: each algorithm trained from five seeds, its macro-F1 on the same held-out quarter, and its time.

usage: Training/experiments/seeds.py NEWSWIRE_DIR          (holds train.jsonl; pip: numpy; build first: make build)

All train on the three quarters of newswire/train that distillation.py trains on, without auxiliary examples, and are measured on the
last one: l2 1, labels chosen for macro-F1 on calibration folds. A seed decides the folds, and in networks the first weights, the
order of examples, dropout, and the tenth of the examples that tells when to stop. The time is that of one training on the whole
file with calibration: six fits of each part.
"""
import argparse, statistics, sys
from pathlib import Path

import common

sys.path.insert(0, str(common.ROOT / "Training" / "distillation"))
import transfer  # noqa: E402

SEEDS = range(5)
ALGORITHMS = ["logistic", "mlp", "ensemble"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("newswire")
    options = parser.parse_args()
    path = Path(options.newswire) / "train.jsonl"
    records = common.read(path)
    train, test = ([r for r in records if transfer.is_held_out(r) == held] for held in (False, True))
    truth = [r["label"] for r in test]
    rows, values = [], {}
    with common.Workspace() as work:
        part, whole = common.write(work.folder / "part.jsonl", train), common.write(work.folder / "whole.jsonl", records)
        for algorithm in ALGORITHMS:
            given, seconds = [], []
            for seed in SEEDS:
                recipe = {"algorithm": algorithm, "decision": "macro-f1", "logistic": {"l2": 1}, "seed": seed}
                model, _ = work.train(recipe, part)
                given.append([line["label"] for line in work.classify(model, [r["text"] for r in test])])
                model, taken = work.train(recipe, whole, model="whole")
                seconds.append(taken)
            rate = work.quotations_a_second(model, [r["text"] for r in records])
            points = [common.Outcomes(truth, labels).macro_f1().value for labels in given]
            mean = statistics.mean(points)
            values[algorithm] = {
                "macroF1": [round(p, 5) for p in points], "mean": round(mean, 5), "seconds": [round(s, 2) for s in seconds],
                "quotationsASecond": round(rate)}
            rows.append([
                algorithm, f"{mean:.4f} ({min(points):.4f} to {max(points):.4f})",
                f"{mean - values['logistic']['mean']:+.4f}", f"{statistics.median(seconds):.1f}", f"{rate:,.0f}"])
            print(rows[-1], flush=True)
    table = common.table(["algorithm", "macro-F1, mean of five seeds (range)", "less logistic", "training, s",
                          "texts a second"], rows)
    common.save(__file__, "newswire/train, three quarters to the last", options, [path], values, table)


main()
