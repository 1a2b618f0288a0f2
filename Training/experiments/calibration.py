#!/usr/bin/env python3
"""Whether the probabilities can be believed, and whether prediction sets hold what they promise.

usage: Training/experiments/calibration.py FILE ... [--class-weights W] [--decision D] [--l2 X] [--coverage C]
(pip: numpy; training files, TSV or JSON Lines with `text` and `label`; build first: make build)

Five outer folds: a model is trained on four of them, calibration included, and labels the fifth, which neither its
weights nor its calibration have seen; the same without calibration. Everything is pooled over the folds.

- Log loss and Brier score (sum over labels), less is better; differences are calibrated minus not, in pairs.
- Expected calibration error: mean over 15 bins of equal mass of |confidence - accuracy| of the most probable label. It is
  above 0 by chance alone; beside it stands the 2.5 to 97.5 % range that it has when each label is right exactly as often
  as its confidence says (2000 simulations with the confidences given).
- Coverage: how often the set of `--coverage` holds the true label, and how many labels it has in the mean.
"""
import argparse
from pathlib import Path

import numpy as np

import common

BINS, FOLDS = 15, 5


def calibration_error(confidence, right):
    """Of one or many columns of outcomes: mean over bins of the distance of confidence and accuracy."""
    order = np.argsort(confidence, kind="stable")
    edges = np.linspace(0, len(order), BINS + 1).astype(int)
    starts, sizes = edges[:-1], np.diff(edges)
    means = [np.add.reduceat(x[order].astype(float), starts, axis=0) / sizes.reshape(-1, *[1] * (x.ndim - 1))
             for x in (confidence, right)]
    gap = np.abs((means[0] if right.ndim == 1 else means[0][:, None]) - means[1])
    return (gap * (sizes / len(order)).reshape(-1, *[1] * (right.ndim - 1))).sum(0)


def believed(confidence):
    """The range of the calibration error of confidences that are exactly right."""
    generator = np.random.default_rng(common.SEED)
    draws = generator.random((len(confidence), common.RESAMPLES)) < confidence[:, None]
    return np.quantile(calibration_error(confidence, draws), [0.025, 0.975])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+")
    parser.add_argument("--class-weights", default="none")
    parser.add_argument("--decision", default="accuracy")
    parser.add_argument("--l2", type=float, default=0.1)
    parser.add_argument("--coverage", type=float, default=0.9)
    options = parser.parse_args()
    calibrated = {"classWeights": options.class_weights, "decision": options.decision, "logistic": {"l2": options.l2}}
    plain = common.merged(calibrated, {"calibrationFolds": 0, "decision": "accuracy"})

    for file in options.files:
        records = common.read(file)
        labels = sorted({r["label"] for r in records})
        code = {label: i for i, label in enumerate(labels)}
        truth = np.array([code[r["label"]] for r in records])
        fold = common.folds_of(records, FOLDS)
        probabilities = np.zeros((2, len(records), len(labels)))
        sets = [None] * len(records)
        with common.Workspace() as work:
            for held in range(FOLDS):
                rest, part = common.split(records, fold, held)
                path = common.write(work.folder / "train.jsonl", rest)
                rows = np.flatnonzero(fold == held)
                for system, recipe in enumerate((calibrated, plain)):
                    model, _ = work.train(recipe, path)
                    extra = ["--coverage", options.coverage] if system == 0 else []
                    for row, line in zip(rows, work.classify(model, [r["text"] for r in part], *extra)):
                        for label, p in line["probabilities"].items():
                            probabilities[system, row, code[label]] = p
                        if system == 0:
                            sets[row] = line["set"]
        probabilities /= probabilities.sum(2, keepdims=True)
        everyone = np.arange(len(records))
        loss = -np.log(np.maximum(probabilities[:, everyone, truth], 1e-7))
        brier = ((probabilities - np.eye(len(labels))[truth]) ** 2).sum(2)
        held_by_set = [labels[t] in s for t, s in zip(truth, sets)]
        sizes = [len(s) for s in sets]
        means = common.of_means([*loss, *brier, held_by_set, sizes])
        e = [common.estimate(c) for c in means]
        value = {
            "recipe": calibrated, "logLoss": e[0], "logLossUncalibrated": e[1],
            "logLossDifference": common.estimate(means[0] - means[1]), "brier": e[2], "brierUncalibrated": e[3],
            "brierDifference": common.estimate(means[2] - means[3]), "coverage": e[4], "setSize": e[5],
        }
        for system, name in enumerate(("calibrated", "uncalibrated")):
            confidence = probabilities[system].max(1)
            error = calibration_error(confidence, probabilities[system].argmax(1) == truth)
            low, high = believed(confidence)
            value[name] = {"calibrationError": round(float(error), 5), "perfect": [round(low, 5), round(high, 5)]}
        shown = {n: f"{v['calibrationError']:.4f} ({v['perfect'][0]:.4f} to {v['perfect'][1]:.4f})"
                 for n, v in value.items() if isinstance(v, dict) and "perfect" in v}
        table = common.table(["measure", "calibrated", "uncalibrated", "difference"], [
            ["log loss", common.shown(e[0]), common.shown(e[1]), common.difference(value["logLossDifference"])],
            ["Brier score", common.shown(e[2]), common.shown(e[3]), common.difference(value["brierDifference"])],
            ["calibration error (range if perfect)", shown["calibrated"], shown["uncalibrated"], ""],
            [f"coverage of sets for {options.coverage:g}", common.shown(e[4]), "", ""],
            [f"labels a set, of {len(labels)}", common.shown(e[5], 2), "", ""],
        ])
        key = f"{Path(file).name}, {len(records)} items, " + (
            f"{options.class_weights} weights, {options.decision} decision, l2 {options.l2:g}")
        common.save(__file__, key, options, [file], value, table)


if __name__ == "__main__":
    main()
