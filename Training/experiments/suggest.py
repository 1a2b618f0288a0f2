#!/usr/bin/env python3
"""What it brings to label the texts that `stance-train suggest` picks, and not random ones.

usage: Training/experiments/suggest.py [FILE] [--repeats N]
(pip: numpy; FILE is JSON Lines with `text` and `label`, Data/authored/train.jsonl by default; build first: make build)

The labels are there, but hidden until a text is picked. In each of N times five runs a fifth of the texts is held out; 300
random ones of the others train the first model. Three times 150 more are picked, by uncertainty with the latest model or at
random, and a model is trained on all that is labelled; the last one labels the fifth. The recipe is the default one with
decisions for macro-F1. Intervals are bootstrap intervals over runs, those of differences in pairs.
"""
import argparse, csv, io, json
from pathlib import Path

import numpy as np

import common

START, ROUNDS, BATCH, FOLDS = 300, 3, 150, 5
RECIPE = {"decision": "macro-f1"}
METHODS = ["random", "uncertainty"]


def write(path, records, rows):
    with open(path, "w", encoding="utf8") as out:
        for row in rows:
            out.write(json.dumps({"item": str(row), "text": records[row]["text"], "label": records[row]["label"]}) + "\n")
    return path


def macro_f1(work, records, labelled, held):
    model, _ = work.train(RECIPE, write(work.folder / "labelled.jsonl", records, labelled))
    labels = [line["label"] for line in work.classify(model, [records[row]["text"] for row in held])]
    return common.Outcomes([records[row]["label"] for row in held], labels).macro_f1().value


def picked(work, method, seed):
    """The rows that the tool picks from the pool, with the model trained last."""
    model = ["--model", work.folder / "model"] if method == "uncertainty" else []
    output = common.tool("stance-train", "suggest", work.folder / "pool.jsonl", "--labelled",
                         work.folder / "labelled.jsonl", "--count", BATCH, "--seed", seed, "--method", method, *model)
    return [int(row["item"]) for row in csv.DictReader(io.StringIO(output.removeprefix("\ufeff")))]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("file", nargs="?", default=str(common.AUTHORED))
    parser.add_argument("--repeats", type=int, default=4)
    options = parser.parse_args()
    records = common.read(options.file)
    scores = {"start": [], **{method: [] for method in METHODS}}
    for run in range(options.repeats * FOLDS):
        fold = common.folds_of(records, FOLDS, salt=str(run // FOLDS))
        held, others = np.flatnonzero(fold == run % FOLDS), np.flatnonzero(fold != run % FOLDS)
        start = np.random.default_rng(run).permutation(others)[:START].tolist()
        with common.Workspace() as work:
            write(work.folder / "pool.jsonl", records, others)
            scores["start"].append(macro_f1(work, records, start, held))
            for method in METHODS:
                labelled = list(start)
                for _ in range(ROUNDS):
                    macro_f1(work, records, labelled, held)
                    labelled += picked(work, method, run)
                scores[method].append(macro_f1(work, records, labelled, held))
        print(run, *(f"{name} {values[-1]:.3f}" for name, values in scores.items()), flush=True)
    means = common.of_means([scores[name] for name in scores])
    labelled = START + ROUNDS * BATCH
    values = {name: common.estimate(means[place]) for place, name in enumerate(scores)}
    values["difference"] = common.estimate(means[2] - means[1])
    table = common.table(
        ["picked by", "labelled", "macro-F1", "against random"],
        [["(first model)", START, common.shown(values["start"]), ""], ["random", labelled, common.shown(values["random"]), ""],
         ["uncertainty", labelled, common.shown(values["uncertainty"]), common.difference(values["difference"])]])
    path = Path(options.file)
    common.save(__file__, f"{path.parent.name}/{path.stem}", options, [options.file], {**values, "runs": scores}, table)


main()
