#!/usr/bin/env python3
"""What a model of one source of news is worth on another one.

usage: Training/experiments/source-transfer.py NEWSWIRE_DIR [--recipe FILE.json]      (holds train.jsonl; pip: numpy; build first: make build)

Trains on each source of newswire/train and labels every other one; its own by five-fold cross-validation. The last row trains on
all the other sources together, which is what a new source meets. The recipe is the released model's, without auxiliary examples. A
source with fewer than ten texts of a label is labelled but not trained on. Sources differ in size as well as in kind: both
stand beside the figures. Dev is not looked at.
"""
import argparse, json
from collections import Counter

import common

LABELS, FEWEST, REST = ["warning", "reassurance", "neutral"], 10, "(all the others)"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("newswire")
    parser.add_argument("--recipe", default=str(common.ROOT / "Training" / "recipes" / "stance-en.json"))
    options = parser.parse_args()
    path = f"{options.newswire}/train.jsonl"
    records, recipe = common.read(path), json.load(open(options.recipe))
    names = [name for name, _ in Counter(r["source"] for r in records).most_common()]
    parts = {name: [r for r in records if r["source"] == name] for name in names}
    counts = {name: Counter(r["label"] for r in part) for name, part in parts.items()}
    trained = [name for name in names if all(counts[name][label] >= FEWEST for label in LABELS)]
    given = {}

    with common.Workspace() as work:
        def label(row, known, tested):
            model, _ = work.train(recipe, common.write(work.folder / "train.jsonl", known))
            for test in tested:
                given[row, test] = [line["label"] for line in work.classify(model, [r["text"] for r in parts[test]])]
            print(f"{row}: labels {', '.join(tested)}", flush=True)

        for source in trained:
            label(source, parts[source], [name for name in names if name != source])
            lines, _ = work.cross_validate(recipe, common.write(work.folder / "own.jsonl", parts[source]))
            assert [line["true"] for line in lines] == [r["label"] for r in parts[source]]
            given[source, source] = [line["label"] for line in lines]
        for test in names:
            label(REST, [r for r in records if r["source"] != test], [test])

    def outcomes(test, *rows):
        return common.Outcomes([r["label"] for r in parts[test]], *(given[row, test] for row in rows))

    values = {"recipe": recipe, "sources": {name: {"texts": len(parts[name]), "labels": counts[name]} for name in names}}
    values["macroF1"] = {row: {test: common.estimate(outcomes(test, row).macro_f1()) for test in names} for row in [*trained, REST]}
    values["ownLessOthers"] = {}
    for test in trained:
        both = outcomes(test, test, REST)
        values["ownLessOthers"][test] = common.estimate(both.macro_f1(0) - both.macro_f1(1))
    head = [f"{name} ({len(parts[name])}: {', '.join(str(counts[name][label]) for label in LABELS)})" for name in names]
    table = f"Columns: the source that is labelled (texts: {', '.join(LABELS)}). Rows: the source that is trained on.\n\n"
    table += common.table(["macro-F1 of", *head], [
        [row, *(("own folds: " if row == test else "") + common.shown(e, 3) for test, e in values["macroF1"][row].items())]
        for row in values["macroF1"]])
    table += "\nTrained on its own source (other folds) rather than on all the other sources:\n\n" + common.table(
        ["source", "difference in macro-F1"],
        [[test, common.difference(e, 3)] for test, e in values["ownLessOthers"].items()])
    common.save(__file__, "newswire/train", options, [path], values, table)


main()
