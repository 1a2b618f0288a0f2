#!/usr/bin/env python3
"""Recipes that differ from the default in one thing, cross-validated on training files alone.

usage: Training/experiments/ablate-features.py FILE ... [--class-weights W] [--decision D] [--l2 X] [--only NAME ...] [--add]
(pip: numpy; files: TSV or JSON Lines with `text` and `label`; build first: make build)

Five folds, the same for every recipe. The figure is accuracy; macro-F1 with balanced class weights. `difference` is from
the default on the same items, with its paired 95 % interval. Features and speed are those of a model trained on the
whole file without calibration; the speed is the median of three runs over 20,000 texts on all cores. Seconds are those of
the cross-validation. The options change the recipe from which all others differ. With --add the recipes of --only take
their places among those that were measured before on the same data, if the default still does what it did then.
"""
import argparse, json, sys
from pathlib import Path

import common

VARIANTS = {
    "default": {},
    "skip-grams to 4": {"features": {"skipGramDistance": 4}},
    "log-count ratio power 0": {"logCountRatioPower": 0},
    "log-count ratio power 1": {"logCountRatioPower": 1},
    "words 1-1": {"features": {"wordNGrams": {"minimum": 1, "maximum": 1}}},
    "words 1-2": {"features": {"wordNGrams": {"minimum": 1, "maximum": 2}}},
    "no characters": {"features": {"characterNGrams": None}},
    "characters 2-4": {"features": {"characterNGrams": {"minimum": 2, "maximum": 4}}},
    "characters 3-6": {"features": {"characterNGrams": {"minimum": 3, "maximum": 6}}},
    "minimum frequency 1": {"features": {"minimumDocumentFrequency": 1}},
    "minimum frequency 3": {"features": {"minimumDocumentFrequency": 3}},
    "bucket bits 18": {"features": {"bucketBits": 18}},
    "bucket bits 22": {"features": {"bucketBits": 22}},
    "l2 0.03": {"logistic": {"l2": 0.03}},
    "l2 0.1": {"logistic": {"l2": 0.1}},
    "l2 0.3": {"logistic": {"l2": 0.3}},
    "l2 1": {"logistic": {"l2": 1}},
    "l2 3": {"logistic": {"l2": 3}},
    "mlp": {"algorithm": "mlp"},
    "ensemble": {"algorithm": "ensemble"},
}


def earlier(key, file, default):
    """What was measured before under a key, by name; nothing if the data or the default's figure has changed."""
    path = Path(__file__).with_suffix(".json")
    run = json.loads(path.read_text(encoding="utf8"))["runs"].get(key) if path.exists() else None
    if not run or run["data"] != common.digests([file]):
        return {}
    known = {value["name"]: value for value in run["values"]}
    if known["default"]["estimate"] != default["estimate"]:
        sys.exit(f"{key}: the default gives {default['estimate']} now; measure all again")
    return known


def row(value):
    return [value["name"], common.shown(value["estimate"]),
            "" if value["name"] == "default" else common.difference(value["difference"]), f"{value['features']:,}",
            f"{value['textsASecond']:,}", f"{value['seconds']:.1f}"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("files", nargs="+")
    parser.add_argument("--class-weights", default="none")
    parser.add_argument("--decision", default="accuracy")
    parser.add_argument("--l2", type=float, default=0.1)
    parser.add_argument("--only", nargs="+", choices=VARIANTS, default=list(VARIANTS))
    parser.add_argument("--add", action="store_true")
    options = parser.parse_args()
    base = {"classWeights": options.class_weights, "decision": options.decision, "logistic": {"l2": options.l2}}
    balanced = options.class_weights == "balanced"
    names = [n for n in VARIANTS if (n in options.only or n == "default") and n != f"l2 {options.l2:g}"]

    for file in options.files:
        values = {}
        texts = [r["text"] for r in common.read(file)]
        with common.Workspace() as work:
            for name in names:
                recipe = common.merged(base, VARIANTS[name])
                lines, seconds = work.cross_validate(recipe, file)
                truth, predicted = [l["true"] for l in lines], [l["label"] for l in lines]
                if name == "default":
                    reference = predicted
                both = common.Outcomes(truth, predicted, reference)
                ours, theirs = [both.macro_f1(i) if balanced else both.accuracy(i) for i in (0, 1)]
                fast = common.merged(recipe, {"calibrationFolds": 0, "decision": "accuracy"})
                model, _ = work.train(fast, file)
                value = {
                    "name": name, "recipe": recipe, "metric": "macroF1" if balanced else "accuracy",
                    "estimate": common.estimate(ours), "difference": common.estimate(ours - theirs),
                    "seconds": round(seconds, 1), "features": common.feature_count(model),
                    "textsASecond": round(work.quotations_a_second(model, texts, lines=20_000, runs=3)),
                }
                values[name] = value
                print(f"{Path(file).name}: {' | '.join(row(value))}", flush=True)
        key = f"{Path(file).name}, {len(texts)} items, " + (
            f"{options.class_weights} weights, {options.decision} decision, l2 {options.l2:g}")
        if options.add:
            values = earlier(key, file, values["default"]) | values
        ordered = [values[name] for name in VARIANTS if name in values]
        header = ["recipe", "macro-F1" if balanced else "accuracy", "difference", "features", "texts a second", "seconds"]
        common.save(__file__, key, options, [file], ordered, common.table(header, map(row, ordered)))


main()
